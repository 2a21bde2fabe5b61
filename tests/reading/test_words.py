"""Finding the lexicon's words, amounts and dates in printed text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.papers import LEXICON

from jointfund.kernel.words import fold
from jointfund.reading.words import Words, amount_in, month_in, months_in
from jointfund.vocabularies.lexicon import load_lexicon

WORDS = Words(LEXICON)


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("RURITANIA AND STRELSAU", ["RUR"]),
        ("Borduria, Syldavia and Freedonia", ["BOR", "SYL", "FRE"]),
        ("CÔTE D’ZUBROWKA", ["ZUB"]),
        ("Trans-Arcadia", ["ARC"]),
        ("Arcadians", []),
    ],
)
def test_countries_are_found_as_whole_names(printed: str, codes: list[str]) -> None:
    assert [country.iso3 for country in WORDS.countries_in(printed).countries] == codes


def test_what_a_line_holds_besides_countries_is_told() -> None:
    found = WORDS.countries_in("UPPER BASIN (UBR) REGION: ARCADIA, BORDURIA, WXQ")
    assert (found.names_region, found.leftover) == (True, "wxq")


def test_a_longer_name_wins_over_the_name_in_it() -> None:
    words = Words(load_lexicon())
    for printed, code in [("GUINEA-BISSAU", "GNB"), ("PAPUA NEW GUINEA", "PNG"), ("NIGERIA", "NGA")]:
        assert [country.iso3 for country in words.countries_in(printed).countries] == [code]


@pytest.mark.parametrize(
    ("printed", "usd", "precision"),
    [
        ("1,700,000", 1_700_000, "exact"),
        ("USD 2.85M", 2_850_000, "rounded"),
        ("USD 1.5 million", 1_500_000, "rounded"),
        ("US$ 1,500,000", 1_500_000, "exact"),
        ("1.500.000 USD", 1_500_000, "exact"),
        ("USD 750K", 750_000, "rounded"),
        ("19,569,912 USD", 19_569_912, "exact"),
    ],
)
def test_amounts_are_read_to_the_dollar(printed: str, usd: int, precision: str) -> None:
    amount = amount_in(printed, with_currency=False)
    assert amount is not None
    assert (amount.usd, amount.precision) == (usd, precision)


@given(st.integers(min_value=0, max_value=10**10))
def test_every_grouped_amount_is_read_back(usd: int) -> None:
    amount = amount_in(f"USD {usd:,}", with_currency=True)
    assert amount is not None
    assert amount.usd == usd


def test_a_number_without_currency_is_no_amount_where_one_is_asked_for() -> None:
    assert amount_in("eight of 24 months", with_currency=True) is None


def test_months_and_dates() -> None:
    assert [months_in(text) for text in ("24", "36 months", "2 years", "soon")] == [24, 36, 24, None]
    assert month_in("Contributors as of January 2031") == "2031-01"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_an_area_is_known_by_its_title_or_a_long_beginning_of_it() -> None:
    assert WORDS.area_titled("Keeping every traveller safe on the way, including through lit roads") == 2
    assert WORDS.area_titled("OPENING REGULAR WAYS OF TRAVEL") == 3
    assert WORDS.area_titled("Keeping") is None
