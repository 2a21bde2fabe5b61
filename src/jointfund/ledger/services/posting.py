"""The one writer of entries, and their reversal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.kernel.money import exact, quantise
from jointfund.ledger.accounts import APPROVED_BY_ANOTHER, SIDES, Account, EntryKind
from jointfund.ledger.models import Arrangement, Entry, Movement
from jointfund.ledger.queries.balances import cash_of
from jointfund.people.models import Organisation
from jointfund.programmes.models import Programme


class InsufficientBalance(DomainError):
    """The fund does not hold what is to be paid."""


class SamePerson(DomainError):
    """Who approved money out may not post it."""


class AlreadyReversed(DomainError):
    """An entry is taken back once."""


class NotAnAmount(DomainError):
    """An amount that is not above zero to the cent."""


@dataclass(frozen=True)
class Received:
    """What came in another currency, and what one unit of it gave in the fund's."""

    amount: Decimal
    currency: str
    rate: Decimal


@dataclass(frozen=True)
class Posting:
    """One amount to post, in the fund's currency, and whom it concerns.

    A correction names the kind whose line it lowers: a negative interest of a year, say.
    """

    kind: EntryKind
    amount: Decimal
    corrects: EntryKind | None = None
    received: Received | None = None
    arrangement: Arrangement | None = None
    organisation: Organisation | None = None
    programme: Programme | None = None
    allocation: Movement | None = None
    category: str = ""
    certified: bool | None = None


@dataclass(frozen=True)
class Ground:
    """The day an entry counts for, what it rests on, and who approved it (an audit reference)."""

    on: date
    rests_on: str
    approved_by: str = ""
    note: str = ""


@transaction.atomic
def post(fund: Fund, postings: Sequence[Posting], ground: Ground, *, actor: str) -> Entry:
    """One entry with a movement for each posting; its kind is that of the first.

    Locks the fund. Raises SamePerson, NotAnAmount, and InsufficientBalance when cash would fall below zero.
    """
    Fund.objects.select_for_update().get(pk=fund.pk)
    _require_other_approver(postings, ground, actor)
    entry = Entry.objects.create(
        fund=fund,
        kind=postings[0].kind,
        on=ground.on,
        posted_by=actor,
        approved_by=ground.approved_by,
        rests_on=ground.rests_on,
        note=ground.note,
    )
    Movement.objects.bulk_create([_movement(entry, posting) for posting in postings])
    _require_cash(fund, postings)
    audit.record(
        Verb.ENTRY_POSTED,
        subject_of(entry),
        actor=actor,
        fund=fund,
        after={
            "kind": entry.kind,
            "on": entry.on.isoformat(),
            "amounts": [f"{posting.kind} {quantise(posting.amount)}" for posting in postings],
            "rests_on": entry.rests_on,
            "approved_by": entry.approved_by,
        },
    )
    return entry


@transaction.atomic
def reverse(entry: Entry, *, on: date, reason: str, actor: str) -> Entry:
    """The entry that takes another back, each movement the other way round; both stay.

    Raises AlreadyReversed, and InsufficientBalance when the money it would take back is spent.
    """
    fund = Fund.objects.select_for_update().get(pk=entry.fund_id)
    if entry.kind == EntryKind.REVERSAL or Entry.objects.filter(reverses=entry).exists():
        raise AlreadyReversed("This entry is already taken back, or takes another back: post anew instead.")
    reversal = Entry.objects.create(
        fund=fund,
        kind=EntryKind.REVERSAL,
        on=on,
        posted_by=actor,
        rests_on=entry.rests_on,
        note=reason[:500],
        reverses=entry,
    )
    Movement.objects.bulk_create([_turned(reversal, movement) for movement in entry.movements.all()])
    if cash_of(fund) < 0:
        raise InsufficientBalance("The money this entry brought is spent: it cannot be taken back now.")
    audit.record(
        Verb.ENTRY_REVERSED,
        subject_of(entry),
        actor=actor,
        fund=fund,
        after={"reversal": reversal.pk, "on": on.isoformat()},
        note=reason,
    )
    return reversal


def subject_of(entry: Entry) -> str:
    """How events name an entry."""
    return f"{entry.fund.code}/entry/{entry.pk}"


def _movement(entry: Entry, posting: Posting) -> Movement:
    amount = quantise(posting.amount)
    if amount <= 0:
        raise NotAnAmount("Amounts are above zero; take back a wrong entry by reversing it.")
    debit, credit = sides(posting)
    received = posting.received
    return Movement(
        entry=entry,
        debit=debit,
        credit=credit,
        amount=amount,
        original_amount=received.amount if received else None,
        original_currency=received.currency if received else None,
        rate=received.rate if received else None,
        arrangement=posting.arrangement,
        organisation=posting.organisation,
        programme=posting.programme,
        allocation=posting.allocation,
        category=posting.category,
        certified=posting.certified,
    )


def sides(posting: Posting) -> tuple[Account, Account]:
    """The accounts a posting moves money to and from."""
    if posting.corrects is None:
        return SIDES[posting.kind]
    debit, credit = SIDES[posting.corrects]
    return credit, debit


def _turned(reversal: Entry, movement: Movement) -> Movement:
    turned = Movement.objects.get(pk=movement.pk)
    turned.pk, turned.entry = None, reversal
    turned.debit, turned.credit = movement.credit, movement.debit
    return turned


def _require_other_approver(postings: Sequence[Posting], ground: Ground, actor: str) -> None:
    if not any(posting.kind in APPROVED_BY_ANOTHER for posting in postings):
        return
    if not ground.approved_by:
        raise SamePerson("Money leaves the fund on somebody's decision: name who approved it.")
    if ground.approved_by == actor:
        raise SamePerson("Who approved a payment does not post it: a colleague has to.")


def _require_cash(fund: Fund, postings: Sequence[Posting]) -> None:
    out = sum((p.amount for p in postings if sides(p)[1] == Account.CASH), Decimal(0))
    if out and (left := cash_of(fund)) < 0:
        raise InsufficientBalance(
            f"{exact(out, fund.currency)} is to be paid: {exact(-left, fund.currency)} is missing."
        )
