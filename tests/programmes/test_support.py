"""What an amount would release: the exact choice against all sets, and how the balance moves."""

import time
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.programmes import best_set
from jointfund.programmes.best_set import Proof
from jointfund.programmes.support import Candidate, balance, select, total_of

USUAL = [1_500_000, 1_600_000, 1_700_000, 2_000_000, 2_000_000, 2_483_375, 2_537_291, 2_627_500, 3_000_000]


def waiting(budgets, area="1"):
    return [
        Candidate(f"MIG-{number:04d}", None if budget is None else Decimal(budget), area=area)
        for number, budget in enumerate(budgets, 1)
    ]


def best_by_trying_all(candidates, amount):
    """The rule read word by word: largest sum, then more programmes, then earlier references."""
    known = [one for one in candidates if one.budget is not None]
    sets = [
        chosen
        for size in range(len(known) + 1)
        for chosen in combinations(known, size)
        if total_of(chosen) <= amount
    ]
    most = max(total_of(chosen) for chosen in sets)
    sets = [chosen for chosen in sets if total_of(chosen) == most]
    longest = max(len(chosen) for chosen in sets)
    return min([one.reference for one in chosen] for chosen in sets if len(chosen) == longest)


amounts = st.integers(min_value=0, max_value=40)
budgets = st.lists(st.one_of(st.none(), st.integers(min_value=1, max_value=12)), max_size=10)


@given(budgets, amounts)
def test_the_choice_is_the_best_of_all_sets(prices, amount):
    candidates = waiting(prices)
    found = select(candidates, Decimal(amount))
    assert [one.reference for one in found.chosen] == best_by_trying_all(candidates, Decimal(amount))
    assert found.proof is Proof.COMPLETE


@given(st.lists(st.sampled_from(USUAL), max_size=11), st.integers(min_value=0, max_value=25_000_000))
def test_the_choice_is_the_best_of_all_sets_for_budgets_as_they_are(prices, amount):
    candidates = waiting(prices)
    found = select(candidates, Decimal(amount))
    assert [one.reference for one in found.chosen] == best_by_trying_all(candidates, Decimal(amount))


@pytest.mark.parametrize("search", ["bit sets", "meeting in the middle"])
@given(budgets, amounts)
def test_each_search_finds_the_best_of_all_sets(search, prices, amount):
    candidates = waiting(prices)
    with pytest.MonkeyPatch.context() as patch:
        quick, slow = (10**12, 1) if search == "bit sets" else (1, 10**12)
        patch.setattr(best_set, "BITS_A_SECOND", quick)
        patch.setattr(best_set, "STEPS_A_SECOND", slow)
        patch.setattr(best_set, "MOST_SECONDS", 10**9)
        found = select(candidates, Decimal(amount))
    assert [one.reference for one in found.chosen] == best_by_trying_all(candidates, Decimal(amount))


@given(budgets, amounts)
def test_a_search_cut_short_overspends_nothing_and_never_claims_too_much(prices, amount):
    candidates = waiting(prices)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(best_set, "MOST_SECONDS", 0)
        found = select(candidates, Decimal(amount))
    best = select(candidates, Decimal(amount))
    assert found.total <= best.total
    assert found.proof is Proof.NONE or found.total == best.total


@given(budgets, amounts)
def test_nothing_is_lost_and_nothing_overspent(prices, amount):
    candidates = waiting(prices)
    found = select(candidates, Decimal(amount))
    assert found.total <= amount
    assert found.total + found.remainder == amount
    assert sorted([*found.chosen, *found.waits, *found.unknown], key=lambda one: one.reference) == candidates


def test_the_order_of_the_list_does_not_matter():
    candidates = waiting(USUAL)
    assert select(candidates[::-1], Decimal(9_000_000)) == select(candidates, Decimal(9_000_000))


def test_more_programmes_win_over_fewer_with_the_same_sum():
    found = select(waiting([3_000_000, 2_000_000, 1_000_000]), Decimal(3_000_000))
    assert [one.reference for one in found.chosen] == ["MIG-0002", "MIG-0003"]


def test_earlier_references_win_when_all_else_is_equal():
    found = select(waiting([2_000_000, 2_000_000, 2_000_000]), Decimal(4_500_000))
    assert [one.reference for one in found.chosen] == ["MIG-0001", "MIG-0002"]
    assert found.remainder == 500_000
    assert found.cheapest_wait == 2_000_000


def test_a_budget_that_is_not_published_is_left_out_and_said():
    found = select(waiting([None, 2_000_000]), Decimal(9_000_000))
    assert [one.reference for one in found.unknown] == ["MIG-0001"]
    assert [one.reference for one in found.chosen] == ["MIG-0002"]


def test_cents_are_exact():
    found = select(waiting(["10.10", "20.20", "30.31"]), Decimal("30.30"))
    assert found.total == Decimal("30.30")


@pytest.mark.parametrize("amount", [1_000_000, 10_000_000, 37_927_583, 60_000_000, 75_855_165])
def test_thirty_one_programmes_are_chosen_at_once(amount):
    prices = Random(31).choices([*USUAL, 1_750_000, 4_032_000, 2_675_000, 2_850_000], k=31)  # noqa: S311 - budgets, no secret
    started = time.perf_counter()
    found = select(waiting(prices), Decimal(amount))
    assert found.proof is Proof.COMPLETE
    assert time.perf_counter() - started < 1.5


@pytest.mark.parametrize("step", [50_000, 1_000, 1])
def test_two_hundred_programmes_are_chosen_without_waiting(step):
    prices = [step * Random(n).randint(1_500_000 // step, 4_000_000 // step) for n in range(200)]  # noqa: S311 - budgets, no secret
    started = time.perf_counter()
    found = select(waiting(prices), Decimal(150_000_000))
    assert time.perf_counter() - started < 4
    assert found.remainder < 1_000  # so many sums exist that almost nothing remains


def test_thousands_of_programmes_are_answered_too():
    prices = [1_000 * Random(n).randint(1_500, 4_000) for n in range(2_500)]  # noqa: S311 - budgets
    started = time.perf_counter()
    found = select(waiting(prices), Decimal(150_000_000))
    assert time.perf_counter() - started < 4
    assert found.remainder < 1_000


def test_a_search_that_was_not_complete_says_so():
    prices = [2 * Random(n).randint(750_000, 2_000_000) + 1 for n in range(200)]  # noqa: S311 - budgets, no secret
    found = select(waiting(prices), Decimal(60_000_000))
    assert found.proof is not Proof.COMPLETE
    assert found.total <= 60_000_000


def test_the_balance_says_what_moves_and_what_waits():
    funded = [Candidate("MIG-0101", Decimal(6), area="1"), Candidate("MIG-0102", Decimal(2), area="2")]
    queue = [
        Candidate("MIG-0001", Decimal(2), area="2"),
        Candidate("MIG-0002", Decimal(9), area="3"),
        Candidate("MIG-0003", None, area="1"),
    ]
    moved = {
        shift.group: shift for shift in balance(funded, select(queue, Decimal(2)), queue, lambda c: c.area)
    }
    assert (moved["1"].share_before, moved["1"].share_after) == (Decimal("0.75"), Decimal("0.6"))
    assert (moved["2"].share_before, moved["2"].share_after) == (Decimal("0.25"), Decimal("0.4"))
    assert (moved["2"].after, moved["2"].programmes_released) == (4, 1)
    assert (moved["3"].waits, moved["3"].share_after) == (9, 0)
    assert moved["1"].programmes_waiting == 1


def test_without_any_money_there_are_no_shares():
    queue = waiting([5])
    (shift,) = balance([], select(queue, Decimal(1)), queue, lambda c: c.area)
    assert shift.share_before is None
    assert shift.share_after is None
