"""The draft as it is shown: paragraphs with single spaces, and the places of words in them."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from jointfund.reading.checking.findings import Spot
from jointfund.reading.passages import Passage, passages, sentences
from jointfund.reading.records import DocumentRecord
from jointfund.reading.sources.lines import SourceLines

LONGEST = 3_000  # letters of a paragraph
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its number and its place on the lines of the draft."""

    number: int
    passage: Passage

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return self.passage.text

    def spot(self, start: int, end: int) -> Spot:
        """The place of some of its characters."""
        return Spot(self.number, start, end)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Where the sentence of a character begins and ends."""
        index = bisect_right(self._sentences, (offset, len(self.text) + 1)) - 1
        if index >= 0 and offset < self._sentences[index][1]:
            return self._sentences[index]
        return 0, len(self.text)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [(sentence.start, sentence.end) for sentence in sentences(self.passage)]


@dataclass(frozen=True)
class EvenSource:
    """The lines of a file without overlong paragraphs; `lines` says which line of the file each was."""

    source: SourceLines
    lines: tuple[int, ...] = ()


def in_even_paragraphs(source: SourceLines) -> EvenSource:
    """The file with paragraphs above `LONGEST` letters ended at a space or a line.

    Nobody writes such paragraphs; a text without any end would take the square of its length to read.
    """
    lines: list[str] = []
    numbers: list[int] = []
    length = 0
    for number, line in enumerate(source.lines, 1):
        for piece in _pieces(line):
            length = length + len(piece) if piece.strip() else 0
            if length > LONGEST:
                lines.append("")
                numbers.append(number)
                length = len(piece)
            lines.append(piece)
            numbers.append(number)
    if len(lines) == len(source.lines):
        return EvenSource(source)
    pages = tuple(source.line_pages[number - 1] for number in numbers) if source.line_pages else ()
    return EvenSource(replace(source, lines=tuple(lines), line_pages=pages), tuple(numbers))


def _pieces(line: str) -> list[str]:
    pieces: list[str] = []
    while len(line) > LONGEST:
        space = line.rfind(" ", LONGEST // 2, LONGEST)
        cut = space if space > 0 else LONGEST
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]


class Draft:
    """A document in paragraphs. Addresses of the web count nothing and are blanked for every reader."""

    def __init__(self, document: DocumentRecord, lines_of_file: tuple[int, ...] = ()) -> None:
        self._lines_of_file = lines_of_file
        self.shown = passages(document.lines, document.file, 1, len(document.lines))
        lines = tuple(_ADDRESS.sub(lambda found: "x" * len(found[0]), line) for line in document.lines)
        self.document = replace(document, lines=lines)
        read = passages(lines, document.file, 1, len(lines))
        self.paragraphs = tuple(Paragraph(number, each) for number, each in enumerate(read))
        self._starts = [each.passage.numbers[0] for each in self.paragraphs]

    def line(self, number: int) -> int:
        """The line of the file that a line of the draft comes from."""
        return self._lines_of_file[number - 1] if self._lines_of_file else number

    def page(self, number: int) -> int | None:
        """Its page, where the format has pages."""
        pages = self.document.line_pages
        return pages[number - 1] if pages else None

    def paragraph_of(self, line: int) -> Paragraph | None:
        """The paragraph a line belongs to."""
        index = bisect_left(self._starts, line + 1) - 1
        if index < 0 or line > self.paragraphs[index].passage.numbers[-1]:
            return None
        return self.paragraphs[index]

    def find(self, words: str, first_line: int, last_line: int) -> Spot | None:
        """Where words stand on some lines; None where they do not stand in one paragraph of them."""
        wanted = " ".join(words.split())
        for line in range(first_line, last_line + 1):
            paragraph = self.paragraph_of(line)
            if paragraph is None or not wanted:
                continue
            start = self._offset(paragraph, line)
            found = paragraph.text.find(wanted, start)
            if found >= 0:
                return paragraph.spot(found, found + len(wanted))
        return None

    def same_place(self, passage: Passage, start: int, end: int) -> Spot | None:
        """The place of some characters of a passage that was cut otherwise from the same lines."""
        index = max(0, bisect_right(passage.offsets, start) - 1)
        paragraph = self.paragraph_of(passage.numbers[index])
        if paragraph is None:
            return None
        shift = self._offset(paragraph, passage.numbers[index]) - passage.offsets[index]
        words = passage.text[start:end]
        if paragraph.text[start + shift : end + shift] != words:
            return None
        return paragraph.spot(start + shift, end + shift)

    def lines(self, first_line: int, last_line: int) -> Spot | None:
        """The whole text of some lines, as far as one paragraph holds it."""
        paragraph = next(
            (found for n in range(first_line, last_line + 1) if (found := self.paragraph_of(n))), None
        )
        if paragraph is None:
            return None
        numbers, offsets = paragraph.passage.numbers, paragraph.passage.offsets
        inside = [i for i, n in enumerate(numbers) if first_line <= n <= last_line]
        if not inside:
            return None
        end = offsets[inside[-1] + 1] - 1 if inside[-1] + 1 < len(offsets) else len(paragraph.text)
        return paragraph.spot(offsets[inside[0]], end)

    @staticmethod
    def _offset(paragraph: Paragraph, line: int) -> int:
        numbers = paragraph.passage.numbers
        return paragraph.passage.offsets[numbers.index(line)] if line in numbers else 0
