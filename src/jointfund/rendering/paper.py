"""A paper: a short document as a row of blocks, each ready to be read, for PDF and Word alike.

The layout of the PDF is `typst/paper.typ`; `docx.py` writes the same blocks for those who must edit.
"""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from jointfund.rendering.svg import element
from jointfund.rendering.typeset import Typesetting, Value, colour, paragraphs, setting


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 opens a section, 2 a part of it. The colour is `#rrggbb`, or empty for ink."""

    text: str
    level: int = 1
    colour: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs of text, parted by empty lines. A quiet one is small and grey: a note, a source.

    With `href` the whole of it is a link.
    """

    text: str
    is_quiet: bool = False
    href: str = ""


@dataclass(frozen=True)
class Figure:
    """One number with the words that say what it counts."""

    number: str
    words: str


@dataclass(frozen=True)
class Figures:
    """A few numbers side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Entry:
    """A programme in a list: its place and amount, who carries it out, its title, and what it does.

    `title` is None where it is lost; `title_note` then stands in its place.
    """

    place: str
    amount: str
    bodies: str
    title: str | None
    title_note: str
    text: str
    colour: str
    reference: str = ""


@dataclass(frozen=True)
class Fact:
    """A label and its value; None is shown as `absent`."""

    label: str
    value: str | None
    absent: str = ""


@dataclass(frozen=True)
class Facts:
    """Labelled values one under the other."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Head:
    """The head of one column; numbers stand on the right. `parts` is its part of the width left; 0: as wide
    as its words."""

    label: str
    is_number: bool = False
    parts: int = 1


@dataclass(frozen=True)
class Table:
    """A table with its heads; `total` is its last row, empty where nothing is added up."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """A drawing with what it shows in words, and how much of the width it takes, in per cent."""

    svg: str
    alt: str
    width: int = 100


type Block = Heading | Prose | Figures | Entry | Facts | Table | Drawing


@dataclass(frozen=True)
class Cover:
    """The picture on the cover: a JPEG of ours in base64, under its hash, and what it shows in words."""

    sha256: str
    alt: str
    width: int
    height: int
    jpeg: str

    @property
    def content(self) -> bytes:
        return b64decode(self.jpeg)

    @property
    def drawn(self) -> str:
        """The picture inside a drawing, as a layout takes pictures."""
        image = element(
            "image", width=self.width, height=self.height, href=f"data:image/jpeg;base64,{self.jpeg}"
        )
        return element(
            "svg",
            image,
            xmlns="http://www.w3.org/2000/svg",
            width=self.width,
            height=self.height,
            viewBox=f"0 0 {self.width} {self.height}",
        )


@dataclass(frozen=True)
class Paper:
    """The whole paper: over it the fund, title and day, then its blocks, at its foot a line."""

    fund_name: str
    title: str
    subtitle: str
    foot: str
    blocks: tuple[Block, ...]
    language: str
    made_on: date
    accent: str = "#0b5fa5"
    cover: Cover | None = None

    def under(self, cover: Cover | None) -> "Paper":
        """The paper with this picture on its cover."""
        return replace(self, cover=cover)


def paper_typesetting(paper: Paper) -> Typesetting:
    """The paper as the layout `paper.typ` takes it."""
    values: dict[str, Value] = {
        "fund_name": paper.fund_name,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "foot": paper.foot,
        **setting(paper.language),
        "accent": colour(paper.accent),
        **cover_values(paper.cover),
        "blocks": [_values(block) for block in paper.blocks],
    }
    return Typesetting("paper.typ", values, paper.made_on)


def cover_values(cover: Cover | None) -> dict[str, Value]:
    """The picture on the cover as layouts take it; empty without one."""
    return {"cover_picture": cover.drawn if cover else "", "cover_picture_alt": cover.alt if cover else ""}


def _values(block: Block) -> Mapping[str, Value]:
    values: dict[str, Value] = {"kind": type(block).__name__.lower(), **asdict(block)}
    if isinstance(block, Heading | Entry):
        values["colour"] = colour(block.colour)
    if isinstance(block, Prose | Entry):
        values["text"] = paragraphs(block.text)
    return values
