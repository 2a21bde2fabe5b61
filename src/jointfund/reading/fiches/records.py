"""What a fiche says of a project: plain frozen values, each with the place it was read from.

What is not printed is None or an empty tuple; nothing is inferred without a doubt that says so.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from jointfund.reading.records import Country, Doubt, Span

SectionName = Literal[
    "main_objectives",
    "expected_results",
    "main_features",
    "nexus",
    "challenges",
    "good_practices",
    "testimony",
    "covid",
]


@dataclass(frozen=True)
class Part:
    """One unbroken run of a section, heading included where one stands; a side box cuts a section in two."""

    text: str
    place: Span

    @property
    def words(self) -> int:
        """How many words the printed lines hold."""
        return len(self.text.split())


@dataclass(frozen=True)
class Point:
    """One item of a list, whole: sub-items and paragraphs that go on with it are inside."""

    text: str  # without the mark before it, one printed line a line
    place: Span
    group: str | None = None  # the line it stands under ("For the first project"), if any


@dataclass(frozen=True)
class PointList:
    """The items of a section in their order, and the lines from the first printed word to the last."""

    points: tuple[Point, ...] = ()
    place: Span | None = None
    words: int = 0


@dataclass(frozen=True)
class BudgetPart:
    """One printed amount in its currency. `component` is what it is for, where several are printed."""

    amount: Decimal
    currency: str  # ISO 4217 code
    printed: str
    component: str | None
    place: Span
    is_sum: bool = False  # the text calls it the whole: it is not added to the other parts


@dataclass(frozen=True)
class PrintedStart:
    """A start as printed with its duration; a fiche of two projects prints two."""

    printed: str
    start: str  # "2018" or "2019-11"
    end: str | None  # last year of a printed range
    duration_months: int | None
    component: str | None
    place: Span


@dataclass(frozen=True)
class NamedBody:
    """A donor, an agency or a partner as printed, on one line."""

    name: str
    place: Span
    group: str | None = None  # the heading it stands under in the box


@dataclass(frozen=True)
class SessionMention:
    """A speakers' list that names the project: the number of the session and the speaker's line."""

    number: int
    printed: str
    place: Span


@dataclass(frozen=True)
class Site:
    """A printed address without brackets."""

    address: str
    place: Span


@dataclass(frozen=True)
class ProjectFiche:
    """One fiche. `projects` tells how many projects it holds: one, or as many as it numbers."""

    source: Span
    acronym: str | None
    full_title: str | None
    annex_label: str | None  # as the list of fiches names it
    projects: tuple[str, ...]  # labels of its projects ("Project 1"); empty for a single one
    agencies: tuple[NamedBody, ...] = ()
    donors: tuple[NamedBody, ...] = ()
    budget: tuple[BudgetPart, ...] = ()
    starts: tuple[PrintedStart, ...] = ()
    countries: tuple[Country, ...] = ()
    countries_note: str | None = None  # what the country box prints besides countries
    partners: tuple[NamedBody, ...] = ()
    main_objectives: tuple[Part, ...] = ()
    main_features: tuple[Part, ...] = ()
    nexus: tuple[Part, ...] = ()
    testimony: tuple[Part, ...] = ()
    covid: tuple[Part, ...] = ()
    expected_results: PointList = PointList()
    challenges: PointList = PointList()
    good_practices: PointList = PointList()
    sites: tuple[Site, ...] = ()
    other_links: tuple[Site, ...] = ()
    sessions: tuple[SessionMention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    places: dict[str, Span] = field(default_factory=dict)  # field name -> its own lines

    @property
    def project_count(self) -> int:
        """How many projects the fiche holds."""
        return max(1, len(self.projects))

    @property
    def start(self) -> str | None:
        """The first printed start."""
        return self.starts[0].start if self.starts else None

    @property
    def duration_months(self) -> int | None:
        """The duration, where a single one is printed."""
        return self.starts[0].duration_months if len(self.starts) == 1 else None

    def budget_total(self, currency: str) -> Decimal | None:
        """Sum of the parts in a currency; None where none is printed in it."""
        amounts = [p.amount for p in self.budget if p.currency == currency and not p.is_sum]
        return sum(amounts, Decimal(0)) if amounts else None
