"""Two editions of an invented booklet: what entered, left, moved, changed, and what stayed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.papers import BOOKLET

from jointfund.reading.editions import Edition, Entry, compare_editions, entry_of, match_entries
from jointfund.reading.editions_as_json import described, diff_as_data, place_of, summary
from jointfund.reading.read import read_lines
from jointfund.reading.sources.lines import SourceLines
from jointfund.reading.words import Words
from jointfund.vocabularies.lexicon import load_lexicon

LATER = (
    BOOKLET.replace("March 2031", "June 2032")
    .replace("1,234,567", "1,400,000")
    .replace("Togolese Bureau of Numbers; ", "")
    .replace("Joint Programme document submitted.", "Concept note approved by Steering Committee.")
    .replace("CHAD", "FIJI")
    .replace("digs wells along a herders' road", "plants trees above a lagoon of the main island")
)


def edition(text: str, name: str) -> Edition:
    words = Words(load_lexicon())
    reading = read_lines(SourceLines(name, "text/plain", "", tuple(text.split("\n"))), words)
    return Edition(name, tuple(entry_of(one) for one in reading.programmes))


@pytest.fixture(scope="module")
def diff():
    return compare_editions(edition(BOOKLET, "march.txt"), edition(LATER, "june.txt"))


def sentences(diff) -> list[str]:
    return [change.sentence for pair in diff.pairs for change in pair.changes]


def test_an_edition_compared_with_itself_changes_nothing():
    diff = compare_editions(edition(BOOKLET, "a"), edition(BOOKLET, "b"))
    assert summary(diff) == "0 entered, 0 left, 0 moved, 0 changed, 3 unchanged."


def test_what_entered_and_what_left_are_told_with_their_lines(diff):
    assert [(one.name, one.place.file) for one in diff.entered] == [("Fiji", "june.txt")]
    assert [(one.name, one.place.file) for one in diff.left] == [("Chad", "march.txt")]
    assert described(diff.entered[0], "USD") == "“Fiji”, funded, USD 1,500,000, 18 months"
    assert place_of(diff.entered[0]).startswith("june.txt, lines ")


def test_a_change_is_a_sentence(diff):
    title = "Counting those who leave and those who come home"
    assert f"“{title}”: the budget rose by USD 165,433, from USD 1,234,567 to USD 1,400,000." in sentences(
        diff
    )
    assert f"“{title}”, key partners: no longer Togolese Bureau of Numbers." in sentences(diff)


def test_a_move_is_told_apart_from_other_changes(diff):
    assert [pair.new.name for pair in diff.moved] == ["Peru"]
    assert len(diff.changed) == 1
    assert "the status was “Joint Programme document submitted” and is now" in sentences(diff)[-1]


def test_the_answer_as_data_names_both_places(diff):
    data = diff_as_data(diff)
    assert [one["matched_by"] for one in data["changed"]] == ["the same title"]
    assert data["changed"][0]["old_source"]["file"] == "march.txt"
    assert data["changed"][0]["new_source"]["file"] == "june.txt"


def entry(key: str, **fields: object) -> Entry:
    values = {
        "name": key, "title": None, "countries": (("TGO", "Togo"),), "area": 1, "budget": Decimal(1_000_000),
        "is_budget_rounded": False, "months": 24, "status": None, "section": "pipeline",
    }  # fmt: skip
    return Entry(key, **(values | fields))  # type: ignore[arg-type]


def test_a_heading_alone_never_decides():
    old = entry("old", area=None, budget=None)
    assert match_entries([old], [entry("new", area=None, budget=None)]) == {}


def test_of_two_that_fit_equally_none_is_taken():
    assert match_entries([entry("a"), entry("b")], [entry("new")]) == {}


def test_the_same_title_is_followed_into_another_area_and_section():
    old = entry("old", title="Lamps along the coast")
    new = replace(old, key="new", area=2, section="funded", countries=(("TGO", "Togo"), ("GHA", "Ghana")))
    diff = compare_editions(Edition("old", (old,)), Edition("new", (new,)))
    assert [change.kind for change in diff.pairs[0].changes] == ["section", "area", "countries"]
    assert diff.pairs[0].changes[2].sentence.endswith("now also Ghana.")


def test_a_shorter_list_of_countries_needs_area_and_amount():
    several = entry("old", countries=(("TGO", "Togo"), ("GHA", "Ghana")))
    assert match_entries([several], [entry("new")])[0][0] == 0
    assert match_entries([several], [entry("new", budget=Decimal(900_000))]) == {}


SOME = st.builds(
    lambda key, code, area, budget: entry(key, countries=((code, code),), area=area, budget=budget),
    st.uuids().map(str),
    st.sampled_from(["TGO", "GHA", "PER"]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, Decimal(1_000_000), Decimal(2_000_000)]),
)


@given(st.lists(SOME, max_size=6), st.lists(SOME, max_size=6))
def test_every_programme_is_accounted_for_once(old, new):
    diff = compare_editions(Edition("old", tuple(old)), Edition("new", tuple(new)))
    assert len(diff.entered) + len(diff.pairs) == len(new)
    assert len(diff.left) + len(diff.pairs) == len(old)
    assert len({pair.old.key for pair in diff.pairs}) == len(diff.pairs)
