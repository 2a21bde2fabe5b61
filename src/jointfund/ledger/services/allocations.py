"""Money out: allocations written by a decision, and the tranches transferred from them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.kernel.money import exact
from jointfund.ledger.accounts import EntryKind
from jointfund.ledger.models import Entry, Movement, TransferRequest, TransferState
from jointfund.ledger.queries.balances import allocatable, still_to_request
from jointfund.ledger.services.posting import Ground, InsufficientBalance, Posting, SamePerson, post
from jointfund.people.models import Organisation
from jointfund.programmes.models import Programme


class AllocationExceeded(DomainError):
    """A transfer is never more than what is left of its allocation."""


class IllegalMove(DomainError):
    """The request is not in the state this starts from."""


@transaction.atomic
def allocate(
    programme: Programme, amounts: Mapping[Organisation, Decimal], ground: Ground, *, actor: str
) -> Entry:
    """What a funding decision gives each organisation of a programme; `ground.rests_on` names the decision.

    Raises InsufficientBalance when it is more than the cash not yet allocated.
    """
    fund = Fund.objects.select_for_update().get(pk=programme.fund_id)
    wanted, free = sum(amounts.values(), Decimal(0)), allocatable(fund)
    if wanted > free:
        raise InsufficientBalance(
            f"{exact(wanted, fund.currency)} is to be allocated; {exact(free, fund.currency)} is free."
        )
    postings = [
        Posting(EntryKind.ALLOCATION, amount, organisation=organisation, programme=programme)
        for organisation, amount in amounts.items()
    ]
    return post(fund, postings, ground, actor=actor)


@transaction.atomic
def request_transfer(allocation: Movement, amount: Decimal, *, actor: str) -> TransferRequest:
    """Ask the administrator for one tranche. Raises AllocationExceeded."""
    fund = Fund.objects.select_for_update().get(pk=allocation.entry.fund_id)
    left = still_to_request(allocation)
    if amount > left:
        raise AllocationExceeded(
            f"{exact(amount, fund.currency)} is asked for; {exact(left, fund.currency)} of the allocation "
            "is neither paid nor asked for yet."
        )
    request = TransferRequest.objects.create(
        fund=fund, allocation=allocation, amount=amount, requested_by=actor
    )
    _tell(request, Verb.TRANSFER_REQUESTED, actor)
    return request


@transaction.atomic
def approve_transfer(request: TransferRequest, *, actor: str) -> TransferRequest:
    """A second person approves the tranche. Raises IllegalMove, SamePerson."""
    request = _locked(request, TransferState.REQUESTED)
    if actor == request.requested_by:
        raise SamePerson("Who asks for a transfer does not approve it: a colleague has to.")
    request.state, request.approved_by = TransferState.APPROVED, actor
    request.save(update_fields=["state", "approved_by"])
    _tell(request, Verb.TRANSFER_APPROVED, actor)
    return request


@transaction.atomic
def pay_transfer(request: TransferRequest, *, on: date, rests_on: str, actor: str) -> Entry:
    """The tranche posted by the administrator. Raises IllegalMove, SamePerson, InsufficientBalance."""
    request = _locked(request, TransferState.APPROVED)
    given = request.allocation
    paid = Posting(
        EntryKind.TRANSFER,
        request.amount,
        organisation=given.organisation,
        programme=given.programme,
        allocation=given,
    )
    entry = post(request.fund, [paid], Ground(on, rests_on, approved_by=request.approved_by), actor=actor)
    request.state, request.entry = TransferState.PAID, entry
    request.save(update_fields=["state", "entry"])
    _tell(request, Verb.TRANSFER_PAID, actor)
    return entry


@transaction.atomic
def cancel_transfer(request: TransferRequest, *, reason: str, actor: str) -> TransferRequest:
    """The request ends unpaid, and its amount can be asked for again. Raises IllegalMove."""
    request = _locked(request, TransferState.REQUESTED, TransferState.APPROVED)
    request.state = TransferState.CANCELLED
    request.save(update_fields=["state"])
    _tell(request, Verb.TRANSFER_CANCELLED, actor, reason)
    return request


def _locked(request: TransferRequest, *expected: TransferState) -> TransferRequest:
    Fund.objects.select_for_update().get(pk=request.fund_id)
    found = TransferRequest.objects.select_for_update().get(pk=request.pk)
    if found.state not in expected:
        raise IllegalMove(f"This request is {found.get_state_display().lower()}.")
    return found


def _tell(request: TransferRequest, verb: Verb, actor: str, note: str = "") -> None:
    audit.record(
        verb,
        f"{request.fund.code}/transfer-request/{request.pk}",
        actor=actor,
        fund=request.fund,
        after={"amount": str(request.amount), "state": request.state},
        note=note,
    )
