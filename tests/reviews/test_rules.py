"""What scorecards come to: averages, spread, disagreements, the total."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jointfund.proposals.calls.terms import Criterion
from jointfund.reviews.rules import Card, Given, consolidated, total

QUALITY = Criterion("Quality", Decimal(60), "c1", "technical")
BALANCE = Criterion("Balance", Decimal(40), "c2", "gender", most=Decimal(10))


def card(reviewer, **scores):
    return Card(reviewer, {code: Given(Decimal(str(score))) for code, score in scores.items()})


def test_averages_count_by_weight_and_scale():
    rows = consolidated([QUALITY, BALANCE], [card("a", c1=4, c2=5), card("b", c1=5)], Decimal(40))
    assert [(one.average, one.spread, one.count) for one in rows] == [
        (Decimal("4.5"), Decimal(1), 2),
        (Decimal(5), Decimal(0), 1),
    ]
    assert total(rows) == Decimal("74.00")  # 60 x 4.5/5 + 40 x 5/10


def test_the_widest_disagreement_comes_first():
    cards = [card("a", c1=3, c2=1), card("b", c1=5, c2=9)]
    rows = consolidated([QUALITY, BALANCE], cards, Decimal(40))
    assert [(one.code, one.is_disputed) for one in rows] == [("c2", True), ("c1", True)]
    assert not any(one.is_disputed for one in consolidated([QUALITY, BALANCE], cards, Decimal(81)))


def test_a_criterion_nobody_scored_is_unknown_and_so_is_the_total():
    rows = consolidated([QUALITY, BALANCE], [card("a", c1=4)], Decimal(40))
    assert (rows[1].average, rows[1].spread, total(rows)) == (None, None, None)
    assert total(consolidated([QUALITY], [], Decimal(40))) is None
    assert total([]) is None


SCORES = st.lists(st.integers(0, 10), min_size=1, max_size=6)


@given(SCORES, SCORES, st.integers(1, 100), st.integers(1, 99))
def test_what_scores_come_to_stays_within_them_whatever_their_order(first, second, share, weight):
    criteria = [
        Criterion("A", Decimal(weight), "c1", most=Decimal(10)),
        Criterion("B", Decimal(100 - weight), "c2", most=Decimal(10)),
    ]
    cards = [card(f"a{n}", c1=score) for n, score in enumerate(first)]
    cards += [card(f"b{n}", c2=score) for n, score in enumerate(second)]
    rows = consolidated(criteria, cards, Decimal(share))
    assert rows == consolidated(criteria, cards[::-1], Decimal(share))
    for one, scores in ((row, first if row.code == "c1" else second) for row in rows):
        assert one.count == len(scores)
        assert min(scores) <= one.average <= max(scores)
        assert one.spread == max(scores) - min(scores)
        assert one.is_disputed == (one.spread > 0 and one.spread * 10 >= share)
    assert [one.is_disputed for one in rows] == sorted((one.is_disputed for one in rows), reverse=True)
    lowest = weight * min(first) / 10 + (100 - weight) * min(second) / 10
    highest = weight * max(first) / 10 + (100 - weight) * max(second) / 10
    assert Decimal(str(lowest)) - Decimal("0.01") <= total(rows) <= Decimal(str(highest)) + Decimal("0.01")


@given(st.integers(0, 10), st.integers(1, 5))
def test_reviewers_of_one_mind_give_that_total_without_dispute(score, reviewers):
    criteria = [Criterion("A", Decimal(35), "c1", most=Decimal(10)), BALANCE]
    cards = [card(f"r{n}", c1=score, c2=score) for n in range(reviewers)]
    rows = consolidated(criteria, cards, Decimal(1))
    assert total(rows) == Decimal(score * 10)
    assert not any(one.is_disputed for one in rows)
