"""Addresses of searches: what they ask, and one address for one question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.search.filters import LONGEST_QUESTION, SearchFilter


def test_a_question_and_its_facets_come_back_from_their_address():
    asked = SearchFilter.of({"q": ["  two\twords "], "kind": ["lesson", "lesson", ""], "nothing": ["x"]})
    assert asked.q == "two words"
    assert asked.narrowed == {"kind": ("lesson",)}
    assert SearchFilter.of_address(asked.query_string()) == asked


def test_a_long_question_is_cut_and_says_so():
    asked = SearchFilter.of({"q": ["x" * 10_000]})
    assert (len(asked.q), asked.is_cut) == (LONGEST_QUESTION, True)


def test_one_value_can_be_taken_back():
    asked = SearchFilter.of({"q": ["a"], "kind": ["lesson", "result"], "year": ["2023"]})
    assert asked.without("kind", "lesson").query_string() == "q=a&kind=result&year=2023"
    assert "year" not in asked.without("year", "2023").narrowed


@pytest.mark.parametrize("sign", ["\0", "\x00kind"])
def test_no_sign_a_database_refuses_gets_through(sign):
    asked = SearchFilter.of({"q": [f"a{sign}b"], "country": [sign]})
    assert "\0" not in asked.query_string()
    assert "\0" not in asked.q


@given(
    st.dictionaries(st.sampled_from(["q", "kind", "topic", "year", "page"]), st.lists(st.text(), max_size=4))
)
def test_every_address_is_read_to_the_same_question_again(parameters):
    asked = SearchFilter.of(parameters)
    again = SearchFilter.of_address(asked.query_string())
    assert again.query_string() == asked.query_string()
