"""PDF: the lines of each page with their boxes, then reading order and paragraphs.

Only the first and the last letter of a line are measured: asking for every letter would take ten times as
long as reading the text.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.progress import Tell, silent
from jointfund.reading.sources.columns import in_reading_order
from jointfund.reading.sources.fragments import Fragment
from jointfund.reading.sources.lines import LabelTest, SourceLines
from jointfund.reading.sources.paragraphs import join_paragraphs
from jointfund.reading.sources.running_heads import without_running_heads

MAX_PAGES = 1000
MEDIA_TYPE = "application/pdf"
_HYPHEN_AT_LINE_END = "\ufffe"  # what the library writes for a hyphen and the line break after it
_DRAWN_LINE = re.compile(rf"[^\r\n{_HYPHEN_AT_LINE_END}]+")
_DIGIT = re.compile(r"\d")
_WIDE_GAP_IN_HEIGHTS = 0.6


def read_pdf(content: bytes, name: str, digest: str, is_label: LabelTest, tell: Tell = silent) -> SourceLines:
    """The paragraphs of a PDF in reading order, one a line, running heads and page numbers left out.

    Raises UnreadableInput for a file that is damaged, locked, without text or above `MAX_PAGES`.
    """
    document = _opened(content, name)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadableInput(
                f"“{name}” has {count:,} pages; at most {MAX_PAGES:,} are read at once: split it."
            )
        pages = []
        for index in range(count):
            tell(index, count)
            pages.append(_fragments(document, index, name))
    finally:
        document.close()
    if not any(pages):
        raise UnreadableInput(
            f"“{name}” holds pictures of pages and no text: run text recognition on it first."
        )
    ordered = [in_reading_order(page) for page in without_running_heads(pages, is_label)]
    lines, line_pages = join_paragraphs(ordered, is_label)
    return SourceLines(name, MEDIA_TYPE, digest, lines, line_pages, pages=count)


def _opened(content: bytes, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower() or "security" in str(fault).lower():
            raise UnreadableInput(f"“{name}” is locked with a password: save it without one.") from None
        raise UnreadableInput(f"“{name}” is a damaged PDF: get it again from where it came from.") from None


def _fragments(document: Any, index: int, name: str) -> list[Fragment]:
    """The drawn lines of one page that hold anything."""
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise UnreadableInput(f"“{name}” is damaged at page {index + 1}: get it again.") from None
    try:
        return list(_drawn_lines(textpage, index + 1))
    finally:
        textpage.close()
        page.close()


def _drawn_lines(textpage: Any, page: int) -> Iterator[Fragment]:
    text: str = textpage.get_text_range()
    measure = _Measure(textpage)
    for match in _DRAWN_LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        first = match.start() + line.index(stripped[0])
        last = match.start() + len(line.rstrip()) - 1
        start, end = measure.box(first), measure.box(last)
        if start is None or end is None:
            continue
        # A ligature may come from another font, with a flatter box: the taller end of the line counts.
        tall = max(start, end, key=lambda box: box.top - box.bottom)
        height = max(tall.top - tall.bottom, 1.0)
        yield Fragment(
            page=page,
            text=_with_tabs(stripped, first, measure, height),
            left=start.left,
            right=max(end.right, start.right),
            bottom=tall.bottom,
            height=round(height, 1),
            ends_in_hyphen=text[match.end() : match.end() + 1] == _HYPHEN_AT_LINE_END,
            ends_in_space=line.endswith(" "),
        )


class _Measure:
    """Boxes of letters of one page, counted as in its text.

    The library counts letters of the text and of the page alike, except beyond the basic plane; where they
    differ the box of a neighbour is given, which is near enough for a layout.
    """

    def __init__(self, textpage: Any) -> None:
        self._page = textpage.raw
        self._count: int = textpage.count_chars()

    def box(self, index: int) -> Any:
        """Box of one letter as tall as its font; None where there is none."""
        rect = pdfium_c.FS_RECTF()
        at = min(index, self._count - 1)
        return rect if pdfium_c.FPDFText_GetLooseCharBox(self._page, at, ctypes.byref(rect)) else None


def _with_tabs(text: str, first: int, measure: _Measure, height: float) -> str:
    """The text with a tab for each gap that is wider than between words, as between the cells of a table.

    Only short lines with a number are looked at: those are the rows of facts.
    """
    if len(text) > 120 or not _DIGIT.search(text):
        return text
    gaps: dict[int, float] = {}
    for offset, letter in enumerate(text):
        if letter == " " and 0 < offset < len(text) - 1:
            before, after = measure.box(first + offset - 1), measure.box(first + offset + 1)
            gaps[offset] = after.left - before.right if before and after else 0.0
    # In justified lines every gap is wide: a cell's gap is wider than the others.
    wide = max(height * _WIDE_GAP_IN_HEIGHTS, 1.8 * min(gaps.values(), default=0.0) if len(gaps) > 2 else 0.0)
    return "".join("\t" if gaps.get(offset, 0.0) > wide else letter for offset, letter in enumerate(text))
