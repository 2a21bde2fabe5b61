"""Two people at once, on a database that knows row locks: one payment, never two, of the last money."""

from decimal import Decimal

import pytest
from django.db import connection
from tests.races import at_once

from jointfund.ledger.accounts import EntryKind
from jointfund.ledger.queries import cash_of
from jointfund.ledger.services import allocate, approve_transfer, pay_transfer, post, request_transfer
from jointfund.ledger.services.posting import Ground, Posting

from .conftest import CARMEN, DAY, ELIN, SOFIA

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLITE HAS ONE WRITER: tried on PostgreSQL",
)


@pytest.mark.django_db(transaction=True)
def test_two_payments_racing_for_the_last_money_give_one(books, thousand):
    def pay():
        post(books, [Posting(EntryKind.DIRECT_COST, Decimal(600))], Ground(DAY, "d", CARMEN), actor=ELIN)

    faults = at_once(pay, pay)
    assert sum(fault is None for fault in faults) == 1
    assert cash_of(books) == 390


@pytest.mark.django_db(transaction=True)
def test_one_request_posted_by_two_at_once_is_paid_once(books, thousand, programme, agency):
    entry = allocate(programme, {agency: Decimal(600)}, Ground(DAY, "decision", CARMEN), actor=SOFIA)
    request = approve_transfer(
        request_transfer(entry.movements.get(), Decimal(600), actor=SOFIA), actor=CARMEN
    )

    def pay():
        pay_transfer(request, on=DAY, rests_on="advice", actor=ELIN)

    faults = at_once(pay, pay)
    assert sum(fault is None for fault in faults) == 1
    assert cash_of(books) == 390
