"""The known word a misspelt one most likely stands for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST = 4  # letters: a shorter word is as near to too many others
SHORTEST_STEM = 6


@dataclass(frozen=True)
class Word:
    """A word of the index, its stem, and how many entries hold it."""

    word: str
    term: str
    entries: int


def best_guess(typed: str, stem: str, known: Iterable[Word]) -> Word | None:
    """The nearest of the known words, of equally near ones the commonest; None where none is near.

    The index keeps one word of each stem: a singular typed wrong is found by its stem.
    """
    if len(typed) < SHORTEST or not typed.isalpha():
        return None
    most = 1 if len(typed) < 8 else 2
    near = (
        (steps, -one.entries, one.word, one)
        for one in known
        if one.word != typed and (steps := _steps(typed, stem, one, most)) <= most
    )
    best = min(near, default=None, key=lambda one: one[:3])
    return best[3] if best else None


def _steps(typed: str, stem: str, known: Word, most: int) -> int:
    """How far the words are apart, or one more than their long stems, which may differ by one letter."""
    if abs(len(known.word) - len(typed)) <= most and (found := distance(typed, known.word, most)) <= most:
        return found
    if len(stem) < SHORTEST_STEM or most < 2 or abs(len(known.term) - len(stem)) > 1:
        return most + 1
    return 1 + distance(stem, known.term, 1)


def distance(first: str, second: str, most: int) -> int:
    """How many letters are put in, left out, changed or swapped with their neighbour; `most` + 1 for more."""
    before_last: list[int] = []
    last = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        row = [i]
        for j, other in enumerate(second, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before_last, last = last, row
    return last[-1]
