"""The practitioners' report and the agency paper against what a careful reader found in them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.reading.papers import read_file

from jointfund.kernel.words import fold
from jointfund.reading.agency_paper.records import AgencyPaper
from jointfund.reading.records import Reading
from jointfund.reading.sessions import Session
from jointfund.vocabularies.lexicon import load_lexicon

Gold = dict[str, Any]


def _gold(shared: Path, name: str) -> Any:
    return json.loads((shared / "gold" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report(shared: Path) -> Reading:
    return read_file(next((shared / "seeds").glob("003_*")), load_lexicon())


@pytest.fixture(scope="module")
def paper(shared: Path) -> AgencyPaper:
    return read_file(next((shared / "seeds").glob("004_*")), load_lexicon()).agency_papers[0]


@pytest.fixture(scope="module")
def expected(shared: Path) -> Gold:
    return _gold(shared, "undp_004.json")


def _person(gold: Gold) -> object:
    return (gold["name"], gold["org"].split(" (")[0], gold["line"])


def _pairs(ours: Session, gold: Gold) -> dict[str, tuple[object, object]]:
    """Field by field, what was read and what should have been."""
    lines = {name: place.start_line for name, place in ours.places.items()}
    people = {
        "moderator": (ours.moderators, [gold["moderator"]]),
        "external_expert": (ours.external_experts, [gold["external_expert"]]),
        "rapporteurs": (ours.rapporteurs, gold["rapporteurs"]),
        "coordinators": (ours.coordinators, gold["coordinators"]),
    }
    concluding = ours.concluding
    return {
        **{
            field: (
                [(p.name, p.organisation, p.place.start_line) for p in found],
                [_person(person) for person in wanted],
            )
            for field, (found, wanted) in people.items()
        },
        "title": ((ours.title, lines.get("title")), (gold["title"], gold["title_line"])),
        "other_titles": (
            [
                *(ours.title_in_background, lines.get("background")),
                *(ours.title_in_toc, lines.get("toc"), ours.toc_page),
            ],
            [
                *(gold["title_in_background"], gold["background_line"]),
                *(gold["title_in_toc"], gold["toc_line"], gold["toc_page"]),
            ],
        ),
        "date": ((str(ours.date), lines["date"]), (gold["date"], gold["date_line"])),
        "time": (ours.time, gold.get("time")),
        "number": (ours.number, gold["number"]),
        "participants": (ours.participants, gold["participants"]),
        "organisers": (list(ours.organisers), gold["organisers"]),
        "span": (
            (ours.source.start_line, ours.source.end_line),
            (gold["span"]["start_line"], gold["span"]["end_line"]),
        ),
        "speakers": (
            [
                (list(s.names), s.organisation, s.project_printed, s.where_printed, s.place.start_line)
                for s in ours.speakers
            ],
            [
                (s["names"], s["organisation"], s["project_printed"], s["where_printed"], s["line"])
                for s in gold["speakers"]
            ],
        ),
        "headings": (
            [
                (
                    h.heading,
                    h.place.start_line,
                    [(f.heading, f.kind, f.place.start_line, f.place.end_line) for f in h.findings],
                )
                for h in ours.headings
            ],
            [
                (
                    h["heading"],
                    h["line"],
                    [(f["heading"], f["kind"], f["start_line"], f["end_line"]) for f in h["sub"]],
                )
                for h in gold["headings"]
            ],
        ),
        "concluding": (
            concluding and (concluding.place.start_line, concluding.place.end_line),
            (gold["concluding"]["start_line"], gold["concluding"]["end_line"]),
        ),
    }  # fmt: skip


def test_5_of_5_sessions_field_by_field(report: Reading, shared: Path) -> None:
    sessions = _gold(shared, "sessions.json")
    assert len(report.sessions) == len(sessions) == 5
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    for ours, gold in zip(report.sessions, sessions, strict=True):
        for field, (found, wanted) in _pairs(ours, gold).items():
            asked[field] += 1
            right[field] += found == wanted
            if found != wanted:
                wrong.append(f"{gold['key']}.{field}: {found!r} is not {wanted!r}")
    for field in asked:
        print(f"{field:16} {right[field]} of {asked[field]}")
    assert right.total() / asked.total() >= 0.97, "\n".join(wrong)


def test_29_of_29_speakers_mean_the_project_a_reader_names(report: Reading, shared: Path) -> None:
    begins = {fiche["key"]: fiche["span"]["start_line"] for fiche in _gold(shared, "fiches.json")}
    called = {fiche.acronym or fiche.full_title: fiche.source.start_line for fiche in report.projects}
    wanted = [s["fiche"] for session in _gold(shared, "sessions.json") for s in session["speakers"]]
    found = [speaker.project for session in report.sessions for speaker in session.speakers]
    assert [called.get(project) for project in found] == [begins[key] for key in wanted]
    assert len(found) == 29


def test_the_text_of_concluding_remarks_has_every_word(report: Reading, shared: Path) -> None:
    for ours, gold in zip(report.sessions, _gold(shared, "sessions.json"), strict=True):
        assert ours.concluding is not None
        assert len(ours.concluding.text.split()) + 2 == gold["concluding"]["words"], gold["key"]


def test_every_initiative_with_its_countries_funder_and_partners(paper: AgencyPaper, expected: Gold) -> None:
    by_line = {initiative.place.start_line: initiative for initiative in paper.initiatives}
    kinds = {(initiative.place.start_line, initiative.kind): initiative for initiative in paper.initiatives}
    assert len(by_line) == len(expected["initiatives"]) == len(paper.initiatives)
    for gold in expected["initiatives"]:
        ours = kinds[gold["line"], gold["kind"]]
        assert [(c.iso3) for c in ours.countries] == [c["iso3"] for c in gold.get("countries", [])], gold[
            "name"
        ]
        assert ours.funder == gold.get("funder"), gold["name"]
        assert ours.duration_years == gold.get("duration_years")
        if "partners" in gold:
            assert list(ours.partners) == gold["partners"]
        if "start" in gold:
            assert ours.start == gold["start"]
        if "country_line" in gold:
            assert ours.countries_place is not None
            assert ours.countries_place.start_line == gold["country_line"]
        if "projects" in gold:
            assert ours.projects is not None
            assert ours.projects in gold["projects"]
    assert kinds[29, "pilot project"].name == expected["initiatives"][0]["name"]
    assert kinds[35, "programme"].name in expected["initiatives"][1]["name"]


def test_every_event_with_its_date_hosts_and_place(paper: AgencyPaper, expected: Gold) -> None:
    by_line = {event.place.start_line: event for event in paper.events}
    assert len(by_line) == len(paper.events) == len(expected["events"])
    for gold in expected["events"]:
        ours = by_line[gold["line"]]
        assert ours.date == gold["date"], gold["name"]
        assert ours.host == gold.get("host"), gold["name"]
        assert list(ours.co_hosts) == gold.get("co_hosts", []), gold["name"]
        wanted = _name_words(gold["name"].replace("'", " "))
        assert len(wanted & _name_words(ours.name, ours.city)) >= 3, (ours.name, gold["name"])


def test_every_network_with_its_members(paper: AgencyPaper, expected: Gold) -> None:
    assert len(paper.networks) == len(expected["networks"])
    by_name = {f"{n.name} {n.acronym} {n.address}": n for n in paper.networks}
    for gold in expected["networks"]:
        wanted = set(fold(gold["name"]).replace("(", " ").replace(")", " ").split())
        ours = max(by_name.values(), key=lambda n: len(wanted & _name_words(n.name, n.acronym, n.address)))
        assert len(wanted & _name_words(ours.name, ours.acronym, ours.address)) >= len(wanted) * 0.8, gold
        assert ours.place.start_line == gold["line"], gold["name"]
        assert ours.members == gold.get("members")
        assert ours.visitors_per_month == gold.get("visitors_per_month")


def _name_words(*parts: str | None) -> set[str]:
    return set(fold(" ".join(part for part in parts if part)).replace(",", " ").split())


def test_the_cover_the_headings_and_the_publications(paper: AgencyPaper, expected: Gold) -> None:
    meeting, gold = paper.meeting, expected["event"]
    assert meeting is not None
    assert fold(meeting.name) == fold(gold["name"])
    assert (meeting.host, meeting.city, meeting.dates) == (gold["host"], gold["place"], gold["dates"])
    assert meeting.place.end_line == gold["date_line"]
    assert (paper.title, paper.author) == (expected["title"], expected["author"])
    place = paper.places["title"]
    pointer = expected["title_pointer"]
    assert (place.start_line, place.end_line) == (pointer["start_line"], pointer["end_line"])
    assert [(h.place.start_line, h.name) for h in paper.headings] == [
        (heading["line"], heading["name"]) for heading in expected["headings"]
    ]
    for publication, wanted in zip(paper.publications, expected["publications"], strict=True):
        assert publication.place.start_line == wanted["line"]
        assert publication.name in wanted["name"]
