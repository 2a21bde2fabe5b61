"""A programme as every document of the fund tells it: facts of one day, exact, unknown ones None or empty."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class FundFacts:
    """The fund as its documents name it, with the notes it owes its readers."""

    code: str
    name: str
    short_name: str
    currency: str
    description: str
    names_note: str
    maps_note: str
    licence: str
    is_demo: bool
    target: Decimal | None = None
    target_by: str = ""


@dataclass(frozen=True)
class Place:
    """A country a programme works in, with a point for the map."""

    iso3: str
    iso2: str
    name: str
    region: str
    m49: int | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Party:
    """An organisation that carries the programme out; `role` is a code (lead, participating, associated)."""

    acronym: str
    name: str
    role: str

    @property
    def short(self) -> str:
        return self.acronym or self.name


@dataclass(frozen=True)
class Goal:
    """A Sustainable Development Goal with its published colour (`#rrggbb`)."""

    number: str
    name: str
    colour: str


@dataclass(frozen=True)
class Area:
    """A thematic area of the fund; number 0 gathers programmes whose area is unknown."""

    number: int
    title: str
    short: str


@dataclass(frozen=True)
class ProgrammeFacts:
    """One programme on the day of the document. `title` is None where no source gives it."""

    reference: str
    heading: str
    place_name: str
    title: str | None
    area: Area
    stage: str
    status_code: str
    status: str
    status_since: date | None
    budget: Decimal | None
    budget_is_rounded: bool
    duration_months: int | None
    places: tuple[Place, ...]
    parties: tuple[Party, ...]
    key_partners: str
    goals: tuple[Goal, ...]
    summary: str

    @property
    def is_funded(self) -> bool:
        return self.stage == "funded"


def total(programmes: tuple[ProgrammeFacts, ...]) -> Decimal:
    """The published budgets added up."""
    return sum((one.budget for one in programmes if one.budget is not None), Decimal(0))
