"""The fund's own booklet and brief against what a careful reader found in them."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.reading.papers import read_file

from jointfund.reading.records import Programme, Reading
from jointfund.vocabularies.lexicon import load_lexicon

Gold = list[dict[str, Any]]


def _gold(shared: Path, name: str) -> Any:
    return json.loads((shared / "gold" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def booklet(shared: Path) -> Reading:
    return read_file(next((shared / "seeds").glob("000_*")), load_lexicon())


@pytest.fixture(scope="module")
def brief(shared: Path) -> Reading:
    return read_file(next((shared / "seeds").glob("001_*")), load_lexicon())


@pytest.fixture(scope="module")
def expected(shared: Path) -> Gold:
    return sorted(_gold(shared, "joint_programmes.json"), key=lambda programme: programme["heading_line"])


def _pairs(reading: Reading, expected: Gold) -> list[tuple[Programme, dict[str, Any]]]:
    return list(zip(reading.programmes, expected, strict=True))


def test_all_51_programmes_are_found_and_none_extra(booklet: Reading, expected: Gold) -> None:
    found = [(p.heading, p.source.start_line) for p in booklet.programmes]
    assert found == [(gold["heading"], gold["heading_line"]) for gold in expected]


def test_the_facts_of_51_of_51_are_exact(booklet: Reading, expected: Gold) -> None:
    for programme, gold in _pairs(booklet, expected):
        assert [country.iso3 for country in programme.countries] == [c["iso3"] for c in gold["countries"]]
        assert programme.budget_usd == gold["budget_usd"], gold["key"]
        assert programme.budget_precision == "exact"
        assert programme.duration_months == gold["duration_months"], gold["key"]
        assert programme.status == gold["status_code"], gold["key"]
        assert programme.section == gold["section"], gold["key"]
        assert programme.thematic_area == gold["thematic_area"], gold["key"]


def test_titles_are_exact_where_printed_and_null_where_lost(booklet: Reading, expected: Gold) -> None:
    for programme, gold in _pairs(booklet, expected):
        assert programme.title == gold["title"], gold["key"]


def test_the_text_of_the_partners_is_exact(booklet: Reading, expected: Gold) -> None:
    for programme, gold in _pairs(booklet, expected):
        assert programme.key_partners_text == gold["key_partners_raw"], gold["key"]


def test_nine_of_ten_partners_are_told_apart_as_a_reader_does(booklet: Reading, expected: Gold) -> None:
    agreed = total = 0
    for programme, gold in _pairs(booklet, expected):
        ours, theirs = {partner.name for partner in programme.key_partners}, set(gold["key_partners"])
        agreed += len(ours & theirs)
        total += len(ours | theirs)
    assert agreed / total > 0.9


def test_summaries_stand_on_the_lines_they_should_word_for_word(
    booklet: Reading, expected: Gold, shared: Path
) -> None:
    lines = next((shared / "seeds").glob("000_*")).read_text(encoding="utf-8").split("\n")
    for programme, gold in _pairs(booklet, expected):
        pointer, place = gold["summary"], programme.places["summary_text"]
        assert (place.start_line, place.end_line) == (pointer["start_line"], pointer["end_line"]), gold["key"]
        words = " ".join(lines[pointer["start_line"] - 1 : pointer["end_line"]]).split()
        assert (programme.summary_text or "").split() == words, gold["key"]


def test_organisations_are_those_whose_logos_left_words(booklet: Reading, expected: Gold) -> None:
    for programme, gold in _pairs(booklet, expected):
        found = [organisation.acronym for organisation in programme.participating_organisations]
        assert found == [organisation["org"] for organisation in gold["participating_orgs"]], gold["key"]


def test_13_of_13_programmes_of_the_brief(brief: Reading, shared: Path) -> None:
    expected = sorted(_gold(shared, "brief_programmes.json"), key=lambda programme: programme["title_line"])
    for programme, gold in _pairs(brief, expected):
        assert programme.title == gold["title"]
        assert programme.heading == gold["heading"]
        assert programme.section == gold["section"], gold["key"]
        assert programme.thematic_area == gold["thematic_area"], gold["key"]
        assert programme.budget_usd == gold["budget_usd"], gold["key"]
        assert programme.places["title"].start_line == gold["title_line"]
        assert programme.places["thematic_area"].start_line == gold["thematic_area_line"]


def test_countries_of_the_brief_are_those_printed_beside_a_programme(brief: Reading, shared: Path) -> None:
    expected = sorted(_gold(shared, "brief_programmes.json"), key=lambda programme: programme["title_line"])
    for programme, gold in _pairs(brief, expected):
        found, theirs = [c.iso3 for c in programme.countries], [c["iso3"] for c in gold["countries"]]
        assert found == theirs[: len(found)], gold["key"]
        if found != theirs:  # what was lost in the conversion is doubted, not filled in
            assert any(doubt.field == "countries" for doubt in programme.doubts), gold["key"]


def test_22_of_22_contributors_to_the_dollar(brief: Reading, shared: Path) -> None:
    expected = _gold(shared, "donors.json")
    assert [
        (row.contributor, row.iso3, row.member_state, row.amount_usd, row.source.start_line)
        for row in brief.contributions
    ] == [
        (gold["name"], gold["iso3"], gold["member_state"], gold["amount_usd"], gold["lines"]["001"])
        for gold in expected["donors"]
    ]
    assert sum(row.amount_usd for row in brief.contributions) == expected["computed"]["total_usd"]
    assert {row.as_of for row in brief.contributions} == {"2024-01"}
