"""How alike two names are: the plain rule by which organisations are compared with a list of sanctions.

A name is taken apart into pieces of three letters, word by word, whatever its accents and punctuation and the
order of its words. The likeness of two names is twice the pieces they share over all the pieces of both
(Dice): 1 is the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ALIKE = 0.7
SHORTEST = 3  # a shorter name, such as an acronym of two letters, must be the same to the letter


@dataclass(frozen=True)
class Likeness:
    """The two names that are most alike, and how much (0 to 1)."""

    ours: str
    listed: str
    score: float


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; the same either way round."""
    return _dice(_pieces(one), _pieces(other))


def nearest(ours: Sequence[str], listed: Iterable[str]) -> Likeness | None:
    """The pair of names that is most alike; None where none is alike enough to be looked at."""
    best: Likeness | None = None
    mine = [(name, _pieces(name)) for name in ours]
    for theirs in listed:
        parts = _pieces(theirs)
        for name, pieces in mine:
            score = _dice(pieces, parts)
            if score >= ALIKE and (best is None or score > best.score):
                best = Likeness(name, theirs, score)
    return best


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def _pieces(name: str) -> frozenset[str]:
    words = words_of(name)
    if sum(map(len, words)) < SHORTEST:
        return frozenset(words)
    padded = [f" {word} " for word in words]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def words_of(name: str) -> list[str]:
    """The words of a name without accents, case and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(one for one in plain if not unicodedata.combining(one)))
