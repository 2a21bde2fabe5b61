"""The draft as it is shown: paragraphs with single spaces, and the places of words in them."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from jointfund.reading.checking.findings import Spot
from jointfund.reading.passages import Passage, passages, sentences
from jointfund.reading.records import DocumentRecord

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
        for sentence in sentences(self.passage):
            if sentence.start <= offset < sentence.end:
                return sentence.start, sentence.end
        return 0, len(self.text)


class Draft:
    """A document in paragraphs. Addresses of the web count nothing and are blanked for every reader."""

    def __init__(self, document: DocumentRecord) -> None:
        self.shown = passages(document.lines, document.file, 1, len(document.lines))
        lines = tuple(_ADDRESS.sub(lambda found: "x" * len(found[0]), line) for line in document.lines)
        self.document = replace(document, lines=lines)
        read = passages(lines, document.file, 1, len(lines))
        self.paragraphs = tuple(Paragraph(number, each) for number, each in enumerate(read))
        self._starts = [each.passage.numbers[0] for each in self.paragraphs]

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
