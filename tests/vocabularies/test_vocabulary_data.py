import json
import re
from importlib.resources import files

import pytest

MINE = (
    "principles",
    "gcm_objectives",
    "sdg_goals",
    "sdg_targets",
    "themes",
    "populations",
    "levels",
    "country_roles",
    "cues",
)


def vocabulary(name: str) -> dict:
    """One vocabulary file."""
    source = files("jointfund.vocabularies").joinpath("data", f"{name}.json")
    return json.loads(source.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MINE)
def test_a_vocabulary_says_where_it_is_from_and_since_when(name: str) -> None:
    data = vocabulary(name)
    assert data["source"]
    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", data["as_of"])
    assert data["terms"]


@pytest.mark.parametrize("name", [name for name in MINE if name != "cues"])
def test_codes_are_unique_and_labelled(name: str) -> None:
    terms = vocabulary(name)["terms"]
    assert len({term["code"] for term in terms}) == len(terms)
    assert all(term["label"] for term in terms)


@pytest.mark.parametrize(
    ("name", "count"),
    [("principles", 10), ("gcm_objectives", 23), ("sdg_goals", 17), ("sdg_targets", 169)],
)
def test_official_lists_are_complete(name: str, count: int) -> None:
    assert len(vocabulary(name)["terms"]) == count


def test_every_target_belongs_to_a_goal_and_every_goal_has_its_colour() -> None:
    goals = {goal["code"] for goal in vocabulary("sdg_goals")["terms"]}
    assert {target["goal"] for target in vocabulary("sdg_targets")["terms"]} == goals
    assert all(re.fullmatch(r"#[0-9A-F]{6}", goal["colour"]) for goal in vocabulary("sdg_goals")["terms"])


def test_every_cue_leads_to_a_known_code_by_a_valid_pattern() -> None:
    schemes = {
        "principle": "principles",
        "theme": "themes",
        "population": "populations",
        "level": "levels",
        "gcm_objective": "gcm_objectives",
    }
    known = {scheme: {term["code"] for term in vocabulary(name)["terms"]} for scheme, name in schemes.items()}
    for cue in vocabulary("cues")["terms"]:
        re.compile(cue["pattern"])
        re.compile(cue.get("unless", ""))
        assert cue["scheme"] == "place" or cue["code"] in known[cue["scheme"]], cue


def test_every_group_theme_and_level_has_a_cue() -> None:
    cued = {(cue["scheme"], cue["code"]) for cue in vocabulary("cues")["terms"]}
    for name in ("themes", "populations", "levels"):
        data = vocabulary(name)
        assert {(data["scheme"], term["code"]) for term in data["terms"]} <= cued
