"""Papers of a page or two: the portfolio, a programme, a country, an organisation, the contributors."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

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
class ProgrammePage:
    """One programme by itself."""

    fund: FundFacts
    as_of: date
    language: str
    programme: ProgrammeFacts

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
