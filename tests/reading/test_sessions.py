"""Sessions of a report: opening lines, roles, speakers, findings, and what is doubted."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from tests.reading.papers import LEXICON, read_file, read_text
from tests.reading.typesetting import Setting, as_pdf, as_word

from jointfund.reading import as_json
from jointfund.reading.fiches.records import ProjectFiche, SessionMention
from jointfund.reading.records import Reading
from jointfund.reading.sessions import Session, with_projects
from jointfund.reading.sessions.opening import opening_of, people_in, speaker_line
from jointfund.reading.words import Words

REPORT = (Path(__file__).parent / "papers" / "sessions.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_text(REPORT)


@pytest.fixture(scope="module")
def first(reading: Reading) -> Session:
    return reading.sessions[0]


@pytest.fixture(scope="module")
def second(reading: Reading) -> Session:
    return reading.sessions[1]


def told(session: Session) -> object:
    """Everything a session says, without where it stands."""
    return (
        session.number, session.title, session.organisers, session.date, session.time, session.participants,
        [(p.name, p.organisation) for p in (*session.moderators, *session.external_experts)],
        [(p.name, p.organisation) for p in (*session.rapporteurs, *session.coordinators)],
        [(s.names, s.organisation, s.project_printed, s.where_printed) for s in session.speakers],
        [(h.heading, [(f.heading, f.kind, _words(f.text)) for f in h.findings]) for h in session.headings],
        session.concluding and _words(session.concluding.text),
    )  # fmt: skip


def _words(text: str) -> list[str]:
    return [word for word in text.replace("-", " ").replace("*", " ").split() if word not in ("•", "‣")]


def test_a_report_of_sessions_is_a_kind_of_document(reading: Reading) -> None:
    assert reading.documents[0].kind == "report"
    assert reading.warnings == ()
    assert len(reading.sessions) == 2


def test_the_opening_line_gives_day_hour_heads_and_hosts(first: Session, second: Session) -> None:
    assert (first.date, first.participants, first.organisers) == (date(2031, 3, 4), 21, ("Guild of Lamps",))
    assert (second.date, second.time, second.participants) == (date(2031, 3, 18), "09:30-11:00", 1204)
    assert second.organisers == ("Ferry House", "Guild of Lamps")


def test_people_have_the_organisation_printed_behind_them_or_elsewhere(first: Session) -> None:
    assert [(p.name, p.organisation) for p in first.rapporteurs] == [
        ("Pia", "Guild of Lamps"),
        ("Carmen", "Guild of Lamps"),
    ]
    assert [(p.name, p.organisation) for p in first.coordinators] == [("Pia", "Guild of Lamps")]
    assert any("Pia is printed on line" in doubt.reason for doubt in first.doubts)
    assert first.rapporteurs[0].place == first.rapporteurs[1].place


def test_speakers_have_their_project_and_place_apart(first: Session, second: Session) -> None:
    assert [(s.names, s.organisation, s.project_printed, s.where_printed) for s in first.speakers] == [
        (("Moussa",), "Guild of Lamps", "LUX", "Borduria"),
        (("Amina", "Omar"), "Ferry House", "Bridges to School", "El Dorado and Syldavia"),
    ]
    assert [(s.project_printed, s.where_printed) for s in second.speakers] == [
        ("Sharewell", "multiple countries"),
        ("Quiet water in Freedonia", "Freedonia"),
    ]


def test_a_place_may_be_several_countries_and_a_title_may_hold_commas() -> None:
    words = Words(LEXICON)
    line = speaker_line("Sofia (WXO): Roads, lamps and wells, Arcadia, Borduria Syldavia, El Dorado", words)
    assert line is not None
    assert (line.project, line.where) == ("Roads, lamps and wells", "Arcadia, Borduria Syldavia, El Dorado")


def test_numbered_lines_are_items_where_nothing_stands_between(first: Session, second: Session) -> None:
    items = first.headings[0].findings
    assert [finding.kind for finding in items] == ["numbered item"] * 3
    assert items[1].text.split("\n")[1:] == ["- lamps per mile;", "- steps per lamp."]
    assert items[1].place.end_line - items[1].place.start_line == 2
    assert [finding.text for finding in second.headings[0].findings] == [
        "Lack of a shared calendar;",
        "No meter at the gate.",
    ]


def test_numbered_lines_with_a_text_under_them_are_sub_headings(first: Session) -> None:
    counting, paying = first.headings[1].findings
    assert (counting.heading, counting.kind) == ("1. Counting before buying", "sub-heading")
    assert counting.text.endswith("worth its price.")
    assert paying.text.count("\n") == 1


def test_a_numbered_line_that_announces_a_list_is_a_sub_heading() -> None:
    text = REPORT.replace(
        "1. Lack of a shared calendar;\n", "1. What is missing:\n\n- a calendar;\n- a bell.\n\n"
    )
    findings = read_text(text).sessions[1].headings[0].findings
    assert [finding.kind for finding in findings] == ["sub-heading"] * 2
    assert findings[0].text == "- a calendar;\n- a bell."


def test_an_announcement_of_another_title_is_known_by_its_day() -> None:
    text = REPORT.replace("Two towns and one shared well", "Meters before calendars")
    assert read_text(text).sessions[1].title_in_background == "Meters before calendars"


def test_concluding_remarks_end_before_the_next_title(first: Session, second: Session) -> None:
    assert first.concluding is not None
    assert [remark.text for remark in first.concluding.remarks] == [
        "**Ask those who walk**. The rest follows.",
        "Lamps wear out; plan for their\nrepair from the first day.",
    ]
    assert first.concluding.text.endswith("Nobody lights a road alone.")
    assert second.concluding is not None
    assert second.concluding.text == "A calendar is cheaper than a second well."


def test_a_part_in_capitals_ends_the_last_session(second: Session) -> None:
    lines = REPORT.split("\n")
    assert lines[second.source.end_line - 1].startswith("A calendar")


def test_other_titles_of_a_session_are_found_and_doubted(first: Session, second: Session) -> None:
    assert (first.title_in_toc, first.toc_page) == ("WALKING SAFELY AFTER DARK", 3)
    assert second.title == "Two towns, one well"
    assert second.title_in_background == "Two towns and one shared well"
    assert any("announces it as" in doubt.reason for doubt in second.doubts if doubt.field == "title")
    assert not any(doubt.field == "title" for doubt in first.doubts)


def test_what_a_session_lacks_is_doubted(second: Session) -> None:
    text = REPORT.replace("Moderator : Tariq (Ferry House)\n", "").replace(", 18 March 2031", "")
    session = read_text(text).sessions[1]
    assert {doubt.field for doubt in session.doubts} >= {"moderators", "date"}
    assert session.date is None
    assert {doubt.field for doubt in second.doubts} == {"title"}


def test_speakers_mean_the_project_whose_fiche_names_their_line(
    reading: Reading, first: Session, second: Session
) -> None:
    line = first.speakers[0].place
    fiche = ProjectFiche(
        line, "LUX", "Lamps on every road", None, (), sessions=(SessionMention(1, "LUX", line),)
    )
    linked = with_projects(reading.sessions, [fiche])
    assert [speaker.project for speaker in linked[0].speakers] == ["LUX", None]
    assert any("“Bridges to School”" in doubt.reason for doubt in linked[0].doubts)
    assert with_projects((first, second), []) == (first, second)


def test_a_line_of_prose_opens_nothing() -> None:
    assert opening_of("The sessions gathered more than 100 participants in all.") is None
    assert opening_of("It was organised by the Guild of Lamps in a hurry.") is None
    opened = opening_of("Workshop organised by WXO and PAD, March 4, 2031")
    assert opened is not None
    assert (opened.organisers, opened.participants) == (("WXO", "PAD"), None)
    impossible = opening_of("Online session organised by WXO, 31 February 2031 - 4 participants")
    assert impossible is not None
    assert impossible.date is None


def test_brackets_give_their_organisation_to_all_names_before_them() -> None:
    named = people_in("Sofia, Pia (WXO), Ravi and Carmen (PAD) and Dag")
    assert [(n.name, n.organisation) for n in named] == [
        ("Sofia", "WXO"), ("Pia", "WXO"), ("Ravi", "PAD"), ("Carmen", "PAD"), ("Dag", None),
    ]  # fmt: skip


def test_json_has_the_fields_of_the_record_format(reading: Reading) -> None:
    session = json.loads(as_json.dumps(reading))["sessions"][0]
    assert session["date"] == "2031-03-04"
    assert session["moderator"]["name"] == "Sofia"
    assert session["headings"][1]["sub"][0]["kind"] == "sub-heading"
    assert REPORT.split("\n")[session["date_line"] - 1].startswith("Online session")
    assert session["concluding"]["start_line"] < session["concluding"]["end_line"]


@pytest.mark.parametrize(
    "setting", [Setting(columns=1, justified=False, hyphenated=False, size_pt=11), Setting(columns=1)]
)
def test_a_report_reads_alike_from_pdf(reading: Reading, setting: Setting, tmp_path: Path) -> None:
    found = read_file(as_pdf(REPORT, tmp_path / "report.pdf", setting))
    assert [told(session) for session in found.sessions] == [told(session) for session in reading.sessions]
    assert all(session.source.page for session in found.sessions)


def test_a_report_reads_alike_from_word(reading: Reading, tmp_path: Path) -> None:
    found = read_file(as_word(REPORT, tmp_path / "report.docx"))
    assert [told(session) for session in found.sessions] == [told(session) for session in reading.sessions]


def test_a_report_cut_anywhere_is_read_as_far_as_it_goes(reading: Reading) -> None:
    lines = REPORT.split("\n")
    for length in range(0, len(lines), 3):
        for session in read_text("\n".join(lines[:length])).sessions:
            whole = next(each for each in reading.sessions if each.title == session.title)
            assert session.date == whole.date
            assert session.source.end_line <= length


def test_shuffled_lines_invent_no_session(reading: Reading) -> None:
    known = {session.date for session in reading.sessions}
    people = {name for session in reading.sessions for speaker in session.speakers for name in speaker.names}
    for seed in range(40):
        lines = REPORT.split("\n")
        random.Random(seed).shuffle(lines)  # noqa: S311
        for session in read_text("\n".join(lines)).sessions:
            assert session.date in known
            assert {name for speaker in session.speakers for name in speaker.names} <= people
