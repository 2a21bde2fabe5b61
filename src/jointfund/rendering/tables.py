"""Any list as CSV, XLSX or JSON: exact, as it streams, and safe to open in a spreadsheet.

Rows are read once and never held together, except by the workbook, which writes them to a temporary file.
Unknown is an empty cell or null. Decimals keep every digit: in JSON as long numbers, in XLSX as numbers where
a spreadsheet holds them exactly, else as text. Heads are keys in CSV and JSON, labels in XLSX.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from jointfund.rendering.faces import script_of

if TYPE_CHECKING:
    import xlsxwriter

Kind = Literal["text", "integer", "money", "decimal", "percent", "date", "list", "url"]
Cell = str | int | Decimal | bool | date | datetime | Sequence[str] | None
Row = Mapping[str, Cell]

_BATCH = 500
_SEPARATOR = "; "
# A spreadsheet takes a cell beginning with one of these for a formula (OWASP, "CSV injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_EXACT_DIGITS = 15
_EXCEL_ROWS = 1_048_576
_EXCEL_TEXT = 32_767
_WIDTHS: dict[Kind, int] = {"text": 28, "list": 32, "url": 40, "date": 12, "money": 16}
_FORMATS: dict[Kind, str] = {
    "integer": "0", "money": "#,##0.00##", "decimal": "General", "percent": "0.0%", "date": "yyyy-mm-dd",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its key in the rows and in JSON, its head, and what its cells are."""

    key: str
    label: str
    kind: Kind = "text"


def csv_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """The table as CSV in pieces of some hundred rows: UTF-8, RFC 4180, keys in the first line.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([_guarded(column.key) for column in columns])
    for batch in _batches(rows):
        writer.writerows([_csv_cell(row.get(column.key)) for column in columns] for row in batch)
        yield _taken(buffer)
    if rest := _taken(buffer):
        yield rest


def json_rows(columns: Sequence[Column], rows: Iterable[Row], *, meta: Mapping[str, Any]) -> Iterator[bytes]:
    """`{"meta": …, "rows": [ … ]}` in pieces, one row a line, each row with exactly the columns' keys.

    Decimals are numbers with all their digits; dates are ISO 8601; lists are arrays.
    """
    yield b'{"meta":' + _json(dict(meta)).encode("utf-8", "replace") + b',"rows":['
    before = "\n"
    for batch in _batches(rows):
        written = [_json({column.key: row.get(column.key) for column in columns}) for row in batch]
        yield (before + ",\n".join(written)).encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]}\n"


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook, under the name of its tab (at most 31 characters)."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]


def xlsx_bytes(
    columns: Sequence[Column], rows: Iterable[Row], *, title: str, notes: Sequence[tuple[str, str]]
) -> bytes:
    """The table as a workbook: a sheet with frozen head and filters, and a sheet "About".

    `notes` are pairs for "About": as of, source, licence, the filters in words. The same table gives the same
    bytes. Rows beyond what a sheet holds are left out and counted in "About".
    """
    return workbook_bytes([Sheet("Data", columns, rows)], title=title, notes=notes)


def workbook_bytes(
    sheets: Sequence[Sheet], *, title: str, notes: Sequence[tuple[str, str]], language: str = "en"
) -> bytes:
    """Several tables as one workbook, each on a sheet of its own, with one sheet "About" for all.

    In a language written from the right the first column stands on the right.
    """
    import xlsxwriter  # twelve megabytes, which a process that streams CSV does without

    file = BytesIO()
    # Strings stay strings: nothing a person typed becomes a formula or a link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
        left_out = sum(_write_table(book, sheet) for sheet in sheets)
        missing = [("Rows that did not fit", f"{left_out:,}")] if left_out else []
        _write_about(book, title, [c for sheet in sheets for c in sheet.columns], [*notes, *missing])
        if script_of(language).direction == "rtl":
            for written in book.worksheets():
                written.right_to_left()
    return file.getvalue()


def _write_table(book: "xlsxwriter.Workbook", table: Sheet) -> int:
    sheet, columns = book.add_worksheet(table.name), table.columns
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDTHS.get(column.kind, 12))
        sheet.write_string(0, index, column.label, head)
    sheet.freeze_panes(1, 1)
    number, left_out = 0, 0
    for row in table.rows:
        if number + 1 >= _EXCEL_ROWS:
            left_out += 1
            continue
        number += 1
        for index, column in enumerate(columns):
            _write_cell(sheet, number, index, row.get(column.key), formats.get(column.kind))
    sheet.autofilter(0, 0, number, max(len(columns) - 1, 0))
    return left_out


def _write_cell(sheet: Any, row: int, index: int, cell: Cell, shown: Any) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, index, cell)
        case int() | Decimal() if _is_exact_in_a_spreadsheet(cell):
            sheet.write_number(row, index, cell, shown)
        case date():
            sheet.write_datetime(row, index, _without_zone(cell), shown)
        case _:
            sheet.write_string(row, index, _encodable(_text(cell))[:_EXCEL_TEXT])


def _write_about(
    book: "xlsxwriter.Workbook", title: str, columns: Sequence[Column], notes: Sequence[tuple[str, str]]
) -> None:
    sheet = book.add_worksheet("About")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, title, bold)
    dictionary = [(column.label, f"{column.key} ({column.kind})") for column in columns]
    for number, (name, text) in enumerate([*notes, ("", ""), ("Columns", ""), *dictionary], start=2):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text, wrapped)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _taken(buffer: StringIO) -> bytes:
    written = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return written


def _csv_cell(cell: Cell) -> str:
    """A number may begin with a minus; only what people wrote is guarded."""
    text = _text(cell)
    return text if isinstance(cell, int | Decimal | date) else _guarded(text)


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return cell
        case Decimal():
            return f"{cell:f}"
        case int():
            return str(cell)
        case date():
            return cell.isoformat()
    return _SEPARATOR.join(cell)


def _encodable(text: str) -> str:
    """Half a surrogate pair cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()


def _json(value: Any) -> str:
    """Compact JSON in which a Decimal is a number with all its digits; the standard encoder refuses it."""
    match value:
        case Decimal():
            return f"{value:f}" if value.is_finite() else "null"
        case date():
            return json.dumps(value.isoformat())
        case Mapping():
            inside = (
                f"{json.dumps(str(key), ensure_ascii=False)}:{_json(one)}" for key, one in value.items()
            )
            return "{" + ",".join(inside) + "}"
        case list() | tuple():
            return "[" + ",".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _is_exact_in_a_spreadsheet(number: int | Decimal) -> bool:
    digits = Decimal(number).normalize()
    return digits.is_finite() and len(digits.as_tuple().digits) <= _EXACT_DIGITS


def _without_zone(day: date) -> datetime:
    """Spreadsheets know no time zones: the instant as UTC shows it."""
    if isinstance(day, datetime):
        return day.astimezone(UTC).replace(tzinfo=None) if day.tzinfo else day
    return datetime.combine(day, time.min)
