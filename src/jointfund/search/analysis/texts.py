"""A text or a question as terms: stems, and the codes of the things and places its words name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jointfund.search.analysis.phrases import PLACE, places, things
from jointfund.search.analysis.vocabulary import regions_of
from jointfund.search.analysis.words import content_words, is_asking_word, language_of, stem, words_in

MOST_WORDS = 64  # of one question: what a longer one adds no longer changes the answer


@dataclass(frozen=True)
class Terms:
    """Stems of the words in their order; codes of things and places, one for each time they are named."""

    stems: tuple[str, ...]
    codes: tuple[str, ...]
    words: tuple[str, ...] = ()  # the word of each stem as it was written, where that is known


@dataclass(frozen=True)
class Question:
    """What is looked for: stems and codes, each with how much it counts; stems stand in the order of asking.

    `words` leads from each stem to the word as typed.
    """

    stems: Mapping[str, float]
    codes: Mapping[str, float]
    words: Mapping[str, str] = MappingProxyType({})

    def __bool__(self) -> bool:
        return bool(self.stems or self.codes)


def terms_of(text: str) -> Terms:
    """The terms of a text, in the language it is written in."""
    words = words_in(text)
    language = language_of(words)
    kept = content_words(words, language)
    stems = [stem(word, language) for word in kept]
    codes = [code for book in (things(), places()) for found in book.find(stems) for code in found.codes]
    codes += [code for book in (things(), places()) for _said, code in book.written_in(words)]
    return Terms(tuple(stems), tuple(codes), tuple(kept))


def place_codes(iso3: str) -> tuple[str, ...]:
    """The codes a record carries for one of its countries: its own and those of its regions."""
    return (PLACE + iso3, *(PLACE + region for region in regions_of(iso3)))


def question_of(text: str) -> Question:
    """What a question looks for, whatever it is made of; empty where nothing in it can be looked for.

    The words of a region ("South Asia") stand for its countries, not for "south" and "asia".
    """
    words = words_in(text)[: 4 * MOST_WORDS]
    language = language_of(words)
    kept = content_words(words, language)[:MOST_WORDS]
    if not kept:
        kept = words[:MOST_WORDS]
    stems = [stem(word, language) for word in kept]
    regions = [found for found in places().find(stems) if _is_region(found.codes)]
    spoken_for = {position for found in regions for position in range(found.start, found.end)}
    content = [n for n in range(len(stems)) if n not in spoken_for]
    telling = [n for n in content if not is_asking_word(kept[n])] or ([] if regions else content)
    codes = [code for found in things().find([stems[n] for n in telling]) for code in found.codes]
    codes += [code for found in places().find(stems) for code in found.codes]
    codes += [code for book in (things(), places()) for _said, code in book.written_in(words)]
    return Question(
        {stems[n]: 1.0 for n in telling},
        dict.fromkeys(codes, 1.0),
        {stems[n]: kept[n] for n in reversed(telling)},
    )


def _is_region(codes: tuple[str, ...]) -> bool:
    return any(code.startswith(PLACE) and not code[1:].isupper() for code in codes)
