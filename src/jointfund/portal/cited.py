"""A document's lines and the facts read from them, ready for its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jointfund.documents.reading_room import CitedSpan, OpenDocument
from jointfund.programmes.queries.citing import CitingFact
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class NumberedLine:
    """One line of a kept document."""

    number: int
    text: str
    is_cited: bool


@dataclass(frozen=True)
class CitedEntry:
    """A place in a document with what was read there. `anchors` are the lines it can be opened by."""

    words: str
    anchors: tuple[int, ...]
    facts: tuple[Link, ...]


def numbered_lines(found: OpenDocument) -> list[NumberedLine]:
    """The kept lines with their numbers; empty where the original is not kept."""
    cited = found.cited_lines
    return [NumberedLine(number, text, number in cited) for number, text in enumerate(found.lines, 1)]


def cited_entries(visit: Visit, found: OpenDocument, facts: Iterable[CitingFact]) -> list[CitedEntry]:
    """Each cited place once, in the order of the lines; several spans that begin together stay apart."""
    by_source: dict[int, list[Link]] = {}
    for fact in facts:
        by_source.setdefault(fact.source_key, []).append(_link(visit, fact))
    seen: set[int] = set()
    return [_entry(span, tuple(by_source.get(span.key, ())), seen) for span in found.spans]


def _entry(span: CitedSpan, facts: tuple[Link, ...], seen: set[int]) -> CitedEntry:
    anchors = () if span.start_line is None or span.start_line in seen else (span.start_line,)
    seen.update(anchors)
    return CitedEntry(_place(span), anchors, facts)


def _place(span: CitedSpan) -> str:
    if span.start_line is None:
        return _("The page as a whole")
    if span.end_line in (None, span.start_line):
        return _("Line %(line)s") % {"line": span.start_line}
    return _("Lines %(first)s to %(last)s") % {"first": span.start_line, "last": span.end_line}


def _link(visit: Visit, fact: CitingFact) -> Link:
    words = " ".join(fact.printed.split())
    shown = words if len(words) <= 80 else f"{words[:78].rstrip()}…"
    field = fact.field.replace("_", " ")
    label = f"{fact.reference} · {field}: {shown}" if shown else f"{fact.reference} · {field}"
    return Link(label, visit.href("programme", ref=fact.reference))
