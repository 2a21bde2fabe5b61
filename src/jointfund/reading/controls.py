"""Answers out of a Word file with content controls: what stands in each, known by its tag."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml

from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.sources.word import check_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REMOVED = {f"{_W}del", f"{_W}moveFrom"}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True)
class Controls:
    """Texts and tables by tag; `repeated` are tags that stand in the file more than once."""

    texts: Mapping[str, str]
    tables: Mapping[str, Sequence[Sequence[str]]]
    repeated: frozenset[str]


def read_controls(content: bytes, name: str) -> Controls:
    """Every tagged control of a Word file; what tracked changes take out is not in them.

    Raises UnreadableInput for what is no Word file, is damaged or unpacks too large.
    """
    check_package(content, name)
    texts: dict[str, str] = {}
    tables: dict[str, list[list[str]]] = {}
    repeated = set()
    for control in _body(content, name).iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        inside = control.find(f"{_W}sdtContent")
        if tag is None or inside is None:
            continue
        code = str(tag.get(f"{_W}val", ""))
        if code in texts:
            repeated.add(code)
        is_empty = control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
        texts[code] = "" if is_empty else _text(inside)
        table = inside.find(f"{_W}tbl")
        if table is not None:
            tables[code] = [[_text(cell) for cell in _below(row, "tc")] for row in _below(table, "tr")]
    return Controls(texts, tables, frozenset(repeated))


def _body(content: bytes, name: str) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return parse_xml(package.read("word/document.xml"))
    except (SyntaxError, zipfile.BadZipFile, KeyError, EOFError, OSError):
        raise UnreadableInput(f"“{name}” is a damaged Word document: save it again in Word.") from None


def _text(container: Any) -> str:
    """The paragraphs of a control or a cell, a line each. Paragraphs of nested tables are lines too."""
    lines = [_line(one) for one in container.iter(f"{_W}p") if not _is_removed(one, container)]
    return "\n".join(lines)


def _line(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Any) -> Iterator[str]:
    for one in paragraph.iter():
        if one.tag == f"{_W}t" and not _is_removed(one, paragraph):
            yield _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), one.text or "")
        elif one.tag in _BREAKS and one.getparent().tag == f"{_W}r" and not _is_removed(one, paragraph):
            yield _BREAKS[one.tag]


def _is_removed(one: Any, top: Any) -> bool:
    for parent in one.iterancestors():
        if parent is top:
            return False
        if parent.tag in _REMOVED:
            return True
    return False


def _below(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also where a control or a tracked change holds them."""
    for child in parent.iterchildren():
        if child.tag == f"{_W}{name}":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _below(child, name)
