"""What a choice does to the balance of a portfolio; no database."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointfund.committee.balance import Holding, added, balance, purse, whole

AMOUNTS = st.none() | st.integers(0, 10_000).map(Decimal)
SOME = st.lists(st.tuples(AMOUNTS, st.sampled_from("123")), max_size=5)


def holding(key, amount, *areas):
    return Holding(key, None if amount is None else Decimal(amount), {"area": frozenset(areas)})


PORTFOLIO = [holding("a", 300, "1"), holding("b", 100, "2"), holding("c", None, "2"), holding("d", 100)]


def rows(chosen, every=("1", "2", "3")):
    return {one.code: one for one in balance(PORTFOLIO, chosen, "area", every)}


def test_shares_are_of_the_money_and_what_is_not_known_is_a_group_of_its_own():
    found = rows([])
    assert [str(one.share_before) for one in found.values()] == ["0.6000", "0.2000", "0.0000", "0.2000"]
    assert list(found) == ["1", "2", "3", ""]
    assert found["2"].count_before == 2  # the one without amount counts, and adds no money
    assert not any(one.moves for one in found.values())


def test_putting_one_in_moves_its_group_up_and_the_others_down():
    found = rows([holding("new", 500, "3")])
    assert (found["3"].count_before, found["3"].count_after) == (0, 1)
    assert found["3"].share_after == Decimal("0.5000")
    assert found["1"].share_after == Decimal("0.3000")
    assert found["3"].moves
    assert not found["1"].moves


def test_what_the_portfolio_holds_already_is_not_counted_twice():
    again = holding("b", 100, "2")
    assert added(PORTFOLIO, [again, again]) == []
    assert whole(PORTFOLIO, [again]).amount_after == 500
    assert rows([again])["2"].count_after == 2


def test_one_in_several_groups_counts_whole_in_each():
    found = rows([holding("new", 500, "1", "2")])
    assert found["1"].amount_after == 800
    assert found["2"].amount_after == 600


def test_money_left_is_unknown_where_it_was_or_where_a_chosen_one_asks_an_unknown_sum():
    assert purse(None, [holding("x", 5, "1")]).after is None
    assert purse(Decimal(9), [holding("x", 5, "1"), holding("y", None, "1")]).after is None
    assert purse(Decimal(9), [holding("x", 5, "1")]).after == 4
    short = purse(Decimal(9), [holding("x", 10, "1")])
    assert (short.after, short.is_overdrawn) == (-1, True)
    assert not purse(Decimal(10), [holding("x", 10, "1")]).is_overdrawn


def test_without_any_money_there_are_no_shares():
    (found,) = balance([holding("c", None, "2")], [], "area")
    assert (found.share_before, found.share_after, found.count_before) == (None, None, 1)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SOME, SOME)
def test_groups_that_do_not_overlap_add_up_to_the_whole(before, chosen):
    old = [holding(f"p{n}", *one) for n, one in enumerate(before)]
    new = [holding(f"q{n}", *one) for n, one in enumerate(chosen)]
    found, total = balance(old, new, "area", "123"), whole(old, new)
    assert sum(one.count_after for one in found) == total.count_after == len(old) + len(new)
    assert sum(one.amount_after for one in found) == total.amount_after
    assert sum(one.amount_before for one in found) == total.amount_before
