"""A table as programmes: columns known by their head, each row a record or a refusal with its reason.

Our own export comes back whole: its keys (CSV) and its labels (Excel) are the first names of each column.
Lines of the kept text are the rows of the table, by the number a spreadsheet shows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from jointfund.intake.candidates.fields import KINDS, FieldRefused
from jointfund.intake.candidates.freezing import ProgrammeRecord
from jointfund.intake.sheets.links import link_heads, link_label, with_links
from jointfund.intake.sheets.tables import SheetRow, is_workbook, text_rows, workbook_sheets
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import UnreadableInput
from jointfund.kernel.references import Reference
from jointfund.kernel.words import fold
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.progress import Tell, silent
from jointfund.reading.records import Programme, Span

KIND = "portfolio"
FIRST_ROWS = 3
HEAD_ROWS = 15  # a title and notes may stand above the heads
NAMES: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "programme reference"),
    "title": ("title", "programme title", "project title", "joint programme", "name"),
    "countries": ("countries_iso3", "country codes", "countries", "country", "iso3"),
    "thematic_area": ("area_code", "thematic area code", "area", "thematic area"),
    "budget_usd": ("budget", "budget_usd", "budget usd", "amount"),
    "budget_precision": ("budget_precision", "budget precision"),
    "currency": ("currency",),
    "duration_months": ("duration_months", "duration", "duration (months)", "months"),
    "status": ("status_code", "status code", "status"),
    "status_since": ("status_since", "status since", "status date"),
    "participating_organisations": (
        "organisation_codes",
        "organisation codes",
        "organisations",
        "participating organisations",
        "participating un organizations",
        "punos",
        "agencies",
    ),
    "lead": ("lead_code", "lead code", "lead", "lead organisation", "lead agency"),
    "key_partners_text": ("key_partners", "key partners", "partners"),
    "summary_text": ("summary", "description"),
    "starts": ("starts_on", "start", "start date"),
    "ends_original": ("ends_on_original", "end as first agreed"),
    "ends": ("ends_on", "end", "end date"),
}
LABELS = {"reference": "Reference", "status_since": "Status since", "lead": "Lead organisation"}
NO_TERMS: Mapping[str, str] = MappingProxyType({})
_CURRENCY_OF_HEAD = re.compile(r"\((?P<code>[A-Za-z]{3})\)\s*$")
TELLING = {"reference", "title", "countries"}  # one of these says which programme a row speaks of


@dataclass(frozen=True)
class Words:
    """What a table is read with; `tell` hears of the progress, `currency` is the fund's."""

    lexicon: Lexicon
    terms: Mapping[str, str]
    tell: Tell
    currency: str


@dataclass(frozen=True)
class Column:
    """One column of the table; `field` is empty where its head is not known."""

    index: int
    head: str
    field: str


@dataclass(frozen=True)
class RefusedRow:
    """A row that is no record, the column at fault and why, in the user's words."""

    row: int
    column: str
    why: str


@dataclass(frozen=True)
class Portfolio:
    """What a table gave: its records, its refused rows, its columns, its rows as lines of text."""

    records: tuple[ProgrammeRecord, ...]
    refused: tuple[RefusedRow, ...]
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    lines: tuple[str, ...]
    fault: str = ""

    def preview(self) -> dict[str, Any]:
        """Columns with their first values, and the refused rows, as JSON values."""
        return {
            "known": sum(bool(column.field) for column in self.columns),
            "columns": [
                {
                    "head": column.head,
                    "field": _label(column.field),
                    "first": [_cell(row, column) for row in self.rows[:FIRST_ROWS]],
                }
                for column in self.columns
            ],
            "refused": [vars(row) for row in self.refused],
        }


def read_portfolio(
    content: bytes,
    name: str,
    lexicon: Lexicon,
    terms: Mapping[str, str] = NO_TERMS,
    tell: Tell = silent,
    *,
    currency: str = "USD",
) -> Portfolio | None:
    """The programmes of a table; None where the file is none. Raises UnreadableInput.

    `terms` are the words of the tag vocabularies by `SCHEME:CODE`; `tell` hears how many rows are read;
    an amount in another currency than `currency` is refused.
    """
    words = Words(lexicon, terms, tell, currency)
    if is_workbook(content):
        sheets = workbook_sheets(content, name)
        return max((_portfolio(rows, name, words) for rows in sheets), key=_known, default=None)
    rows = text_rows(content, name)
    if rows is None:
        return None
    found = _portfolio(rows, name, words)
    is_called_table = name.lower().endswith((".csv", ".tsv"))
    return found if is_called_table or _known(found) >= len(TELLING) else None


def _known(found: Portfolio) -> int:
    return sum(bool(column.field) for column in found.columns)


def _portfolio(rows: Sequence[SheetRow], name: str, words: Words) -> Portfolio:
    filled = [row for row in rows if not row.is_empty]
    if not filled:
        raise UnreadableInput(f"“{name}” is empty: there is nothing to read.")
    head = max(filled[:HEAD_ROWS], key=lambda row: _recognised(row.cells))
    columns = _columns(head.cells)
    body = tuple(row for row in filled if row.number > head.number)
    lines = _lines(rows, columns, head.number)
    if fault := _fault(columns, body, name, head):
        return Portfolio((), (), columns, body, lines, fault)
    records, refused = [], []
    for done, row in enumerate(body, 1):
        words.tell(done, len(body))
        try:
            records.append(_record(row, columns, name, words))
        except FieldRefused as refusal:
            refused.append(RefusedRow(row.number, _head(columns, refusal.field), str(refusal)))
    return Portfolio(tuple(records), tuple(refused), columns, body, lines)


def _fault(columns: Sequence[Column], body: Sequence[SheetRow], name: str, head: SheetRow) -> str:
    """Why the table as a whole cannot be a portfolio."""
    if not TELLING & {column.field for column in columns}:
        heads = ", ".join(column.head for column in columns if column.head)[:200]
        return (
            f"“{name}”: no column says which programme a row speaks of. Row {head.number} has the heads "
            f"{heads}. Call one of them Reference, Title or Countries; a list of programmes downloaded here "
            "shows all names that are known."
        )
    return "" if body else f"“{name}” has heads but no row below them."


def _recognised(cells: Sequence[str]) -> int:
    return sum(bool(_field_of(cell)) for cell in cells)


def _field_of(head: str) -> str:
    wanted = _plain(head)
    return next((field for field, names in _names().items() if wanted in names), "")


def _plain(head: str) -> str:
    """The head in folded words, without the currency behind it: `Amount (EUR)` is `amount`."""
    return fold(_CURRENCY_OF_HEAD.sub("", head).strip())


def _currency_of(columns: Sequence[Column]) -> str:
    """The currency that stands in the head of the amounts; empty where none does."""
    heads = (_CURRENCY_OF_HEAD.search(one.head) for one in columns if one.field == "budget_usd")
    return next((found["code"].upper() for found in heads if found), "")


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """The heads of every column that is read."""
    return {**NAMES, **link_heads()}


def _columns(cells: Sequence[str]) -> tuple[Column, ...]:
    """The columns; of two for one field the one whose name stands first, so that codes go before words."""
    names = _names()
    best: dict[str, tuple[int, int]] = {}
    for index, head in enumerate(cells):
        if field := _field_of(head):
            rank = (names[field].index(_plain(head)), index)
            best[field] = min(best.get(field, rank), rank)
    used = {index for _, index in best.values()}
    return tuple(
        Column(index, head, _field_of(head) if index in used else "") for index, head in enumerate(cells)
    )


def _record(row: SheetRow, columns: Sequence[Column], name: str, words: Words) -> ProgrammeRecord:
    """One row as a record. Raises FieldRefused for its first cell that cannot be."""
    span = Span(name, row.number, row.number)
    values = {column.field: _cell(row, column) for column in columns if column.field}
    values = {field: value for field, value in values.items() if value}
    if not TELLING & set(values):
        raise FieldRefused("title", "Neither reference, title nor country is given.")
    printed = values.get("currency", "").upper() or _currency_of(columns) or words.currency
    if printed != words.currency:
        raise FieldRefused("currency", f"The amount is in {printed[:10]}; only {words.currency} is read.")
    record = _more(_blank(span), values)
    for field, value in values.items():
        if field in KINDS:
            record = KINDS[field].write(record, _with_lead(field, value, values), words.lexicon)
    record = with_links(record, values, span, words.lexicon, words.terms)
    return _placed(record, span, values, words.lexicon)


def _more(record: ProgrammeRecord, values: Mapping[str, str]) -> ProgrammeRecord:
    """What only a table says: the reference and the date of the status."""
    more = {}
    if reference := values.get("reference"):
        if Reference.parse(reference) is None:
            raise FieldRefused("reference", f"“{reference[:40]}” is no reference like MIG-0022.")
        more["reference"] = reference
    if since := values.get("status_since"):
        try:
            more["status_since"] = PartialDate.parse(since).iso()
        except ValueError:
            raise FieldRefused(
                "status_since", f"“{since[:40]}” is no date. Write 2023, 2023-07 or 2023-07-31."
            ) from None
    return replace(record, more=more)


def _with_lead(field: str, value: str, values: Mapping[str, str]) -> str:
    """Organisations with the lead marked, as a person would write it."""
    if field != "participating_organisations" or not (lead := values.get("lead", "")):
        return value
    others = [part.strip() for part in value.split(";") if fold(part) != fold(lead)]
    return "; ".join([f"{lead} (lead)", *others])


def _placed(
    record: ProgrammeRecord, span: Span, values: Mapping[str, str], lexicon: Lexicon
) -> ProgrammeRecord:
    """The record with the row as the place of each value it gives."""
    sections = {status.code: status.section for status in lexicon.statuses}
    programme = record.programme
    section = "funded" if sections.get(programme.status or "") == "funded" else "pipeline"
    rounded = values.get("budget_precision") == "rounded" and programme.budget_usd
    basis = "column of the table" if programme.thematic_area else None
    return replace(
        record,
        programme=replace(
            programme,
            section=section,  # type: ignore[arg-type]
            thematic_area_basis=basis,
            budget_precision="rounded" if rounded else programme.budget_precision,
            places={field: span for field in values if field in KINDS},
        ),
    )


def _blank(span: Span) -> ProgrammeRecord:
    return ProgrammeRecord(
        Programme(
            source=span,
            document_kind="unknown",
            section="pipeline",
            heading=None,
            title=None,
            countries=(),
            thematic_area=None,
            thematic_area_basis=None,
            budget_usd=None,
            budget_precision=None,
            duration_months=None,
            status=None,
            status_text=None,
            participating_organisations=(),
            key_partners_text=None,
            key_partners=(),
            summary_text=None,
        )
    )


def _cell(row: SheetRow, column: Column) -> str:
    return row.cells[column.index] if column.index < len(row.cells) else ""


def _head(columns: Sequence[Column], field: str) -> str:
    return next((column.head for column in columns if column.field == field), "")


def _label(field: str) -> str:
    """What a field is called; empty for a column that is not read."""
    if not field:
        return ""
    if label := link_label(field):
        return label
    return KINDS[field].label if field in KINDS else LABELS.get(field, field.replace("_", " ").capitalize())


def _lines(rows: Sequence[SheetRow], columns: Sequence[Column], head: int) -> tuple[str, ...]:
    """The rows as lines of text, only of the columns that are read: others may hold what is not public."""
    read = [column for column in columns if column.field]
    lines = []
    for row in rows:
        said = [(column.head, " ".join(_cell(row, column).split())) for column in read]
        if row.number == head:
            lines.append(" | ".join(column.head for column in read))
        else:
            lines.append(" | ".join(f"{name}: {value}" for name, value in said if value))
    return tuple(lines)
