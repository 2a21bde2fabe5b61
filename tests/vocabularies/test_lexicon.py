"""The reader's words, as the data files hold them."""

import re
from collections import Counter

from jointfund.kernel.words import fold
from jointfund.reading.words import Words
from jointfund.vocabularies.lexicon import load_lexicon

LEXICON = load_lexicon()


def test_the_lexicon_is_read_once() -> None:
    assert load_lexicon() is LEXICON


def test_no_form_of_a_name_stands_for_two_countries() -> None:
    forms = Counter(
        form for each in LEXICON.countries for form in {fold(name) for name in (each.name, *each.aliases)}
    )
    assert [form for form, count in forms.items() if count > 1] == []


def test_all_members_of_the_united_nations_are_there_and_kosovo_with_its_code() -> None:
    codes = {country.iso3 for country in LEXICON.countries}
    assert len(codes) == 198
    assert {"XKX", "PSE", "VAT", "TUR", "MKD"} <= codes


def test_countries_are_found_by_the_names_people_use() -> None:
    words = Words(LEXICON)
    for country in LEXICON.countries:
        for name in {country.name, *country.aliases}:
            found = words.country(name)
            assert found is not None
            assert found.iso3 == country.iso3


def test_every_pattern_is_a_regular_expression() -> None:
    patterns = [pattern for kind in LEXICON.partner_kinds for pattern in (*kind.patterns, *kind.heads)]
    patterns += [pattern for status in LEXICON.statuses for pattern in status.patterns]
    for pattern in patterns:
        re.compile(pattern)


def test_no_acronym_stands_for_two_organisations() -> None:
    forms = Counter(
        form
        for each in LEXICON.organisations
        for form in {fold(name) for name in (each.acronym, each.name, *each.aliases)}
    )
    assert [form for form, count in forms.items() if count > 1] == []


def test_a_fund_without_files_of_its_own_shares_countries_and_has_no_areas() -> None:
    other = load_lexicon("XYZ99")
    assert other.areas == ()
    assert other.countries == LEXICON.countries
