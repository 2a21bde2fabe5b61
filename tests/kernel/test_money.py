from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.kernel import money

amounts = st.decimals(min_value=0, max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("amount", "table", "prose"),
    [
        ("2786280", "USD 2,786,280", "USD 2.8M"),
        ("75855166", "USD 75,855,166", "USD 75.9M"),
        ("150000000", "USD 150,000,000", "USD 150M"),
        ("1000000", "USD 1,000,000", "USD 1M"),
        ("2450000", "USD 2,450,000", "USD 2.5M"),
        ("999999.99", "USD 999,999.99", "USD 999,999.99"),
        ("-2786280", "USD -2,786,280", "USD -2.8M"),
        ("5000", "USD 5,000", "USD 5,000"),
        ("12.50", "USD 12.50", "USD 12.50"),
    ],
)
def test_amounts_are_exact_in_tables_and_rounded_in_prose(amount, table, prose):
    assert money.exact(Decimal(amount), "USD") == table
    assert money.in_prose(Decimal(amount), "USD") == prose


def test_an_unknown_amount_is_empty_and_never_zero():
    assert money.exact(None, "USD") == ""
    assert money.in_prose(None, "USD") == ""


def test_there_is_no_share_of_nothing():
    assert money.share(Decimal(5), Decimal(0)) is None


@given(amounts, amounts.filter(bool))
def test_shares_of_a_whole_add_up_to_one(part, rest):
    whole = part + rest
    total = money.share(part, whole) + money.share(rest, whole)
    assert abs(total - 1) <= Decimal("0.0001")
