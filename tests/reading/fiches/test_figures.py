"""Figures of fiches: value, population, target or achieved, shares; and against what a reader noted."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.reading.papers import LEXICON, read_file

from jointfund.reading.as_json import as_data
from jointfund.reading.read import read_files
from jointfund.reading.records import Claim
from jointfund.vocabularies.lexicon import load_lexicon

REPORT = Path(__file__).parents[1] / "papers" / "fiches.txt"
TEMPLATE = """ABC

A Better Crossing

Main objectives

{objectives}

Main features

{features}

Key challenges faced during implementation

- One challenge

Key good practices that can be tested during implementation

- One practice
"""


def figures(tmp_path: Path, features: str, objectives: str = "To cross well.") -> list[Claim]:
    paper = tmp_path / "paper.txt"
    paper.write_text(TEMPLATE.format(features=features, objectives=objectives), encoding="utf-8")
    return [claim for claim in read_file(paper, LEXICON).claims if claim.project]


def shares(claim: Claim) -> list[tuple[str, int, int | None, str]]:
    return [(s.group, int(s.value), s.value_to and int(s.value_to), s.unit) for s in claim.shares]


def test_a_result_says_whom_it_reached_and_how_many_of_them_are_women(tmp_path: Path) -> None:
    (one, other) = figures(
        tmp_path,
        "Thanks to the project:\n\n- 145 wardens have lamps;\n- 78 of them, including 58 women, are paid.",
    )
    assert (one.value, one.unit, one.standing, one.section) == (145, "wardens", "achieved", "main_features")
    assert other.quote == "78 of them, including 58 women"
    assert (other.value, other.standing) == (78, "achieved")
    assert shares(other) == [("women", 58, None, "heads")]


def test_a_target_keeps_its_shares_by_group_and_its_lead(tmp_path: Path) -> None:
    (one,) = figures(
        tmp_path,
        "Key targets include:\n\n"
        "- At least 5,000 people trained (youth: 60% to 80%, women: 40% to 60% and returnees: 10 %);",
    )
    assert (one.value, one.population, one.standing) == (5000, "people", "target")
    assert shares(one) == [
        ("youth", 60, 80, "percent"),
        ("women", 40, 60, "percent"),
        ("returnees", 10, None, "percent"),
    ]
    assert one.quote.endswith("10 %)")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Over 300.000 people have better water.", 300_000, "people"),
        ("At least 1,500 decent and sustainable jobs were created.", 1500, "decent and sustainable jobs"),
        ("Work is led by 5 M&E staff and others.", 5, "M&E staff"),
        ("There are 23 “night wardens” at the pass.", 23, "night wardens"),
        (
            "Help went to 2500 women and youth owned workshops.",
            2500,
            "women and youth owned workshops",
        ),
    ],
)
def test_a_number_keeps_its_whole_noun(text: str, value: int, unit: str, tmp_path: Path) -> None:
    (one,) = figures(tmp_path, text)
    assert (one.value, one.unit) == (value, unit)


def test_target_and_achieved_are_told_by_the_nearest_words(tmp_path: Path) -> None:
    found = figures(
        tmp_path, "The pass will have 40 lamps; 12 lamps have been lit; the design has 3 components."
    )
    assert [(int(one.value), one.standing) for one in found] == [
        (40, "target"),
        (12, "achieved"),
        (3, None),
    ]


def test_a_group_ends_before_the_verb(tmp_path: Path) -> None:
    (one,) = figures(tmp_path, "15 candidates of whom 5 women were interviewed and selected.")
    assert shares(one) == [("women", 5, None, "heads")]


def test_two_parts_that_add_up_to_the_whole_are_shares_whoever_they_are(tmp_path: Path) -> None:
    one = figures(tmp_path, "There are 106 offices (54 upland and 52 lowland) in it.")[0]
    assert shares(one) == [("upland", 54, None, "heads"), ("lowland", 52, None, "heads")]


def test_a_part_larger_than_its_whole_is_no_share(tmp_path: Path) -> None:
    found = figures(tmp_path, "They trained 20 wardens, including 90 women from other valleys.")
    assert found[0].shares == ()
    assert figures(tmp_path, "They trained 200 wardens (140% women) in it.")[0].shares == ()


def test_figures_are_claims_of_the_json_with_their_project_and_line() -> None:
    reading, _ = read_files([REPORT], LEXICON)
    claims = as_data(reading)["claims"]
    assert isinstance(claims, list)
    mine = [claim for claim in claims if isinstance(claim, dict) and claim.get("project") == "LAMPS"]
    lines = REPORT.read_text(encoding="utf-8").split("\n")
    assert {claim["value"] for claim in mine} >= {145, 4, 30}
    for claim in mine:
        source: Any = claim["source"]
        printed = " ".join(" ".join(lines[source["start_line"] - 1 : source["end_line"]]).split())
        assert str(claim["quote"]) in printed
    wardens = next(claim for claim in mine if claim["value"] == 145)
    assert wardens["shares"] == [{"group": "women", "value": 58, "value_to": None, "unit": "heads"}]


def _values(claim: Claim) -> set[float]:
    printed = [claim.value, claim.value_to, *(share.value for share in claim.shares)]
    return {float(value) for value in printed if value is not None}


def test_95_of_100_statements_a_reader_noted_in_fiches_are_figures(shared: Path) -> None:
    report = read_file(next((shared / "seeds").glob("003_*")), load_lexicon())
    found = [claim for claim in report.claims if claim.project]
    everything = json.loads((shared / "gold" / "claims.json").read_text(encoding="utf-8"))
    wanted = [c for c in everything if c["file"] == "003" and c["scope"] == "project"]
    missed = []
    for each in wanted:
        factor = 1_000_000 if each["unit"].startswith("million") else 1
        values = each["value"] if isinstance(each["value"], list) else [each["value"]]
        here = [c for c in found if c.source.start_line <= each["line"] <= c.source.end_line]
        known = set().union(*(_values(claim) for claim in here)) if here else set[float]()
        if not {float(value) * factor for value in values} <= known:
            missed.append(each["id"])
    print(f"\nfigures of fiches: {len(wanted) - len(missed)}/{len(wanted)}")
    assert len(wanted) == 140
    assert len(missed) <= len(wanted) * 0.05, missed


def test_the_words_of_a_figure_stand_on_its_lines(shared: Path) -> None:
    report = read_file(next((shared / "seeds").glob("003_*")), load_lexicon())
    lines = report.documents[0].lines
    for claim in (claim for claim in report.claims if claim.project):
        printed = " ".join(" ".join(lines[claim.source.start_line - 1 : claim.source.end_line]).split())
        assert claim.quote in printed
