"""The fund's documents by name: from an order to content, from content to the bytes of a file or a web page.

Command, desk and releases go through here. Frozen content holds the values and the words around them, so that
a later version prints the same text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications.content.booklet import Booklet
from jointfund.publications.content.brief import Brief
from jointfund.publications.content.freezing import Json, NotThisContent, frozen, thawed
from jointfund.publications.content.papers import Contributors, Portfolio, Profile, ProgrammePage
from jointfund.publications.labels import Labels, kept_labels, labels_in
from jointfund.publications.languages import check_language
from jointfund.publications.layout.booklet import booklet_paper, booklet_typesetting, booklet_workbook
from jointfund.publications.layout.brief import brief_paper, brief_workbook
from jointfund.publications.layout.papers import (
    contributors_paper,
    contributors_workbook,
    portfolio_paper,
    profile_paper,
    programme_paper,
    programmes_workbook,
)
from jointfund.publications.queries.booklet import build_booklet
from jointfund.publications.queries.brief import build_brief
from jointfund.publications.queries.papers import (
    build_contributors_paper,
    build_portfolio,
    build_profile,
    build_programme_page,
)
from jointfund.rendering.docx import paper_docx
from jointfund.rendering.paper import Cover, Paper, paper_typesetting
from jointfund.rendering.typeset import typeset


class UnknownForm(DomainError):
    """The document is not made in a file of that ending."""


@dataclass(frozen=True)
class Order:
    """What a document is asked for. `subject` is the theme of a brief, the code of a one-pager.

    `chosen_as` names the saved filter the choice comes from; empty for one made in place.
    """

    fund: Fund
    asked: ProgrammeFilter
    today: date
    as_of: date | None = None
    language: str = "en"
    subject: str = ""
    context: str = ""
    left_out: tuple[str, ...] = ()
    chosen_as: str = ""


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
class Built:
    """A document's content as it would be released now: frozen, with its title and day."""

    title: str
    as_of: date
    language: str
    content: dict[str, Json]
    summary: str


@dataclass(frozen=True)
class Document[Content: Dated]:
    """How a document is built from the record, and in which forms it is rendered, by the file's ending."""

    name: str
    kind: type[Content]
    build: Callable[[Order], Content]
    told: Callable[[Content], str]
    paper: Callable[[Content, Labels], Paper]
    forms: Mapping[str, Callable[[Content, Labels, Cover | None], bytes]]

    def make(self, ending: str, order: Order) -> Made:
        """The file of that ending. Raises UnknownForm, LanguageWithoutFont and what building raises."""
        self._check(ending)
        check_language(order.language)
        content = self.build(order)
        return Made(self.set(ending, content), f"{self.told(content)} as of {PartialDate(content.as_of)}")

    def set(self, ending: str, content: Content) -> bytes:
        """The file of that ending from content built elsewhere. Raises UnknownForm, LanguageWithoutFont."""
        self._check(ending)
        check_language(content.language)
        return self.forms[ending](content, labels_in(content.language), None)

    def built(self, order: Order, cover: Cover | None = None) -> Built:
        """The document's content, ready to be kept. Raises LanguageWithoutFont and what building raises."""
        check_language(order.language)
        content = self.build(order)
        labels = labels_in(content.language)
        title = self.paper(content, labels).title
        kept: dict[str, Json] = {"kind": self.name, "content": frozen(content), "labels": frozen(labels)}
        if cover:
            kept["cover"] = frozen(cover)
        summary = f"{self.told(content)} as of {PartialDate(content.as_of)}"
        return Built(title, content.as_of, content.language, kept, summary)

    def kept_file(self, ending: str, kept: Mapping[str, Json]) -> bytes:
        """The file of that ending from frozen content.

        Raises UnknownForm, NotThisContent, LanguageWithoutFont.
        """
        self._check(ending)
        content, labels = self._kept(kept)
        check_language(labels.language)
        return self.forms[ending](content, labels, cover_in(kept))

    def kept_paper(self, kept: Mapping[str, Json]) -> Paper:
        """Frozen content as a row of blocks. Raises NotThisContent."""
        return self.paper(*self._kept(kept)).under(cover_in(kept))

    def _kept(self, kept: Mapping[str, Json]) -> tuple[Content, Labels]:
        return thawed(self.kind, kept["content"]), labels_of(kept)

    def _check(self, ending: str) -> None:
        if ending not in self.forms:
            raise UnknownForm(f"A {self.name} is written as {', '.join(self.forms)}: end the file's name so.")


def document_of(kept: Mapping[str, Json]) -> "AnyDocument":
    """The document frozen content is one of. Raises NotThisContent."""
    found = DOCUMENTS.get(str(kept.get("kind")))
    if found is None:
        raise NotThisContent(f"“{kept.get('kind')}” is no document of this fund.")
    return found


def content_of(kept: Mapping[str, Json]) -> "AnyContent":
    """The content object that was frozen. Raises NotThisContent."""
    return thawed(document_of(kept).kind, kept["content"])


def cover_in(kept: Mapping[str, Json]) -> Cover | None:
    """The picture that was frozen with the content; None without one. Raises NotThisContent."""
    return thawed(Cover, kept["cover"]) if kept.get("cover") else None


def labels_of(kept: Mapping[str, Json]) -> Labels:
    """The words around frozen content. Raises NotThisContent."""
    return kept_labels(thawed(Labels, kept["labels"]))


def publish(name: str, ending: str, order: Order) -> Made:
    """The document of that name in the form its ending says (`.pdf`)."""
    return DOCUMENTS[name].make(ending, order)


def _booklet(order: Order) -> Booklet:
    return build_booklet(
        order.fund,
        order.asked,
        today=order.today,
        as_of=order.as_of,
        language=order.language,
        chosen_as=order.chosen_as,
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
        order.fund,
        order.asked,
        today=order.today,
        as_of=order.as_of,
        language=order.language,
        chosen_as=order.chosen_as,
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


def _programme(order: Order) -> ProgrammePage:
    return build_programme_page(
        order.fund,
        order.subject,
        today=order.today,
        as_of=order.as_of,
        language=order.language,
        address=programme_address(order.fund, order.subject),
    )


def programme_address(fund: Fund, reference: str) -> str:
    """Where the record of a programme is read, whole: on paper there is no page to start from."""
    parts = {"ref": reference.strip().upper()}
    if fund != Fund.objects.first():
        parts["fund_code"] = fund.code
    try:
        return f"{settings.SITE_ADDRESS}{reverse('programme', kwargs=parts)}"
    except NoReverseMatch:  # no reference at all: the page is refused with a reason
        return ""


def _contributors(order: Order) -> Contributors:
    return build_contributors_paper(
        order.fund, name=order.subject, today=order.today, as_of=order.as_of, language=order.language
    )


def _programmes(number: int) -> str:
    return "1 programme" if number == 1 else f"{number:,} programmes"


def _paper_forms[Content](
    paper: Callable[[Content, Labels], Paper], workbook: Callable[[Content, Labels], bytes]
) -> Mapping[str, Callable[[Content, Labels, Cover | None], bytes]]:
    """A paper in all its forms: to read, to edit, and its tables."""
    return {
        ".pdf": lambda content, labels, cover: typeset(
            paper_typesetting(paper(content, labels).under(cover))
        ),
        ".docx": lambda content, labels, cover: paper_docx(paper(content, labels).under(cover)),
        ".xlsx": lambda content, labels, _cover: workbook(content, labels),
    }


BOOKLET = Document(
    "booklet",
    Booklet,
    _booklet,
    lambda booklet: _programmes(len(booklet.programmes)),
    booklet_paper,
    {
        ".pdf": lambda booklet, labels, cover: typeset(booklet_typesetting(booklet, labels, cover)),
        ".xlsx": lambda booklet, labels, _cover: booklet_workbook(booklet, labels),
    },
)
BRIEF = Document(
    "brief",
    Brief,
    _brief,
    lambda brief: _programmes(len(brief.chosen)),
    brief_paper,
    _paper_forms(brief_paper, brief_workbook),
)
PORTFOLIO = Document(
    "portfolio",
    Portfolio,
    _portfolio,
    lambda portfolio: _programmes(len(portfolio.programmes)),
    portfolio_paper,
    _paper_forms(portfolio_paper, programmes_workbook),
)
COUNTRY = Document(
    "country",
    Profile,
    _country,
    lambda profile: _programmes(len(profile.programmes)),
    profile_paper,
    _paper_forms(profile_paper, programmes_workbook),
)
ORGANISATION = Document(
    "organisation",
    Profile,
    _organisation,
    lambda profile: _programmes(len(profile.programmes)),
    profile_paper,
    _paper_forms(profile_paper, programmes_workbook),
)
PROGRAMME = Document(
    "programme",
    ProgrammePage,
    _programme,
    lambda page: page.programme.reference,
    programme_paper,
    _paper_forms(programme_paper, programmes_workbook),
)
CONTRIBUTORS = Document(
    "contributors",
    Contributors,
    _contributors,
    lambda paper: f"{len(paper.table.lines)} contributors",
    contributors_paper,
    _paper_forms(contributors_paper, contributors_workbook),
)
type AnyContent = Booklet | Brief | Portfolio | Profile | ProgrammePage | Contributors
type AnyDocument = (
    Document[Booklet]
    | Document[Brief]
    | Document[Portfolio]
    | Document[Profile]
    | Document[ProgrammePage]
    | Document[Contributors]
)
EVERY: tuple[AnyDocument, ...] = (
    BOOKLET,
    BRIEF,
    PORTFOLIO,
    PROGRAMME,
    COUNTRY,
    ORGANISATION,
    CONTRIBUTORS,
)
DOCUMENTS: Mapping[str, AnyDocument] = {document.name: document for document in EVERY}
