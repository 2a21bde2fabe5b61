"""The paper's running text as sentences with their lines, and what a printed name looks like."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from jointfund.reading.records import Country, Span
from jointfund.reading.sessions.findings import Line
from jointfund.reading.words import Words

_CAPITAL = r"[A-Z][\w’'/&-]*"
_LINK = r"(?:of|on|and|for|in|into|the|to|with|de|des|la)"
# Words with capitals and the small words between them: "Global Forum on Migration and Development".
NAME = rf"{_CAPITAL}(?:\s+(?:{_LINK}\s+){{0,2}}(?:{_CAPITAL}|\d\b))*"
ACRONYM = re.compile(r"\b(?:[A-Z]{2,}[A-Z\d]*(?:-[A-Z]{2,})*)s?\b")
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
HEADING = re.compile(r"^(?:[A-Z][).]|\d{1,2}[.)]|[IVX]{1,4}[.)])\s+\S")
_SUPERSCRIPT = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_FOOTNOTE = re.compile(rf"^[{_SUPERSCRIPT}]+\s*")
_SENTENCE_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<=[.!?])\)?\s+(?=[A-Z(“\"])")
_MAX_HEADING_WORDS = 30
_FEW_WORDS = 6  # a shorter line is no running text
_CLOSED = (".", "!", "?", ":", ";", ")", "”", '"')


@dataclass(frozen=True)
class Sentence:
    """One sentence, its line, and the heading and paragraph it stands in."""

    text: str
    line: int
    paragraph: int  # line the paragraph begins on
    heading: str


def is_heading(text: str) -> bool:
    """Whether the line is a numbered or lettered heading that ends no sentence."""
    stripped = text.strip()
    return (
        bool(HEADING.match(stripped))
        and not stripped.endswith((".", ";", ","))
        and len(stripped.split()) <= _MAX_HEADING_WORDS
    )


def sentences(lines: Sequence[Line]) -> Iterator[Sentence]:
    """Every sentence of the body and of the footnotes, in the order of the lines."""
    heading = ""
    for paragraph in _paragraphs(lines):
        if is_heading(paragraph[0].text):
            heading = paragraph[0].text.strip()
        else:
            yield from _split(paragraph, heading)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines with those that go on with their sentence, also behind a footnote that cuts it."""
    taken: set[int] = set()
    for index, line in enumerate(lines):
        if index in taken:
            continue
        paragraph = [line]
        following = index + 1
        while following < len(lines) and _is_open(paragraph[-1].text):
            text = lines[following].text.strip()
            if is_heading(text):
                break
            if not _FOOTNOTE.match(text):
                paragraph.append(lines[following])
                taken.add(following)
            following += 1
        yield paragraph


def _is_open(text: str) -> bool:
    """Whether a line of running text ends before its sentence does."""
    return len(text.split()) > _FEW_WORDS and not is_heading(text) and not text.rstrip().endswith(_CLOSED)


def _split(paragraph: Sequence[Line], heading: str) -> Iterator[Sentence]:
    """The sentences of a paragraph, each with the line it begins on."""
    texts = [_FOOTNOTE.sub("", line.text.strip()) for line in paragraph]
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    whole = " ".join(texts)
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(whole))]
    for start, end in pairwise([*starts, len(whole)]):
        plain = re.sub(rf"[{_SUPERSCRIPT}]", "", whole[start:end]).strip()
        if plain:
            line = paragraph[bisect_right(begins, start) - 1].number
            yield Sentence(plain, line, paragraph[0].number, heading)


def acronyms_in(text: str) -> tuple[str, ...]:
    """The acronyms of a text, each once, in its order."""
    return tuple(dict.fromkeys(match.group() for match in ACRONYM.finditer(text)))


def number_in_words(text: str) -> int | None:
    """ "four" or "4" as a number."""
    return int(text) if text.isdigit() else NUMBERS.get(text.lower())


def countries_in(text: str, place: Span, words: Words) -> tuple[Country, ...]:
    """The countries a text names, each once."""
    return tuple(Country(found.iso3, found.name, place) for found in words.countries_in(text).countries)
