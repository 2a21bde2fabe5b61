"""One rule of rounding: to the last digit the text prints."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.reading.checking.rounding import Token, agrees, read_token, written_like


def token(words: str) -> Token:
    found = read_token(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "exact", "does"),
    [
        ("2.8M", 2_786_280, True),
        ("57.5M", 57_425_741, False),
        ("57.4M", 57_425_741, True),
        ("57 million", 57_425_741, True),
        ("60 million", 57_425_741, False),
        ("2,786,280", 2_786_280, True),
        ("2,800,000", 2_786_280, False),
        ("twenty", 20, True),
        ("about 20", 21, False),
        ("more than 161", 161, True),
        ("more than 160", 173, True),
        ("more than 160", 150, False),
        ("fewer than 30", 28, True),
        ("nearly 58 million", 57_425_741, True),
        ("nearly 60 million", 57_425_741, False),
    ],
)
def test_a_number_agrees_when_the_record_rounds_to_it(words, exact, does):
    assert agrees(token(words), Decimal(exact)) is does


@pytest.mark.parametrize(
    ("words", "exact", "written"),
    [
        ("57.5M", "57425741", "57.4M"),
        ("USD 3 million", "57425741", "57 million"),
        ("2,800,000", "2786280", "2,786,280"),
        ("2 000 000", "2786280", "2,786,280"),
        ("Twenty-one", "23", "Twenty-three"),
        ("two million", "3400000", "three million"),
        ("7 billion", "57425741", "57,425,741"),
        ("38%", "38.28", "38"),
        ("38.3%", "41.07", "41.1"),
    ],
)
def test_the_records_value_is_written_the_way_the_text_writes(words, exact, written):
    assert written_like(token(words), Decimal(exact)) == written


@given(st.integers(1, 10**11), st.sampled_from(["M", " million", "", "K"]), st.integers(0, 2))
def test_what_is_written_agrees_with_what_it_was_written_from(exact, scale, digits):
    decimals = f".{'5' * digits}" if digits and scale else ""
    printed = token(f"3{decimals}{scale}")
    assert agrees(token(written_like(printed, Decimal(exact))), Decimal(exact))
