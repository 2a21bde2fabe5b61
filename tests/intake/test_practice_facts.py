"""The demonstration's knowledge base: codes that exist, lines that hold, and sentences of our own."""

import json
import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from jointfund.intake.practice_facts import (
    PracticeFacts,
    SessionStatement,
    Statement,
    UnusablePractice,
    load_practice_facts,
)

FOLDER = Path(str(files("jointfund.intake"))) / "demo" / "practice"
HONDURAS = "honduras-integrated-projects"  # one fiche of the report that holds two projects
RUN = 6  # so many words in a row are a phrase of the report's


@pytest.fixture(scope="module")
def facts() -> PracticeFacts:
    return load_practice_facts()


@pytest.fixture(scope="module")
def report(shared: Path) -> list[str]:
    return next((shared / "seeds").glob("003_*")).read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module")
def fiches(shared: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((shared / "gold" / "fiches.json").read_text(encoding="utf-8"))
    return {fiche["key"].removeprefix("fiche-"): fiche for fiche in found}


def _all_said(facts: PracticeFacts) -> Iterator[Statement | SessionStatement]:
    for project in facts.projects:
        yield from project.statements
    for session in facts.sessions:
        yield from session.statements
    yield from facts.common_features


def _codes(name: str) -> set[str | int]:
    path = files("jointfund.vocabularies").joinpath("data", f"{name}.json")
    terms = json.loads(path.read_text(encoding="utf-8"))["terms"]
    return {term.get("number", term.get("code")) for term in terms}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _lines_of(facts: PracticeFacts, fiche: str, kind: str) -> list[int]:
    """Where the statements of a kind begin that rest on this fiche, in its order."""
    keys = {fiche} if fiche != HONDURAS else {p.key for p in facts.projects if p.key.startswith("honduras")}
    stated = [each for project in facts.projects if project.key in keys for each in project.statements]
    return sorted(each.source.start_line for each in stated if each.kind == kind)


def test_there_are_29_projects_and_five_sessions(facts: PracticeFacts) -> None:
    assert len(facts.projects) == 29
    assert [session.number for session in facts.sessions] == [1, 2, 3, 4, 5]
    assert [session.date for session in facts.sessions] == sorted(session.date for session in facts.sessions)


def test_every_code_is_one_of_the_vocabularies(facts: PracticeFacts) -> None:
    populations, levels, objectives = _codes("populations"), _codes("levels"), _codes("gcm_objectives")
    countries = _codes("countries")
    for project in facts.projects:
        assert set(project.countries) <= {str(code) for code in countries} or not project.countries
        for each in project.statements:
            assert set(each.populations) <= populations, each.key
            assert set(each.levels) <= levels, each.key
            assert set(each.gcm_objectives) <= objectives, each.key
        for result in project.results:
            assert result.population is None or result.population in populations, result.unit
            assert result.value_to is None or result.value_to > result.value


def test_every_statement_is_short_has_a_topic_and_a_key_of_its_project(facts: PracticeFacts) -> None:
    for project in facts.projects:
        assert {"objective", "feature", "nexus"} <= {each.kind for each in project.statements} or (
            project.key == "pmd"
        ), project.key
        for each in project.statements:
            assert each.key.startswith(f"{project.key}-")
    for said in _all_said(facts):
        assert said.topics, said.key
        assert 4 <= len(said.text.split()) <= 48, said.key
        assert said.text[0].isupper(), said.key
        assert said.text.endswith("."), said.key
        assert not re.search(r"[“”\"]", said.text), said.key


def test_every_topic_is_used(facts: PracticeFacts) -> None:
    used = {code for said in _all_said(facts) for code in said.topics}
    assert used == _codes("topics")


def test_only_testimonies_say_who_speaks(facts: PracticeFacts) -> None:
    for project in facts.projects:
        for each in project.statements:
            assert (each.speaker is not None) == (each.kind == "testimony_about"), each.key


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('"topics": ["local_authorities"', '"topics": ["unheard_of"', "no topic is called unheard_of"),
        ('"key": "progem-objective-1"', '"key": "progem-feature-1"', "progem-feature-1 is there twice"),
        ('"kind": "objective"', '"kind": "wish"', "not of the kind wish"),
    ],
)
def test_a_file_that_breaks_the_format_is_refused(
    before: str, after: str, reason: str, tmp_path: Path
) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "practice")
    path = folder / "projects" / "progem.json"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UnusablePractice, match=reason):
        load_practice_facts(folder)


def test_a_session_cannot_name_a_project_that_is_not_there(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "practice")
    (folder / "projects" / "v4cp.json").unlink()
    with pytest.raises(UnusablePractice, match="no project is called v4cp"):
        load_practice_facts(folder)


def test_no_six_words_in_a_row_are_the_reports(facts: PracticeFacts, report: list[str]) -> None:
    printed = _words(" ".join(report))
    runs = {tuple(printed[at : at + RUN]) for at in range(len(printed) - RUN + 1)}
    practices = json.loads((FOLDER / "practices.json").read_text(encoding="utf-8"))
    texts = {said.key: said.text for said in _all_said(facts)}
    texts |= {
        f"{practice['lesson']} {name}": value
        for practice in practices
        for name, value in practice.items()
        if isinstance(value, str) and "://" not in value
    }
    for key, text in texts.items():
        words = _words(text)
        for at in range(len(words) - RUN + 1):
            assert tuple(words[at : at + RUN]) not in runs, (key, words[at : at + RUN])


def test_every_challenge_and_good_practice_has_a_statement_of_its_own(
    facts: PracticeFacts, fiches: dict[str, dict[str, Any]]
) -> None:
    totals = {"challenge": 0, "good_practice": 0}
    for key, fiche in fiches.items():
        for kind, section in (("challenge", "challenges"), ("good_practice", "good_practices")):
            found = _lines_of(facts, key, kind)
            assert found == (fiche[section].get("item_lines") or []), (key, kind)
            totals[kind] += len(found)
    assert totals == {"challenge": 83, "good_practice": 76}


def test_every_crisis_adaptation_and_testimony_is_told_of(
    facts: PracticeFacts, fiches: dict[str, dict[str, Any]]
) -> None:
    for key, fiche in fiches.items():
        assert bool(_lines_of(facts, key, "crisis_adaptation")) == bool(fiche["covid"]), key
        assert bool(_lines_of(facts, key, "testimony_about")) == bool(fiche["testimony"]), key


def test_facts_are_those_of_the_report(facts: PracticeFacts, fiches: dict[str, dict[str, Any]]) -> None:
    for project in facts.projects:
        fiche = fiches[HONDURAS if project.key.startswith("honduras") else project.key]
        assert list(project.countries) == [country["iso3"] for country in fiche["countries"]]
        assert list(project.agencies) == fiche["agency"]
        assert project.source.start_line == fiche["span"]["start_line"]
        if project.key.startswith("honduras"):
            continue
        assert (project.start, project.months) == (fiche["start"], fiche["duration_months"])
        total = sum(part.amount for part in project.budget) or None
        printed = fiche["budget_total_eur_computed"]
        assert total is None or printed is None or float(total) == printed, project.key


def test_every_statement_stands_inside_its_fiche_and_on_printed_lines(
    facts: PracticeFacts, report: list[str]
) -> None:
    for project in facts.projects:
        for each in (*project.statements, *project.results, *project.partners, *project.budget):
            assert project.source.start_line <= each.source.start_line <= each.source.end_line
            assert each.source.end_line <= project.source.end_line
            assert report[each.source.start_line - 1].strip(), each
            assert report[each.source.end_line - 1].strip(), each


def test_figures_stand_on_their_lines(facts: PracticeFacts, report: list[str]) -> None:
    spelled = {
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "8",
        10: "ten",
        1000000: "1 million",
    }
    for project in facts.projects:
        for result in project.results:
            line = " ".join(report[result.source.start_line - 1 : result.source.end_line]).lower()
            plain = re.sub(r"(?<=\d)[., ](?=\d{3})", "", line)
            value = int(result.value)
            forms = {str(value), spelled.get(value, ""), f"{value // 1000000} million"} - {""}
            assert any(form in plain for form in forms), (project.key, result)


def test_every_finding_of_the_sessions_is_there(facts: PracticeFacts, shared: Path) -> None:
    gold = json.loads((shared / "gold" / "sessions.json").read_text(encoding="utf-8"))
    for session, wanted in zip(facts.sessions, gold, strict=True):
        assert (session.title, session.date) == (wanted["title"], wanted["date"])
        assert session.participants == wanted["participants"]
        ours = {each.source.start_line for each in session.statements}
        assert {sub["start_line"] for heading in wanted["headings"] for sub in heading["sub"]} <= ours
        projects = [speaker.project for speaker in session.speakers]
        for speaker, key in zip(wanted["speakers"], projects, strict=True):
            assert key == speaker["fiche"].removeprefix("fiche-") or key.startswith("honduras")
        remarks = [each for each in session.statements if each.kind == "remark"]
        assert all(
            wanted["concluding"]["start_line"] <= each.source.start_line <= wanted["concluding"]["end_line"]
            for each in remarks
        )
        assert remarks


def test_no_person_is_named(facts: PracticeFacts, shared: Path) -> None:
    gold = json.loads((shared / "gold" / "sessions.json").read_text(encoding="utf-8"))
    people = {
        name
        for session in gold
        for person in (
            session["moderator"],
            session["external_expert"],
            *session["rapporteurs"],
            *session["coordinators"],
        )
        for name in [person["name"]]
    } | {name for session in gold for speaker in session["speakers"] for name in speaker["names"]}
    kept = " ".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.json"))
    for name in people:
        assert name not in kept
        assert not re.search(rf"\b{re.escape(name.split()[-1])}\b", kept), name
