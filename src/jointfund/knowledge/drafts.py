"""What is known of a project, a session or a practice before it enters the record: plain values.

A part rests on a `documents.Source` or, where no lines are known, on a `kernel.Citation`.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from jointfund.documents.models import Source
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge.models.results import ReachedResult
from jointfund.knowledge.models.statements import Statement
from jointfund.programmes.models import Programme, Standing

type Rest = Source | Citation


@dataclass(frozen=True)
class PartyDraft:
    """An organisation as printed; `acronym` is how the fund's record may know it."""

    role: str
    name: str
    acronym: str = ""
    kind: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class CountryDraft:
    """A country by its ISO 3166-1 alpha-3 code, with the places below it as printed."""

    iso3: str
    places: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class BudgetDraft:
    """One printed amount in its own currency (ISO 4217); None where only words are printed."""

    amount: Decimal | None
    currency: str
    label: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class TagDraft:
    """A vocabulary term; a suggested one names the words that suggest it."""

    scheme: str
    code: str
    standing: str = Standing.CONFIRMED
    words: str = ""


@dataclass(frozen=True)
class StatementDraft:
    """One item as it stands in its document."""

    kind: str
    text: str
    rest: Rest
    heading: str = ""
    tags: tuple[TagDraft, ...] = ()
    about: tuple[str, ...] = ()  # slugs of the projects a finding rests on


@dataclass(frozen=True)
class TestimonyDraft:
    """What somebody says, and who as printed."""

    text: str
    rest: Rest
    said_by: str = ""


@dataclass(frozen=True)
class ResourceDraft:
    """Something to read, join or use; kind and language are told by the address where nobody gives them."""

    title: str
    rest: Rest
    url: str = ""
    kind: str = ""
    language: str = ""
    organisation: str = ""
    note: str = ""


@dataclass(frozen=True)
class ResultDraft:
    """One quantified statement, its words where they may be kept; `share` is a fraction of 1."""

    rest: Rest
    quote: str = ""
    whom: str = ""
    value: Decimal | None = None
    value_to: Decimal | None = None
    bound: str = ""
    unit: str = ""
    place: str = ""
    iso3: str = ""
    measure: str = ""
    share: Decimal | None = None
    share_of: str = ""


@dataclass(frozen=True)
class ProjectDraft:
    """A project with everything that is known of it."""

    acronym: str
    title: str
    rest: Rest
    summary: str = ""
    starts: PartialDate | None = None
    duration_months: int | None = None
    site: str = ""
    programme: Programme | None = None
    parties: tuple[PartyDraft, ...] = ()
    countries: tuple[CountryDraft, ...] = ()
    budget: tuple[BudgetDraft, ...] = ()
    tags: tuple[TagDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    testimonies: tuple[TestimonyDraft, ...] = ()
    resources: tuple[ResourceDraft, ...] = ()
    results: tuple[ResultDraft, ...] = ()


@dataclass(frozen=True)
class PersonDraft:
    """Somebody in a session; `project` is the acronym or title of the project she spoke of, as printed."""

    role: str
    name: str
    organisation: str = ""
    project: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class SessionDraft:
    """A session with who took part and what was found."""

    title: str
    rest: Rest
    held: PartialDate | None = None
    participants: int | None = None
    people: tuple[PersonDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()


@dataclass(frozen=True)
class EvidenceDraft:
    """One thing a practice rests on: exactly one of the first four; `figure` goes with `programme`."""

    result: ReachedResult | None = None
    statement: Statement | None = None
    programme: Programme | None = None
    cites: str = ""
    figure: str = ""


@dataclass(frozen=True)
class PracticeWords:
    """The words of a practice as an editor writes them; nothing is required of a draft but its title."""

    title: str
    what: str = ""
    problem: str = ""
    context: str = ""
    steps: str = ""
    actors: str = ""
    cost_band: str = ""
    cost: str = ""
    results: str = ""
    failed: str = ""
    conditions: str = ""
    contact: str = ""
    licence: str = ""
    terms: frozenset[tuple[str, str]] = field(default=frozenset())  # scheme and code
