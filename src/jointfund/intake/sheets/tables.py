"""Files to rows of text: what a table is, told by its content, and every cell as people would type it."""

import csv
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

from jointfund.kernel.errors import UnreadableInput

MAX_ROWS = 20_000
MAX_COLUMNS = 300
MAX_UNPACKED = 300 * 2**20
DELIMITERS = ",;\t"
CSV_NAMES = (".csv", ".tsv")
# What a spreadsheet would run as a formula comes with an apostrophe before it (see `rendering.tables`).
GUARDED = tuple(f"'{start}" for start in "=+-@\t\r\n")


@dataclass(frozen=True)
class SheetRow:
    """One row with the number a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


def is_workbook(content: bytes) -> bool:
    """True for an Excel workbook, whatever the file is called."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def text_rows(content: bytes, name: str) -> list[SheetRow] | None:
    """The rows of a text in columns; None where it is no text, or has no columns."""
    if b"\x00" in content or content.startswith(b"%PDF-"):
        return None
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    if not first.count(delimiter) and not name.lower().endswith(CSV_NAMES):
        return None
    csv.field_size_limit(2**20)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise UnreadableInput(f"“{name}” is no table that can be read: {fault}.") from fault
    return _limited([SheetRow(number, _cells(row)) for number, row in enumerate(rows, 1)], name)


def workbook_sheets(content: bytes, name: str) -> list[list[SheetRow]]:
    """The rows of each sheet of a workbook, formulas as their last value.

    Raises UnreadableInput with one sentence.
    """
    # Heavy to import: only a workbook pays for it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise UnreadableInput(f"“{name}” unpacks to more than {MAX_UNPACKED // 2**20} MB: split it.")
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        return [_limited(_sheet_rows(sheet), name) for sheet in book.worksheets]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as fault:
        raise UnreadableInput(f"“{name}” is a damaged Excel file: open it, save it anew.") from fault


def _sheet_rows(sheet: object) -> list[SheetRow]:
    rows = []
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 1), 1):  # type: ignore[attr-defined]
        rows.append(SheetRow(number, _cells([_shown(value) for value in values])))
    return rows


def _limited(rows: list[SheetRow], name: str) -> list[SheetRow]:
    if len(rows) > MAX_ROWS:
        raise UnreadableInput(f"“{name}” has more than {MAX_ROWS:,} rows: split it.")
    if any(len(row.cells) > MAX_COLUMNS for row in rows):
        raise UnreadableInput(f"“{name}” has more than {MAX_COLUMNS} columns: keep those of the portfolio.")
    return rows


def _cells(values: list[str]) -> tuple[str, ...]:
    return tuple(_unguarded(value).strip() for value in values)


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(GUARDED) else text


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
