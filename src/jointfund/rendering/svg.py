"""SVG as text: elements, escaping, wrapping. Nothing here knows what is drawn."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

TEXT_SIZE = 14  # pixels, of a chart

# What XML 1.0 cannot carry at all, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_NARROW = frozenset("iIjlftr.,;:'’|!()[]- ")
_WIDE = frozenset("mwMW@%—…")


class Svg(str):
    """A finished drawing. `__html__` tells templates that its texts are escaped already."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def escape(text: str) -> str:
    """The text as it may stand in an element or an attribute; characters XML cannot carry are dropped."""
    return _FORBIDDEN.sub("", text).translate(_ESCAPES)


def element(name: str, *children: str, **attributes: str | int | float | None) -> str:
    """One element around children that are markup already.

    Attributes are escaped and left out when None; `class_` is `class`, `stroke_width` is `stroke-width`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_attribute(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def words(*parts: str) -> str:
    """A class list of the parts that are not empty."""
    return " ".join(part for part in parts if part)


def identity(prefix: str, *parts: object) -> str:
    """An id that is the same for the same drawing and differs between the drawings of one page."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()
    return f"{prefix}-{digest[:10]}"


def figure(
    *children: str, title: str, description: str, interactive: bool, **attributes: str | int | float | None
) -> Svg:
    """The drawing's root with its accessible name and description.

    A drawing with links is a group, because everything inside an image is hidden from assistive technology.
    """
    key = identity("fig", title, description, *children)
    return Svg(
        element(
            "svg",
            element("title", escape(title), id=f"{key}-t"),
            element("desc", escape(description), id=f"{key}-d"),
            *children,
            xmlns="http://www.w3.org/2000/svg",
            role="group" if interactive else "img",
            aria_labelledby=f"{key}-t",
            aria_describedby=f"{key}-d",
            # Positions are counted from the left; in a right-to-left page text would leave the drawing.
            direction="ltr",
            **attributes,
        )
    )


def link(*children: str, href: str | None, name: str) -> str:
    """The children as a link with its name, or as they are where there is no address."""
    inside = "".join(children)
    if href is None:
        return inside
    return element("a", element("title", escape(name)), inside, href=href, aria_label=name)


def ems(text: str) -> float:
    """Estimated width of the text in units of its size, for the widest of the usual sans-serif faces."""
    return sum(_em(character) for character in text)


def chart(
    rows: Sequence[str], height: float, title: str, description: str, interactive: bool, kind: str
) -> Svg:
    """The root of a chart: as wide as its place, in the size of its text, of one of our kinds."""
    return figure(
        *rows,
        title=title,
        description=description,
        interactive=interactive,
        class_=f"chart {kind}",
        width="100%",
        height=round(max(height, 1)),
        font_size=TEXT_SIZE,
    )


def wrap(text: str, width: float, *, lines: int) -> list[str]:
    """The text in at most so many lines of `width` ems, cut with an ellipsis; always one line at least."""
    found: list[str] = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if ems(longer) <= width or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [_shorten(line, width) for line in found]


def lines_of_text(lines: list[str], *, x: str, y: float, step: float, **attributes: str | int | None) -> str:
    """Text elements one under the other, the first with its baseline at y."""
    return "".join(
        element("text", escape(line), x=x, y=y + index * step, fill="currentColor", **attributes)
        for index, line in enumerate(lines)
    )


def _shorten(line: str, width: float) -> str:
    if ems(line) <= width:
        return line
    while line and ems(line) > width - 1:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE or unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    return 0.72 if character.isupper() else 0.61


def _attribute(value: str | int | float) -> str:
    return f"{value:.4g}" if isinstance(value, float) and abs(value) < 100 else _plain(value)


def _plain(value: str | int | float) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
