"""The way of a record drawn: states as boxes under one another, moves as arrows from their words to a box.

Each move stands in words in every box it leaves; its line runs down a lane beside the boxes and ends with an
arrow at the box it leads to. A step back is dashed. As wide as a phone’s page, whatever the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jointfund.rendering.svg import (
    TEXT_SIZE,
    Svg,
    element,
    escape,
    figure,
    lines_of_text,
    link,
    words,
    wrap,
)

WIDTH = 328  # pixels: a phone's page without its margins
_LANE = 9
_LINE = 18
_GAP = 14
_PAD = 8
_TURN = 5
_SMALL = 13


@dataclass(frozen=True)
class WayState:
    """One box: its code, its words, what stands small below them, whether it begins or ends the way."""

    code: str
    label: str
    note: str = ""
    is_end: bool = False
    href: str | None = None


@dataclass(frozen=True)
class WayMove:
    """One arrow from each of its sources to its target."""

    label: str
    sources: Sequence[str]
    target: str


@dataclass(frozen=True)
class _Box:
    state: WayState
    lines: list[str]
    notes: list[str]
    moves: list[int]  # the moves that leave it, by number
    top: float

    @property
    def entry(self) -> float:
        """Where arrows arrive."""
        return self.top + _PAD + TEXT_SIZE - 5

    @property
    def height(self) -> float:
        return _PAD * 2 + (len(self.lines) + len(self.notes) + len(self.moves)) * _LINE - 2

    def leaving(self, move: int) -> float:
        """Where the line of a move leaves."""
        rows = len(self.lines) + len(self.notes) + self.moves.index(move)
        return self.top + _PAD + rows * _LINE + _SMALL - 5


def way_chart(states: Sequence[WayState], moves: Sequence[WayMove], *, title: str, description: str) -> Svg:
    """The states in the order given, the first on top, and the moves between them.

    Data: a `WayState` for each box, a `WayMove` naming boxes by code; what names no box is left out.
    """
    codes = {state.code for state in states}
    drawn = [one for one in moves if one.target in codes]
    lanes = _lanes(_boxes(states, drawn, WIDTH), drawn)
    width = WIDTH - _LANE * (max(lanes, default=-1) + 1) - 12
    boxes = _boxes(states, drawn, width)
    by_code = {box.state.code: box for box in boxes}
    lines = [
        _arrow(by_code[source], by_code[one.target], number, width, lanes[number])
        for number, one in enumerate(drawn)
        for source in dict.fromkeys(one.sources)
        if source in by_code
    ]
    height = boxes[-1].top + boxes[-1].height + 2 if boxes else 1
    return figure(
        *lines,
        *(_box(box, drawn, width) for box in boxes),
        title=title,
        description=description,
        interactive=any(state.href for state in states),
        class_="chart chart-way",
        width=WIDTH,
        height=round(height),
        viewBox=f"0 0 {WIDTH} {round(height)}",
        font_size=TEXT_SIZE,
    )


def _boxes(states: Sequence[WayState], moves: Sequence[WayMove], width: float) -> list[_Box]:
    found: list[_Box] = []
    top, room = 1.0, (width - 2 * _PAD) / TEXT_SIZE
    for state in states:
        leaving = [number for number, one in enumerate(moves) if state.code in one.sources]
        notes = wrap(state.note, room, lines=2) if state.note else []
        box = _Box(state, wrap(state.label, room * 0.94, lines=3), notes, leaving, top)
        found.append(box)
        top += box.height + _GAP
    return found


def _lanes(boxes: Sequence[_Box], moves: Sequence[WayMove]) -> list[int]:
    """A lane for each move, the shortest innermost; in one lane nothing of two moves touches."""
    by_code = {box.state.code: box for box in boxes}
    spans = []
    for number, one in enumerate(moves):
        ends = [by_code[one.target].entry]
        ends += [by_code[code].leaving(number) for code in one.sources if code in by_code]
        spans.append((min(ends), max(ends)))
    taken: list[list[tuple[float, float]]] = []
    lanes = [0] * len(moves)
    for number in sorted(range(len(moves)), key=lambda one: (spans[one][1] - spans[one][0], one)):
        low, high = spans[number]
        free = (n for n, lane in enumerate(taken) if all(high < a - 8 or low > b + 8 for a, b in lane))
        lanes[number] = next(free, len(taken))
        if lanes[number] == len(taken):
            taken.append([])
        taken[lanes[number]].append((low, high))
    return lanes


def _arrow(source: _Box, target: _Box, move: int, width: float, lane: int) -> str:
    start, end = source.leaving(move), target.entry
    x, down = width + 12 + lane * _LANE, 1 if end > start else -1
    path = (
        f"M{width:.0f} {start:.0f}H{x - _TURN:.0f}Q{x:.0f} {start:.0f} {x:.0f} {start + down * _TURN:.0f}"
        f"V{end - down * _TURN:.0f}Q{x:.0f} {end:.0f} {x - _TURN:.0f} {end:.0f}H{width + 6:.0f}"
    )
    line = element(
        "path", d=path, fill="none", stroke="currentColor", stroke_width=1.5,
        stroke_dasharray="4 3" if down < 0 else None,
    )  # fmt: skip
    head = f"M{width + 1:.0f} {end:.0f}l7 -4v8z"
    colour = f"series-{'abcd'[move % 4]}"
    return element("g", line, element("path", d=head, fill="currentColor"), class_=words("way-line", colour))


def _box(box: _Box, moves: Sequence[WayMove], width: float) -> str:
    frame = element(
        "rect", class_=words("way-box", "is-end" if box.state.is_end else ""), x=1, y=box.top,
        width=width - 1, height=box.height, rx=14 if box.state.is_end else 4,
        fill="none", stroke="currentColor", stroke_width=1.5,
    )  # fmt: skip
    y = box.top + _PAD + TEXT_SIZE - 2
    label = lines_of_text(box.lines, x=str(_PAD), y=y, step=_LINE, class_="chart-value", font_size=TEXT_SIZE)
    y += len(box.lines) * _LINE
    note = lines_of_text(box.notes, x=str(_PAD), y=y, step=_LINE, class_="chart-note", font_size=_SMALL)
    leaving = "".join(_leaving(box, number, moves[number].label, width) for number in box.moves)
    head = link(frame, label, note, href=box.state.href, name=box.state.label)
    return element("g", head, leaving)


def _leaving(box: _Box, number: int, label: str, width: float) -> str:
    shown = wrap(label, (width - 2 * _PAD) / _SMALL, lines=1)[0]
    return element(
        "text", escape(shown), x=width - 5, y=box.leaving(number) + 4, text_anchor="end",
        class_=f"way-move series-{'abcd'[number % 4]}", fill="currentColor", font_size=_SMALL,
    )  # fmt: skip
