"""Reading order of a page: columns from left to right, broken where a line runs over both."""

from dataclasses import dataclass

from jointfund.reading.sources.cells import with_cells_apart
from jointfund.reading.sources.fragments import Fragment

_LEAST_LINES = 2
_LEAST_GUTTER = 7.0  # points
_MOST_CROSSING = 0.2  # share of lines that may run over the gutter (headings, a table)


@dataclass(frozen=True)
class Column:
    """Lines from top to bottom. A cell is a column that no sentence runs out of."""

    lines: tuple[Fragment, ...]
    is_cell: bool = False


def in_reading_order(page: list[Fragment]) -> list[Column]:
    """The lines of a page as columns in reading order."""
    gutter = _gutter(page)
    if gutter is None:
        return _single_column(page)
    columns: list[Column] = []
    band: list[Fragment] = []
    across: list[Fragment] = []
    for line in _downwards(page):
        is_across = line.left < gutter < line.right
        if is_across and band:
            columns += _two_columns(band, gutter)
            band = []
        elif not is_across and across:
            columns += _single_column(across)
            across = []
        (across if is_across else band).append(line)
    return [*columns, *_single_column(across), *_two_columns(band, gutter)]


def _two_columns(band: list[Fragment], gutter: float) -> list[Column]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    return [column for side in (left, right) for column in in_reading_order(side)]


def _single_column(lines: list[Fragment]) -> list[Column]:
    return [
        Column(tuple(_downwards(part)), is_cell)
        for part, is_cell in with_cells_apart(_downwards(lines))
        if part
    ]


def _downwards(lines: list[Fragment]) -> list[Fragment]:
    """From top to bottom, and from left to right where lines stand on one baseline."""
    ordered = sorted(lines, key=lambda line: -line.bottom)
    rows: list[list[Fragment]] = []
    for line in ordered:
        if rows and rows[-1][0].bottom - line.bottom < 0.3 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _gutter(page: list[Fragment]) -> float | None:
    """Middle of the upright strip that fewest lines cross, and hardly any; None for a single column.

    Labels beside their values are a table, not columns: there nearly every line on the left stands on a
    baseline of the right, and the left has far fewer lines.
    """
    if len(page) < 2 * _LEAST_LINES:
        return None
    start, end = min(line.left for line in page), max(line.right for line in page)
    width = end - start
    middle = (start + 0.25 * width, start + 0.75 * width)
    found: list[tuple[int, float, float]] = []
    for candidate in sorted({line.left for line in page}):
        left_edges = [line.right for line in page if line.right <= candidate - _LEAST_GUTTER / 2]
        if not middle[0] < candidate < middle[1] or not left_edges:
            continue
        crossing = sum(line.left < candidate - 1 and line.right > candidate for line in page)
        if crossing > _MOST_CROSSING * len(page):
            continue
        edge = max(left_edges)
        if candidate - edge >= _LEAST_GUTTER and _are_columns(page, (edge + candidate) / 2):
            found.append((crossing, edge - candidate, (edge + candidate) / 2))
    return min(found)[2] if found else None


def _are_columns(page: list[Fragment], gutter: float) -> bool:
    left = [line for line in page if line.right <= gutter]
    right = [line for line in page if line.left >= gutter]
    width = max(line.right for line in page) - min(line.left for line in page)
    if min(len(left), len(right)) < _LEAST_LINES or min(_reach(left), _reach(right)) < 0.25 * width:
        return False
    baselines = {round(line.bottom) for line in right}
    beside = sum(any(round(line.bottom) + d in baselines for d in (-1, 0, 1)) for line in left)
    if beside < 0.9 * len(left):
        return True
    return len(left) > 0.5 * len(right) and _reach(left) > 0.6 * _reach(right)


def _reach(lines: list[Fragment]) -> float:
    """Width of the strip the lines fill."""
    return max(line.right for line in lines) - min(line.left for line in lines)
