"""Charts that read the same at 360 and at 1280 pixels: lengths in per cent, text at a constant size.

Labels stand above their bars and never inside. Every chart has its figures as text, and the page puts the
table beside it. What is told by colour is told by a pattern or a word as well. Unknown is a dashed outline.

Classes (each sets `color`): chart, chart-label (is-current, is-ahead), chart-value, chart-note, chart-track,
chart-unknown, area-1 to area-5, series-a to series-d, target-mark, and those of the tracks (see `tracks`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jointfund.rendering.svg import (
    TEXT_SIZE,
    Svg,
    chart,
    element,
    ems,
    escape,
    identity,
    lines_of_text,
    link,
    words,
    wrap,
)
from jointfund.rendering.tracks import (
    DatedEvent,
    StatusStep,
    status_column,
    status_mark,
    status_track,
    timeline,
)

__all__ = [
    "Bar", "DatedEvent", "Part", "Progress", "Series", "StackedBar", "StatusStep", "bar_chart",
    "progress_bar", "stacked_bars", "status_column", "status_mark", "status_track", "timeline",
]  # fmt: skip

Amount = Decimal | int
Pattern = Literal["solid", "hatch", "outline"]

_LINE = 18
_BAR = 14
_GAP = 16
_WIDTH_EMS = 23.0  # of the narrowest drawing, 328 pixels: a phone's page without its margins


@dataclass(frozen=True)
class Bar:
    """One bar: its length (None: unknown), the figure as people read it, and where it leads."""

    label: str
    value: Amount | None
    shown: str
    css_class: str = "series-a"
    href: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Series:
    """What one kind of part means in every stacked bar, told apart by its pattern."""

    key: str
    label: str
    pattern: Pattern = "solid"
    css_class: str = "series-a"


@dataclass(frozen=True)
class Part:
    """The share of one series in one bar."""

    series: str
    value: Amount | None
    shown: str = ""


@dataclass(frozen=True)
class StackedBar:
    """One bar of several parts. Its class colours all of them; without one each series has its own."""

    label: str
    parts: Sequence[Part]
    shown: str
    css_class: str = ""
    href: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a quantity is on its way to a target, with the words for both ends."""

    label: str
    value: Amount | None
    target: Amount | None
    shown_value: str
    shown_target: str
    shown_rest: str = ""
    css_class: str = "series-a"


def bar_chart(bars: Sequence[Bar], *, title: str, description: str = "", full: Amount | None = None) -> Svg:
    """Horizontal bars under one another in the order given; the longest, or `full`, is the whole width.

    Data: one `Bar` per row. Without a description the figures themselves are read out.
    """
    longest = full or max((bar.value for bar in bars if bar.value is not None), default=0)
    y, rows = 0.0, []
    for bar in bars:
        head, y = _head(bar.label, bar.shown, bar.note, y)
        rows.append(link(head, _bar(bar.value, longest, y, bar.css_class), href=bar.href, name=_name(bar)))
        y += _BAR + _GAP
    spoken = description or _spoken((bar.label, bar.shown) for bar in bars)
    return chart(rows, y - _GAP, title, spoken, any(bar.href for bar in bars), "chart-bars")


def stacked_bars(
    bars: Sequence[StackedBar], series: Sequence[Series], *, title: str, description: str = ""
) -> Svg:
    """Horizontal bars made of parts, with a legend above; lengths compare between bars.

    Data: one `StackedBar` per row, its parts naming a `Series` by key; unknown parts take no room.
    """
    by_key = {one.key: one for one in series}
    longest = max((_total(bar) for bar in bars), default=Decimal(0))
    key = identity("pat", title, *(bar.label for bar in bars))
    rows = [_legend(series, key)]
    y = len(series) * 22.0 + 10
    for bar in bars:
        head, y = _head(bar.label, bar.shown, bar.note or _parts_in_words(bar, by_key), y)
        rows.append(link(head, _stack(bar, by_key, longest, y, key), href=bar.href, name=_name(bar)))
        y += _BAR + _GAP
    spoken = description or _spoken((b.label, f"{b.shown} ({_parts_in_words(b, by_key)})") for b in bars)
    drawn = [_patterns(bars, series, key), *rows]
    return chart(drawn, y - _GAP, title, spoken, any(bar.href for bar in bars), "chart-stack")


def progress_bar(progress: Progress, *, title: str, description: str = "") -> Svg:
    """One bar from nothing to the target, with what is missing in words; past the target it runs on.

    Data: one `Progress`. With an unknown value or target the bar is a dashed outline.
    """
    value, target = progress.value, progress.target
    head, y = _head(progress.label, progress.shown_value, "", 0)
    known = value is not None and target is not None and target > 0
    end = max(value or 0, target or 0)
    bar = _bar(value if known else None, end, y, progress.css_class)
    mark = _target_mark(target, end, y) if known and target is not None else ""
    below = y + _BAR + _LINE
    rest = _text(progress.shown_rest, "0", below, "chart-note", size=13)
    if ems(progress.shown_rest + progress.shown_target) > _WIDTH_EMS:
        below += _LINE
    goal = _text(progress.shown_target, "100%", below, "chart-note", anchor="end", size=13)
    spoken = description or _spoken(
        [
            (
                progress.label,
                ", ".join(filter(None, (progress.shown_value, progress.shown_target, progress.shown_rest))),
            )
        ]
    )
    return chart([head, bar, mark, rest, goal], below + 4, title, spoken, False, "chart-progress")


def _head(label: str, shown: str, note: str, y: float) -> tuple[str, float]:
    """Label and figure above a bar, and where the bar begins."""
    # The figure is bold and has a space before it.
    lines = wrap(label, max(_WIDTH_EMS - ems(shown) * 1.1 - 1, 9), lines=3)
    drawn = lines_of_text(lines, x="0", y=y + TEXT_SIZE, step=_LINE, class_="chart-label")
    drawn += _text(shown, "100%", y + TEXT_SIZE, "chart-value", anchor="end")
    y += len(lines) * _LINE
    if note:
        for line in wrap(note, _WIDTH_EMS, lines=2):
            drawn += _text(line, "0", y + TEXT_SIZE - 1, "chart-note", size=13)
            y += _LINE
    return drawn, y + 4


def _text(
    text: str, x: str, y: float, css_class: str, *, anchor: str | None = None, size: int | None = None
) -> str:
    if not text:
        return ""
    return element(
        "text",
        escape(text),
        x=x,
        y=y,
        class_=css_class,
        fill="currentColor",
        text_anchor=anchor,
        font_size=size,
    )


def _bar(value: Amount | None, longest: Amount, y: float, css_class: str) -> str:
    if value is None:
        return _unknown(y)
    track = element("rect", class_="chart-track", y=y, width="100%", height=_BAR, rx=2, fill="currentColor")
    length = _percent(value, longest)
    if length == "0%":
        return track
    bar = element("rect", class_=css_class, y=y, width=length, height=_BAR, rx=2, fill="currentColor")
    return track + bar


def _unknown(y: float) -> str:
    return element(
        "rect",
        class_="chart-unknown",
        x="0.1%",
        y=y + 0.5,
        width="99.8%",
        height=_BAR - 1,
        rx=2,
        fill="none",
        stroke="currentColor",
        stroke_dasharray="3 3",
    )


def _stack(bar: StackedBar, by_key: dict[str, Series], longest: Amount, y: float, key: str) -> str:
    if all(part.value is None for part in bar.parts):
        return _unknown(y)
    drawn = element("rect", class_="chart-track", y=y, width="100%", height=_BAR, rx=2, fill="currentColor")
    before = Decimal(0)
    for part in bar.parts:
        if part.value:
            one = by_key[part.series]
            drawn += _segment(
                one.pattern, bar.css_class or one.css_class, key,
                x=_percent(before, longest), y=y, width=_percent(part.value, longest),
            )  # fmt: skip
            before += part.value
    return drawn


def _segment(pattern: Pattern, css_class: str, key: str, *, x: str, y: float, width: str) -> str:
    fill = {"solid": "currentColor", "outline": "none"}.get(pattern, f"url(#{key}-{_slug(css_class)})")
    # Half of the line falls outside the part's own box and is cut off, so that neighbours keep apart.
    inner = element("rect", width="100%", height=_BAR, fill=fill, stroke="currentColor", stroke_width=3)
    if pattern == "solid":
        return element("rect", class_=css_class, x=x, y=y, width=width, height=_BAR, fill=fill)
    return element("svg", inner, class_=words("chart-part", css_class), x=x, y=y, width=width, height=_BAR)


def _patterns(bars: Sequence[StackedBar], series: Sequence[Series], key: str) -> str:
    """One hatch per colour in use: a pattern takes its colour from where it is defined, not used."""
    if not any(one.pattern == "hatch" for one in series):
        return ""
    classes = dict.fromkeys(
        [*(bar.css_class for bar in bars if bar.css_class), *(one.css_class for one in series), "series-d"]
    )
    return element("defs", *(_hatch(f"{key}-{_slug(css_class)}", css_class) for css_class in classes))


def _hatch(key: str, css_class: str) -> str:
    lines = element("path", d="M-1 1l2-2M0 6l6-6M5 7l2-2", stroke="currentColor", stroke_width=1.5)
    return element(
        "pattern", lines, id=key, class_=css_class, width=6, height=6, patternUnits="userSpaceOnUse"
    )


def _legend(series: Sequence[Series], key: str) -> str:
    drawn = ""
    for index, one in enumerate(series):
        y = index * 22.0
        drawn += _segment(one.pattern, "series-d", key, x="0", y=y + 2, width="28")
        drawn += _text(one.label, "38", y + TEXT_SIZE, "chart-label")
    return drawn


def _target_mark(target: Amount, end: Amount, y: float) -> str:
    at = _percent(target, end)
    return element(
        "line",
        class_="target-mark",
        x1=at,
        x2=at,
        y1=y - 3,
        y2=y + _BAR + 3,
        stroke="currentColor",
        stroke_width=3,
    )


def _parts_in_words(bar: StackedBar, by_key: dict[str, Series]) -> str:
    """`Funded USD 4M, waits for money USD 3M`."""
    told = [f"{by_key[part.series].label} {part.shown}" for part in bar.parts if part.shown]
    return ", ".join([*told[:1], *(_inside_a_sentence(words) for words in told[1:])])


def _inside_a_sentence(words: str) -> str:
    """Without the capital of a beginning; one of an abbreviation stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _name(bar: Bar | StackedBar) -> str:
    return ": ".join(part for part in (bar.label, bar.shown) if part)


def _spoken(pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{label}: {shown}" for label, shown in pairs)


def _total(bar: StackedBar) -> Decimal:
    return sum((Decimal(part.value) for part in bar.parts if part.value), Decimal(0))


def _percent(value: Amount, whole: Amount) -> str:
    """A length of the drawing; a value that is not zero is never invisible."""
    if value <= 0 or whole <= 0:
        return "0%"
    share = max(Decimal(value) * 100 / Decimal(whole), Decimal("0.4"))
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


def _slug(css_class: str) -> str:
    return "-".join(css_class.split()) or "plain"
