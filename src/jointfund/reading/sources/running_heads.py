"""Running heads and page numbers: lines at the edge of the page that return from page to page."""

import re
from collections import Counter, defaultdict
from itertools import product

from jointfund.reading.sources.fragments import Fragment
from jointfund.reading.sources.lines import LabelTest

_NUMBER = re.compile(r"\d+")
_ROMAN_ALONE = re.compile(r"[ivxlc]+", re.I)
_EDGE_LINES = 3  # how many lines from the top or bottom of a page may belong to its head or foot
_SAME_PLACE = 3.0  # points
_SHARE_OF_PAGES = 0.4  # a head on every second page still counts


def without_running_heads(pages: list[list[Fragment]], is_label: LabelTest) -> list[list[Fragment]]:
    """The pages without lines that stand at the same height, with the same words, on many of them.

    A line is also dropped when most pages have one at its height whose words return on another page: heads
    that name the chapter. Lines for which `is_label` holds stay. One page has no running heads.
    """
    filled = [page for page in pages if page]
    if len(filled) < 2:
        return pages
    returns = _Returning([_edge(page) for page in filled], len(filled))
    return [
        _without(page, {line for line in _edge(page) if returns(line) and not is_label(line.text)})
        for page in pages
    ]


def _without(page: list[Fragment], heads: set[Fragment]) -> list[Fragment]:
    return [line for line in page if line not in heads] if heads else page


def _edge(page: list[Fragment]) -> list[Fragment]:
    """The lines nearest to the top and to the bottom of a page."""
    heights = sorted({round(line.bottom) for line in page})
    outer = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
    return [line for line in page if round(line.bottom) in outer]


class _Returning:
    """Tells whether a line at the edge is a running head or foot."""

    def __init__(self, edges: list[list[Fragment]], page_count: int) -> None:
        seen: dict[tuple[int, str], set[int]] = defaultdict(set)
        for edge in edges:
            for line in edge:
                for slot, pattern in product(_slots(line), _patterns(line)):
                    seen[slot, pattern].add(line.page)
        self._pages = {key: len(numbers) for key, numbers in seen.items()}
        self._least = max(2, round(page_count * _SHARE_OF_PAGES))
        self._chapters = self._chapter_slots(seen, page_count)

    def __call__(self, line: Fragment) -> bool:
        counts = [self._pages.get(key, 0) for key in product(_slots(line), _patterns(line))]
        if max(counts) >= self._least:
            return True
        return max(counts) >= 2 and any(slot in self._chapters for slot in _slots(line))

    @staticmethod
    def _chapter_slots(seen: dict[tuple[int, str], set[int]], page_count: int) -> frozenset[int]:
        """Heights at which most pages have a line whose words return on another page."""
        filled: Counter[int] = Counter()
        for (slot, _), numbers in seen.items():
            if len(numbers) >= 2:
                filled[slot] += len(numbers)
        return frozenset(
            slot for slot, count in filled.items() if page_count >= 4 and count >= page_count * 0.6
        )


def _slots(line: Fragment) -> tuple[int, int]:
    """Two overlapping bands of heights, so that lines a point apart share one."""
    return (2 * int(line.bottom / _SAME_PLACE), 2 * int(line.bottom / _SAME_PLACE + 0.5) + 1)


def _patterns(line: Fragment) -> frozenset[str]:
    """The words of a line, also with its first, last or every number as a count from the page's own.

    So "12 / 90" on page 12 equals "13 / 90" on page 13, but no two different numbers elsewhere are equal.
    """
    text = " ".join(line.text.split()).casefold()
    if _ROMAN_ALONE.fullmatch(text):
        return frozenset({"#"})
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return frozenset({text})
    chosen = ([numbers[0]], [numbers[-1]], numbers)
    return frozenset({text, *(_counted_from(line.page, text, some) for some in chosen)})


def _counted_from(page: int, text: str, numbers: list[re.Match[str]]) -> str:
    for number in reversed(numbers):
        text = f"{text[: number.start()]}#{int(number[0]) - page}{text[number.end() :]}"
    return text
