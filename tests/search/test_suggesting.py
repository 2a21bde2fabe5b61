"""The known word a misspelt one stands for."""

import pytest

from jointfund.search.suggesting import Word, best_guess, distance

KNOWN = [Word("trafficking", "traffick", 9), Word("training", "train", 30), Word("trading", "trade", 2)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("traficking", "trafficking"), ("trainnig", "training"), ("tradin", "trading")],
)
def test_the_nearest_word_is_meant(typed, meant):
    assert best_guess(typed, typed, KNOWN).word == meant


@pytest.mark.parametrize("typed", ["tra", "x" * 12, "12345", "training"])
def test_nothing_is_guessed_from_what_is_short_far_or_known(typed):
    guess = best_guess(typed, typed, [one for one in KNOWN if one.word != "trading"])
    assert guess is None


def test_a_singular_typed_wrong_is_found_by_the_stem_of_the_plural_the_index_keeps():
    known = [Word("municipalities", "municip", 12), Word("munition", "munit", 1)]
    assert best_guess("municpality", "municp", known).word == "municipalities"
    assert best_guess("communality", "communal", known) is None


def test_neighbours_swapped_are_one_mistake():
    assert distance("abcd", "abdc", 2) == 1
    assert distance("abcd", "wxyz", 2) == 3
