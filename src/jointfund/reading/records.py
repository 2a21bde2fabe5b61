"""What a reader gives back: plain frozen values, each with the place it was read from.

Nothing here knows how a document is laid out (see the kinds of document) or what becomes of a record
(see `intake`). What is not printed is None; an empty tuple means that the place for it was read and is empty.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # these rest on the spans of this module
    from jointfund.reading.agency_paper.records import AgencyPaper
    from jointfund.reading.fiches.records import ProjectFiche
    from jointfund.reading.sessions.records import Session

DocumentKind = Literal["booklet", "brief", "report", "agency_paper", "unknown"]
Section = Literal["pipeline", "funded"]
Severity = Literal["high", "medium", "low"]
DiscrepancyKind = Literal["count", "sum", "place", "title", "figure", "objective", "label", "change"]


@dataclass(frozen=True)
class Span:
    """Lines of one document, 1-based and inclusive; `page` is 1-based where the format has pages."""

    file: str
    start_line: int
    end_line: int
    page: int | None = None


@dataclass(frozen=True)
class Country:
    """One country a programme names: ISO 3166-1 alpha-3 code (user-assigned ones included) and its place."""

    iso3: str
    name: str
    place: Span


@dataclass(frozen=True)
class KeyPartner:
    """One partner of the split list. `group` is the label it stood under ("Government", "Togo"), if any."""

    name: str
    kind: str | None  # code of the partner kinds; None where the words do not tell
    group: str | None
    place: Span


@dataclass(frozen=True)
class Organisation:
    """One participating organisation as printed, with its acronym where the lexicon knows it."""

    acronym: str | None
    printed: str
    role: Literal["participating", "associated"]
    place: Span


@dataclass(frozen=True)
class Suggestion:
    """A tag that the text supports but nobody confirmed: which words on which line suggest it."""

    scheme: str  # "principle", "theme", "population", "level", "gcm_objective", "country_role", "place"
    code: str  # code in the scheme; for country_role "TGO:origin"; for place the printed name
    words: str  # the words of the text, verbatim
    place: Span


@dataclass(frozen=True)
class Doubt:
    """Why the value of a field is uncertain, in words a person can act on."""

    field: str
    reason: str


@dataclass(frozen=True)
class Programme:
    """One programme entry of one document."""

    source: Span
    document_kind: DocumentKind
    section: Section
    heading: str | None
    title: str | None
    countries: tuple[Country, ...]
    thematic_area: int | None
    thematic_area_basis: str | None
    budget_usd: int | None
    budget_precision: Literal["exact", "rounded"] | None
    duration_months: int | None
    status: str | None
    status_text: str | None
    participating_organisations: tuple[Organisation, ...]
    key_partners_text: str | None
    key_partners: tuple[KeyPartner, ...]
    summary_text: str | None
    suggestions: tuple[Suggestion, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    places: dict[str, Span] = field(default_factory=dict)  # field name -> its own lines


@dataclass(frozen=True)
class Contribution:
    """One row of a contributor table: whole dollars as printed."""

    contributor: str
    iso3: str | None
    member_state: bool | None
    amount_usd: int
    as_of: str | None  # "2024-01" as printed over the table
    source: Span


@dataclass(frozen=True)
class Share:
    """How much of a counted population one group is: a percentage, or heads where `unit` names them."""

    group: str
    value: Decimal
    value_to: Decimal | None
    unit: str


@dataclass(frozen=True)
class Claim:
    """A countable statement of a text, with the value the documents' own lists give where they allow one.

    A statement of a project fiche also says in which section it stands, whom it counts, and whether it is a
    target or was achieved; None where the words do not tell.
    """

    quote: str
    value: Decimal
    value_to: Decimal | None  # upper end of a printed range
    unit: str
    source: Span
    recomputed: Decimal | None = None
    recompute_basis: str | None = None
    project: str | None = None  # the fiche it stands in, by acronym or title
    section: str | None = None
    population: str | None = None
    standing: Literal["target", "achieved"] | None = None
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class Quote:
    """The words of one side of a discrepancy and where they stand."""

    source: Span
    quote: str


@dataclass(frozen=True)
class Discrepancy:
    """Two or more places that disagree; `change` when dated texts differ in what may change with time."""

    kind: DiscrepancyKind
    subject: str
    severity: Severity
    places: tuple[Quote, ...]
    explanation: str = ""


@dataclass(frozen=True)
class DocumentRecord:
    """One file that was read: what it is, its date as printed and its lines."""

    file: str
    kind: DocumentKind
    media_type: str
    sha256: str
    title: str | None
    date: str | None  # "2023-07": month as printed on the cover or over a table
    lines: tuple[str, ...]
    pages: int | None = None
    line_pages: tuple[int, ...] = ()  # page of each line, where the format has pages

    def span(self, start_line: int, end_line: int) -> Span:
        """The place of these lines in this document, with the page of the first of them."""
        page = self.line_pages[start_line - 1] if self.line_pages else None
        return Span(self.file, start_line, end_line, page)


@dataclass(frozen=True)
class Reading:
    """Everything read from one call, in the order of the files."""

    documents: tuple[DocumentRecord, ...] = ()
    programmes: tuple[Programme, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()
    projects: "tuple[ProjectFiche, ...]" = ()
    sessions: "tuple[Session, ...]" = ()
    agency_papers: "tuple[AgencyPaper, ...]" = ()
