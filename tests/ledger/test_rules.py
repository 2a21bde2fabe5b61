"""Totals, shares and the distance to a target, without a database."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jointfund.ledger.rules import distance, total

amounts = st.lists(st.decimals(min_value="0.01", max_value="1e9", places=2), max_size=30)


@given(amounts, st.decimals(min_value="1", max_value="1e10", places=2))
def test_what_is_reached_and_what_is_to_go_make_the_target(given_amounts, target):
    gap = distance(total(given_amounts), target)
    assert gap is not None
    assert gap.to_go >= 0
    assert gap.reached + gap.to_go == max(target, gap.reached)


def test_the_share_of_the_target_is_a_fraction():
    gap = distance(Decimal(57_425_741), Decimal(150_000_000))
    assert gap is not None
    assert (gap.share, gap.to_go) == (Decimal("0.3828"), Decimal(92_574_259))


def test_an_unknown_end_gives_no_distance():
    assert distance(None, Decimal(5)) is None
    assert distance(Decimal(5), None) is None
    assert distance(Decimal(5), Decimal(0)) is None


def test_nothing_adds_up_to_zero():
    assert total([]) == 0
