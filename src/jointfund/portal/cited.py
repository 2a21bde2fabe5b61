"""A document's lines and the facts read from them, ready for its page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from django.utils.translation import gettext as _

from jointfund.documents.queries import Disagreement
from jointfund.documents.reading_room import CitedSpan, OpenDocument
from jointfund.knowledge.models import Statement
from jointfund.ledger.queries import CitedAmount
from jointfund.portal.field_words import field_words
from jointfund.portal.knowledge.words import owner_link
from jointfund.portal.words import amount
from jointfund.programmes.queries.citing import CitingFact
from jointfund.ui.pieces import Link, Pages
from jointfund.ui.visit import Visit

ENTRIES_ON_A_PAGE = 40


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


@dataclass(frozen=True)
class Citing:
    """All that rests on a document: facts of programmes, contributions, and where documents disagree."""

    facts: Iterable[CitingFact]
    amounts: Iterable[CitedAmount]
    disagreements: Iterable[Disagreement]
    said: Iterable[Statement] = ()


def cited_entries(visit: Visit, found: OpenDocument, citing: Citing) -> list[CitedEntry]:
    """Each place something rests on, by its lines; several spans that begin together stay apart."""
    by_source: dict[int, dict[Link, None]] = {}
    for source, link in _links(visit, citing):
        by_source.setdefault(source, {})[link] = None
    seen: set[int] = set()
    return [_entry(span, tuple(by_source[span.key]), seen) for span in found.spans if span.key in by_source]


@dataclass(frozen=True)
class EntriesPage:
    """Some of a document's places, and the way to the others; `pages` is None where all are shown."""

    entries: Sequence[CitedEntry]
    pages: Pages | None = None


def entries_page(entries: Sequence[CitedEntry], asked: Mapping[str, str], address: str) -> EntriesPage:
    """The places of `?page=2`, or of the page that holds `?line=812`; else the first."""
    count = -(-len(entries) // ENTRIES_ON_A_PAGE) or 1
    if count == 1:
        return EntriesPage(entries)
    number = min(max(_holding(entries, asked.get("line", "")) or _number(asked.get("page", "")), 1), count)
    first = (number - 1) * ENTRIES_ON_A_PAGE
    shown = entries[first : first + ENTRIES_ON_A_PAGE]
    joint = "&" if "?" in address else "?"
    before = f"{address}{joint}page={number - 1}" if number > 1 else ""
    after = f"{address}{joint}page={number + 1}" if number < count else ""
    return EntriesPage(shown, Pages(first + 1, first + len(shown), len(entries), before, after))


def _holding(entries: Sequence[CitedEntry], line: str) -> int | None:
    """The page of the entry that is opened by a line."""
    wanted = _number(line)
    found = (place for place, entry in enumerate(entries) if wanted in entry.anchors)
    place = next(found, None)
    return None if place is None else place // ENTRIES_ON_A_PAGE + 1


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _links(visit: Visit, citing: Citing) -> Iterator[tuple[int, Link]]:
    by_programme = groupby(citing.facts, key=lambda fact: fact.reference)
    for reference, facts in by_programme:
        for source, told in _by_source(facts).items():
            yield source, Link(f"{reference} · {_told(told)}", visit.href("programme", ref=reference))
    for given in citing.amounts:
        words = f"{given.contributor}: {amount(given.amount, visit)}"
        yield given.source_key, Link(words, visit.href("contributor", slug=given.slug))
    for said in citing.said:
        if said.source_id:
            owner = owner_link(visit, said)
            words = f"{owner.label} · {said.get_kind_display()}: {shorten(said.text, 80, placeholder='…')}"
            yield said.source_id, Link(words, owner.href)
    for one in citing.disagreements:
        page = f"{visit.href('discrepancies')}#discrepancy-{one.number}"
        for _words, place in one.places:
            yield place.pk, Link(_("Disagrees: %(subject)s") % {"subject": one.subject}, page)


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


def _by_source(facts: Iterable[CitingFact]) -> dict[int, list[CitingFact]]:
    by_source: dict[int, list[CitingFact]] = {}
    for fact in facts:
        by_source.setdefault(fact.source_key, []).append(fact)
    return by_source


def _told(facts: Iterable[CitingFact]) -> str:
    """What one place tells of one programme: `Budget: 1,700,000; Theme: Skills, Return`."""
    values: dict[str, dict[str, None]] = {}
    for fact in facts:
        values.setdefault(field_words(fact.field), {})[shorten(fact.printed, 80, placeholder="…")] = None
    return "; ".join(
        f"{words}: {', '.join(shown)}" if (shown := [one for one in printed if one]) else words
        for words, printed in values.items()
    )
