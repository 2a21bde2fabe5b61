"""One programme under two titles: between documents, and between a title and the short name in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from jointfund.kernel.words import fold
from jointfund.reading.discrepancies.texts import lines_of, quoted, subject_of
from jointfund.reading.passages import passages
from jointfund.reading.records import Discrepancy, Programme, Quote, Reading, Severity
from jointfund.reading.similarity import content_words, likeness, overlap

_QUOTED_NAME = re.compile(
    r"\b(?:programme|project|initiative)s?,?\s\(?[“\"](?P<name>[A-ZÀ-Þ][^”\"]{3,90})[”\"]", re.IGNORECASE
)
_BRACKETED_WORD = re.compile(r"\((?P<word>[a-z]{4,})\)")
_SHORT_NAME = re.compile(
    r"^\W*(?P<name>[A-Z][\w-]+(?:,\s(?:and\s)?[A-Z][\w-]+){1,4}(?:,?\sand\s[A-Z][\w-]+)?)\b"
)
Groups = tuple[tuple[Programme, ...], ...]


@dataclass(frozen=True)
class _Name:
    """A short name of a programme as a set of words, and where it is printed."""

    words: frozenset[str]
    quotes: tuple[Quote, ...]
    is_printed_whole: bool  # as one name, not as words in brackets


def differing(reading: Reading, groups: Groups) -> Iterator[Discrepancy]:
    """Titles of the same programme in two documents that are not the same words."""
    for group in groups:
        titled = [p for p in group if p.title]
        for first, second in combinations(titled, 2):
            severity = _severity(first.title or "", second.title or "")
            if severity is None:
                continue
            places = tuple(quoted(reading, p.places.get("title", p.source), 400) for p in (first, second))
            words = "a small variant" if severity == "low" else "different titles"
            yield Discrepancy(
                "title",
                f"{subject_of(first)}: {words} of one programme",
                severity,
                places,
                "Countries, amount and text are those of one programme; the titles differ.",
            )


def _severity(first: str, second: str) -> Severity | None:
    """None for the same words, low where one holds the other or most words agree, else high."""
    if re.sub(r"\W+", "", fold(first)) == re.sub(r"\W+", "", fold(second)):
        return None
    here, there = content_words(first), content_words(second)
    return "low" if overlap(here, there) >= 0.85 or likeness(here, there) >= 0.6 else "high"


def short_names(reading: Reading, groups: Groups) -> Iterator[Discrepancy]:
    """Short names of one programme that share words but differ in one ("A, B and C", "A, B and D")."""
    for group in groups:
        names = [name for programme in group for name in _names(reading, programme)]
        for first, second in combinations(names, 2):
            if not _conflict(first, second):
                continue
            odd = sorted(first.words ^ second.words)
            agreeing = [n for n in names if n.words in (first.words, second.words)]
            yield Discrepancy(
                "title",
                f"{subject_of(group[0])}: {' / '.join(odd)} in the name of one programme",
                "high",
                tuple(dict.fromkeys(quote for name in agreeing for quote in name.quotes)),
                f"The same name is printed with {' and with '.join(odd)}.",
            )
            break


def _conflict(first: _Name, second: _Name) -> bool:
    shared = first.words & second.words
    differs = first.words - second.words and second.words - first.words
    return bool(
        (first.is_printed_whole or second.is_printed_whole)
        and len(shared) >= 2
        and differs
        and len(shared) * 2 >= max(len(first.words), len(second.words))
        and abs(len(first.words) - len(second.words)) <= 1
    )


def _names(reading: Reading, programme: Programme) -> Iterator[_Name]:
    title = _SHORT_NAME.match(programme.title or "")
    if title and "title" in programme.places:
        yield _Name(content_words(title["name"]), (quoted(reading, programme.places["title"], 160),), True)
    place = programme.places.get("summary_text")
    if place is None:
        return
    lines = ("",) * (place.start_line - 1) + lines_of(reading, place)
    for passage in passages(lines, place.file, place.start_line, place.end_line):
        for match in _QUOTED_NAME.finditer(passage.text):
            quote = Quote(passage.span(match.start("name"), match.end("name")), match["name"])
            yield _Name(content_words(match["name"]), (quote,), True)
        marks = list(_BRACKETED_WORD.finditer(passage.text))
        if len(marks) >= 3:
            quotes = tuple(Quote(passage.span(m.start(), m.end()), m.group()) for m in marks)
            yield _Name(frozenset().union(*(content_words(m["word"]) for m in marks)), quotes, False)
