"""Paragraphs and sentences of a document that still know their lines.

A typeset paragraph may be broken over many lines or stand on one; here it is one text either way, and
every piece of it can say on which lines it was printed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jointfund.reading.records import Span

BULLET = re.compile(r"^\s*(?:[-•●▪◦*–—]|➔)\s+(?=\S)")
_RULE_LINE = re.compile(r"^[\s|+=_-]*$")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|St|Mr|Ms|Dr|No|vs|cf|approx|para|art|P\.O|[A-Z]))\.$")
_SENTENCE_END = re.compile(r"[.!?](?:[\"”’'»)\]]|[¹²³⁰-⁹])*(?=\s+[“\"‘'(¹²³]*[A-ZÀ-Þ0-9])")


@dataclass(frozen=True)
class Passage:
    """A piece of running text: single spaces, and for each printed line the offset where it begins."""

    file: str
    text: str
    offsets: tuple[int, ...]
    numbers: tuple[int, ...]  # line numbers, one per offset
    is_item: bool = False  # stood behind a bullet

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The lines on which the characters from `start` to before `end` stand."""
        last = len(self.text) if end is None else end
        return Span(self.file, self._line(start), self._line(max(start, last - 1)))

    def _line(self, offset: int) -> int:
        return self.numbers[max(0, bisect_right(self.offsets, offset) - 1)]


@dataclass(frozen=True)
class Sentence:
    """One sentence of a passage, by its offsets."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the sentence as printed, on one line."""
        return self.passage.text[self.start : self.end]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Lines of a part of the sentence; offsets count from its beginning."""
        last = self.end if end is None else self.start + end
        return self.passage.span(self.start + start, last)


def passages(lines: Sequence[str], file: str, start_line: int, end_line: int) -> tuple[Passage, ...]:
    """The paragraphs between two lines, 1-based and inclusive; each bullet is a passage of its own."""
    found: list[Passage] = []
    pending: list[tuple[int, str]] = []
    for number in range(max(1, start_line), min(end_line, len(lines)) + 1):
        line = lines[number - 1]
        if _RULE_LINE.match(line) or BULLET.match(line):
            _close(pending, file, found)
        if not _RULE_LINE.match(line):
            pending.append((number, line))
    _close(pending, file, found)
    return tuple(found)


def _close(pending: list[tuple[int, str]], file: str, found: list[Passage]) -> None:
    if not pending:
        return
    is_item = bool(BULLET.match(pending[0][1]))
    text, offsets, numbers = "", [], []
    for number, line in pending:
        words = " ".join(BULLET.sub("", line).split() if number == pending[0][0] else line.split())
        text += " " if text else ""
        offsets.append(len(text))
        numbers.append(number)
        text += words
    found.append(Passage(file, text, tuple(offsets), tuple(numbers), is_item))
    pending.clear()


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage in order; abbreviations and list numbers do not end one."""
    start = 0
    for match in _SENTENCE_END.finditer(passage.text):
        if _ABBREVIATION.search(passage.text[start : match.start() + 1]):
            continue
        yield Sentence(passage, start, match.end())
        start = match.end() + 1
    if start < len(passage.text):
        yield Sentence(passage, start, len(passage.text))
