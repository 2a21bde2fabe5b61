"""The portfolio as one frozen line for each programme, for pages that count, add up and compare.

The number of queries is the same for five programmes and five thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from jointfund.funds.models import Fund
from jointfund.kernel.references import Reference
from jointfund.programmes import naming
from jointfund.programmes.models import Programme, ProgrammeCountry, Stage, Standing, Status
from jointfund.programmes.queries.matching import listed
from jointfund.vocabularies.models import Country, ThematicArea

IMPLEMENTING = "implementing"
SEVERAL_REGIONS = "several"


@dataclass(frozen=True)
class CountryRole:
    """A country of a programme in one role; a suggested role names the words that suggest it."""

    iso3: str
    name: str
    region: str
    role: str
    is_suggested: bool
    words: str
    source_id: int | None


@dataclass(frozen=True)
class ProgrammeLine:
    """What is compared of a programme. `stage` and `status` are those of the day asked for."""

    key: int
    reference: str
    name: str
    title_is_lost: bool
    place: str
    area: int | None
    area_short: str
    budget: Decimal | None
    duration_months: int | None
    stage: str
    status_code: str
    status: str
    countries: tuple[CountryRole, ...]

    @property
    def is_waiting(self) -> bool:
        """Approved and without money."""
        return self.stage == Stage.PIPELINE

    @property
    def is_funded(self) -> bool:
        return self.stage == Stage.FUNDED

    @property
    def region(self) -> str:
        """The one region it works in; SEVERAL_REGIONS for more, empty where no country is known."""
        regions = {link.region for link in self.countries if link.role == IMPLEMENTING}
        if len(regions) > 1:
            return SEVERAL_REGIONS
        return next(iter(regions), "")


def portfolio(fund: Fund, as_of: date | None, among: Q | None = None) -> tuple[ProgrammeLine, ...]:
    """The fund's listed programmes with the status of the day, by reference; `among` narrows them."""
    rows = listed(fund, as_of).filter(among or Q())
    links = _links_of(rows)
    statuses = Status.objects.filter(fund=fund).in_bulk()
    areas = ThematicArea.objects.filter(fund=fund).in_bulk()
    status_key = "status_id" if as_of is None else "status_then"
    found = rows.order_by("number").values_list(*_COLUMNS, "area_id", status_key)
    return tuple(
        _line(
            _Row(fund.reference_prefix, fund.programme_word, *facts),
            areas.get(area),
            statuses.get(status),
            links,
        )
        for *facts, area, status in found
    )


def total(lines: Iterable[ProgrammeLine]) -> Decimal:
    """The published budgets added up."""
    return sum((line.budget for line in lines if line.budget is not None), Decimal(0))


@dataclass(frozen=True)
class _Row:
    """The columns of a programme a line is made of: models of thousands of programmes take a second."""

    prefix: str
    word: str
    key: int
    number: int
    heading: str
    title: str | None
    budget: Decimal | None
    duration_months: int | None


_COLUMNS = ("pk", "number", "heading", "title", "budget", "duration_months")


@dataclass(frozen=True)
class _Link:
    """A country of a programme, and its name short enough to stand for the programme's place."""

    role: CountryRole
    short_name: str


def _links_of(rows: QuerySet[Programme]) -> dict[int, list[_Link]]:
    """The countries of these programmes, by programme, each country loaded once."""
    links: dict[int, list[_Link]] = {}
    countries = Country.objects.in_bulk()
    found = ProgrammeCountry.objects.filter(programme__in=rows.order_by().values("pk"))
    for key, country_key, role, standing, words, source in found.order_by("position", "pk").values_list(
        "programme_id", "country_id", "role", "standing", "words", "source_id"
    ):
        country, suggested = countries[country_key], standing == Standing.SUGGESTED
        told = CountryRole(country.iso3, country.name, country.region, role, suggested, words, source)
        links.setdefault(key, []).append(_Link(told, country.short_name))
    return links


def _line(
    row: _Row, area: ThematicArea | None, status: Status | None, all_links: dict[int, list[_Link]]
) -> ProgrammeLine:
    links = all_links.get(row.key, [])
    here = [link.short_name for link in links if link.role.role == IMPLEMENTING]
    place = naming.place_name(row.heading, here)
    return ProgrammeLine(
        key=row.key,
        reference=str(Reference(row.prefix, row.number)),
        name=row.title or naming.untitled(row.word, place),
        title_is_lost=row.title is None,
        place=place,
        area=area.number if area else None,
        area_short=(area.short or area.title) if area else "",
        budget=row.budget,
        duration_months=row.duration_months,
        stage=status.stage if status else "",
        status_code=status.code if status else "",
        status=status.label if status else "",
        countries=tuple(link.role for link in links),
    )
