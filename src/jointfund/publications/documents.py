"""The fund's documents by name: from an order to the bytes of a file, for command, desk and releases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications.content.booklet import Booklet
from jointfund.publications.content.brief import Brief
from jointfund.publications.content.papers import Contributors, Portfolio, Profile
from jointfund.publications.labels import Labels, labels_in
from jointfund.publications.layout.booklet import booklet_typesetting, booklet_workbook
from jointfund.publications.layout.brief import brief_paper, brief_workbook
from jointfund.publications.layout.papers import (
    contributors_paper,
    contributors_workbook,
    portfolio_paper,
    profile_paper,
    programmes_workbook,
)
from jointfund.publications.queries.booklet import build_booklet
from jointfund.publications.queries.brief import build_brief
from jointfund.publications.queries.papers import (
    build_contributors_paper,
    build_portfolio,
    build_profile,
)
from jointfund.rendering.docx import paper_docx
from jointfund.rendering.paper import Paper, paper_typesetting
from jointfund.rendering.typeset import typeset


class UnknownForm(DomainError):
    """The document is not made in a file of that ending."""


@dataclass(frozen=True)
class Order:
    """What a document is asked for. `subject` is the theme of a brief, the code of a one-pager."""

    fund: Fund
    asked: ProgrammeFilter
    today: date
    as_of: date | None = None
    language: str = "en"
    subject: str = ""
    context: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A file and one line on what is in it."""

    content: bytes
    summary: str


class Dated(Protocol):
    """Content that stands for a day, in a language."""

    @property
    def as_of(self) -> date: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True)
class Document[Content: Dated]:
    """How a document is built from the record, and in which forms it is rendered, by the file's ending."""

    name: str
    build: Callable[[Order], Content]
    told: Callable[[Content], str]
    forms: Mapping[str, Callable[[Content, Labels], bytes]]

    def make(self, ending: str, order: Order) -> Made:
        """The file of that ending. Raises UnknownForm and what building raises."""
        if ending not in self.forms:
            raise UnknownForm(f"A {self.name} is written as {', '.join(self.forms)}: end the file's name so.")
        content = self.build(order)
        made = self.forms[ending](content, labels_in(content.language))
        return Made(made, f"{self.told(content)} as of {PartialDate(content.as_of)}")


def publish(name: str, ending: str, order: Order) -> Made:
    """The document of that name in the form its ending says (`.pdf`)."""
    return DOCUMENTS[name].make(ending, order)


def _booklet(order: Order) -> Booklet:
    return build_booklet(
        order.fund, order.asked, today=order.today, as_of=order.as_of, language=order.language
    )


def _brief(order: Order) -> Brief:
    return build_brief(
        order.fund,
        order.subject,
        order.asked,
        today=order.today,
        as_of=order.as_of,
        language=order.language,
        context=order.context,
        left_out=order.left_out,
    )


def _portfolio(order: Order) -> Portfolio:
    return build_portfolio(
        order.fund, order.asked, today=order.today, as_of=order.as_of, language=order.language
    )


def _country(order: Order) -> Profile:
    return build_profile(
        order.fund,
        "country",
        order.subject,
        order.asked,
        today=order.today,
        as_of=order.as_of,
        language=order.language,
    )


def _organisation(order: Order) -> Profile:
    return build_profile(
        order.fund,
        "organisation",
        order.subject,
        order.asked,
        today=order.today,
        as_of=order.as_of,
        language=order.language,
    )


def _contributors(order: Order) -> Contributors:
    return build_contributors_paper(
        order.fund, name=order.subject, today=order.today, as_of=order.as_of, language=order.language
    )


def _programmes(number: int) -> str:
    return "1 programme" if number == 1 else f"{number:,} programmes"


def _paper_forms[Content](
    paper: Callable[[Content, Labels], Paper], workbook: Callable[[Content, Labels], bytes]
) -> Mapping[str, Callable[[Content, Labels], bytes]]:
    """A paper in all its forms: to read, to edit, and its tables."""
    return {
        ".pdf": lambda content, labels: typeset(paper_typesetting(paper(content, labels))),
        ".docx": lambda content, labels: paper_docx(paper(content, labels)),
        ".xlsx": workbook,
    }


BOOKLET = Document(
    "booklet",
    _booklet,
    lambda booklet: _programmes(len(booklet.programmes)),
    {
        ".pdf": lambda booklet, labels: typeset(booklet_typesetting(booklet, labels)),
        ".xlsx": booklet_workbook,
    },
)
BRIEF = Document(
    "brief",
    _brief,
    lambda brief: _programmes(len(brief.chosen)),
    _paper_forms(brief_paper, brief_workbook),
)
PORTFOLIO = Document(
    "portfolio",
    _portfolio,
    lambda portfolio: _programmes(len(portfolio.programmes)),
    _paper_forms(portfolio_paper, programmes_workbook),
)
COUNTRY = Document(
    "country",
    _country,
    lambda profile: _programmes(len(profile.programmes)),
    _paper_forms(profile_paper, programmes_workbook),
)
ORGANISATION = Document(
    "organisation",
    _organisation,
    lambda profile: _programmes(len(profile.programmes)),
    _paper_forms(profile_paper, programmes_workbook),
)
CONTRIBUTORS = Document(
    "contributors",
    _contributors,
    lambda paper: f"{len(paper.table.lines)} contributors",
    _paper_forms(contributors_paper, contributors_workbook),
)
type AnyDocument = (
    Document[Booklet] | Document[Brief] | Document[Portfolio] | Document[Profile] | Document[Contributors]
)
EVERY: tuple[AnyDocument, ...] = (BOOKLET, BRIEF, PORTFOLIO, COUNTRY, ORGANISATION, CONTRIBUTORS)
DOCUMENTS: Mapping[str, AnyDocument] = {document.name: document for document in EVERY}
