"""The documents a page cites: one number for each document, and the lines each mark opens."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jointfund.documents.models import Document, Source
from jointfund.ui.pieces import SourceMark
from jointfund.ui.templatetags.ui import dated, web_title
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
        document = source.document
        cited = self._cited.setdefault(
            document.key,
            CitedDocument(
                len(self._cited) + 1,
                web_title(document.title),
                date_beside(document),
                self._visit.href("document", key=document.key),
            ),
        )
        label = _("Source %(number)s: %(place)s") % {"number": cited.number, "place": place_of(source)}
        return SourceMark(cited.number, source_href(self._visit, source), label)

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


def source_href(visit: Visit, source: Source) -> str:
    """The address of the lines: the document's page, at its first line."""
    address = visit.href("document", key=source.document.key)
    return f"{address}#L{source.start_line}" if source.start_line else address


def place_of(source: Source) -> str:
    """Where in which document: `Pipeline of Joint Programmes, lines 12 to 14`."""
    return ", ".join(part for part in (web_title(source.document.title), lines_of(source)) if part)


def lines_of(source: Source) -> str:
    """`line 12`, `lines 12 to 14`, or the page; empty for a document without lines."""
    if source.start_line is None:
        return _("page %(page)s") % {"page": source.page} if source.page else ""
    if source.end_line in (None, source.start_line):
        return _("line %(line)s") % {"line": source.start_line}
    return _("lines %(first)s to %(last)s") % {"first": source.start_line, "last": source.end_line}
