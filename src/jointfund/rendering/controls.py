"""A form with its answers as a Word file to write in, each answer in a content control known by its tag.

A tag says which answer it is; word processors keep it whatever is written around it. Letters a Word file
cannot hold stand in it as `_xHHHH_`, as the format itself writes them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from jointfund.rendering.docx import without_times
from jointfund.rendering.typeset import clean

LONGEST_TAG = 64  # letters of a tag or a name of a control; Word opens no file with longer ones
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Title:
    """A heading of the file; level 0 is the file's own."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Note:
    """A paragraph that nobody writes in."""

    text: str


@dataclass(frozen=True)
class TextControl:
    """An answer in words, one paragraph a line."""

    tag: str
    label: str
    text: str


@dataclass(frozen=True)
class TableControl:
    """An answer in rows; rows can be added and taken away in the file, columns cannot."""

    tag: str
    label: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


type Part = Title | Note | TextControl | TableControl


def controls_docx(title: str, parts: Sequence[Part]) -> bytes:
    """The parts in their order as a Word file, the same bytes each time."""
    file = docx.Document()
    file.core_properties.title = clean(title)
    for part in parts:
        match part:
            case Title():
                file.add_heading(clean(part.text), part.level)
            case Note():
                file.add_paragraph(clean(part.text))
            case TextControl():
                _append(file, _control(part.tag, part.label, _paragraphs(part.text)))
            case TableControl():
                _append(file, _control(part.tag, part.label, [_table(file, part)]))
                file.add_paragraph()
    written = BytesIO()
    file.save(written)
    return without_times(written.getvalue())


def escaped(text: str) -> str:
    """The text with every letter a Word file cannot hold as `_xHHHH_`; what looks like one is marked too."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def _append(file: Any, element: Any) -> None:
    body = file.element.body
    body.insert(len(body) - 1, element)  # the last one says the size of the page


def _control(tag: str, label: str, inside: Sequence[Any]) -> Any:
    control, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (("alias", clean(label)[:LONGEST_TAG]), ("tag", tag), ("lock", "sdtLocked")):
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), value)
        properties.append(mark)
    content.extend(inside)
    control.extend([properties, content])
    return control


def _paragraphs(text: str) -> list[Any]:
    return [_paragraph(line) for line in text.split("\n")]


def _paragraph(line: str) -> Any:
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    for number, words in enumerate(line.split("\t")):
        if number:
            run.append(OxmlElement("w:tab"))
        text = OxmlElement("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = escaped(words)
        run.append(text)
    paragraph.append(run)
    return paragraph


def _table(file: Any, part: TableControl) -> Any:
    """The rows below their heads, with one empty row to write in; taken out of the body it is made in."""
    rows = [*part.rows, [""] * len(part.heads)]
    written = file.add_table(rows=1 + len(rows), cols=len(part.heads), style="Table Grid")
    for cell, head in zip(written.rows[0].cells, part.heads, strict=True):
        cell.text = clean(head)
    for line, row in zip(written.rows[1:], rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell._tc.remove(cell._tc.p_lst[0])
            cell._tc.extend(_paragraphs(text))
    element = written._tbl
    element.getparent().remove(element)
    return element
