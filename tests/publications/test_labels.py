import json
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from jointfund.publications.labels import TABLES, UnknownLanguage, labels_in, languages


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["ar", "es", "fr", "zh"])
def test_every_language_has_the_words_of_english_with_the_same_values_in_them(language: str) -> None:
    english = labels_in("en").words
    other = labels_in(language).words
    assert other.keys() == english.keys()
    dates = {"date_day", "date_month", "date_year"}
    for key in english.keys() - dates:
        assert placeholders(other[key]) == placeholders(english[key]), key


def test_a_table_says_its_language() -> None:
    assert languages() == ("en", "ar", "es", "fr", "zh")
    for language in languages():
        assert json.loads((TABLES / f"{language}.json").read_text())["language"] == language


@pytest.mark.parametrize(
    ("language", "amount", "day", "month", "country"),
    [
        ("en", "USD 2,786,280", "31 July 2023", "July 2023", "Ivory"),
        ("fr", "USD 2 786 280", "31 juillet 2023", "Juillet 2023", "Côte d’Ivoire"),
        ("ar", "USD 2,786,280", "31 يوليو 2023", "يوليو 2023", "ساحل العاج"),
        ("zh", "USD 2,786,280", "2023年7月31日", "2023年7月", "科特迪瓦"),
        ("es", "USD 2.786.280", "31 de julio de 2023", "Julio de 2023", "Côte d’Ivoire"),
    ],
)
def test_each_language_writes_amounts_dates_and_countries_its_way(
    language: str, amount: str, day: str, month: str, country: str
) -> None:
    labels = labels_in(language)
    assert labels.money(Decimal(2_786_280), "USD").replace("\u202f", " ") == amount
    assert labels.day(date(2023, 7, 31)) == day
    assert labels.day(date(2023, 7, 31), "month") == month
    assert labels.country("CI", "Ivory") == country


def test_a_month_within_a_sentence_is_small_where_the_language_writes_it_so() -> None:
    assert labels_in("es").day_within(date(2024, 1, 31), "month") == "enero de 2024"
    assert labels_in("en").day_within(date(2024, 1, 31), "month") == "January 2024"


def test_amounts_are_exact_in_tables_and_rounded_in_prose() -> None:
    labels = labels_in("en")
    assert labels.money(Decimal("57425741.50"), "USD") == "USD 57,425,741.50"
    assert labels.in_prose(Decimal(2_786_280), "USD") == "USD 2.8M"
    assert labels.in_prose(Decimal(2_000_000), "USD") == "USD 2M"
    assert labels.in_prose(Decimal(2_450_000), "USD") == "USD 2.5M"  # half up, as everywhere
    assert labels.in_prose(Decimal(950_000), "USD") == "USD 950,000"
    assert labels.money(None, "USD") is None


@pytest.mark.parametrize("language", ["ar", "es", "fr", "zh"])
def test_statuses_and_goals_are_complete_in_every_language(language: str) -> None:
    labels, french = labels_in(language), labels_in("fr")
    assert labels.statuses.keys() == french.statuses.keys()
    assert list(labels.goals) == [str(number) for number in range(1, 18)]


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownLanguage, match="en, ar, es, fr, zh"):
        labels_in("tlh")


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0", "0.0%"), ("0.0002", "0.02%"), ("0.001", "0.1%"), ("0.3408", "34.1%"), ("1", "100.0%")],
)
def test_a_small_share_is_not_shown_as_none(share: str, shown: str) -> None:
    assert labels_in("en").percent(Decimal(share)) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Western Africa"),
        ("fr", "Afrique occidentale"),
        ("es", "África occidental"),
        ("ar", "غرب أفريقيا"),
    ],
)
def test_a_region_is_named_in_the_language_of_the_document(language: str, shown: str) -> None:
    labels = labels_in(language)
    assert labels.region("Western Africa") == shown
    assert labels.region("Wonderland") == "Wonderland"
