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
from jointfund.publications.labels import labels_in
from jointfund.publications.layout.booklet import booklet_typesetting, booklet_workbook
from jointfund.publications.layout.brief import brief_paper, brief_workbook
from jointfund.publications.queries.booklet import build_booklet
from jointfund.publications.queries.brief import build_brief
from jointfund.rendering.docx import paper_docx
from jointfund.rendering.paper import paper_typesetting
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
    """Content that stands for a day."""

    @property
    def as_of(self) -> date: ...


@dataclass(frozen=True)
class Document[Content: Dated]:
    """How a document is built from the record, and in which forms it is rendered, by the file's ending."""

    name: str
    build: Callable[[Order], Content]
    count: Callable[[Content], int]
    forms: Mapping[str, Callable[[Content], bytes]]

    def make(self, ending: str, order: Order) -> Made:
        """The file of that ending. Raises UnknownForm and what building raises."""
        if ending not in self.forms:
            raise UnknownForm(f"A {self.name} is written as {', '.join(self.forms)}: end the file's name so.")
        content = self.build(order)
        number = self.count(content)
        noun = "programme" if number == 1 else "programmes"
        return Made(self.forms[ending](content), f"{number} {noun} as of {PartialDate(content.as_of)}")


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


BOOKLET = Document(
    "booklet",
    _booklet,
    lambda booklet: len(booklet.programmes),
    {
        ".pdf": lambda booklet: typeset(booklet_typesetting(booklet, labels_in(booklet.language))),
        ".xlsx": lambda booklet: booklet_workbook(booklet, labels_in(booklet.language)),
    },
)
BRIEF = Document(
    "brief",
    _brief,
    lambda brief: len(brief.chosen),
    {
        ".pdf": lambda brief: typeset(paper_typesetting(brief_paper(brief, labels_in(brief.language)))),
        ".docx": lambda brief: paper_docx(brief_paper(brief, labels_in(brief.language))),
        ".xlsx": lambda brief: brief_workbook(brief, labels_in(brief.language)),
    },
)
DOCUMENTS: Mapping[str, Document[Booklet] | Document[Brief]] = {"booklet": BOOKLET, "brief": BRIEF}
