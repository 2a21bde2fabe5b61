"""Amounts behind a printed statement: to post it, each figure may be any amount that prints as it does. Pure.

A table in thousands gives each figure to half a thousand only, so its figures need not add up as they stand.
What is sought are amounts for each posted line and period that lie within the rounding of *every* printed
figure, sums and balances included. Where none exist the statement contradicts itself: its figures are taken
as they stand.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jointfund.kernel.money import quantise
from jointfund.ledger.printed import Figure, PrintedStatement
from jointfund.ledger.statement import AT_THE_END, POSTED, SHARES, SUMS, Line

_ROUNDS = 400
_ROOM = Decimal("0.98")  # of half a unit: the cents an amount is rounded to must not carry it over the edge

type Cell = tuple[
    Line, int
]  # a posted line and the year it counts for; year 0 is everything before the first
type Amounts = dict[Cell, Decimal]


@dataclass(frozen=True)
class Bound:
    """A signed sum of cells lies within `within` of `target`."""

    cells: Mapping[Cell, int]
    target: Decimal
    within: Decimal

    def off(self, amounts: Mapping[Cell, Decimal]) -> Decimal:
        """How far outside the sum lies; zero inside."""
        beside = sum((sign * amounts[cell] for cell, sign in self.cells.items()), Decimal(0)) - self.target
        return max(beside - self.within, Decimal(0)) + min(beside + self.within, Decimal(0))


def amounts_behind(statement: PrintedStatement) -> Amounts:
    """An amount in the fund's currency for each posted line and period; negative where one is printed so."""
    years = (0, *statement.years)
    start = _as_printed(statement, years)
    bounds = [_bound(figure, years, start) for figure in statement.figures if figure.line not in SHARES]
    found = _within_all(start, bounds)
    return {cell: quantise(amount) for cell, amount in (found or start).items()}


def _as_printed(statement: PrintedStatement, years: Sequence[int]) -> Amounts:
    """The figures as they stand; what the years do not show counts for the time before them."""
    printed = {figure.line for figure in statement.figures}
    amounts: Amounts = {(line, year): Decimal(0) for line in POSTED if line in printed for year in years}
    to_date: dict[Line, Decimal] = {}
    for figure in statement.figures:
        if figure.line in POSTED and figure.period.year is not None:
            amounts[figure.line, figure.period.year] = figure.amount
        elif figure.line in POSTED:
            to_date[figure.line] = figure.amount  # the last one is the most exact
    for line, amount in to_date.items():
        amounts[line, 0] = amount - sum((amounts[line, year] for year in years if year), Decimal(0))
    return amounts


def _bound(figure: Figure, years: Sequence[int], posted: Container[Cell]) -> Bound:
    """A line that is not printed at all is no part of any sum: it must not take up what does not add up."""
    cells = {
        (line, year): sign
        for line, sign in SUMS[figure.line].items()
        for year in _years_of(figure, years)
        if sign and (line, year) in posted
    }
    return Bound(cells, figure.amount, figure.unit / 2 * _ROOM)


def _years_of(figure: Figure, years: Sequence[int]) -> Iterator[int]:
    """The periods a figure counts: its own year, the time up to its end, or the time before it."""
    own = figure.period.year
    for year in years:
        if own is None:
            if figure.line is not Line.OPENING:
                yield year
        elif figure.line is Line.OPENING:
            if year < own:
                yield year
        elif year == own or (figure.line in AT_THE_END and year < own):
            yield year


def _within_all(start: Amounts, bounds: Sequence[Bound]) -> Amounts | None:
    """The nearest way into all bounds at once: each in turn is met by the least change of its cells.

    None when they cannot all be met (alternating projections then never come to rest).
    """
    amounts = dict(start)
    for _round in range(_ROUNDS):
        at_rest = True
        for bound in bounds:
            if off := bound.off(amounts):
                at_rest = False
                step = off / len(bound.cells) if bound.cells else Decimal(0)
                for cell, sign in bound.cells.items():
                    amounts[cell] -= sign * step
        if at_rest:
            return amounts
    return None
