"""The JSON of `jointfund read`."""

import json

from tests.reading.papers import BOOKLET, BRIEF, read_text

from jointfund.reading import as_json


def test_a_programme_has_every_key_and_lists_countries_by_code() -> None:
    data = json.loads(as_json.dumps(read_text(BOOKLET)))
    assert {
        "documents",
        "programmes",
        "contributions",
        "claims",
        "sessions",
        "agency_papers",
        "warnings",
    } <= set(data)
    basin = data["programmes"][1]
    assert basin["countries"] == ["BOR", "SYL"]
    assert basin["source"]["file"] == "paper.txt"
    assert basin["budget_usd"] == 2_150_500
    assert basin["key_partners"][0]["name"] == "Ministry of Ferries"
    assert basin["places"]["budget_usd"]["start_line"] == basin["places"]["duration_months"]["start_line"]
    assert {
        "document_kind", "section", "heading", "title", "thematic_area", "thematic_area_basis",
        "budget_precision", "duration_months", "status", "participating_organisations", "key_partners_text",
        "summary_text", "suggestions", "doubts",
    } <= set(basin)  # fmt: skip


def test_what_is_not_printed_is_null() -> None:
    walk = json.loads(as_json.dumps(read_text(BRIEF)))["programmes"][1]
    assert walk["heading"] is walk["budget_usd"] is walk["status"] is walk["duration_months"] is None
    assert walk["countries"] == []
    assert walk["doubts"]


def test_letters_stay_as_they_are_printed() -> None:
    assert "CÔTE D'ZUBROWKA" in as_json.dumps(read_text(BRIEF))
