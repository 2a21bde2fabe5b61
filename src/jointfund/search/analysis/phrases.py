"""Phrases that name a thing or a place, found in a sequence of stems; the longest one at a place wins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from jointfund.search.analysis.vocabulary import countries, regions, synonym_groups
from jointfund.search.analysis.words import LANGUAGES, content_words, stem, words_in

# Each code begins with a sign that no word can hold: codes and stems share one space of terms.
THING, PLACE = "=", "@"
CODES = frozenset((THING, PLACE))


@dataclass
class _Node:
    following: dict[str, "_Node"] = field(default_factory=dict)
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Codes named by the stems from `start` to before `end`."""

    start: int
    end: int
    codes: tuple[str, ...]


class PhraseBook:
    """Phrases by their stems; those of which the words of grammar leave but one, as they are written.

    `before they migrate` is not every `migrate`, `Afrique de l'Est` not all of `Afrique`.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._root = _Node()
        shrunk: list[tuple[tuple[str, ...], str, str]] = []
        for text, code in phrases:
            words = tuple(words_in(text))
            for language in LANGUAGES:
                stems = content_stems(text, language)
                if len(stems) == 1 < len(words):
                    shrunk.append((words, stems[0], code))
                else:
                    self._add(stems, code)
        self._written = self._by_first_word(shrunk)

    def _by_first_word(
        self, shrunk: Iterable[tuple[tuple[str, ...], str, str]]
    ) -> dict[str, dict[tuple[str, ...], str]]:
        """What its one stem does not say already, in any of the languages."""
        found: dict[str, dict[tuple[str, ...], str]] = {}
        for words, one, code in shrunk:
            node = self._root.following.get(one)
            if node is None or code not in node.codes:
                found.setdefault(words[0], {})[words] = code
        return found

    def written_in(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The phrases that stand in a text word by word, words of grammar too, each with its code."""
        if self._written.keys().isdisjoint(words):
            return
        for position, word in enumerate(words):
            for phrase, code in self._written.get(word, {}).items():
                if tuple(words[position : position + len(phrase)]) == phrase:
                    yield " ".join(phrase), code

    def _add(self, stems: Sequence[str], code: str) -> None:
        node = self._root
        for one in stems:
            node = node.following.setdefault(one, _Node())
        if stems and code not in node.codes:
            node.codes = (*node.codes, code)

    def find(self, stems: Sequence[str]) -> Iterator[Found]:
        """The phrases in a sequence, from left to right, none inside another."""
        begins = self._root.following
        end = 0
        for position, one in enumerate(stems):
            if one in begins and position >= end and (found := self._longest(stems, position)):
                yield found
                end = found.end

    def _longest(self, stems: Sequence[str], start: int) -> Found | None:
        node, found = self._root, None
        for position in range(start, len(stems)):
            following = node.following.get(stems[position])
            if following is None:
                break
            node = following
            if node.codes:
                found = Found(start, position + 1, node.codes)
        return found


def content_stems(text: str, language: str) -> list[str]:
    """The stems of a text without its function words; all of it where nothing else is there."""
    words = words_in(text)
    return [stem(word, language) for word in content_words(words, language) or words]


@cache
def things() -> PhraseBook:
    """What the field has several words for."""
    return PhraseBook((text, THING + group.code) for group in synonym_groups() for text in group.terms)


@cache
def places() -> PhraseBook:
    """Countries by name and adjective, regions by every name."""
    named = [(name, PLACE + country.iso3) for country in countries() for name in country.names]
    named += [(name, PLACE + region.code) for region in regions() for name in region.names]
    return PhraseBook(named)
