"""The books: what is posted stays, balances are sums, nobody spends what is not there or approves alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.ledger.accounts import Account, EntryKind
from jointfund.ledger.models import Arrangement, Entry, Movement
from jointfund.ledger.queries import allocatable, balances, cash_of, still_to_request
from jointfund.ledger.rules import agent_fee
from jointfund.ledger.services import (
    AllocationExceeded,
    AlreadyReversed,
    IllegalMove,
    InsufficientBalance,
    Posting,
    SamePerson,
    allocate,
    approve_transfer,
    cancel_transfer,
    pay_transfer,
    post,
    post_deposit,
    request_transfer,
    reverse,
)
from jointfund.ledger.services.posting import Ground, NotAnAmount, Received

from .conftest import CARMEN, DAY, ELIN, SOFIA


@pytest.fixture
def allocation(thousand, programme, agency) -> Movement:
    entry = allocate(programme, {agency: Decimal(600)}, Ground(DAY, "decision-1", CARMEN), actor=SOFIA)
    return entry.movements.get()


def paid(allocation, amount, poster=ELIN):
    request = approve_transfer(request_transfer(allocation, Decimal(amount), actor=SOFIA), actor=CARMEN)
    return pay_transfer(request, on=DAY, rests_on="advice", actor=poster)


def test_a_deposit_brings_its_fee_as_a_row_of_its_own(books, thousand):
    assert [(row.debit, row.credit, row.amount) for row in thousand.movements.all()] == [
        (Account.CASH, Account.CONTRIBUTIONS, Decimal(1000)),
        (Account.AGENT_FEE, Account.CASH, Decimal(10)),
    ]
    assert cash_of(books) == 990
    assert Event.objects.filter(verb=Verb.ENTRY_POSTED, subject=f"BOK00/entry/{thousand.pk}").exists()


def test_a_deposit_in_another_currency_keeps_what_came_and_the_rate_of_the_day(books, arrangement):
    received = Received(Decimal("1000.00"), "SEK", Decimal("0.0956100000"))
    entry = post_deposit(arrangement, received, on=DAY, rests_on="advice-2", actor=ELIN)
    deposit, fee = entry.movements.all()
    assert (deposit.amount, deposit.original_amount, deposit.original_currency) == (
        Decimal("95.61"),
        Decimal(1000),
        "SEK",
    )
    assert fee.amount == Decimal("0.96")


def test_a_deposit_too_small_for_a_fee_has_none(arrangement):
    received = Received(Decimal("0.49"), "USD", Decimal(1))
    entry = post_deposit(arrangement, received, on=DAY, rests_on="advice-3", actor=ELIN)
    assert entry.movements.count() == 1


@given(
    st.decimals("0.01", "999999999.99", places=2),
    st.decimals("0", "0.1", places=5),
)
def test_a_fee_is_whole_cents_and_within_half_a_cent_of_the_rate(deposit, rate):
    fee = agent_fee(deposit, rate)
    assert fee == fee.quantize(Decimal("0.01"))
    assert abs(fee - deposit * rate) <= Decimal("0.005")


def test_what_is_posted_cannot_be_changed_or_removed(thousand):
    movement = thousand.movements.first()
    for forbidden in (
        lambda: Movement.objects.filter(pk=movement.pk).update(amount=1),
        lambda: Entry.objects.filter(pk=thousand.pk).update(on=date(2020, 1, 1)),
        lambda: Arrangement.objects.update(agent_fee_rate=0),
        movement.delete,
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            forbidden()


def test_a_reversal_takes_an_entry_back_once_and_both_stay(books, thousand):
    reverse(thousand, on=DAY, reason="sent to the wrong fund", actor=ELIN)
    assert cash_of(books) == 0
    assert balances(books)[Account.AGENT_FEE] == 0
    assert Entry.objects.filter(fund=books).count() == 3  # commitment, deposit, reversal
    with pytest.raises(AlreadyReversed):
        reverse(thousand, on=DAY, reason="again", actor=ELIN)
    assert Event.objects.get(verb=Verb.ENTRY_REVERSED).note == "sent to the wrong fund"


def test_a_deposit_that_is_spent_cannot_be_taken_back(books, thousand, allocation):
    paid(allocation, 600)
    with pytest.raises(InsufficientBalance, match="spent"):
        reverse(thousand, on=DAY, reason="recalled", actor=ELIN)
    assert cash_of(books) == 390


def test_an_allocation_is_within_the_cash_that_is_promised_to_nobody(books, allocation, programme, agency):
    assert allocatable(books) == 390
    with pytest.raises(InsufficientBalance, match="USD 390 is free"):
        allocate(programme, {agency: Decimal("390.01")}, Ground(DAY, "decision-2", CARMEN), actor=SOFIA)
    paid(allocation, 600)
    assert allocatable(books) == 390


def test_a_transfer_is_within_its_allocation_paid_and_asked_for_together(allocation):
    paid(allocation, 200)
    request_transfer(allocation, Decimal(300), actor=SOFIA)
    with pytest.raises(AllocationExceeded, match="USD 100 of the allocation"):
        request_transfer(allocation, Decimal("100.01"), actor=SOFIA)


def test_a_transfer_taken_back_and_a_cancelled_request_can_be_asked_for_again(allocation):
    entry = paid(allocation, 200)
    request = request_transfer(allocation, Decimal(400), actor=SOFIA)
    cancel_transfer(request, reason="the account has changed", actor=SOFIA)
    reverse(entry, on=DAY, reason="returned by the bank", actor=ELIN)
    assert still_to_request(allocation) == 600


def test_an_allocation_taken_back_pays_nothing_more(allocation):
    reverse(allocation.entry, on=DAY, reason="the decision was withdrawn", actor=ELIN)
    with pytest.raises(AllocationExceeded):
        request_transfer(allocation, Decimal(1), actor=SOFIA)


def test_three_people_ask_approve_and_post(allocation):
    request = request_transfer(allocation, Decimal(100), actor=SOFIA)
    with pytest.raises(IllegalMove, match="requested"):
        pay_transfer(request, on=DAY, rests_on="advice", actor=ELIN)
    with pytest.raises(SamePerson, match="asks"):
        approve_transfer(request, actor=SOFIA)
    approve_transfer(request, actor=CARMEN)
    with pytest.raises(SamePerson, match="approved"):
        pay_transfer(request, on=DAY, rests_on="advice", actor=CARMEN)
    pay_transfer(request, on=DAY, rests_on="advice", actor=ELIN)
    with pytest.raises(IllegalMove, match="paid"):
        pay_transfer(request, on=DAY, rests_on="advice", actor=ELIN)


def test_the_database_itself_refuses_a_payment_approved_by_its_poster(books):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            fund=books, kind=EntryKind.TRANSFER, on=DAY, posted_by=ELIN, approved_by=ELIN, rests_on="x"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(fund=books, kind=EntryKind.TRANSFER, on=DAY, posted_by=ELIN, rests_on="x")


def test_money_that_is_not_there_is_not_paid_and_nothing_is_written(books, thousand):
    before = Entry.objects.count()
    with pytest.raises(InsufficientBalance, match=r"USD 0\.01 is missing"):
        post(
            books,
            [Posting(EntryKind.DIRECT_COST, Decimal("990.01"))],
            Ground(DAY, "decision", CARMEN),
            actor=ELIN,
        )
    assert Entry.objects.count() == before


@pytest.mark.parametrize("amount", ["0", "-5", "0.004"])
def test_an_amount_is_above_zero_to_the_cent(books, amount):
    with pytest.raises(NotAnAmount):
        post(books, [Posting(EntryKind.DEPOSIT, Decimal(amount))], Ground(DAY, "x"), actor=ELIN)


KINDS = st.sampled_from(
    [
        EntryKind.DEPOSIT,
        EntryKind.FUND_INTEREST,
        EntryKind.REFUND,
        EntryKind.BANK_CHARGE,
        EntryKind.DIRECT_COST,
    ]
)
CENTS = st.integers(1, 100_000_00).map(lambda cents: Decimal(cents) / 100)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.lists(st.tuples(KINDS, CENTS, st.booleans()), max_size=12))
def test_whatever_is_posted_and_taken_back_the_books_balance_and_cash_is_never_below_zero(books, steps):
    with transaction.atomic():
        expected = Decimal(0)
        for kind, amount, take_back in steps:
            sign = -1 if kind in (EntryKind.BANK_CHARGE, EntryKind.DIRECT_COST) else 1
            try:
                entry = post(books, [Posting(kind, amount)], Ground(DAY, "x", CARMEN), actor=ELIN)
            except InsufficientBalance:
                assert expected + sign * amount < 0
                continue
            expected += sign * amount
            if take_back:
                reverse(entry, on=DAY, reason="a slip", actor=ELIN)
                expected -= sign * amount
            assert cash_of(books) == expected >= 0
            assert sum(balances(books).values()) == 0
        transaction.set_rollback(True)


def test_balances_take_two_queries_whatever_is_posted(books, thousand, django_assert_num_queries):
    with django_assert_num_queries(2):
        balances(books)
