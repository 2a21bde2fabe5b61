"""The thematic area of each entry, from the contents, the banners between entries, or their order.

Areas follow each other by number, and headings are in alphabetical order inside an area: where the order
starts again, the next area begins. That is trusted only as far as it agrees with what is printed.
"""

from dataclasses import dataclass
from itertools import pairwise

from jointfund.kernel.words import fold
from jointfund.reading.entries import Banner, Booklet, ContentsLine, Entry
from jointfund.reading.records import Section
from jointfund.reading.words import Words


@dataclass(frozen=True)
class AreaFinding:
    """An area with what it rests on; `doubt` where it is inferred or where two signs disagree."""

    number: int | None
    basis: str | None
    line: int | None = None
    doubt: str = ""


_UNKNOWN = AreaFinding(
    None, None, doubt="the thematic area is not printed and does not follow from the order"
)


def find_areas(booklet: Booklet, sections: tuple[Section, ...], words: Words) -> tuple[AreaFinding, ...]:
    """One finding per entry, in their order."""
    listed = _contents_lines(booklet)
    printed = _printed(booklet.entries, listed, sections)
    numbers = [area.number for area in words.lexicon.areas]
    result: list[AreaFinding] = list(printed)
    for section in ("pipeline", "funded"):
        indexes = [i for i, name in enumerate(sections) if name == section]
        headings = [_heading(booklet.entries[i]) for i in indexes]
        inferred = infer_by_order(headings, [printed[i].number for i in indexes], numbers)
        for index, number in zip(indexes, inferred, strict=True):
            if result[index].number is None:
                result[index] = _by_order(number)
    return tuple(result)


def _by_order(number: int | None) -> AreaFinding:
    if number is None:
        return _UNKNOWN
    return AreaFinding(
        number,
        "order: areas follow each other and headings are alphabetical inside an area",
        doubt="the thematic area is not printed beside the programme: it follows from the order",
    )


def _heading(entry: Entry) -> str:
    return fold(entry.heading.text) if entry.heading else ""


def _contents_lines(booklet: Booklet) -> dict[int, ContentsLine]:
    """The line of the contents for each entry: as many as can be matched in their common order.

    Taking the first that fits would, where one line is lost, give an entry the line of its namesake.
    """
    headings = [_heading(entry) for entry in booklet.entries]
    listed = [fold(line.heading) for line in booklet.contents]
    best = _common_lengths(headings, listed)
    found: dict[int, ContentsLine] = {}
    row = column = 0
    while row < len(headings) and column < len(listed):
        if (
            _is_listed_as(headings[row], listed[column])
            and best[row][column] == best[row + 1][column + 1] + 1
        ):
            found[row] = booklet.contents[column]
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            row += 1
        else:
            column += 1
    return found


def _common_lengths(headings: list[str], listed: list[str]) -> list[list[int]]:
    """How many headings from each one on can be matched with the contents from each line on."""
    best = [[0] * (len(listed) + 1) for _ in range(len(headings) + 1)]
    for row in reversed(range(len(headings))):
        for column in reversed(range(len(listed))):
            best[row][column] = max(best[row + 1][column], best[row][column + 1])
            if _is_listed_as(headings[row], listed[column]):
                best[row][column] = max(best[row][column], best[row + 1][column + 1] + 1)
    return best


def _is_listed_as(heading: str, listed: str) -> bool:
    return bool(heading) and (listed == heading or listed.startswith(f"{heading} ("))


def _printed(
    entries: tuple[Entry, ...], listed: dict[int, ContentsLine], sections: tuple[Section, ...]
) -> list[AreaFinding]:
    """What banners, running heads and the contents print for each entry."""
    result: list[AreaFinding] = []
    opened: Banner | None = None
    for index, entry in enumerate(entries):
        if index and sections[index] != sections[index - 1]:
            opened = None
        heads = [banner for banner in entry.banners if banner.is_running_head]
        fresh = [banner for banner in entry.banners if not banner.is_running_head]
        opened = fresh[-1] if fresh else opened
        contents = listed.get(index)
        if contents and contents.area and opened and opened.area != contents.area and not fresh:
            opened = None  # the contents begin another area here: its own banner was lost
        result.append(_finding(heads[-1] if heads else None, opened, contents))
    return result


def _finding(head: Banner | None, opened: Banner | None, contents: ContentsLine | None) -> AreaFinding:
    if head:
        return AreaFinding(head.area, "running head above the programme", head.line)
    listed = contents.area if contents else None
    if opened is None or opened.area is None:
        line = contents.line if contents and listed else None
        return AreaFinding(listed, "table of contents" if listed else None, line)
    if contents is None or listed is None:
        return AreaFinding(opened.area, "banner before the programme", opened.line)
    if listed == opened.area:
        return AreaFinding(listed, "table of contents and banner before the programme", opened.line)
    doubt = f"line {contents.line} lists it under area {listed}, line {opened.line} opens area {opened.area}"
    return AreaFinding(opened.area, "banner before the programme", opened.line, doubt)


def infer_by_order(headings: list[str], printed: list[int | None], numbers: list[int]) -> list[int | None]:
    """The area of each heading: printed ones, and those the restarts of the alphabet fix between them.

    Between two printed areas (or the ends of the list) restarts count as area borders only if there are
    exactly as many as areas to be passed; else what lies between stays unknown. Three restarts after area 2
    with areas up to 5 mean areas 3, 4 and 5; two mean nothing.
    """
    if not headings or not numbers:
        return list(printed)
    restarts = [0]
    for before, after in pairwise(headings):
        restarts.append(restarts[-1] + (after < before))
    result = list(printed)
    anchors: list[tuple[int, int, int]] = [(-1, 0, min(numbers))]
    anchors += [(i, restarts[i], area) for i, area in enumerate(printed) if area is not None]
    anchors.append((len(headings), restarts[-1], max(numbers)))
    for (start, restarts_at_start, first), (end, restarts_at_end, last) in pairwise(anchors):
        if restarts_at_end - restarts_at_start == last - first:
            for index in range(start + 1, end):
                result[index] = first + restarts[index] - restarts_at_start
    return result
