"""The paper's running text as sentences with their lines, and what a printed name looks like."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    for line in lines:
        text = line.text.strip()
        if is_heading(text):
            heading = text
            continue
        for sentence in _SENTENCE_END.split(_FOOTNOTE.sub("", text)):
            plain = re.sub(rf"[{_SUPERSCRIPT}]", "", sentence).strip()
            if plain:
                yield Sentence(plain, line.number, line.number, heading)


def acronyms_in(text: str) -> tuple[str, ...]:
    """The acronyms of a text, each once, in its order."""
    return tuple(dict.fromkeys(match.group() for match in ACRONYM.finditer(text)))


def number_in_words(text: str) -> int | None:
    """ "four" or "4" as a number."""
    return int(text) if text.isdigit() else NUMBERS.get(text.lower())


def countries_in(text: str, place: Span, words: Words) -> tuple[Country, ...]:
    """The countries a text names, each once."""
    return tuple(Country(found.iso3, found.name, place) for found in words.countries_in(text).countries)
