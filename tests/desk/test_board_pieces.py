"""The figures of the balance board in words."""

from decimal import Decimal

import pytest

from jointfund.committee.balance import Purse
from jointfund.desk.board_pieces import _asked


@pytest.mark.parametrize(
    ("asked", "without_amount", "said"),
    [
        (Decimal(0), 2, "not known"),
        (Decimal(500), 2, "500"),
        (Decimal(0), 0, "0"),
    ],
)
def test_a_sum_of_unknown_amounts_is_not_nothing(asked, without_amount, said):
    assert _asked(Purse(None, asked, without_amount), "EUR").endswith(said)
