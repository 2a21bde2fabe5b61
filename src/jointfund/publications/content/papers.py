"""Papers of a page or two: the portfolio, a programme, a country, an organisation, the contributors."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jointfund.kernel.dates import PartialDate
from jointfund.publications.content.contributors import ContributorLine, ContributorTable
from jointfund.publications.content.programmes import FundFacts, ProgrammeFacts

ProfileKind = Literal["country", "organisation"]


@dataclass(frozen=True)
class Portfolio:
    """All programmes of a filter on one day, to be added up by area and region."""

    fund: FundFacts
    as_of: date
    language: str
    selection: str
    programmes: tuple[ProgrammeFacts, ...]


@dataclass(frozen=True)
class Profile:
    """What the fund does in a country or with an organisation; `contribution` where it contributes too."""

    fund: FundFacts
    as_of: date
    language: str
    kind: ProfileKind
    name: str
    iso2: str
    programmes: tuple[ProgrammeFacts, ...]
    contribution: ContributorLine | None
    contributors: ContributorTable


@dataclass(frozen=True)
class Role:
    """A country a programme touches without working there; `role` is origin, transit or destination."""

    iso2: str
    name: str
    role: str


@dataclass(frozen=True)
class Cited:
    """A public document the page rests on."""

    title: str
    issued: PartialDate | None


@dataclass(frozen=True)
class ProgrammeDetails:
    """What a programme's own page tells beside the facts every document has.

    `suggested_principles` are read out of its text and nobody confirmed them. `address` leads to the record.
    """

    address: str
    status_since: PartialDate | None
    starts: PartialDate | None
    ends: PartialDate | None
    roles: tuple[Role, ...]
    objectives: tuple[str, ...]
    principles: tuple[str, ...]
    suggested_principles: tuple[str, ...]
    sources: tuple[Cited, ...]


@dataclass(frozen=True)
class ProgrammePage:
    """One programme by itself. Releases made before pages had details keep none."""

    fund: FundFacts
    as_of: date
    language: str
    programme: ProgrammeFacts
    details: ProgrammeDetails | None = None

    @property
    def programmes(self) -> tuple[ProgrammeFacts, ...]:
        return (self.programme,)


@dataclass(frozen=True)
class Contributors:
    """The contributor table as a document of its own; `name` narrows it to one of them."""

    fund: FundFacts
    as_of: date
    language: str
    table: ContributorTable
    name: str = ""

    @property
    def line(self) -> ContributorLine | None:
        """The one contributor the document is about, if it is about one."""
        return next((line for line in self.table.lines if line.name == self.name), None)
