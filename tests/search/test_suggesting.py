"""The known word a misspelt one stands for."""

import pytest

from jointfund.search.suggesting import Word, best_guess, distance

KNOWN = [Word("trafficking", "traffick", 9), Word("training", "train", 30), Word("trading", "trade", 2)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("traficking", "trafficking"), ("trainnig", "training"), ("tradin", "trading")],
)
def test_the_nearest_word_is_meant(typed, meant):
    assert best_guess(typed, KNOWN).word == meant


@pytest.mark.parametrize("typed", ["tra", "x" * 12, "12345", "training"])
def test_nothing_is_guessed_from_what_is_short_far_or_known(typed):
    guess = best_guess(typed, [one for one in KNOWN if one.word != "trading"])
    assert guess is None


def test_neighbours_swapped_are_one_mistake():
    assert distance("abcd", "abdc", 2) == 1
    assert distance("abcd", "wxyz", 2) == 3
