"""What the record says, as plain dated values: the other side of every comparison. No database here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jointfund.kernel.dates import PartialDate

PageName = Literal[
    "home", "programme", "programmes", "contributors", "contributor", "support", "country", "vocabularies"
]
Stage = Literal["pipeline", "funded", "closed", ""]


@dataclass(frozen=True)
class Where:
    """The page of the record that shows a fact; `key` is the reference or code in its address."""

    page: PageName
    key: str = ""
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Printed:
    """A value as one source prints it, with the date that source bears and its name."""

    text: str
    on: PartialDate | None = None
    source: str = ""


@dataclass(frozen=True)
class DatedStatus:
    """A status of a programme and since when it held."""

    on: PartialDate
    code: str
    label: str
    stage: Stage


@dataclass(frozen=True)
class ProgrammeFacts:
    """One programme as the record has it. `printed` holds, for a field, what each source prints of it."""

    reference: str
    name: str
    title: str | None
    place: str
    countries: tuple[tuple[str, str], ...]  # code and name, implementing ones
    area: int | None
    budget: Decimal | None
    is_budget_rounded: bool
    months: int | None
    statuses: tuple[DatedStatus, ...]  # oldest first, up to the day asked for
    starts: PartialDate | None = None
    ends_original: PartialDate | None = None
    ends: PartialDate | None = None
    summary: str = ""
    heading: str = ""
    printed: Mapping[str, tuple[Printed, ...]] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of its countries."""
        return frozenset(code for code, _name in self.countries)

    def stage_on(self, day: date) -> Stage:
        """The part of its way it had reached on a day; empty before its first status."""
        reached = [status.stage for status in self.statuses if status.on.on <= day]
        return reached[-1] if reached else ""

    def as_of(self, field_name: str) -> PartialDate | None:
        """The latest date of the sources that print a field, else of its latest status."""
        dates = [one.on for one in self.printed.get(field_name, ()) if one.on]
        dates = dates or [status.on for status in self.statuses[-1:]]
        return max(dates, key=lambda one: one.on, default=None)


@dataclass(frozen=True)
class ContributorFacts:
    """A contributor's amount as one table publishes it."""

    slug: str
    name: str
    iso3: str
    is_state: bool
    amount: Decimal


@dataclass(frozen=True)
class ContributionTable:
    """All contributions published for one date; complete in itself."""

    on: PartialDate
    rows: tuple[ContributorFacts, ...]

    @property
    def total(self) -> Decimal:
        """What all contributors gave."""
        return amount_of(row.amount for row in self.rows)

    @property
    def states(self) -> tuple[ContributorFacts, ...]:
        """The contributing Member States."""
        return tuple(row for row in self.rows if row.is_state)

    @property
    def total_of_states(self) -> Decimal:
        """What the Member States gave."""
        return amount_of(row.amount for row in self.states)


@dataclass(frozen=True)
class RecordFacts:
    """The record of one fund on a day. `counts` are sizes of its vocabularies by the noun that names them."""

    fund: str
    currency: str
    day: date
    programmes: tuple[ProgrammeFacts, ...] = ()
    tables: tuple[ContributionTable, ...] = ()  # oldest first
    launched: PartialDate | None = None
    target: Decimal | None = None
    target_by: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def table(self) -> ContributionTable | None:
        """The latest table of contributions."""
        return self.tables[-1] if self.tables else None

    @property
    def days(self) -> tuple[PartialDate, ...]:
        """The dates on which the status of any programme changed, oldest first."""
        dates = {status.on.on: status.on for one in self.programmes for status in one.statuses}
        return tuple(dates[day] for day in sorted(dates))

    def programme(self, reference: str) -> ProgrammeFacts | None:
        """The programme of a reference."""
        return next((one for one in self.programmes if one.reference == reference), None)


def amount_of(amounts: Iterable[Decimal]) -> Decimal:
    """Amounts added up."""
    return sum(amounts, Decimal(0))
