"""Funding statements as published, read from JSON: which figure is printed for which line and period. Pure.

Two forms: a status table, one figure a line to date, and an annual report's table with a column for each year
and one to date. The format stands in docs/reference/statements.md.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib import resources

from jointfund.kernel.errors import UnreadableInput
from jointfund.ledger.statement import SHARES, Line

_UNITS = {"thousand": Decimal(1000), "million": Decimal(1_000_000)}
# Lines that lower a total are printed with a minus by some and without by others.
_MINUS = frozenset({Line.REFUNDS, Line.RETURNED, Line.TO_OTHER_FUNDS})

type _Json = str | int | float | bool | Decimal | list["_Json"] | dict[str, "_Json"] | None


@dataclass(frozen=True)
class Period:
    """A year, or everything up to the last year where there is none."""

    name: str
    year: int | None


@dataclass(frozen=True)
class Figure:
    """One printed figure in the statement's unit; `sign` is -1 where a deduction is printed with a minus.

    `unit` is what one step of the last printed place is worth: 1 dollar, 1,000 dollars, or 0.1 per cent.
    """

    line: Line
    label: str
    period: Period
    printed: Decimal
    unit: Decimal
    sign: int = 1

    @property
    def amount(self) -> Decimal:
        """The figure in the fund's currency, deductions positive; per cent for a share."""
        return self.printed * self.sign * (1 if self.line in SHARES else self.unit)


@dataclass(frozen=True)
class PrintedStatement:
    """A statement as published, and the labels of it that no line is known for."""

    name: str
    figures: tuple[Figure, ...]
    unknown: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a column of their own, earliest first."""
        return tuple(sorted({figure.period.year for figure in self.figures if figure.period.year}))


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, Line], tuple[tuple[re.Pattern[str], Line], ...]]:
    text = resources.files("jointfund.ledger").joinpath("data/statement_lines.json").read_text("utf-8")
    lines = json.loads(text)["lines"]
    keys = {key: Line(one["line"]) for one in lines for key in one["keys"]}
    return keys, tuple((re.compile(one["label"]), Line(one["line"])) for one in lines)


def read_statements(text: str) -> tuple[PrintedStatement, ...]:
    """Every statement of a file. Raises UnreadableInput, saying what is missing."""
    try:
        document: _Json = json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise UnreadableInput(f"This is no JSON: {fault}") from fault
    found = tuple(_statements(document))
    if not found:
        raise UnreadableInput("No statement is in this file: neither a status table nor a table with rows.")
    return found


def _statements(node: _Json) -> Iterator[PrintedStatement]:
    if isinstance(node, list):
        for part in node:
            yield from _statements(part)
    elif isinstance(node, dict):
        keys, _labels = _known()
        if isinstance(node.get("rows"), list) and isinstance(node.get("columns"), list):
            yield _table(node)
        elif "contrib" in node or len(keys.keys() & node.keys()) >= 5:
            yield _status(node)
        else:
            for part in node.values():
                yield from _statements(part)


def _status(node: dict[str, _Json]) -> PrintedStatement:
    keys, _labels = _known()
    to_date = Period("to date", None)
    figures, unknown = [], []
    for key, value in node.items():
        amount = _number(value)
        if amount is None:
            continue
        if key in keys:
            figures.append(_figure(keys[key], key, to_date, amount, Decimal(1)))
        else:
            unknown.append(key)
    return PrintedStatement(_name(node), tuple(figures), tuple(unknown))


def _table(node: dict[str, _Json]) -> PrintedStatement:
    columns, rows = node["columns"], node["rows"]
    assert isinstance(columns, list)  # noqa: S101 - asked before
    assert isinstance(rows, list)  # noqa: S101 - asked before
    periods = [_period(str(column)) for column in columns]
    unit = next(
        (size for word, size in _UNITS.items() if word in str(node.get("unit", "")).lower()), Decimal(1)
    )
    figures: list[Figure] = []
    unknown = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list) or len(row) != len(columns) + 1:
            raise UnreadableInput(f"Row {number} has not one label and {len(columns)} figures: {row}")
        label = str(row[0])
        line = _line_of(label)
        if line is None:
            unknown.append(label)
            continue
        figures.extend(_row(line, label, periods, row[1:], unit))
    figures.extend(_exact(node, periods))
    return PrintedStatement(_name(node), tuple(figures), tuple(unknown))


def _row(
    line: Line, label: str, periods: Sequence[Period], values: Sequence[_Json], unit: Decimal
) -> Iterator[Figure]:
    amounts = [_number(value) for value in values]
    sign = -1 if line in _MINUS and sum(amount or 0 for amount in amounts) < 0 else 1
    for period, amount in zip(periods, amounts, strict=True):
        if amount is not None:
            yield _figure(line, label, period, amount, unit, sign)


def _exact(node: Mapping[str, _Json], periods: Sequence[Period]) -> Iterator[Figure]:
    """What the text beside the table gives to the dollar, and the rates it prints; all to date."""
    keys, _labels = _known()
    exact = node.get("exact")
    to_date = next((period for period in periods if period.year is None), Period("to date", None))
    beside = [*exact.items()] if isinstance(exact, dict) else []
    for key, value in [*beside, *node.items()]:
        amount = _number(value)
        if amount is not None and key in keys:
            yield _figure(keys[key], key, to_date, amount, Decimal(1))


def _figure(line: Line, label: str, period: Period, printed: Decimal, unit: Decimal, sign: int = 1) -> Figure:
    if line in SHARES:
        places = printed.as_tuple().exponent
        unit = Decimal(1).scaleb(places if isinstance(places, int) else 0)
    return Figure(line, label, period, printed, unit, sign)


def _number(value: _Json) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _period(column: str) -> Period:
    year = re.search(r"\b(?:19|20)\d\d\b", column)
    to_date = re.search(r"cumulat|to date|total|inception", column.lower())
    return Period(column, int(year.group()) if year and not to_date else None)


def _line_of(label: str) -> Line | None:
    _keys, patterns = _known()
    lower = label.lower()
    return next((line for pattern, line in patterns if pattern.search(lower)), None)


def _name(node: Mapping[str, _Json]) -> str:
    return next((str(node[key]) for key in ("fund", "name", "title", "src") if node.get(key)), "statement")
