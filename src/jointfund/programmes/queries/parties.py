"""Organisations of the portfolio: which programmes each leads, takes part in or is associated with."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jointfund.documents.models import Source
from jointfund.documents.queries import sources_by_key
from jointfund.funds.models import Fund
from jointfund.people.models import Organisation
from jointfund.programmes.models import PartyRole, ProgrammeParty
from jointfund.programmes.queries.portfolio import ProgrammeLine


@dataclass(frozen=True)
class Participation:
    """One organisation in one programme, with the confidence of its source."""

    organisation: Organisation
    programme_key: int
    role: str
    confidence: str
    note: str
    source: Source | None

    @property
    def role_words(self) -> str:
        return str(PartyRole(self.role).label)


@dataclass(frozen=True)
class OrganisationCount:
    """How many programmes an organisation has in each role."""

    organisation: Organisation
    roles: Counter[str]

    @property
    def programmes(self) -> int:
        return self.roles.total()


def participations(
    fund: Fund, lines: Sequence[ProgrammeLine], slug: str | None = None
) -> tuple[Participation, ...]:
    """Who takes part in the programmes of these lines, of one organisation or of all; three queries."""
    keys = {line.key for line in lines}
    rows = ProgrammeParty.objects.filter(organisation__fund=fund)
    if slug is not None:
        rows = rows.filter(organisation__slug=slug)
    ordered = rows.order_by("programme__number", "role").values_list(
        "organisation_id", "programme_id", "role", "confidence", "note", "source_id"
    )
    found = [row for row in ordered if row[1] in keys]
    organisations = Organisation.objects.filter(fund=fund).in_bulk()
    sources = sources_by_key(row[-1] for row in found)
    return tuple(
        Participation(organisations[key], programme, role, confidence, note, sources.get(source or 0))
        for key, programme, role, confidence, note, source in found
    )


def count_organisations(found: Sequence[Participation]) -> tuple[OrganisationCount, ...]:
    """Each organisation with its roles, the one with most programmes first."""
    roles: dict[int, Counter[str]] = defaultdict(Counter)
    organisations: dict[int, Organisation] = {}
    for one in found:
        organisations[one.organisation.pk] = one.organisation
        roles[one.organisation.pk][one.role] += 1
    counts = [OrganisationCount(organisations[key], roles[key]) for key in organisations]
    return tuple(sorted(counts, key=lambda one: (-one.programmes, one.organisation.name)))


def without_organisations(
    lines: Sequence[ProgrammeLine], found: Sequence[Participation]
) -> tuple[ProgrammeLine, ...]:
    """The programmes of which no source prints who carries them out."""
    known = {one.programme_key for one in found if one.role != PartyRole.ASSOCIATED}
    return tuple(line for line in lines if line.key not in known)
