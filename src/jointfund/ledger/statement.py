"""The lines of a funding statement, out of the balances of the books. Pure.

Order and words as the administrators of pooled funds print them: what came in, what went out, what is left
with the administrator and with the organisations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from jointfund.ledger.accounts import Account, EntryKind


class Line(StrEnum):
    """The lines of a statement, in the order they are printed."""

    CONTRIBUTIONS = "contributions"
    FUND_INTEREST = "fund_interest"
    ORGANISATION_INTEREST = "organisation_interest"
    OTHER_INCOME = "other_income"
    RETURNED = "returned"
    INTEREST = "interest"
    TOTAL_SOURCES = "total_sources"
    TRANSFERRED = "transferred"
    TO_OTHER_FUNDS = "to_other_funds"
    REFUNDS = "refunds"
    NET_FUNDED = "net_funded"
    NET_FUNDED_WITH_DIRECT_COST = "net_funded_with_direct_cost"
    AGENT_FEE = "agent_fee"
    DIRECT_COST = "direct_cost"
    BANK_CHARGES = "bank_charges"
    OTHER_COST = "other_cost"
    TOTAL_USES = "total_uses"
    CHANGE = "change"
    OPENING = "opening"
    CLOSING = "closing"
    BALANCE_WITH_AGENT = "balance_with_agent"
    EXPENDITURE = "expenditure"
    EXPENDITURE_AND_REFUNDS = "expenditure_and_refunds"
    BALANCE_WITH_ORGANISATIONS = "balance_with_organisations"
    TOTAL_BALANCE = "total_balance"
    AGENT_SHARE_OF_DEPOSITS = "agent_share_of_deposits"
    ORGANISATIONS_SHARE_OF_TRANSFERS = "organisations_share_of_transfers"
    TOTAL_SHARE_OF_DEPOSITS = "total_share_of_deposits"
    FEE_SHARE_OF_DEPOSITS = "fee_share_of_deposits"
    DELIVERY_RATE = "delivery_rate"


# Lines that are posted; which kind of entry raises each, and the account whose turnover it is.
POSTED: Mapping[Line, tuple[EntryKind, Account]] = {
    Line.CONTRIBUTIONS: (EntryKind.DEPOSIT, Account.CONTRIBUTIONS),
    Line.FUND_INTEREST: (EntryKind.FUND_INTEREST, Account.FUND_INTEREST),
    Line.ORGANISATION_INTEREST: (EntryKind.ORGANISATION_INTEREST, Account.ORGANISATION_INTEREST),
    Line.OTHER_INCOME: (EntryKind.OTHER_INCOME, Account.OTHER_INCOME),
    Line.RETURNED: (EntryKind.RETURN, Account.RETURNED),
    Line.TRANSFERRED: (EntryKind.TRANSFER, Account.TRANSFERRED),
    Line.TO_OTHER_FUNDS: (EntryKind.TO_OTHER_FUND, Account.TO_OTHER_FUNDS),
    Line.REFUNDS: (EntryKind.REFUND, Account.REFUNDED),
    Line.AGENT_FEE: (EntryKind.AGENT_FEE, Account.AGENT_FEE),
    Line.DIRECT_COST: (EntryKind.DIRECT_COST, Account.DIRECT_COST),
    Line.BANK_CHARGES: (EntryKind.BANK_CHARGE, Account.BANK_CHARGES),
    Line.OTHER_COST: (EntryKind.OTHER_COST, Account.OTHER_COST),
    Line.EXPENDITURE: (EntryKind.EXPENDITURE, Account.EXPENDITURE),
}
_RECEIVED = (
    Account.CONTRIBUTIONS,
    Account.FUND_INTEREST,
    Account.ORGANISATION_INTEREST,
    Account.OTHER_INCOME,
    Account.REFUNDED,
)

# Lines that are sums of posted ones, each with the sign it counts with.
_SOURCES = {
    Line.CONTRIBUTIONS: 1,
    Line.FUND_INTEREST: 1,
    Line.ORGANISATION_INTEREST: 1,
    Line.OTHER_INCOME: 1,
    Line.RETURNED: -1,
}
_USES = {
    Line.TRANSFERRED: 1,
    Line.TO_OTHER_FUNDS: 1,
    Line.REFUNDS: -1,
    Line.AGENT_FEE: 1,
    Line.DIRECT_COST: 1,
    Line.BANK_CHARGES: 1,
    Line.OTHER_COST: 1,
}
_CASH = _SOURCES | {line: -sign for line, sign in _USES.items()}
_WITH_ORGANISATIONS = {Line.TRANSFERRED: 1, Line.REFUNDS: -1, Line.EXPENDITURE: -1}
SUMS: Mapping[Line, Mapping[Line, int]] = {
    **{line: {line: 1} for line in POSTED},
    Line.INTEREST: {Line.FUND_INTEREST: 1, Line.ORGANISATION_INTEREST: 1},
    Line.TOTAL_SOURCES: _SOURCES,
    Line.NET_FUNDED: {Line.TRANSFERRED: 1, Line.REFUNDS: -1},
    Line.NET_FUNDED_WITH_DIRECT_COST: {Line.TRANSFERRED: 1, Line.REFUNDS: -1, Line.DIRECT_COST: 1},
    Line.TOTAL_USES: _USES,
    Line.CHANGE: _CASH,
    Line.OPENING: _CASH,
    Line.CLOSING: _CASH,
    Line.BALANCE_WITH_AGENT: _CASH,
    Line.EXPENDITURE_AND_REFUNDS: {Line.EXPENDITURE: 1, Line.REFUNDS: 1},
    Line.BALANCE_WITH_ORGANISATIONS: _WITH_ORGANISATIONS,
    Line.TOTAL_BALANCE: {
        line: _CASH.get(line, 0) + _WITH_ORGANISATIONS.get(line, 0) for line in _CASH | _WITH_ORGANISATIONS
    },
}
# Balances stand at the end of a period, whatever was posted when; the opening one at its beginning.
AT_THE_END = frozenset(
    {Line.CLOSING, Line.BALANCE_WITH_AGENT, Line.BALANCE_WITH_ORGANISATIONS, Line.TOTAL_BALANCE}
)
# Percentages: of what, each a line of its own.
SHARES: Mapping[Line, tuple[Line, Line]] = {
    Line.AGENT_SHARE_OF_DEPOSITS: (Line.BALANCE_WITH_AGENT, Line.CONTRIBUTIONS),
    Line.ORGANISATIONS_SHARE_OF_TRANSFERS: (Line.BALANCE_WITH_ORGANISATIONS, Line.TRANSFERRED),
    Line.TOTAL_SHARE_OF_DEPOSITS: (Line.TOTAL_BALANCE, Line.CONTRIBUTIONS),
    Line.FEE_SHARE_OF_DEPOSITS: (Line.AGENT_FEE, Line.CONTRIBUTIONS),
    Line.DELIVERY_RATE: (Line.EXPENDITURE, Line.NET_FUNDED),
}


@dataclass(frozen=True)
class FundingStatement:
    """A statement of one period: what was posted in it, before it, and up to its end, by account."""

    posted: Mapping[Account, Decimal]
    before: Mapping[Account, Decimal]

    def amount(self, line: Line) -> Decimal:
        """The amount of a line in the fund's currency. Refunds and what went out are positive."""
        if line is Line.OPENING:
            return _summed(line, self.before)
        amount = _summed(line, self.posted)
        return amount + _summed(line, self.before) if line in AT_THE_END else amount

    def share(self, line: Line) -> Decimal | None:
        """A percentage to two places; None where there is nothing to divide by."""
        part, whole = (self._to_date(one) for one in SHARES[line])
        return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None

    def _to_date(self, line: Line) -> Decimal:
        return _summed(line, self.posted) + _summed(line, self.before)


def _summed(line: Line, balances: Mapping[Account, Decimal]) -> Decimal:
    return sum((sign * turnover(part, balances) for part, sign in SUMS[line].items()), Decimal(0))


def turnover(line: Line, balances: Mapping[Account, Decimal]) -> Decimal:
    """What a posted line amounts to: accounts money comes from stand on the credit side."""
    account = POSTED[line][1]
    return -balances[account] if account in _RECEIVED else balances[account]
