"""A published statement posted in a throw-away fund: its lines computed from the books beside the printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.ledger.accounts import EntryKind
from jointfund.ledger.printed import Figure, PrintedStatement
from jointfund.ledger.queries.statements import funding_statement
from jointfund.ledger.services.posting import Ground, Posting, post
from jointfund.ledger.statement import POSTED, SHARES, FundingStatement
from jointfund.ledger.unrounding import Amounts, amounts_behind

_POSTER, _APPROVER = "statement:poster", "statement:approver"
_NO_YEARS = 2000  # a statement to date without years: all counts for one


@dataclass(frozen=True)
class CheckedLine:
    """A printed figure and what the books give, in the statement's unit; None: nothing to divide by."""

    figure: Figure
    computed: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.computed is None else self.computed - self.figure.printed

    @property
    def holds(self) -> bool:
        """Within one unit of what is printed."""
        step = self.figure.unit if self.figure.line in SHARES else Decimal(1)
        return self.difference is not None and abs(self.difference) <= step


def check_statement(printed: PrintedStatement) -> tuple[CheckedLine, ...]:
    """Each printed figure beside the one of the books; nothing is left in the database.

    Raises InsufficientBalance where the statement pays out what it never received.
    """
    amounts = amounts_behind(printed)
    with _throw_away_fund() as fund:
        first = min(printed.years, default=_NO_YEARS)
        for year in sorted({year for _line, year in amounts}):
            _post_year(fund, amounts, year, date(year or first - 1, 12, 31))
        statements = {year: _statement(fund, year) for year in (*printed.years, None)}
    return tuple(
        CheckedLine(figure, _computed(figure, statements[figure.period.year])) for figure in printed.figures
    )


def _statement(fund: Fund, year: int | None) -> FundingStatement:
    if year is None:
        return funding_statement(fund, since=None, until=date.max)
    return funding_statement(fund, since=date(year, 1, 1), until=date(year, 12, 31))


def _post_year(fund: Fund, amounts: Amounts, year: int, on: date) -> None:
    """Money in before money out, as it must have been; a figure below zero is a correction."""
    ground = Ground(on, "published statement", approved_by=_APPROVER)
    postings = [
        _posting(POSTED[line][0], amount) for (line, of), amount in amounts.items() if of == year and amount
    ]
    if postings:
        post(fund, postings, ground, actor=_POSTER)


def _posting(kind: EntryKind, amount: Decimal) -> Posting:
    if amount < 0:
        return Posting(EntryKind.CORRECTION, -amount, corrects=kind)
    return Posting(kind, amount)


def _computed(figure: Figure, statement: FundingStatement) -> Decimal | None:
    if figure.line in SHARES:
        share = statement.share(figure.line)
        return None if share is None else share.quantize(figure.unit, ROUND_HALF_UP)
    return (statement.amount(figure.line) / figure.unit).quantize(Decimal(1), ROUND_HALF_UP) * figure.sign + 0


@contextmanager
def _throw_away_fund() -> Iterator[Fund]:
    """A fund in a transaction that is never kept."""
    with transaction.atomic():
        yield Fund.objects.create(
            code="STATEMENT00",
            reference_prefix="STATEMNT",
            name="A published statement",
            short_name="Statement",
            currency="USD",
        )
        transaction.set_rollback(True)
