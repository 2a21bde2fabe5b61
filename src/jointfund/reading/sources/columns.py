"""Reading order of a page: columns from left to right, broken where a line runs over both."""

from jointfund.reading.sources.fragments import Fragment

_LEAST_LINES = 3
_LEAST_GUTTER = 8.0  # points
_MOST_CROSSING = 0.2  # share of lines that may run over the gutter (headings, a table)


def in_reading_order(page: list[Fragment]) -> list[list[Fragment]]:
    """The lines of a page as columns in reading order, each from top to bottom."""
    gutter = _gutter(page)
    if gutter is None:
        return [_downwards(page)] if page else []
    columns: list[list[Fragment]] = []
    band: list[Fragment] = []
    for line in _downwards(page):
        if line.left < gutter < line.right:
            columns += _two_columns(band, gutter)
            columns.append([line])
            band = []
        else:
            band.append(line)
    return _neighbours_together([*columns, *_two_columns(band, gutter)], gutter)


def _two_columns(band: list[Fragment], gutter: float) -> list[list[Fragment]]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    return [column for side in (left, right) if side for column in in_reading_order(side)]


def _neighbours_together(columns: list[list[Fragment]], gutter: float) -> list[list[Fragment]]:
    """Full-width lines that follow each other as one column, so that they can be a paragraph."""
    result: list[list[Fragment]] = []
    for column in columns:
        spans = column[0].left < gutter < column[0].right
        if result and spans and result[-1][-1].left < gutter < result[-1][-1].right:
            result[-1] += column
        else:
            result.append(column)
    return result


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
    """Middle of the widest upright strip that hardly any line crosses; None for a single column.

    Labels beside their values are a table, not columns: there nearly every line on the left stands on a
    baseline of the right, and the left has far fewer lines.
    """
    if len(page) < 2 * _LEAST_LINES:
        return None
    start, end = min(line.left for line in page), max(line.right for line in page)
    width = end - start
    middle = (start + 0.25 * width, start + 0.75 * width)
    best: tuple[float, float] | None = None
    for candidate in sorted({line.left for line in page}):
        left_edges = [line.right for line in page if line.right <= candidate - _LEAST_GUTTER / 2]
        if not middle[0] < candidate < middle[1] or not left_edges:
            continue
        crossing = [line for line in page if line.left < candidate - 1 and line.right > candidate]
        if len(crossing) > _MOST_CROSSING * len(page):
            continue
        edge = max(left_edges)
        if candidate - edge >= _LEAST_GUTTER and _are_columns(page, (edge + candidate) / 2):
            found = (candidate - edge, (edge + candidate) / 2)
            best = max(best, found) if best else found
    return best[1] if best else None


def _are_columns(page: list[Fragment], gutter: float) -> bool:
    left = [line for line in page if line.right <= gutter]
    right = [line for line in page if line.left >= gutter]
    if min(len(left), len(right)) < _LEAST_LINES:
        return False
    baselines = {round(line.bottom) for line in right}
    beside = sum(any(round(line.bottom) + d in baselines for d in (-1, 0, 1)) for line in left)
    if beside < 0.9 * len(left):
        return True
    reach = max(line.right for line in left) - min(line.left for line in left)
    return len(left) > 0.5 * len(right) and reach > 0.6 * (max(line.right for line in right) - gutter)
