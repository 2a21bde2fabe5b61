"""An agency's paper: its cover, its headings, and what its text names."""

import json
import random
from pathlib import Path

import pytest
from tests.reading.papers import read_file, read_text
from tests.reading.typesetting import Setting, as_pdf, as_word

from jointfund.reading import as_json
from jointfund.reading.agency_paper.records import AgencyPaper

PAPER = (Path(__file__).parent / "papers" / "agency_paper.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def paper() -> AgencyPaper:
    reading = read_text(PAPER)
    assert reading.documents[0].kind == "agency_paper"
    assert reading.warnings == ()
    return reading.agency_papers[0]


def told(paper: AgencyPaper) -> object:
    """Everything a paper says, without where it stands."""
    return (
        paper.title, paper.author, paper.meeting and (paper.meeting.name, paper.meeting.dates),
        [h.name for h in paper.headings],
        [(i.name, i.kind, [c.iso3 for c in i.countries], i.funder, i.partners, i.duration_years, i.start)
         for i in paper.initiatives],
        [(e.name, e.date, e.city, e.host, e.co_hosts) for e in paper.events],
        [(n.name, n.acronym, n.members) for n in paper.networks],
    )  # fmt: skip


def test_the_cover_names_the_meeting_the_title_and_the_author(paper: AgencyPaper) -> None:
    assert paper.meeting is not None
    assert paper.meeting.name == "THIRD ANNUAL MEETING ON ROADS AND WELLS"
    assert paper.meeting.host == "Division of Roads, Secretariat of the Coast"
    assert (paper.meeting.city, paper.meeting.dates) == ("Harbour Town", "9-10 May 2031")
    assert paper.title is not None
    assert paper.title.endswith("THE 2032 DIALOGUE ON ROADS")
    assert paper.author == "World Example Organization (WXO)"


def test_headings_are_lettered_or_numbered(paper: AgencyPaper) -> None:
    assert [heading.name.split()[0] for heading in paper.headings] == ["A)", "1.", "2.", "3."]


def test_initiatives_have_their_countries_funder_and_partners(paper: AgencyPaper) -> None:
    by_kind = {initiative.kind: initiative for initiative in paper.initiatives}
    assert len(by_kind) == len(paper.initiatives) == 5
    pilot = by_kind["pilot project"]
    assert pilot.name == "Lighting Roads into Villages"
    assert [c.iso3 for c in pilot.countries] == ["ARC", "BOR", "SYL"]
    assert (pilot.funder, pilot.duration_years) == ("Lamp Savings Bank (LSB)", 3)
    assert (pilot.partners, pilot.start) == (("WXO", "CRG"), "end of 2029")
    assert pilot.steering == "CRG Council on lamps"
    programme = by_kind["programme"]
    assert (programme.name, programme.funder) == ("Joint Roads and Wells Initiative", "Coastal Union")
    assert (programme.partners, programme.duration_years) == (("WXO", "UNQ", "PAD"), 5)
    assert [c.iso3 for c in programme.countries] == ["ARC", "BOR", "FRE", "SYL"]
    assert [c.iso3 for c in by_kind["pilots"].countries] == ["ARC", "ELD"]
    assert (by_kind["survey"].name, by_kind["survey"].start) == ("Survey of villages", "2030")
    assert [c.iso3 for c in by_kind["candidate countries"].countries] == ["FRE", "SYL"]


def test_two_spellings_of_an_acronym_are_doubted(paper: AgencyPaper) -> None:
    assert [doubt.reason for doubt in paper.doubts] == [
        "“Joint Roads and Wells Initiative” is printed as JRAWI and as JRWI"
    ]


def test_events_have_their_day_city_and_hosts(paper: AgencyPaper) -> None:
    assert [(e.name, e.date, e.city) for e in paper.events] == [
        ("2032 High-level Dialogue on Roads", "2032", None),
        ("2030 World Forum on Lamps", "2030", "Freedonia"),
        ("thematic workshop: Wells before roads", "2-3 June 2031", "Strelsau, Ruritania"),
        ("preparatory workshop for Round Table 1: Paying for lamps", "first quarter of 2031", "Borduria"),
        ("Closing Debate of the 2031 Forum", "4-5 September 2031", "Strelsau"),
        ("series of village events in 7 of its target countries", "planned", None),
        ("workshop: compare meters", "April 2032", None),
    ]
    workshop = paper.events[2]
    assert (workshop.host, workshop.co_hosts) == ("Government of Freedonia", ("Arcadia", "Borduria"))


def test_networks_have_their_acronym_address_and_members(paper: AgencyPaper) -> None:
    assert [(n.name, n.acronym, n.address, n.members, n.visitors_per_month) for n in paper.networks] == [
        ("Coastal Roads Group", "CRG", None, None, None),
        ("Lamps4Roads Portal", None, "www.lamps4roads.example", 1310, "over 900"),
    ]


def test_every_part_stands_where_its_place_says(paper: AgencyPaper) -> None:
    lines = PAPER.split("\n")
    for thing in (*paper.initiatives, *paper.events, *paper.networks, *paper.publications):
        printed = lines[thing.place.start_line - 1].replace("\n", " ")
        assert thing.name.split(":")[0].split()[-1] in printed or "extension" in thing.name
    assert lines[paper.initiatives[2].place.start_line - 1].startswith("Two pilots")


def test_json_has_the_fields_of_the_record_format() -> None:
    data = json.loads(as_json.dumps(read_text(PAPER)))["agency_papers"][0]
    assert data["event"]["place"] == "Harbour Town"
    assert data["initiatives"][0]["countries"][0] == {"iso3": "ARC", "name": "Arcadia"}
    assert data["networks"][1]["members"] == 1310
    assert data["events"][0]["source"]["file"] == "paper.txt"


@pytest.mark.parametrize(
    "setting", [Setting(columns=1, justified=False, hyphenated=False, size_pt=11), Setting(columns=1)]
)
def test_a_paper_reads_alike_from_pdf(paper: AgencyPaper, setting: Setting, tmp_path: Path) -> None:
    found = read_file(as_pdf(PAPER, tmp_path / "paper.pdf", setting))
    assert told(found.agency_papers[0]) == told(paper)


def test_a_paper_reads_alike_from_word(paper: AgencyPaper, tmp_path: Path) -> None:
    assert told(read_file(as_word(PAPER, tmp_path / "paper.docx")).agency_papers[0]) == told(paper)


def test_a_paper_cut_or_shuffled_is_read_without_inventing(paper: AgencyPaper) -> None:
    names = {event.name for event in paper.events} | {network.name for network in paper.networks}
    lines = PAPER.split("\n")
    for length in range(0, len(lines), 3):
        for found in read_text("\n".join(lines[:length])).agency_papers:
            assert {network.name for network in found.networks} <= names
    for seed in range(20):
        random.Random(seed).shuffle(lines)  # noqa: S311
        for found in read_text("\n".join(lines)).agency_papers:
            assert {network.name for network in found.networks} <= names


def test_a_very_long_line_is_read_in_time() -> None:
    line = "the Great And Grand Road of the Coast and the Wells, " * 4000
    assert read_text(f"{PAPER}\n{line}\n").agency_papers
