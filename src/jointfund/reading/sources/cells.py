"""Cells of a table inside a column: lines that stand side by side, each cell to be read by itself."""

from jointfund.reading.sources.fragments import Fragment

# A line's letters reach from its baseline to about this share of its height: the rest is distance.
_LETTERS = 0.6
_LEAST_GAP_IN_HEIGHTS = 0.6
_SAME_LEFT = 2.0  # points
_NEXT_LINE_IN_HEIGHTS = 1.45

type Lines = list[Fragment]


def with_cells_apart(lines: Lines) -> list[tuple[Lines, bool]]:
    """The lines, given from top to bottom, cut into stretches of text and cells; True marks a cell.

    Cells of one row follow each other from left to right. A cell takes in the lines above and below that
    continue it, so that a label in the middle of its row comes before all of its value.
    """
    rows = _rows(lines)
    if not rows:
        return [(lines, False)]
    of_row = {line: number for number, row in enumerate(rows) for line in row}
    for number, row in enumerate(rows):
        _grow(row, number, lines, of_row)
    parts: list[tuple[Lines, bool]] = []
    done: set[int] = set()
    text: Lines = []
    for line in lines:
        if line not in of_row:
            text.append(line)
        elif of_row[line] not in done:
            done.add(of_row[line])
            parts += [(text, False)] if text else []
            text = []
            parts += [(cell, True) for cell in _cells(rows[of_row[line]])]
    return [*parts, (text, False)] if text else parts


def _rows(lines: Lines) -> list[Lines]:
    """Sets of lines of which some stand beside others."""
    rows: list[Lines] = []
    current: Lines = []
    for line in lines:
        if current and any(_overlap_upright(line, other) for other in current):
            current.append(line)
            continue
        rows.append(current)
        current = [line]
    rows.append(current)
    return [row for row in rows if len(_cells(row)) > 1]


def _overlap_upright(line: Fragment, other: Fragment) -> bool:
    """Whether letters of both stand at one height; a raised note mark is no cell."""
    if min(line.height, other.height) < 0.8 * max(line.height, other.height):
        return False
    top = min(line.bottom + _LETTERS * line.height, other.bottom + _LETTERS * other.height)
    return top - max(line.bottom, other.bottom) > 0.03 * line.height


def _cells(row: Lines) -> list[Lines]:
    """The lines of a row by the strip of the page they stand in, from left to right."""
    cells: list[Lines] = []
    right = 0.0
    for line in sorted(row, key=lambda line: line.left):
        if cells and line.left < right + _LEAST_GAP_IN_HEIGHTS * line.height:
            cells[-1].append(line)
            right = max(right, line.right)
        else:
            cells.append([line])
            right = line.right
    return [sorted(cell, key=lambda line: (-line.bottom, line.left)) for cell in cells]


def _grow(row: Lines, number: int, lines: Lines, of_row: dict[Fragment, int]) -> None:
    """Adds to a row the lines that go on with one of its cells, upwards and downwards."""
    first_left = min(line.left for line in row)
    for cell in _cells(row):
        if cell[0].left - first_left < _SAME_LEFT:
            continue  # what stands under the first cell is the next row or text
        for step in (1, -1):
            edge = cell[-1] if step == 1 else cell[0]
            index = lines.index(edge) + step
            while 0 <= index < len(lines):
                line = lines[index]
                distance = abs(edge.bottom - line.bottom)
                goes_on = (
                    abs(line.left - cell[0].left) < _SAME_LEFT
                    and distance < _NEXT_LINE_IN_HEIGHTS * line.height
                )
                if line in of_row and of_row[line] == number:
                    index += step
                    continue
                if line in of_row or not goes_on:
                    break
                row.append(line)
                of_row[line] = number
                edge = line
                index += step
