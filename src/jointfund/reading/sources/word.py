"""Word documents: paragraphs and tables in their order; a row of short cells is one line with tabs.

What the file says it unpacks to, and what it really does, is measured before anything is parsed.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.sources.lines import SourceLines

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_TEXT_BYTES = 60 * 1024 * 1024
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CHUNK = 1 << 20
_BULLET = re.compile(r"^\s*[-•–*‣▪●◦➢]\s")


def read_word(content: bytes, name: str, digest: str) -> SourceLines:
    """The paragraphs of a Word document, one a line with an empty line between them.

    Raises UnreadableInput for a damaged package, another kind of file in one, or one that unpacks too large.
    """
    check_package(content, name)
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile):
        raise UnreadableInput(f"“{name}” is a damaged Word document: save it again in Word.") from None
    lines: list[str] = []
    for block in _blocks(document):
        lines += [*block.split("\n"), ""]
    if not any(lines):
        raise UnreadableInput(f"“{name}” has no text in it: there is nothing to read.")
    return SourceLines(name, MEDIA_TYPE, digest, tuple(lines))


def check_package(content: bytes, name: str) -> None:
    """Refuse a package that is no Word document or would fill the memory, before it is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if "word/document.xml" not in package.namelist():
                raise UnreadableInput(f"“{name}” is not a Word document: save it as text, PDF or DOCX.")
            unpacked = sum(member.file_size for member in members)
            if unpacked <= MAX_UNPACKED_BYTES:
                unpacked = sum(_unpacked_size(package, member) for member in members)
            text = package.getinfo("word/document.xml").file_size
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise UnreadableInput(f"“{name}” is a damaged Word document: save it again in Word.") from None
    if unpacked > MAX_UNPACKED_BYTES or text > MAX_TEXT_BYTES:
        raise UnreadableInput(
            f"“{name}” unpacks to more than {MAX_UNPACKED_BYTES // 2**20} MB: it was not opened."
        )


def _unpacked_size(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Bytes that really come out, at most a chunk more than the limit."""
    size = 0
    with package.open(member) as stream:
        while size <= MAX_UNPACKED_BYTES and (chunk := stream.read(_CHUNK)):
            size += len(chunk)
    return size


def _blocks(container: Document | _Cell) -> Iterator[str]:
    """Texts of paragraphs and table rows in document order, content controls and text boxes included."""
    root = container.element.body if isinstance(container, Document) else container._tc
    yield from _blocks_of(root, container)


def _blocks_of(root: Any, container: Any) -> Iterator[str]:
    for child in root.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph_blocks(Paragraph(child, container), container)
        elif child.tag == qn("w:tbl"):
            yield from _table_blocks(Table(child, container))
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag")):
            yield from _blocks_of(child, container)


def _paragraph_blocks(paragraph: Paragraph, container: Any) -> Iterator[str]:
    text = paragraph.text.strip()
    if text:
        yield f"- {text}" if _is_list_item(paragraph) and not _BULLET.match(text) else text
    for box in paragraph._p.iter(qn("w:txbxContent")):
        if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
            yield from _blocks_of(box, container)


def _is_list_item(paragraph: Paragraph) -> bool:
    """Whether Word draws a bullet or number before the paragraph. Names of styles cost time: ids do."""
    properties = paragraph._p.pPr
    is_numbered = properties is not None and properties.numPr is not None
    return is_numbered or (paragraph._p.style or "").startswith(("ListBullet", "ListNumber"))


def _table_blocks(table: Table) -> Iterator[str]:
    """A line a row; where a cell holds several paragraphs, its cells one after the other."""
    for row in table.rows:
        cells = [list(_blocks(cell)) for cell in dict.fromkeys(row.cells)]
        filled = [cell for cell in cells if cell]
        if all(len(cell) == 1 and "\n" not in cell[0] for cell in filled):
            if filled:
                yield "\t".join(cell[0] for cell in filled)
        else:
            yield from (block for cell in filled for block in cell)
