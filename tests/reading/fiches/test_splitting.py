"""A fiche of two projects becomes two; what it prints for one of them is that one's alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from jointfund.reading.fiches.records import (
    BudgetPart,
    Part,
    Point,
    PointList,
    PrintedStart,
    ProjectFiche,
)
from jointfund.reading.fiches.splitting import sessions_by_project, single_projects, split_fiche
from jointfund.reading.records import Claim, Reading, Span
from jointfund.reading.sessions.records import Session, Speaker


def at(line: int, end: int | None = None) -> Span:
    return Span("report.txt", line, end or line)


FICHE = ProjectFiche(
    source=at(1, 50),
    acronym=None,
    full_title="2 WELLS: Deep water for the plain | Clean water for the hills",
    annex_label="2 wells",
    projects=("Project 1", "Project 2"),
    budget=(
        BudgetPart(Decimal(100), "EUR", "100€", "Project 1", at(5)),
        BudgetPart(Decimal(200), "EUR", "200€", "Project 2", at(6)),
        BudgetPart(Decimal(7), "EUR", "7€", None, at(7)),
    ),
    starts=(
        PrintedStart("2017", "2017", None, 18, "Project 1", at(8)),
        PrintedStart("2018", "2018", None, 24, "Project 2", at(9)),
    ),
    main_features=(
        Part(
            "For the first intervention, 40 wells:\n- Wells are dug.\n"
            "With regards to the second intervention:\n- Springs are walled in by 12 villages.",
            at(10, 16),
        ),
    ),
    expected_results=PointList(
        (
            Point("Wells are dug.", at(12)),
            Point("Springs are walled in by 12 villages.", at(15)),
        )
    ),
    challenges=PointList(
        (
            Point("Rock.", at(20), "For the first project"),
            Point("Frost.", at(22), "For the second project"),
            Point("Rust.", at(24), "Common"),
        )
    ),
    covid=(Part("Work stopped.", at(30)),),
)


def claim(quote: str, line: int, section: str, population: str | None = None) -> Claim:
    return Claim(quote, Decimal(1), None, "x", at(line), section=section, population=population)


def test_each_has_its_own_title_money_start_and_items():
    first, second = split_fiche(FICHE)
    assert (first.full_title, second.full_title) == ("Deep water for the plain", "Clean water for the hills")
    assert [[part.amount for part in one.budget] for one in (first, second)] == [[100, 7], [200, 7]]
    assert (first.start, first.duration_months, second.start) == ("2017", 18, "2018")
    assert [point.text for point in first.challenges.points] == ["Rock.", "Rust."]
    assert [point.text for point in second.challenges.points] == ["Frost.", "Rust."]
    assert [point.text for point in first.expected_results.points] == ["Wells are dug."]
    assert first.covid == second.covid == FICHE.covid


def test_a_fiche_of_one_stays_as_it_is():
    single = replace(FICHE, projects=())
    assert split_fiche(single) == (single,)


def test_a_title_that_names_no_two_gets_the_label():
    first, _second = split_fiche(replace(FICHE, full_title="Water"))
    assert first.full_title == "Water (Project 1)"


def test_figures_go_to_the_project_they_are_printed_for_and_noise_to_none():
    claims = (
        claim("40 wells", 11, "main_features"),
        claim("12 villages", 15, "expected_results"),
        claim("2 wells in all", 40, "main_features"),
        claim("two ways", 30, "covid"),
        claim("9 people", 30, "covid", "people"),
        claim("elsewhere", 90, "main_features"),
    )
    first, second = single_projects(Reading(projects=(FICHE,), claims=claims))
    assert [one.quote for one in first.claims] == ["40 wells", "2 wells in all", "9 people"]
    assert [one.quote for one in second.claims] == ["12 villages", "2 wells in all", "9 people"]


def session_of(printed: str) -> Session:
    speaker = Speaker(("A speaker",), None, printed, None, FICHE.full_title, at(60))
    nobody = ((), (), (), ())
    return Session(at(55, 70), 1, "Water", (), date(2020, 5, 1), None, None, *nobody, (speaker,), (), None)


def test_a_speaker_speaks_of_the_project_she_names_else_of_each():
    for printed, expected in (
        ("Deep water for the plains", ["Deep water for the plain"]),
        ("the wells", ["Deep water for the plain", "Clean water for the hills"]),
    ):
        (session,) = sessions_by_project(Reading(projects=(FICHE,), sessions=(session_of(printed),)))
        assert [one.project for one in session.speakers] == expected
