"""The accounts of a fund's books, and what an entry can be. Pure.

Each movement goes from one account to another, so that the books balance by construction. Accounts are kept
apart where a statement prints them apart (transferred and refunded, say): a reversal takes back its own line
and never looks like another.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(models.TextChoices):
    """Where an amount stands. The last four are promises beside the cash: what is signed, what is decided."""

    CASH = "cash", _("Cash with the administrative agent")
    CONTRIBUTIONS = "contributions", _("Contributions")
    FUND_INTEREST = "fund_interest", _("Interest earned by the fund")
    ORGANISATION_INTEREST = "organisation_interest", _("Interest received from organisations")
    OTHER_INCOME = "other_income", _("Other income")
    RETURNED = "returned", _("Returned to contributors")
    TRANSFERRED = "transferred", _("Transferred to organisations")
    TO_OTHER_FUNDS = "to_other_funds", _("Transferred to other funds")
    REFUNDED = "refunded", _("Refunded by organisations")
    AGENT_FEE = "agent_fee", _("Administrative agent's fee")
    DIRECT_COST = "direct_cost", _("Direct cost")
    BANK_CHARGES = "bank_charges", _("Bank charges")
    OTHER_COST = "other_cost", _("Other cost")
    EXPENDITURE = "expenditure", _("Expenditure reported by organisations")
    SPENT = "spent", _("Spent out of what was transferred")
    COMMITTED = "committed", _("Signed by contributors")
    COMMITMENTS = "commitments", _("Due from contributors")
    ALLOCATED = "allocated", _("Allocated to organisations")
    ALLOCATIONS = "allocations", _("Due to organisations")


class EntryKind(models.TextChoices):
    """What happened, in the words of a fund's books."""

    COMMITMENT = "commitment", _("Commitment")
    DEPOSIT = "deposit", _("Deposit")
    AGENT_FEE = "agent_fee", _("Administrative agent's fee")
    FUND_INTEREST = "fund_interest", _("Interest earned by the fund")
    ORGANISATION_INTEREST = "organisation_interest", _("Interest received from an organisation")
    OTHER_INCOME = "other_income", _("Other income")
    RETURN = "return", _("Return to a contributor")
    ALLOCATION = "allocation", _("Allocation")
    TRANSFER = "transfer", _("Transfer")
    TO_OTHER_FUND = "to_other_fund", _("Transfer to another fund")
    REFUND = "refund", _("Refund by an organisation")
    DIRECT_COST = "direct_cost", _("Direct cost")
    BANK_CHARGE = "bank_charge", _("Bank charge")
    OTHER_COST = "other_cost", _("Other cost")
    EXPENDITURE = "expenditure", _("Expenditure")
    CORRECTION = "correction", _("Correction downwards")
    REVERSAL = "reversal", _("Reversal")


# Which account each kind moves money to (debit) and from (credit).
SIDES: dict[EntryKind, tuple[Account, Account]] = {
    EntryKind.COMMITMENT: (Account.COMMITMENTS, Account.COMMITTED),
    EntryKind.DEPOSIT: (Account.CASH, Account.CONTRIBUTIONS),
    EntryKind.AGENT_FEE: (Account.AGENT_FEE, Account.CASH),
    EntryKind.FUND_INTEREST: (Account.CASH, Account.FUND_INTEREST),
    EntryKind.ORGANISATION_INTEREST: (Account.CASH, Account.ORGANISATION_INTEREST),
    EntryKind.OTHER_INCOME: (Account.CASH, Account.OTHER_INCOME),
    EntryKind.RETURN: (Account.RETURNED, Account.CASH),
    EntryKind.ALLOCATION: (Account.ALLOCATED, Account.ALLOCATIONS),
    EntryKind.TRANSFER: (Account.TRANSFERRED, Account.CASH),
    EntryKind.TO_OTHER_FUND: (Account.TO_OTHER_FUNDS, Account.CASH),
    EntryKind.REFUND: (Account.CASH, Account.REFUNDED),
    EntryKind.DIRECT_COST: (Account.DIRECT_COST, Account.CASH),
    EntryKind.BANK_CHARGE: (Account.BANK_CHARGES, Account.CASH),
    EntryKind.OTHER_COST: (Account.OTHER_COST, Account.CASH),
    EntryKind.EXPENDITURE: (Account.EXPENDITURE, Account.SPENT),
}

# Money that leaves the fund on somebody's decision: its poster is never the one who approved it.
APPROVED_BY_ANOTHER = frozenset(
    {
        EntryKind.TRANSFER,
        EntryKind.TO_OTHER_FUND,
        EntryKind.RETURN,
        EntryKind.DIRECT_COST,
        EntryKind.OTHER_COST,
    }
)
