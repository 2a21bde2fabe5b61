"""Free text: which words a question holds, and the passages of a text in which they stand. No database."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from jointfund.kernel.words import fold

QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
BEFORE, AFTER, LONGEST = 60, 160, 5
MOST_WORDS = 12


@dataclass(frozen=True)
class Segment:
    """A stretch of a passage; `is_hit` where it is what the reader looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Passage:
    """A part of one text of a programme around what was found."""

    field: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The passage without its marks."""
        return "".join(segment.text for segment in self.segments)


def words_of(question: str) -> tuple[str, ...]:
    """The words and quoted phrases of a question, folded, each once, in its order.

    `labour "decent work"` holds `labour` and `decent work`; a quote that does not close is a plain sign.
    """
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        found.append(fold(match[1]))
        return " "

    rest = QUOTED.sub(keep, question)
    found += fold(re.sub(r"[\"“”„«»]", " ", rest)).split()
    return tuple(dict.fromkeys(word for word in found if re.search(r"\w", word)))[:MOST_WORDS]


def word_pattern(word: str) -> str:
    """A pattern that finds a folded word where a word begins; understood by Python and PostgreSQL alike."""
    return rf"(^|\W){re.escape(word)}" if word[0].isalnum() else re.escape(word)


def passages(texts: Iterable[tuple[str, str]], words: tuple[str, ...]) -> tuple[Passage, ...]:
    """One passage for each (field, text) that holds any of the words; at most five."""
    found = (_passage(field, text, words) for field, text in texts)
    return tuple(passage for passage in found if passage)[:LONGEST]


def marked(text: str, words: tuple[str, ...]) -> tuple[Segment, ...]:
    """The whole text in segments, the words marked wherever a word begins with them."""
    folded, places = _folded_with_places(text)
    spans = _merged(
        (match.start("hit"), match.end("hit")) for word in words for match in _finder(word).finditer(folded)
    )
    segments: list[Segment] = []
    at = 0
    for start, end in spans:
        first, last = places[start], places[end - 1] + 1
        if first > at:
            segments.append(Segment(text[at:first]))
        segments.append(Segment(text[first:last], is_hit=True))
        at = last
    if at < len(text):
        segments.append(Segment(text[at:]))
    return tuple(segments)


def _passage(field: str, text: str, words: tuple[str, ...]) -> Passage | None:
    segments = marked(text, words)
    first = next((place for place, segment in enumerate(segments) if segment.is_hit), None)
    if first is None:
        return None
    lead = "".join(segment.text for segment in segments[:first])
    kept: list[Segment] = []
    if lead:
        kept.append(Segment(_end_of(lead)))
    room = AFTER
    for segment in segments[first:]:
        if room <= 0:
            break
        if segment.is_hit or len(segment.text) <= room:
            kept.append(segment)
        else:
            kept.append(Segment(_start_of(segment.text, room)))
        room -= len(segment.text)
    return Passage(field, tuple(kept))


def _end_of(text: str) -> str:
    if len(text) <= BEFORE:
        return text
    return "… " + text[-BEFORE:].partition(" ")[2]


def _start_of(text: str, room: int) -> str:
    return text[:room].rpartition(" ")[0] + " …"


def _finder(word: str) -> re.Pattern[str]:
    before = r"(?:^|(?<=\W))" if word[0].isalnum() else ""
    return re.compile(rf"{before}(?P<hit>{re.escape(word).replace(chr(92) + ' ', r'\s+')}\w*)")


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and for each folded letter the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace():
            folded = " "
        elif unicodedata.combining(letter):
            folded = ""
        else:
            folded = fold(letter)
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), places


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
