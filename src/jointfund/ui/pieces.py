"""The values the pieces of a page show: plain, frozen, ready for reading. One class for each template.

Texts are in the reader's language already; addresses are complete. No model and no request comes in here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Shape = Literal["outline", "half", "full", "crossed"]
StepState = Literal["done", "current", "ahead"]


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    label: str
    href: str


@dataclass(frozen=True)
class SourceMark:
    """A small number that opens the lines a fact was read from. `label` says what opens.

    `href` is empty where the reader may not open the document.
    """

    number: int
    href: str
    label: str


@dataclass(frozen=True)
class PageHead:
    """The top of a page: where it stands, its title, its answer in one line, and for which day it holds."""

    title: str
    answer: str = ""
    as_of: str = ""
    trail: Sequence[Link] = ()


@dataclass(frozen=True)
class FigureCard:
    """One number and what it counts. `source` leads to the records behind it."""

    figure: str
    label: str
    as_of: str
    source: Link
    is_accent: bool = False
    marks: Sequence[SourceMark] = ()


@dataclass(frozen=True)
class AreaMark:
    """A thematic area told by number and name; the colour only helps."""

    number: int
    short: str
    title: str = ""


@dataclass(frozen=True)
class StatusWord:
    """A status as a word with a shape: outline first, half under way, full when funded, crossed when left."""

    label: str
    shape: Shape


@dataclass(frozen=True)
class StatusStep:
    """One step of the way. `shown_date` is empty where no source dates it."""

    label: str
    shape: Shape
    state: StepState
    shown_date: str = ""


@dataclass(frozen=True)
class FactValue:
    """One value of a fact. `words` are those of the text that suggest it, for a suggested value."""

    text: str
    href: str = ""
    note: str = ""
    is_suggested: bool = False
    words: str = ""
    marks: Sequence[SourceMark] = ()


@dataclass(frozen=True)
class Fact:
    """A label with its values; without any it reads *not published* and `would_fill` says what would tell."""

    label: str
    values: Sequence[FactValue] = ()
    would_fill: str = ""
    as_tags: bool = False


@dataclass(frozen=True)
class SdgTile:
    """A goal by number on its published colour; `ink` is the readable text colour on it."""

    number: str
    label: str
    colour: str
    ink: str
    href: str = ""
    is_suggested: bool = False
    words: str = ""


@dataclass(frozen=True)
class ProgrammeBrief:
    """What a card or a row tells of a programme."""

    reference: str
    href: str
    title: str
    title_is_lost: bool
    place: str
    area: AreaMark | None
    status: StatusWord | None
    budget: str
    months: int | None = None
    passages: Sequence[str] = ()  # safe markup with <mark> around the words found


@dataclass(frozen=True)
class FacetOption:
    """One value of a facet with how many programmes it would leave."""

    value: str
    label: str
    count: int | None
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One question of the panel; `key` is its parameter in the address."""

    key: str
    label: str
    options: Sequence[FacetOption]
    is_open: bool = False

    @property
    def chosen(self) -> int:
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class FacetPanel:
    """All facets of a list. `kept` are parameters the form passes on; `query` the words sought."""

    action: str
    facets: Sequence[Facet]
    clear_href: str
    query: str = ""
    query_label: str = ""
    kept: Sequence[tuple[str, str]] = ()

    @property
    def chosen(self) -> int:
        return sum(facet.chosen for facet in self.facets)


@dataclass(frozen=True)
class ListHead:
    """The count and the filters in words, each filter removable, and the downloads beside it."""

    in_words: str
    as_of: str
    filters: Sequence[Link] = ()
    downloads: Sequence[Link] = ()


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    text: str
    href: str = ""
    marks: Sequence[SourceMark] = ()
    area: AreaMark | None = None


@dataclass(frozen=True)
class TableColumn:
    """A column: its head with the unit in it, and whether it holds numbers."""

    label: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table for comparing. The first cell of each row names the row; `total` is the foot."""

    caption: str
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    caption_is_hidden: bool = False
    stacks_on_phone: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """What a class of a picture means."""

    css_class: str
    label: str
    is_hatched: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart or a map: a title that states the finding, the drawing, the same as a table, a download.

    `drawing` is finished SVG. `disclaimer` stands under every map. A title that says nothing new beside the
    page's own is hidden from sight, not from screen readers.
    """

    title: str
    drawing: str
    table: Table
    as_of: str
    legend: Sequence[LegendEntry] = ()
    download: Link | None = None
    disclaimer: str = ""
    title_is_hidden: bool = False


@dataclass(frozen=True)
class TimelineEvent:
    """Something that happened; `note` is what it rests on."""

    shown_date: str
    label: str
    note: str = ""
    href: str = ""
    marks: Sequence[SourceMark] = ()


@dataclass(frozen=True)
class EmptyState:
    """Nothing here, why, and what to do next."""

    title: str
    text: str
    action: Link | None = None


@dataclass(frozen=True)
class FieldFault:
    """What is wrong in a field and its id in the page."""

    field_id: str
    message: str


@dataclass(frozen=True)
class TaskProgress:
    """How far a long task has come; `total` None while it is not known yet."""

    label: str
    done: int
    total: int | None
    shown: str = ""


@dataclass(frozen=True)
class Confirmation:
    """It is done: the reference to keep and what happens next."""

    title: str
    reference: str
    next_steps: Sequence[str]
    action: Link | None = None


@dataclass(frozen=True)
class FormSteps:
    """Where the reader is in a form of several steps, and when it was last saved."""

    labels: Sequence[str]
    current: int
    saved_at: datetime | None = None
    states: Sequence[tuple[str, StepState]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "states", tuple(self._state(n, label) for n, label in enumerate(self.labels, 1))
        )

    def _state(self, number: int, label: str) -> tuple[str, StepState]:
        if number < self.current:
            return label, "done"
        return label, "current" if number == self.current else "ahead"


@dataclass(frozen=True)
class Pages:
    """Which part of a list is shown; an address is empty where there is no such page."""

    first: int
    last: int
    total: int
    previous_href: str = ""
    next_href: str = ""
