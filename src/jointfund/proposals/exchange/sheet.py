"""The budget as a workbook and back: a row for each purpose, a column for each organisation.

An organisation changes its own column only. Rows are refused one by one, each with its reason.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from jointfund.kernel.errors import UnreadableInput
from jointfund.proposals.exchange.offers import Fault, FileRefused, Offer, Sheet
from jointfund.proposals.forms import BudgetRules, Field, Row
from jointfund.proposals.forms.values import read_amount, rows_of, tidy
from jointfund.rendering.tables import Column, workbook_bytes
from jointfund.rendering.tables import Row as SheetRow
from jointfund.rendering.tables import Sheet as Tab

LARGEST_FILE, LARGEST_UNPACKED, MOST_ROWS = 2 * 2**20, 40 * 2**20, 2_000
BUDGET, KEY = "Budget", "Key"

type Purpose = tuple[str, ...]  # a row's cells but the amount


@dataclass(frozen=True)
class Budget:
    """The budget table of a form with each organisation's own; `results` are the codes a row may name."""

    field: Field
    rules: BudgetRules
    sheets: Sequence[Sheet]
    results: frozenset[str]

    @property
    def purposes(self) -> list[str]:
        """The columns that say what an amount is for."""
        return [one.code for one in self.field.columns if one.code != self.rules.amount_column]


@dataclass(frozen=True)
class _Line:
    """One amount of one organisation in the workbook; `row` as the spreadsheet counts."""

    row: int
    purpose: Purpose
    amount: str


def write_budget(title: str, budget: Budget) -> bytes:
    """The workbook: the budget, and a sheet that says which column is whose at which version."""
    labels = {one.code: one.label for one in budget.field.columns}
    columns = [Column(code, labels[code]) for code in budget.purposes]
    columns += [
        Column(str(one.number), f"{one.whose} ({budget.rules.currency})", "money") for one in budget.sheets
    ]
    key = [Column("number", "number"), Column("version", "version", "integer"), Column("whose", "whose")]
    rows: list[SheetRow] = [
        {"number": str(one.number), "version": one.version, "whose": one.whose} for one in budget.sheets
    ]
    tabs = [Tab(BUDGET, columns, _sheet_rows(budget)), Tab(KEY, key, rows)]
    cap = f"{(budget.rules.indirect_cap * 100).normalize():f} %"
    notes = [
        (_("How"), _("Write in the column of your own organisation. Rows can be added below.")),
        (_("Categories"), "; ".join(one.label for one in budget.rules.categories)),
        (_("Results"), "; ".join(sorted(budget.results))),
        (_("Indirect cost, at most, of the direct"), cap),
    ]
    return workbook_bytes(tabs, title=title, notes=notes)


def read_budget(content: bytes, budget: Budget) -> list[Offer]:
    """The own columns as offers. Raises UnreadableInput, and FileRefused with every row that is wrong."""
    rows, versions = _opened(content)
    known = {one.number: one for one in budget.sheets}
    if not versions or not set(versions) <= known.keys():
        raise UnreadableInput(_("This workbook is of another proposal, or of an earlier stage of this one."))
    width = len(budget.purposes)
    faults: list[Fault] = []
    offers = []
    for place, (number, version) in enumerate(versions.items()):
        lines = list(_lines(rows, width, width + place))
        sheet = known[number]
        if not sheet.is_mine:
            faults += _touched(budget, sheet, lines) if version == sheet.version else ()
            continue
        faults += [fault for line in lines for fault in _faults(budget, line)]
        offers.append(Offer(number, version, {budget.field.code: _kept(budget, sheet, lines)}))
    if faults:
        raise FileRefused(sorted(faults, key=lambda one: int(one.place.split()[-1])))
    return offers


def _sheet_rows(budget: Budget) -> list[SheetRow]:
    """Each organisation's rows, those for the same purpose beside each other."""
    found: list[tuple[Purpose, dict[str, str]]] = []
    for sheet in budget.sheets:
        for row in rows_of(sheet.answers, budget.field.code):
            purpose, key = _purpose(budget, row), str(sheet.number)
            amounts = next((cells for one, cells in found if one == purpose and key not in cells), None)
            if amounts is None:
                amounts = {}
                found.append((purpose, amounts))
            amounts[key] = row.get(budget.rules.amount_column, "")
    return [
        {**dict(zip(budget.purposes, purpose, strict=True)), **{key: _number(a) for key, a in cells.items()}}
        for purpose, cells in found
    ]


def _purpose(budget: Budget, row: Row) -> Purpose:
    """What a row's amount is for, the category by its label."""
    labels = {one.code: one.label for one in budget.rules.categories}
    cells = {**row, budget.rules.category_column: _label(row, budget, labels)}
    return tuple(tidy(cells.get(code, "")) for code in budget.purposes)


def _label(row: Row, budget: Budget, labels: Mapping[str, str]) -> str:
    code = row.get(budget.rules.category_column, "")
    return labels.get(code, code)


def _number(text: str) -> Decimal | str:
    amount = read_amount(text)
    return text if amount is None else amount


def _opened(content: bytes) -> tuple[list[list[object]], dict[int, int]]:
    """The rows of the budget with their head, and the version of each text by its number, in column order."""
    import openpyxl  # nine megabytes, needed where a workbook comes in
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True)
        rows, key = ([list(row) for row in book[name].iter_rows(values_only=True)] for name in (BUDGET, KEY))
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, BadZipFile, OSError):
        raise UnreadableInput(
            _("This is not the workbook of a budget: take it out of the proposal first.")
        ) from None
    if len(rows) > MOST_ROWS:
        words = _("The budget has more than %(count)s rows: it was not read.")
        raise UnreadableInput(words % {"count": MOST_ROWS})
    found = [(str(row[0]), str(row[1])) for row in key[1:] if len(row) > 1]
    return rows, {int(one): int(two) for one, two in found if one.isdecimal() and two.isdecimal()}


def _refuse_bombs(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise UnreadableInput(_("The workbook is larger than 2 MB: it was not read."))
    try:
        with ZipFile(BytesIO(content)) as package:
            unpacked = sum(member.file_size for member in package.infolist())
    except BadZipFile:
        raise UnreadableInput(_("This is not a workbook: save it as XLSX.")) from None
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableInput(_("The workbook unpacks to more than 40 MB: it was not read."))


def _lines(rows: Sequence[Sequence[object]], width: int, column: int) -> Iterator[_Line]:
    for number, row in enumerate(rows[1:], 2):
        amount = _text(row[column]) if column < len(row) else ""
        if amount:
            yield _Line(number, tuple(_text(cell) for cell in row[:width]), amount)


def _text(cell: object) -> str:
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell)
    if isinstance(cell, int | float | Decimal):
        return f"{Decimal(str(cell)).normalize():f}"
    return tidy(str(cell))


def _faults(budget: Budget, line: _Line) -> Iterator[Fault]:
    place = _("Row %(number)s") % {"number": line.row}
    cells = dict(zip(budget.purposes, line.purpose, strict=True))
    amount = read_amount(line.amount)
    if line.amount.startswith("="):
        yield Fault(place, _("a formula is not read: type the amount."))
    elif amount is None or amount < 0:
        words = _("“%(text)s” is no amount of zero or more with at most two decimals.")
        yield Fault(place, words % {"text": line.amount[:40]})
    category = cells[budget.rules.category_column]
    if _code(budget, category) is None:
        yield Fault(place, _("“%(text)s” is no category of this budget.") % {"text": category[:60]})
    result = cells[budget.rules.result_column]
    if result not in budget.results:
        yield Fault(place, _("“%(text)s” is no result of this proposal.") % {"text": result[:60]})


def _code(budget: Budget, text: str) -> str | None:
    wanted = text.casefold()
    return next(
        (one.code for one in budget.rules.categories if wanted in (one.label.casefold(), one.code)), None
    )


def _touched(budget: Budget, sheet: Sheet, lines: Sequence[_Line]) -> Iterator[Fault]:
    """Rows in which somebody else's column was changed; one that is missing counts at the head."""
    stand = Counter(
        (_purpose(budget, row), read_amount(row.get(budget.rules.amount_column, "")))
        for row in rows_of(sheet.answers, budget.field.code)
        if row.get(budget.rules.amount_column, "")
    )
    words = _("“%(whose)s” is changed by that organisation only.") % {"whose": sheet.whose}
    for line in lines:
        key = (line.purpose, read_amount(line.amount))
        if not stand[key]:
            yield Fault(_("Row %(number)s") % {"number": line.row}, words)
        stand[key] -= 1
    if any(count > 0 for count in stand.values()):
        yield Fault(_("Row %(number)s") % {"number": 1}, words)


def _kept(budget: Budget, sheet: Sheet, lines: Sequence[_Line]) -> list[Row]:
    """The rows as kept: those that stand as they were typed and in their order, then the new ones."""
    left = list(lines)
    kept: list[Row] = []
    for row in rows_of(sheet.answers, budget.field.code):
        amount = read_amount(row.get(budget.rules.amount_column, ""))
        same = [
            one for one in left if one.purpose == _purpose(budget, row) and read_amount(one.amount) == amount
        ]
        if same or not row.get(budget.rules.amount_column, ""):  # a row without an amount is not in the file
            kept.append(row)
        if same:
            left.remove(same[0])
    return kept + [_row(budget, line) for line in left]


def _row(budget: Budget, line: _Line) -> Row:
    cells = dict(zip(budget.purposes, line.purpose, strict=True))
    category = _code(budget, cells[budget.rules.category_column]) or ""
    return {**cells, budget.rules.category_column: category, budget.rules.amount_column: line.amount}
