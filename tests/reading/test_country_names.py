from tests.reading.builders import LEXICON

from jointfund.reading.country_names import countries_named, people_named


def names(text: str) -> list[str]:
    """Codes of the countries a text names."""
    return [each.iso3 for each in countries_named(text, LEXICON.countries)]


def test_a_country_is_named_in_capitals_by_any_of_its_names_and_with_a_genitive() -> None:
    assert names("TÜRKIYE and Turkey's neighbours, the United States") == ["TUR", "TUR", "USA"]


def test_a_common_noun_is_no_country_and_a_part_of_a_word_neither() -> None:
    assert names("a turkey for Togoville and the Nigerians") == []


def test_the_words_for_a_people_are_kept_apart_from_the_name() -> None:
    found = people_named("Togolese women and Fijians", LEXICON.countries)
    assert [each.iso3 for each in found] == ["TGO", "FJI"]
