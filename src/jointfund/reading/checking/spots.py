"""Which words of a draft are taken already: asked for every claim, so it is looked up and not searched."""

from collections import defaultdict
from collections.abc import Iterable

from jointfund.reading.checking.findings import Spot

_CELL = 64  # letters


def overlap(first: Spot, second: Spot) -> bool:
    """Whether two places share words."""
    return first.paragraph == second.paragraph and first.start < second.end and second.start < first.end


class Taken:
    """Places of a draft, found again by the part of the paragraph they stand in."""

    def __init__(self, spots: Iterable[Spot] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Spot]] = defaultdict(list)
        for spot in spots:
            self.add(spot)

    def add(self, spot: Spot) -> None:
        """From now on these words are taken."""
        for cell in _cells(spot):
            self._cells[cell].append(spot)

    def holds(self, spot: Spot) -> bool:
        """Whether any word of a place is taken."""
        return any(overlap(spot, other) for cell in _cells(spot) for other in self._cells.get(cell, ()))


def _cells(spot: Spot) -> Iterable[tuple[int, int]]:
    return ((spot.paragraph, cell) for cell in range(spot.start // _CELL, spot.end // _CELL + 1))
