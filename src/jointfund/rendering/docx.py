"""A paper as a Word file, for those who must edit it: headings, texts, tables; the same bytes each time."""

from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from jointfund.rendering.faces import script_of
from jointfund.rendering.paper import (
    Block,
    Cover,
    Drawing,
    Entry,
    Facts,
    Figures,
    Heading,
    Paper,
    Prose,
    Table,
)
from jointfund.rendering.typeset import clean, paragraphs

_QUIET = RGBColor(0x5A, 0x6B, 0x78)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say


def paper_docx(paper: Paper) -> bytes:
    """The paper's blocks as a Word file. Drawings stay out: their figures stand in the tables beside them."""
    file = docx.Document()
    _set_properties(file, paper)
    file.styles["Normal"].font.size = Pt(11)
    _quiet(file.add_paragraph(clean(paper.fund_name)))
    file.add_heading(clean(paper.title), 0)
    _quiet(file.add_paragraph(clean(paper.subtitle)))
    if paper.cover:
        _write_cover(file, paper.cover)
    for block in paper.blocks:
        _write(file, block)
    if script_of(paper.language).direction == "rtl":
        _from_right_to_left(file)
    _quiet(file.sections[0].footer.paragraphs[0], clean(paper.foot))
    written = BytesIO()
    file.save(written)
    return without_times(written.getvalue())


def _set_properties(file: Any, paper: Paper) -> None:
    properties = file.core_properties
    properties.title, properties.author = clean(paper.title), clean(paper.fund_name)
    properties.language, properties.comments = paper.language, ""
    properties.created = properties.modified = datetime.combine(paper.made_on, time.min)
    properties.last_modified_by = ""
    marks = file.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if marks is not None:
        marks.set(qn("w:val"), paper.language)


def _write_cover(file: Any, cover: Cover) -> None:
    """The picture over the width of the text, with its words for those who cannot see it."""
    section = file.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    shape = file.add_picture(BytesIO(cover.content), width=width)
    properties = shape._inline.docPr
    properties.set("descr", clean(cover.alt))
    properties.set("name", "cover")


def _write(file: Any, block: Block) -> None:
    match block:
        case Heading():
            file.add_heading(clean(block.text), block.level)
        case Prose():
            for paragraph in paragraphs(block.text):
                written = file.add_paragraph(paragraph)
                if block.is_quiet:
                    _quiet(written)
        case Figures():
            for figure in block.figures:
                line = file.add_paragraph(style="List Bullet")
                line.add_run(clean(figure.number)).bold = True
                line.add_run(f" {clean(figure.words)}")
        case Entry():
            _write_entry(file, block)
        case Facts():
            for fact in block.facts:
                _quiet(file.add_paragraph(clean(fact.label)))
                file.add_paragraph(clean(fact.value if fact.value is not None else fact.absent))
        case Table():
            _write_table(file, block)
        case Drawing():
            return


def _write_entry(file: Any, entry: Entry) -> None:
    place = file.add_paragraph()
    place.paragraph_format.keep_with_next = True
    place.add_run(clean(f"{entry.place} {entry.amount}")).bold = True
    if entry.bodies:
        _quiet(file.add_paragraph(clean(entry.bodies)))
    title = file.add_paragraph()
    shown = entry.title_note if entry.title is None else f"“{entry.title}”"
    title.add_run(clean(shown)).italic = True
    for paragraph in paragraphs(entry.text):
        file.add_paragraph(paragraph)


def _write_table(file: Any, table: Table) -> None:
    rows = [tuple(head.label for head in table.heads), *table.rows, *([table.total] if table.total else [])]
    written = file.add_table(rows=len(rows), cols=len(table.heads), style="Light List Accent 1")
    _repeat_head(written.rows[0])
    for line, row in zip(written.rows, rows, strict=True):
        for cell, text, head in zip(line.cells, row, table.heads, strict=True):
            cell.text = clean(text)
            if head.is_number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    file.add_paragraph()


def _repeat_head(row: Any) -> None:
    """Marks the row as the table's head, which a screen reader names and each page repeats."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _from_right_to_left(file: Any) -> None:
    """Paragraphs and the columns of tables run as the script does; words of another script keep their way."""
    for paragraph in file.element.body.iter(qn("w:p")):
        paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for table in file.element.body.iter(qn("w:tbl")):
        table.tblPr.append(OxmlElement("w:bidiVisual"))


def _quiet(paragraph: Any, text: str = "") -> None:
    if text:
        paragraph.add_run(text)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), _QUIET


def without_times(content: bytes) -> bytes:
    """The same file with one fixed time on all its parts, so that equal papers are equal files."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = ZipInfo(name, _EPOCH)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return written.getvalue()
