"""The documents a page cites: one number for each document, and the lines each mark opens."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jointfund.documents.models import Document, Source
from jointfund.documents.queries import may_read, quoted
from jointfund.documents.titles import web_title
from jointfund.ui.pieces import SourceMark
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class CitedDocument:
    """One entry of a page's list of sources."""

    number: int
    title: str
    dated: str
    href: str


class Citations:
    """Numbers documents in the order in which a page first cites them."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._cited: dict[str, CitedDocument] = {}

    def mark(self, source: Source) -> SourceMark:
        """The mark of a source that is loaded with its document."""
        visit, document = self._visit, source.document
        cited = self._cited.setdefault(document.key, _cited(visit, document, len(self._cited) + 1))
        place = place_of(visit, source)
        label = _("Source %(number)s: %(place)s") % {"number": cited.number, "place": place}
        return SourceMark(cited.number, source_href(visit, source), label)

    def marks(self, sources: Iterable[Source | None]) -> tuple[SourceMark, ...]:
        """The marks of the sources that are known."""
        return tuple(self.mark(source) for source in sources if source is not None)

    @property
    def documents(self) -> tuple[CitedDocument, ...]:
        """The page's list of sources."""
        return tuple(self._cited.values())


def date_beside(document: Document) -> str:
    """The date to stand beside a title; empty where the title says it already."""
    words = dated(document.issued)
    return "" if words in document.title else words


def may_open(visit: Visit, document: Document) -> bool:
    """Whether who looks may read the document: else not even its title is told."""
    return may_read(document, of_the_fund=visit.is_of_the_fund)


def title_of(visit: Visit, document: Document) -> str:
    """The title of a document, for who may not read it that it is not public."""
    return web_title(document.title) if may_open(visit, document) else _("a document that is not public")


def quotable(visit: Visit, source: Source | None, words: str) -> str:
    """The words a value was read from; nothing of a document the reader may not open."""
    return quoted(words, source, of_the_fund=visit.is_of_the_fund)


def source_href(visit: Visit, source: Source) -> str:
    """The address of the lines: the document's page that holds them, at the first; empty for who may not."""
    if not may_open(visit, source.document):
        return ""
    address = visit.href("document", key=source.document.key)
    if not source.start_line:
        return address
    return f"{address}{'&' if '?' in address else '?'}line={source.start_line}#L{source.start_line}"


def place_of(visit: Visit, source: Source) -> str:
    """Where in which document: `Pipeline of Joint Programmes, lines 12 to 14`."""
    where = lines_of(source) if may_open(visit, source.document) else ""
    return ", ".join(part for part in (title_of(visit, source.document), where) if part)


def lines_of(source: Source) -> str:
    """`line 12`, `lines 12 to 14`, or the page; empty for a document without lines."""
    if source.start_line is None:
        return _("page %(page)s") % {"page": source.page} if source.page else ""
    if source.end_line in (None, source.start_line):
        return _("line %(line)s") % {"line": source.start_line}
    return _("lines %(first)s to %(last)s") % {"first": source.start_line, "last": source.end_line}


def _cited(visit: Visit, document: Document, number: int) -> CitedDocument:
    title = title_of(visit, document)
    if not may_open(visit, document):
        return CitedDocument(number, f"{title[:1].upper()}{title[1:]}", "", "")
    return CitedDocument(number, title, date_beside(document), visit.href("document", key=document.key))
