"""Our own reader of a PDF's structure: what a screen reader is told, and what an eye can tell apart.

It reads the tags of each page, the text each tag holds, alternative texts, and the contrast of letters.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as c

from jointfund.publications.layout.pieces import contrast


@dataclass
class Tag:
    """One element of the structure tree on one page."""

    kind: str
    alt: str
    contents: list[int] = field(default_factory=list)
    children: list["Tag"] = field(default_factory=list)

    def all(self) -> Iterator["Tag"]:
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True)
class Letters:
    """A run of text as it is drawn: which tag it belongs to, its colour and what lies behind it.

    `right` is where it ends, in points from the left of the page.
    """

    text: str
    content: int
    colour: str
    behind: str
    size: float
    right: float

    @property
    def contrast(self) -> float:
        return contrast(self.colour, self.behind)


class Structure:
    """The structure of a whole file."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pypdfium2.PdfDocument(pdf)

    @property
    def is_tagged(self) -> bool:
        return bool(c.FPDFCatalog_IsTagged(self.document.raw))

    @property
    def language(self) -> str:
        return _wide(lambda buffer, size: c.FPDFCatalog_GetLanguage(self.document.raw, buffer, size))

    @property
    def title(self) -> str:
        return str(self.document.get_metadata_value("Title"))

    def __len__(self) -> int:
        return len(self.document)

    def tags(self, index: int) -> list[Tag]:
        """The outermost tags of a page, counted from 0."""
        page = self.document[index]  # kept while its tree is read: the library frees both together
        tree = c.FPDF_StructTree_GetForPage(page.raw)
        found = [
            _tag(c.FPDF_StructTree_GetChildAtIndex(tree, at))
            for at in range(c.FPDF_StructTree_CountChildren(tree))
        ]
        c.FPDF_StructTree_Close(tree)
        return found

    def all_tags(self, index: int) -> list[Tag]:
        """Every tag of a page in reading order."""
        return [tag for outer in self.tags(index) for tag in outer.all()]

    def read_aloud(self, index: int) -> str:
        """The text of a page in the order of its tags; what has no tag is not read."""
        by_content: dict[int, str] = {}
        for letters in self.letters(index):
            by_content[letters.content] = by_content.get(letters.content, "") + letters.text
        spoken: list[str] = []
        for tag in self.all_tags(index):
            spoken += [by_content[number] for number in tag.contents if number in by_content]
        return " ".join(" ".join(spoken).split())

    def headings(self, index: int) -> list[tuple[str, str]]:
        """The headings of a page: kind and text."""
        by_content: dict[int, str] = {}
        for letters in self.letters(index):
            by_content[letters.content] = by_content.get(letters.content, "") + letters.text
        found = []
        for tag in self.all_tags(index):
            if tag.kind in {"H1", "H2", "H3", "H4"}:
                inner = [number for one in tag.all() for number in one.contents]
                found.append((tag.kind, " ".join("".join(by_content.get(n, "") for n in inner).split())))
        return found

    def letters(self, index: int) -> list[Letters]:
        """Every run of text that is drawn on a page."""
        page = self.document[index]
        textpage = page.get_textpage()
        bitmap = page.render(scale=2, rev_byteorder=True)
        height = page.get_height()
        return [
            _letters(raw.raw, textpage, bitmap, height)
            for raw in page.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT], max_depth=8)
        ]


def _tag(element: object) -> Tag:
    tag = Tag(
        kind=_wide(lambda buffer, size: c.FPDF_StructElement_GetType(element, buffer, size)),
        alt=_wide(lambda buffer, size: c.FPDF_StructElement_GetAltText(element, buffer, size)),
    )
    for at in range(c.FPDF_StructElement_CountChildren(element)):
        if child := c.FPDF_StructElement_GetChildAtIndex(element, at):
            tag.children.append(_tag(child))
        else:
            number = c.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if number >= 0:
                tag.contents.append(number)
    return tag


def _letters(raw: object, textpage: object, bitmap: object, height: float) -> Letters:
    text = _wide(lambda buffer, size: c.FPDFTextObj_GetText(raw, textpage.raw, buffer, size))
    channels = [ctypes.c_uint() for _ in range(4)]
    c.FPDFPageObj_GetFillColor(raw, *[ctypes.byref(channel) for channel in channels])
    box = [ctypes.c_float() for _ in range(4)]
    c.FPDFPageObj_GetBounds(raw, *[ctypes.byref(side) for side in box])
    left, _, right, top = (side.value for side in box)
    size = ctypes.c_float()
    c.FPDFTextObj_GetFontSize(raw, ctypes.byref(size))
    return Letters(
        text=text,
        content=c.FPDFPageObj_GetMarkedContentID(raw),
        colour="#" + "".join(f"{channel.value:02x}" for channel in channels[:3]),
        behind=_pixel(bitmap, left, height - top - 1.5),
        size=size.value,
        right=right,
    )


def _pixel(bitmap: object, x: float, y: float) -> str:
    """The colour of a point of the page, in points from its upper left."""
    column = min(max(int(x * 2), 0), bitmap.width - 1)
    row = min(max(int(y * 2), 0), bitmap.height - 1)
    at = row * bitmap.stride + column * bitmap.n_channels
    red, green, blue = bytes(bitmap.buffer[at : at + 3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def _wide(read: Callable[[object, int], int]) -> str:
    """A text of the library: asked for its length in bytes first; empty where there is none."""
    length = read(None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    read(buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", errors="replace")
