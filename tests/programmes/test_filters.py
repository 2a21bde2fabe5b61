"""A filter: from an address, back to it, and in words. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.programmes.filters import (
    BANDS,
    FACET_LABELS,
    SORTS,
    Names,
    ProgrammeFilter,
    Reading,
    Tags,
    in_words,
    keep_known,
    read_filter,
)

NAMES = Names(
    {
        "stage": {"pipeline": "pipeline"},
        "region": {"western-africa": "Western Africa"},
        "country": {"MLI": "Mali", "NER": "Niger", "TCD": "Chad"},
        "theme": {"skills": "Skills and training"},
    }
)
texts = st.text(max_size=60)
parameters = st.dictionaries(
    st.sampled_from([*FACET_LABELS, "q", "sort", "tags", "as_of", "page", "colour"]) | texts,
    st.lists(texts | st.sampled_from(["2023-07-31", "MLI,NER", "budget", "confirmed", "1"]), max_size=4),
)


def parsed(query: str) -> ProgrammeFilter:
    from urllib.parse import parse_qs

    return read_filter(parse_qs(query)).filter


@given(parameters)
def test_every_address_is_read_and_every_filter_has_one_address(asked):
    found = read_filter(asked).filter
    assert parsed(found.query_string()) == found
    assert parsed(found.query_string()).query_string() == found.query_string()


@given(parameters, st.integers(0, 9_999))
def test_every_filter_can_be_said(asked, count):
    assert in_words(read_filter(asked).filter, count, Names()).startswith(f"{count:,} ")


def test_the_order_of_the_choices_does_not_change_the_address():
    one, other = parsed("country=MLI&country=NER&area=2"), parsed("area=2&country=ner,mli")
    assert one == other
    assert one.query_string() == "area=2&country=MLI&country=NER"


def test_numbers_stand_by_their_value():
    assert parsed("gcm_objective=10,9,2").gcm_objective == ("2", "9", "10")


def test_a_filter_is_said_as_one_would_say_it():
    asked = parsed("stage=pipeline&region=western-africa&sort=budget")
    assert in_words(asked, 4, NAMES) == "4 pipeline programmes in Western Africa, by budget"
    asked = parsed("country=MLI,NER,TCD&q=decent+work&as_of=2023-07")
    assert in_words(asked, 1, NAMES) == (
        "1 programme in Mali, Niger or Chad, with the words “decent work”, as of 31 July 2023"
    )
    assert in_words(parsed("theme=skills&tags=confirmed"), 0, NAMES) == (
        "0 programmes on Skills and training, counting confirmed tags only"
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("colour=red", "“colour” is not a filter"),
        ("sort=colour", "cannot be sorted by “colour”"),
        ("tags=some", "confirmed, suggested or all"),
        ("as_of=soon", "“soon” is not a date"),
        ("as_of=2023-13", "is not a date"),
        ("theme=" + "x" * 100, "too long"),
        ("q=" + "x" * 300, "first 200 letters"),
    ],
)
def test_what_is_not_understood_is_left_out_with_a_sentence(query, words):
    from urllib.parse import parse_qs

    reading = read_filter(parse_qs(query))
    assert words in " ".join(reading.messages)
    assert reading.filter.but(q="") == ProgrammeFilter()


def test_codes_the_vocabularies_do_not_hold_are_left_out_with_a_sentence():
    reading = keep_known(Reading(parsed("theme=skills,magic&country=ZZZ")), NAMES)
    assert reading.filter == parsed("theme=skills")
    assert reading.messages == (
        "Country: there is no “ZZZ” here.",
        "Theme: there is no “magic” here.",
    )


def test_one_value_can_be_added_and_removed():
    asked = parsed("theme=skills&sort=budget")
    assert asked.having("theme", "data").theme == ("data", "skills")
    assert asked.having("theme", "data").without("theme", "data") == asked
    assert asked.without("theme").query_string() == "sort=budget"


def test_partial_dates_mean_their_last_day():
    assert parsed("as_of=2023").as_of == date(2023, 12, 31)


def test_the_bands_cover_every_budget_once():
    edges = [(band.floor, band.ceiling) for band in BANDS if not band.is_unknown]
    assert edges[0][0] is None
    assert edges[-1][1] is None
    assert [ceiling for _floor, ceiling in edges[:-1]] == [floor for floor, _ceiling in edges[1:]]
    assert sum(band.is_unknown for band in BANDS) == 1


def test_every_order_has_words_and_its_reverse():
    assert {f"-{sort}" for sort in SORTS if not sort.startswith("-")} <= set(SORTS)


def test_ordinary_choices_are_not_in_the_address():
    assert ProgrammeFilter().query_string() == ""
    assert parsed("tags=all&sort=reference") == ProgrammeFilter(tags=Tags.ALL)
