"""Countries of the portfolio: how many programmes each has, at which stage and in which role."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jointfund.programmes.models import KeyPartner, Stage
from jointfund.programmes.queries.portfolio import IMPLEMENTING, ProgrammeLine
from jointfund.vocabularies.models import Country


@dataclass(frozen=True)
class CountryCount:
    """One country of the portfolio. A budget counts only where the programme works in no other country."""

    country: Country
    stages: Counter[str]
    roles: Counter[str]
    suggested_roles: Counter[str]
    shared: int
    budget_here_alone: Decimal

    @property
    def programmes(self) -> int:
        """How many programmes work here."""
        return self.stages.total()

    @property
    def suggested(self) -> int:
        """How many of its other roles only follow from the words of a text."""
        return self.suggested_roles.total()

    @property
    def waiting(self) -> int:
        return self.stages[Stage.PIPELINE]

    @property
    def funded(self) -> int:
        return self.stages[Stage.FUNDED]

    @property
    def left(self) -> int:
        return self.stages[Stage.CLOSED]


@dataclass(frozen=True)
class NamedPartner:
    """A key partner as printed, and the programme that names it."""

    name: str
    kind: str
    programme: str


def works_in(line: ProgrammeLine, iso3: str) -> bool:
    """Whether the programme is implemented in the country."""
    return any(link.iso3 == iso3 and link.role == IMPLEMENTING for link in line.countries)


def count_countries(lines: Sequence[ProgrammeLine]) -> tuple[CountryCount, ...]:
    """Every country that a programme works in or names, by name; one query."""
    named = {link.iso3 for line in lines for link in line.countries}
    by_country: dict[str, list[ProgrammeLine]] = {iso3: [] for iso3 in named}
    for line in lines:
        for iso3 in {link.iso3 for link in line.countries}:
            by_country[iso3].append(line)
    countries = Country.objects.filter(iso3__in=named).order_by("name")
    return tuple(_count(country, by_country[country.iso3]) for country in countries)


def partners_of(lines: Sequence[ProgrammeLine]) -> tuple[NamedPartner, ...]:
    """The key partners of these programmes as printed, programme by programme; one query."""
    references = {line.key: line.reference for line in lines}
    rows = KeyPartner.objects.filter(programme__in=references).order_by("programme__number", "position")
    return tuple(NamedPartner(row.name, row.kind, references[row.programme_id]) for row in rows)


def _count(country: Country, lines: Sequence[ProgrammeLine]) -> CountryCount:
    here = [line for line in lines if works_in(line, country.iso3)]
    alone = [line for line in here if _works_in_one_country(line)]
    other = [
        link
        for line in lines
        for link in line.countries
        if link.iso3 == country.iso3 and link.role != IMPLEMENTING
    ]
    return CountryCount(
        country=country,
        stages=Counter(line.stage for line in here),
        roles=Counter(link.role for link in other),
        suggested_roles=Counter(link.role for link in other if link.is_suggested),
        shared=len(here) - len(alone),
        budget_here_alone=sum((line.budget for line in alone if line.budget is not None), Decimal(0)),
    )


def _works_in_one_country(line: ProgrammeLine) -> bool:
    return len({link.iso3 for link in line.countries if link.role == IMPLEMENTING}) == 1
