"""Each candidate of an intake beside the record: what it is, what is doubted, what differs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.text import slugify

from jointfund.intake.candidates.comparing import (
    Relation,
    Side,
    for_comparison,
    on_record,
    relation_of,
)
from jointfund.intake.candidates.knowledge import knowledge_relation, sides_of
from jointfund.intake.models import (
    OF_KNOWLEDGE,
    Candidate,
    CandidateField,
    CandidateKind,
    CandidateState,
    Intake,
)
from jointfund.kernel.dates import PartialDate
from jointfund.ledger.models import OpeningEntry
from jointfund.programmes.models import Programme
from jointfund.reading.lexicon import Lexicon
from jointfund.vocabularies.lexicon import load_lexicon

KNOWN = ("project", "session")
# All that a comparison with a project or session on record reads.
KNOWN_PARTS = (
    "project__parties",
    "project__budget_parts",
    "project__country_links__country",
    "project__statements__source__document",
    "project__testimonies",
    "project__reached_results",
    "session__people",
    "session__statements__source__document",
)


@dataclass(frozen=True)
class Outlook:
    """A candidate with its fields, the programme it would complete, and how each field stands to that."""

    candidate: Candidate
    fields: tuple[CandidateField, ...]
    programme: Programme | None
    sides: Mapping[str, Side]
    relations: Mapping[str, Relation]

    @property
    def doubted(self) -> tuple[CandidateField, ...]:
        """Fields that are doubted and that nobody decided on."""
        return tuple(field for field in self.fields if field.doubt and not field.decision)

    @property
    def differing(self) -> tuple[CandidateField, ...]:
        """Fields in which document and record differ and on which nobody decided."""
        return tuple(
            field
            for field in self.fields
            if self.relations[field.name] == Relation.DIFFERS and not field.decision
        )

    @property
    def is_open(self) -> bool:
        return self.candidate.state == CandidateState.OPEN

    @property
    def weight(self) -> int:
        """How much a person has to look at: what is doubted or differs."""
        return len(self.doubted) + len(self.differing)


def outlooks(intake: Intake) -> tuple[Outlook, ...]:
    """All candidates of an intake in a constant number of queries: the open ones that need a person first."""
    candidates = (
        Candidate.objects.filter(intake=intake)
        .select_related("intake__fund", "file", "decided_by", *KNOWN)
        .prefetch_related("fields", *KNOWN_PARTS)
    )
    found = list(candidates)
    keys = {candidate.programme_id for candidate in found if candidate.programme_id}
    programmes = {one.pk: one for one in for_comparison().filter(pk__in=keys)}
    entries = entered_contributions(intake)
    lexicon = load_lexicon(intake.fund.code)
    all_ = [_outlook(candidate, programmes, entries, lexicon) for candidate in found]
    return tuple(sorted(all_, key=lambda one: (not one.is_open, -one.weight, one.candidate.number)))


def outlook_of(candidate: Candidate) -> Outlook:
    """One candidate beside the record."""
    prefetch_related_objects([candidate], *KNOWN_PARTS)
    programmes = {one.pk: one for one in for_comparison().filter(pk=candidate.programme_id or 0)}
    lexicon = load_lexicon(candidate.intake.fund.code)
    return _outlook(candidate, programmes, entered_contributions(candidate.intake), lexicon)


def is_plain(outlook: Outlook) -> bool:
    """True for an open candidate that raises no doubt and contradicts nothing."""
    return outlook.is_open and not outlook.weight


type Entered = Mapping[tuple[str, str], str]


def entered_contributions(intake: Intake) -> Entered:
    """The amounts of the ledger by contributor (code of a State, else its folded name) and date."""
    rows = OpeningEntry.objects.filter(fund=intake.fund).select_related("contributor")
    found = {}
    for row in rows:
        shown = f"{row.amount:,.2f}".removesuffix(".00")
        found[row.contributor.iso3 or row.contributor.slug, str(row.as_of)] = shown
    return found


def _outlook(
    candidate: Candidate, programmes: Mapping[int, Programme], entries: Entered, lexicon: Lexicon
) -> Outlook:
    fields = tuple(candidate.fields.all())
    if candidate.kind in OF_KNOWLEDGE:
        sides = sides_of(candidate, candidate.project or candidate.session)
        relations = {field.name: knowledge_relation(field, sides) for field in fields}
        return Outlook(candidate, fields, None, sides, relations)
    if candidate.kind == CandidateKind.CONTRIBUTION:
        sides = _entered_sides(candidate, entries)
        programme, is_rounded = None, False
    else:
        programme = programmes.get(candidate.programme_id or 0)
        sides = on_record(programme)
        is_rounded = candidate.record["programme"]["budget_precision"] == "rounded"
    relations = {field.name: relation_of(field, sides, lexicon, is_rounded=is_rounded) for field in fields}
    return Outlook(candidate, fields, programme, sides, relations)


def _entered_sides(candidate: Candidate, entries: Entered) -> dict[str, Side]:
    """The amount on record for the same contributor and day, if there is one."""
    record = candidate.record
    if not record["as_of"]:
        return {}
    day = str(PartialDate.parse(record["as_of"]).on)
    amount = entries.get((record["iso3"] or slugify(record["contributor"])[:80], day))
    return {"amount_usd": Side(amount, frozenset({amount}))} if amount else {}
