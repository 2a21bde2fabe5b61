"""The practitioners' report: every fiche, fact and item against what a careful reader found in it."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.reading.papers import read_file

from jointfund.reading.fiches.records import PointList, ProjectFiche
from jointfund.reading.records import Reading, Span
from jointfund.vocabularies.lexicon import load_lexicon

Gold = dict[str, Any]
LEAST_RIGHT = 0.97


@pytest.fixture(scope="module")
def report(shared: Path) -> Reading:
    return read_file(next((shared / "seeds").glob("003_*")), load_lexicon())


@pytest.fixture(scope="module")
def expected(shared: Path) -> list[Gold]:
    fiches = json.loads((shared / "gold" / "fiches.json").read_text(encoding="utf-8"))
    return sorted(fiches, key=lambda fiche: fiche["span"]["start_line"])


@pytest.fixture(scope="module")
def session_numbers(shared: Path) -> dict[str, int]:
    sessions = json.loads((shared / "gold" / "sessions.json").read_text(encoding="utf-8"))
    return {session["key"]: session["number"] for session in sessions}


def _pairs(report: Reading, expected: list[Gold]) -> Iterator[tuple[ProjectFiche, Gold]]:
    return zip(report.projects, expected, strict=True)


def _lines(place: Span | Gold | None) -> tuple[int, int] | None:
    if place is None:
        return None
    if isinstance(place, Span):
        return place.start_line, place.end_line
    return place["start_line"], place["end_line"]


def test_28_of_28_fiches_are_found_and_none_extra(report: Reading, expected: list[Gold]) -> None:
    assert report.documents[0].kind == "report"
    found = [_lines(fiche.source) for fiche in report.projects]
    assert found == [_lines(gold["span"]) for gold in expected]
    assert len(found) == 28


def test_a_reader_can_count_29_projects_one_fiche_holds_two(report: Reading, expected: list[Gold]) -> None:
    assert sum(fiche.project_count for fiche in report.projects) == 29
    for fiche, gold in _pairs(report, expected):
        assert [(s.component, s.duration_months, s.place.start_line, s.printed) for s in fiche.starts] == [
            (s["component"], s["duration_months"], s["line"], s["value"]) for s in gold["start_printed"]
        ], gold["key"]


def _facts(fiche: ProjectFiche, gold: Gold, numbers: dict[str, int]) -> Iterator[tuple[str, Any, Any]]:
    """Each scalar fact as read and as a reader found it."""
    total = fiche.budget_total("EUR")
    wanted_total = gold["budget_total_eur_computed"]
    yield "acronym", fiche.acronym, gold["acronym"]
    yield "title", fiche.full_title, gold["full_title"]
    yield "annex label", fiche.annex_label, gold["annex_label"]
    yield "agency", sorted(body.name for body in fiche.agencies), sorted(gold["agency"])
    yield "donors", [body.name for body in fiche.donors], gold["donors"]
    yield (
        "budget",
        [(float(p.amount), p.currency, p.place.start_line, p.printed) for p in fiche.budget],
        [(float(p["amount"]), p["currency"], p["line"], p["raw"]) for p in gold["budget"]],
    )
    yield "budget total", total and float(total), wanted_total and float(wanted_total)
    yield "start", fiche.start, gold["start"]
    yield "months", fiche.duration_months, gold["duration_months"]
    yield "countries", [c.iso3 for c in fiche.countries], [c["iso3"] for c in gold["countries"]]
    yield "site", [site.address for site in fiche.sites], gold["project_site"]
    yield "sessions", [s.number for s in fiche.sessions], [numbers[key] for key in gold["sessions"]]


def test_scalar_facts_are_right_field_by_field(
    report: Reading, expected: list[Gold], session_numbers: dict[str, int]
) -> None:
    right, total, wrong = Counter[str](), Counter[str](), list[str]()
    for fiche, gold in _pairs(report, expected):
        for field, found, wanted in _facts(fiche, gold, session_numbers):
            total[field] += 1
            right[field] += found == wanted
            if found != wanted:
                wrong.append(f"{gold['key']} {field}: {found!r}, not {wanted!r}")
    print("\n" + "\n".join(f"{field:14} {right[field]}/{total[field]}" for field in total))
    assert sum(right.values()) / sum(total.values()) >= LEAST_RIGHT, wrong
    assert all(right[field] / total[field] >= LEAST_RIGHT - 0.01 for field in total), wrong


@pytest.mark.parametrize("field", ["challenges", "good_practices", "expected_results"])
def test_every_item_stands_by_itself_none_glued_none_lost(
    field: str, report: Reading, expected: list[Gold]
) -> None:
    for fiche, gold in _pairs(report, expected):
        found: PointList = getattr(fiche, field)
        wanted = gold[field]
        assert [point.place.start_line for point in found.points] == wanted["item_lines"], gold["key"]
        assert len(found.points) == wanted["count"]
        assert _lines(found.place) == _lines(wanted["pointer"]), gold["key"]
        if wanted["pointer"]:
            assert found.words == wanted["pointer"]["words"], gold["key"]


@pytest.mark.parametrize("field", ["main_objectives", "main_features", "nexus", "testimony", "covid"])
def test_sections_stand_on_their_lines_to_the_word(field: str, report: Reading, expected: list[Gold]) -> None:
    for fiche, gold in _pairs(report, expected):
        found = [(*(_lines(part.place) or ()), part.words) for part in getattr(fiche, field)]
        wanted = [(p["start_line"], p["end_line"], p["words"]) for p in gold[field]]
        assert found == wanted, gold["key"]


def test_partners_are_told_apart_as_a_reader_does(report: Reading, expected: list[Gold]) -> None:
    agreed = total = 0
    for fiche, gold in _pairs(report, expected):
        ours = {(p.name, p.place.start_line) for p in fiche.partners}
        theirs = {(p["name"], p["line"]) for p in gold["partners"]}
        agreed += len(ours & theirs)
        total += len(ours | theirs)
    assert agreed / total > 0.97


def test_donors_and_countries_stand_on_their_lines(report: Reading, expected: list[Gold]) -> None:
    for fiche, gold in _pairs(report, expected):
        assert _lines(fiche.places.get("donors")) == _lines(gold["donor_pointer"]), gold["key"]
        assert _lines(fiche.places.get("countries")) == _lines(gold["country_pointer"]), gold["key"]
        assert _lines(fiche.places["full_title"]) == _lines(gold["title_pointer"]), gold["key"]


def test_a_link_in_place_of_a_testimony_is_no_site(report: Reading, expected: list[Gold]) -> None:
    for fiche, gold in _pairs(report, expected):
        links = [link.place.start_line for link in fiche.other_links]
        assert links == ([gold["other_link_line"]] if gold["other_link_line"] else []), gold["key"]
        assert [site.place.start_line for site in fiche.sites] == gold["project_site_lines"]


def test_a_budget_part_says_what_it_is_for(report: Reading, expected: list[Gold]) -> None:
    for fiche, gold in _pairs(report, expected):
        found = [(part.component or "").replace(" ", "") for part in fiche.budget if not part.is_sum]
        wanted = [
            (part["component"] or "").replace(" ", "")
            for part in gold["budget"]
            if part["component"] != "aggregate printed in text"
        ]
        assert found == wanted, gold["key"]
