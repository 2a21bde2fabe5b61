"""The known word a misspelt one most likely stands for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST = 4  # letters: a shorter word is as near to too many others


@dataclass(frozen=True)
class Word:
    """A word of the index, its stem, and how many entries hold it."""

    word: str
    term: str
    entries: int


def best_guess(typed: str, known: Iterable[Word]) -> Word | None:
    """The nearest of the known words, of equally near ones the commonest; None where none is near."""
    if len(typed) < SHORTEST or not typed.isalpha():
        return None
    most = 1 if len(typed) < 8 else 2
    near = (
        (distance(typed, one.word, most), -one.entries, one.word, one)
        for one in known
        if abs(len(one.word) - len(typed)) <= most and one.word != typed
    )
    best = min((one for one in near if one[0] <= most), default=None, key=lambda one: one[:3])
    return best[3] if best else None


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
