"""Which fiche a line of another part of the report means: a label in a list, a speaker's project.

Names are compared without case, accents and hyphens; a line may shorten or misspell them.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from jointfund.kernel.words import fold
from jointfund.reading.fiches.context import Label, Speaker

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "on",
        "for",
        "to",
        "with",
        "at",
        "by",
        "from",
        "through",
        "their",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "et",
        "en",
        "el",
        "los",
        "y",
    ]
)
_LEAST_LIKENESS = 0.5
_SURE = 0.8
_COMMON = 40  # fiches that share a word; a word of more tells nothing
_FEW = 200  # fiches that are all looked at when no word leads to one


class Called:
    """All that a fiche is called, and its text, prepared for comparing."""

    def __init__(self, acronym: str | None, title: str | None, text: str) -> None:
        self.parts = _words(acronym or "")
        self.acronym = "".join(self.parts)
        self.title = frozenset(_telling(title or ""))
        self._text = text

    @cached_property
    def text(self) -> str:
        """Its words with single spaces, one before and one after."""
        return f" {' '.join(_words(self._text))} "

    def likeness(self, words: list[str]) -> float:
        """How sure it is that the words name the fiche, from 0 to 1."""
        return max(self._by_acronym(words), alike(frozenset(_without_small(words)), self.title))

    def _by_acronym(self, words: list[str]) -> float:
        """1 where the words are the acronym; less where they begin with it, hold it or come near it."""
        if len(self.acronym) < 2 or not words:
            return 0.0
        joined = "".join(words)
        if joined == self.acronym:
            return 1.0
        if joined.startswith(self.acronym) and _ends_at_word(words, len(self.acronym)):
            return 0.97
        if self.acronym in words:
            return 0.9
        if len(words[0]) > 2 and words[0] == self.parts[0]:
            return 0.55  # one name with two additions
        return _nearness(words[0], self.acronym)


class Register:
    """The fiches of a report, found by their words."""

    def __init__(self, fiches: Sequence[Called]) -> None:
        self.fiches = fiches
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for index, called in enumerate(fiches):
            for word in {*called.parts, called.acronym, *called.title} - {""}:
                self._with_word[word].append(index)

    def candidates(self, words: list[str]) -> Sequence[int]:
        """Fiches that share a telling word; all of a few where none does."""
        joined = {"".join(words[:count]) for count in (2, 3)}
        lists = [self._with_word[word] for word in {*words, *joined} if word in self._with_word]
        found = {index for indexes in lists if len(indexes) <= _COMMON for index in indexes}
        if len(self.fiches) <= _FEW:
            return range(len(self.fiches))
        return sorted(found)

    def scored(self, text: str) -> list[tuple[float, int]]:
        """Each fiche that the text may name, with how sure that is."""
        words = _words(text)
        return [(self.fiches[index].likeness(words), index) for index in self.candidates(words)]


def assign_labels(labels: Sequence[Label], register: Register) -> dict[int, Label]:
    """The label of each fiche by its index: the likest pairs first, each used once."""
    pairs = [
        (score, -index, -position)
        for position, label in enumerate(labels)
        for score, index in register.scored(label.text)
        if score >= _LEAST_LIKENESS
    ]
    found: dict[int, Label] = {}
    used: set[int] = set()
    for _, index, position in sorted(pairs, reverse=True):
        if -index not in found and -position not in used:
            found[-index] = labels[-position]
            used.add(-position)
    return found


def assign_speakers(
    speakers: Sequence[Speaker], register: Register, labels: Mapping[int, Label]
) -> dict[int, list[Speaker]]:
    """The speakers of each fiche by its index; a speaker whose project is not found is left out."""
    listed = {index: frozenset(_telling(label.text)) for index, label in labels.items()}
    found: dict[int, list[Speaker]] = {}
    for speaker in speakers:
        telling = frozenset(_telling(speaker.project))
        scored = register.scored(speaker.project)
        scored += [(alike(telling, words), index) for index, words in listed.items() if words & telling]
        best = max(scored, default=(0.0, -1), key=lambda pair: (pair[0], -pair[1]))
        if best[0] < _SURE:
            best = max(best, _told_in(speaker.project, register), key=lambda pair: pair[0])
        if best[0] >= _LEAST_LIKENESS:
            found.setdefault(best[1], []).append(speaker)
    return found


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the shorter one's telling words that the other has too; a lone word tells little."""
    shared = len(one & other)
    return 0.95 * shared / min(len(one), len(other)) if shared > 1 else 0.0


def _told_in(project: str, register: Register) -> tuple[float, int]:
    """The first fiche whose text has the project's name word for word, at least three words long."""
    words = _words(project.split(",")[0])
    wanted = f" {' '.join(words)} "
    if len(words) < 3:
        return 0.0, -1
    return next(((0.8, n) for n, called in enumerate(register.fiches) if wanted in called.text), (0.0, -1))


def _nearness(word: str, acronym: str) -> float:
    """How near a spelling is to a short name; 0 unless nearly all letters are shared."""
    if min(len(word), len(acronym)) < 3 or abs(len(word) - len(acronym)) > 2:
        return 0.0
    ratio = SequenceMatcher(None, word, acronym).ratio()
    return ratio - 0.1 if ratio > 0.8 else 0.0


def _ends_at_word(words: list[str], length: int) -> bool:
    total = 0
    for word in words:
        total += len(word)
        if total >= length:
            return total == length
    return False


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _telling(text: str) -> list[str]:
    return _without_small(_words(text))


def _without_small(words: list[str]) -> list[str]:
    return [word for word in words if word not in _SMALL and not word.isdigit()]
