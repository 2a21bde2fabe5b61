"""Documents set by Typst from values: tagged PDF for people and screen readers, the same bytes each time.

A layout is a file in `typst/` that a designer can read. Values travel beside it as JSON and are never part of
it, so no character in them can mean anything.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

import typst

from jointfund.rendering.faces import faces_of, fonts, script_of

TEMPLATES = Path(__file__).parent / "typst"
INK = "#14212b"

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LONG_WORD = re.compile(r"\S{36}(?=\S)")
_ALWAYS_FITS = 36  # letters: no word of so short a text is longer than a line
_BREAK_HERE = "\u200b"
_PLAIN_ONLY = ("could not be displayed", "heading title is empty")

type Value = str | int | bool | Sequence[Value] | Mapping[str, Value] | None


@dataclass(frozen=True)
class Typesetting:
    """One document ready to be set: which layout, with which values, under which date."""

    template: str
    values: Mapping[str, Value]
    made_on: date

    @property
    def inputs(self) -> dict[str, str]:
        """What the layout is given, as Typst takes it."""
        return {"values": json.dumps(_tidied(self.values), ensure_ascii=False)}


def typeset(document: Typesetting) -> bytes:
    """The document as PDF/UA-1, the same for the same values: its date is the file's.

    A character that no font of the machine can draw, or a heading of none that shows, makes the file a plain
    tagged PDF: PDF/UA admits neither.
    """
    made = datetime.combine(document.made_on, time.min, UTC)
    return compiled(document.template, document.inputs, made)


def compiled(template: str, inputs: dict[str, str], made: datetime) -> bytes:
    """The PDF of a layout with these inputs, as accessible as the fonts of the machine allow."""
    try:
        return _compiled(template, inputs, made, "ua-1")
    except typst.TypstError as error:
        if not any(words in error.message for words in _PLAIN_ONLY):
            raise
        return _compiled(template, inputs, made, None)


def _compiled(
    template: str, inputs: dict[str, str], made: datetime, standard: Literal["ua-1"] | None
) -> bytes:
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        format="pdf",
        font_paths=fonts(),
        sys_inputs=inputs,
        pdf_standards=standard,
        timestamp=made,
    )


def setting(language: str) -> dict[str, Value]:
    """What a layout needs for a language: its code, its direction, the faces, the built-in one first."""
    return {
        "language": language,
        "direction": script_of(language).direction,
        "faces": faces_of(language) or faces_of("en"),
    }


def address(url: str) -> str:
    """An address without control characters, otherwise as it is."""
    return _CONTROLS.sub("", url)


def clean(text: str) -> str:
    """One line without control characters; a word longer than a line may break."""
    if len(text) <= _ALWAYS_FITS and text.isprintable():
        return " ".join(text.split())
    flat = " ".join(_CONTROLS.sub(" ", text).split())
    return _LONG_WORD.sub(lambda found: found[0] + _BREAK_HERE, flat)


def colour(text: str) -> str:
    """The colour if it is one (`#rrggbb`), else ink."""
    return text if _COLOUR.fullmatch(text) else INK


def paragraphs(text: str) -> list[str]:
    """A text's paragraphs, each one line."""
    return [clean(part) for part in re.split(r"\n\s*\n|\n(?=[-•])", text) if part.strip()]


def drawing(svg: str, style: str) -> str:
    """A drawing with the colours it has on paper; on a page its classes take them from the style sheet."""
    start = svg.find(">") + 1
    return f"{svg[:start]}<style>{style}</style>{svg[start:]}" if start else ""


def _tidied(value: Value) -> Value:
    """The value with every text cleaned; drawings, which begin with `<svg`, stay as they are."""
    if isinstance(value, str):
        return value if value.startswith("<svg") else clean(value)
    if isinstance(value, Mapping):
        return {
            key: address(part) if key == "href" and isinstance(part, str) else _tidied(part)
            for key, part in value.items()
        }
    if isinstance(value, Sequence):
        return [_tidied(part) for part in value]
    return value
