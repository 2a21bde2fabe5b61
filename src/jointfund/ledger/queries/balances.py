"""Balances of the books: always sums of movements, never stored."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from jointfund.funds.models import Fund
from jointfund.kernel.money import quantise
from jointfund.ledger.accounts import Account, EntryKind
from jointfund.ledger.models import Movement, TransferState
from jointfund.people.models import Organisation
from jointfund.programmes.models import Programme

type Balances = Mapping[Account, Decimal]


def balances(
    fund: Fund,
    *,
    since: date | None = None,
    until: date | None = None,
    organisation: Organisation | None = None,
    programme: Programme | None = None,
) -> Balances:
    """What each account was debited less what it was credited between two days, both included; two queries.

    Every account is in the answer; with an organisation or a programme only what concerns it.
    """
    rows = Movement.objects.filter(entry__fund=fund)
    if organisation:
        rows = rows.filter(organisation=organisation)
    if programme:
        rows = rows.filter(programme=programme)
    if since:
        rows = rows.filter(entry__on__gte=since)
    if until:
        rows = rows.filter(entry__on__lte=until)
    found = dict.fromkeys(Account, Decimal(0))
    for side, sign in (("debit", 1), ("credit", -1)):
        for account, amount in rows.values_list(side).annotate(Sum("amount")).order_by():
            found[Account(account)] += sign * amount
    return {account: quantise(amount) for account, amount in found.items()}


def cash_of(fund: Fund) -> Decimal:
    """The cash with the administrator, over all entries whatever day they count for."""
    return _turnover(Movement.objects.filter(entry__fund=fund), Account.CASH)


def allocatable(fund: Fund) -> Decimal:
    """The cash that is promised to nobody: cash less what is allocated and not yet transferred."""
    rows = Movement.objects.filter(entry__fund=fund)
    owed = _turnover(rows, Account.ALLOCATED) - _turnover(
        rows.filter(allocation__isnull=False), Account.TRANSFERRED
    )
    return _turnover(rows, Account.CASH) - owed


def still_to_request(allocation: Movement) -> Decimal:
    """What of an allocation is neither paid nor asked for; a payment taken back can be asked for again."""
    if _is_reversed(allocation):
        return Decimal(0)
    open_requests = Q(state__in=(TransferState.REQUESTED, TransferState.APPROVED))
    paid = Q(state=TransferState.PAID, entry__reversal__isnull=True)
    asked = allocation.requests.filter(open_requests | paid).aggregate(total=Sum("amount"))["total"]
    return quantise(allocation.amount - (asked or Decimal(0)))


def _is_reversed(movement: Movement) -> bool:
    return movement.entry.kind != EntryKind.ALLOCATION or hasattr(movement.entry, "reversal")


def _turnover(rows: QuerySet[Movement], account: Account) -> Decimal:
    """Debits less credits of one account."""
    debit = rows.filter(debit=account).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    credit = rows.filter(credit=account).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return quantise(debit - credit)
