"""Which words of a passage answer a question, and what of the question was understood. No database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jointfund.search.analysis.phrases import PLACE, THING, Found, PhraseBook, places, things
from jointfund.search.analysis.texts import MOST_WORDS, Question, place_codes
from jointfund.search.analysis.vocabulary import (
    FUNCTION_WORDS,
    countries,
    regions,
    regions_of,
    synonym_groups,
)
from jointfund.search.analysis.words import content_words, language_of, stem, words_in

_WORD = re.compile(r"[^\W_]+")
MOST_SAID = 5  # other words of a thing that are told


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether it is of what was asked."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Understood:
    """A part of a question that names more than its words: a region, or a thing with several names.

    `countries` are ISO 3166-1 alpha-3, empty for a thing; `others` are other words for it.
    """

    words: str
    name: str
    countries: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    stem: str


def marked(text: str, question: Question) -> tuple[Piece, ...]:
    """The text in pieces: what a stem or a code of the question is found in stands out."""
    pieces, last = [], 0
    for start, end in _joined(text, _spans(text, question)):
        if start > last:
            pieces.append(Piece(text[last:start], False))
        pieces.append(Piece(text[start:end], True))
        last = end
    return (*pieces, Piece(text[last:], False)) if last < len(text) else tuple(pieces)


def understood(text: str) -> tuple[Understood, ...]:
    """The regions and things a question names, in its order."""
    words = words_in(text)[: 4 * MOST_WORDS]
    kept = content_words(words, language_of(words))[:MOST_WORDS]
    stems = [stem(word, language_of(words)) for word in kept]
    found = [(" ".join(kept[one.start : one.end]), code) for one in _both(stems) for code in one.codes]
    found += [one for book in (places(), things()) for one in book.written_in(words)]
    return tuple(meant for said, code in found if (meant := _meaning(said, code)) is not None)


@cache
def countries_of(region: str) -> tuple[str, ...]:
    """The countries of a region by its code, in the order of the vocabulary."""
    return tuple(one.iso3 for one in countries() if region in regions_of(one.iso3))


def _both(stems: list[str]) -> list[Found]:
    found = [*places().find(stems), *things().find(stems)]
    return sorted(found, key=lambda one: one.start)


def _meaning(said: str, code: str) -> Understood | None:
    if code.startswith(THING):
        group = next(one for one in synonym_groups() if one.code == code[1:])
        others = [one for one in group.terms if words_in(one) != said.split()]
        return Understood(said, group.terms[0], others=tuple(others[:MOST_SAID])) if others else None
    region = next((one for one in regions() if one.code == code[1:]), None)
    return Understood(said, region.names[0], countries_of(region.code)) if region else None


def _words(text: str) -> Iterator[_Word]:
    """The words that say something, where they stand."""
    found = [
        (match.start(), match.end(), words[0])
        for match in _WORD.finditer(text)
        if (words := words_in(match[0]))
    ]
    language = language_of(word for _start, _end, word in found)
    for start, end, word in found:
        if word not in FUNCTION_WORDS[language]:
            yield _Word(start, end, stem(word, language))


def _spans(text: str, question: Question) -> list[tuple[int, int]]:
    words = list(_words(text))
    stems = [word.stem for word in words]
    spans = {(word.start, word.end) for word in words if word.stem in question.stems}
    for book in (things(), places()):
        spans |= _of_codes(book, stems, words, question)
    return sorted(spans)


def _of_codes(
    book: PhraseBook, stems: list[str], words: list[_Word], question: Question
) -> set[tuple[int, int]]:
    return {
        (word.start, word.end)
        for found in book.find(stems)
        if any(_is_asked(code, question) for code in found.codes)
        for word in words[found.start : found.end]
    }


def _is_asked(code: str, question: Question) -> bool:
    """Whether the question names the thing or place, or a region the country lies in."""
    if code.startswith(PLACE) and code[1:].isupper():
        return any(one in question.codes for one in place_codes(code[1:]))
    return code in question.codes


def _joined(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbours with only a blank or a hyphen between them as one."""
    held: tuple[int, int] | None = None
    for start, end in spans:
        if held and text[held[1] : start].strip(" -\u00a0") == "":
            held = (held[0], max(end, held[1]))
        else:
            if held:
                yield held
            held = (start, end)
    if held:
        yield held
