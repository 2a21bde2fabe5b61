"""A chart or map as a file of its own: with its finding above, its source below, and its colours inside.

In a page the same drawing takes its colours from the style sheet; a file has none but its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jointfund.rendering.svg import Svg, element, escape, lines_of_text, wrap

WIDTH = 720
_MARGIN = 24
_TITLE_SIZE, _FOOT_SIZE = 20, 13
_OPENING = re.compile(r"<svg\b[^>]*>")
_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_HEIGHT = re.compile(r' height="(\d+)"')
_SIZE = re.compile(r' (?:width|height)="[^"]*"')
_STYLE = """
text{font-family:system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",Arial,sans-serif}
.chart,.map,.standalone-title,.chart-label,.chart-value,.target-mark{color:#14212b}.chart-value{font-weight:600}
.chart-note,.standalone-foot,.chart-unknown{color:#566773}.chart-track{color:#eef2f5}
.standalone-title{font-weight:600}
.area-1{color:#237cad}.area-2{color:#802264}.area-3{color:#61430f}.area-4{color:#10875f}.area-5{color:#4e159d}
.series-a{color:#0b5fa5}.series-b{color:#7fa8c4}.series-c{color:#b98a2f}.series-d{color:#5a6b78}
.map-sea{color:#f3f7fa}.map-land{color:#dbe4ea;stroke:#fff;stroke-width:.5}
.map-country{stroke:#fff;stroke-width:.6}.map-dot{stroke:#fff;stroke-width:1}
.band-0{color:#dbe4ea}.band-1{color:#a9cbe3}.band-2{color:#6ea6cf}.band-3{color:#2f7db8}.band-5{color:#0b4a80}
"""


@dataclass(frozen=True)
class Caption:
    """What stands around the drawing. `legend` are classes of it with what they mean."""

    title: str
    foot: Sequence[str]
    legend: Sequence[tuple[str, str]] = ()
    direction: str = "ltr"


def drawn_height(drawing: Svg, width: int = WIDTH - 2 * _MARGIN) -> int:
    """How high the drawing is, in pixels, in a place of that width."""
    opening = _opening(drawing)
    if box := _VIEW_BOX.search(opening):
        return round(width * int(box[2]) / int(box[1]))
    height = _HEIGHT.search(opening)
    return int(height[1]) if height else width


def standalone(drawing: Svg, caption: Caption) -> Svg:
    """The drawing as a file. Its accessible name is its own; the words around it can be read as text."""
    title = wrap(caption.title, 0.85 * (WIDTH - 2 * _MARGIN) / _TITLE_SIZE, lines=4)  # bold is wider
    y = _MARGIN + _TITLE_SIZE
    parts = [_lines(title, y, 26, "standalone-title", _TITLE_SIZE, caption.direction)]
    y += (len(title) - 1) * 26 + 22
    high = drawn_height(drawing)
    parts.append(_placed(drawing, y, high))
    y += high + 24
    for css_class, label in caption.legend:
        parts.append(_legend_entry(css_class, label, y))
        y += 22
    foot = [line for text in caption.foot for line in wrap(text, (WIDTH - 2 * _MARGIN) / _FOOT_SIZE, lines=4)]
    y += 6
    parts.append(_lines(foot, y, 18, "standalone-foot", _FOOT_SIZE, caption.direction))
    whole = y + len(foot) * 18 + _MARGIN - 12
    return Svg(
        element(
            "svg",
            f"<style>{_STYLE}</style>",
            element("rect", width="100%", height="100%", fill="#ffffff"),
            *parts,
            xmlns="http://www.w3.org/2000/svg",
            width=WIDTH,
            height=whole,
            viewBox=f"0 0 {WIDTH} {whole}",
        )
    )


def _lines(lines: list[str], y: int, step: int, css_class: str, size: int, direction: str) -> str:
    x = WIDTH - _MARGIN if direction == "rtl" else _MARGIN
    return lines_of_text(
        lines, x=str(x), y=y, step=step, class_=css_class, font_size=size, direction=direction
    )


def _legend_entry(css_class: str, label: str, y: int) -> str:
    sign = element("rect", class_=css_class, x=_MARGIN, y=y - 11, width=18, height=14, fill="currentColor")
    words = element(
        "text", escape(label), x=_MARGIN + 28, y=y, class_="chart-label", font_size=14, fill="currentColor"
    )
    return sign + words


def _placed(drawing: Svg, y: int, height: int) -> str:
    """The drawing as a part of the file: at its place, its lengths still in per cent of its width."""
    opening = _opening(drawing)
    inner = _SIZE.sub("", opening).removesuffix(">")
    size = f' x="{_MARGIN}" y="{y}" width="{WIDTH - 2 * _MARGIN}" height="{height}">'
    return inner + size + drawing[len(opening) :]


def _opening(drawing: Svg) -> str:
    found = _OPENING.match(drawing)
    return found[0] if found else ""
