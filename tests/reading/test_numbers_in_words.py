from decimal import Decimal

import pytest

from jointfund.reading.numbers_in_words import number, ordinal


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,700,000", "1700000"),
        ("600 000", "600000"),
        ("3.57 million", "3570000"),
        ("57.5M", "57500000"),
        ("twenty-one", "21"),
        ("nine", "9"),
        ("two hundred", "200"),
        ("6.7", "6.7"),
    ],
)
def test_a_printed_number_has_its_value(printed: str, value: str) -> None:
    assert number(printed) == Decimal(value)


@pytest.mark.parametrize("words", ["women", "", "12 Xm", "one Health"])
def test_words_that_are_no_number_have_none(words: str) -> None:
    assert number(words) is None


def test_an_ordinal_names_a_place() -> None:
    assert ordinal("Seventh") == 7
    assert ordinal("seven") is None
