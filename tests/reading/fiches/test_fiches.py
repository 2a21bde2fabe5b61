"""Fiches of a report that does not exist, with every quirk of layout: from text, PDF and Word alike."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.papers import LEXICON, read_file, read_text
from tests.reading.typesetting import Setting, as_pdf, as_word

from jointfund.reading.as_json import as_data
from jointfund.reading.fiches.records import ProjectFiche
from jointfund.reading.records import Reading

REPORT = (Path(__file__).parents[1] / "papers" / "fiches.txt").read_text(encoding="utf-8")
# A narrow column breaks names; set in a wide one they stand on one line.
WIDE = REPORT.replace("World Example\nAgency", "World Example Agency").replace(
    "Guild of Lampmakers\nand Glaziers", "Guild of Lampmakers and Glaziers"
)
SETTINGS = [Setting(), Setting(columns=1, justified=False, hyphenated=False, size_pt=11)]


@pytest.fixture(scope="module")
def report() -> Reading:
    return read_text(REPORT)


@pytest.fixture(scope="module")
def fiches(report: Reading) -> dict[str, ProjectFiche]:
    return {fiche.acronym or "roads": fiche for fiche in report.projects}


def facts(reading: Reading) -> list[object]:
    """Everything the fiches say, without where it stands."""
    return [
        (
            f.acronym, f.full_title, f.annex_label, f.projects, [a.name for a in f.agencies],
            [d.name for d in f.donors], [(b.amount, b.currency, b.component) for b in f.budget],
            [(s.start, s.duration_months, s.component) for s in f.starts],
            [c.iso3 for c in f.countries], f.countries_note, [(p.name, p.group) for p in f.partners],
            [[part.text.split() for part in parts]
             for parts in (f.main_objectives, f.main_features, f.nexus, f.testimony, f.covid)],
            [[(point.text.split(), point.group) for point in listed.points]
             for listed in (f.expected_results, f.challenges, f.good_practices)],
            [s.address for s in f.sites], [s.address for s in f.other_links],
            [s.number for s in f.sessions],
        )
        for f in reading.projects
    ]  # fmt: skip


def test_four_fiches_are_found_in_a_report_that_is_known_by_its_headings(report: Reading) -> None:
    assert report.documents[0].kind == "report"
    assert [(f.acronym, f.full_title) for f in report.projects] == [
        (
            None,
            "2 ROADS THAT LEAD HOME: Mending the upper road after floods | Opening the lower road to carts",
        ),
        ("LAMPS", "Lighting All Mountain Passes Safely"),
        ("ROADBOOK", "Records of all drivers and what they carry"),
        ("FERRY", "Ferry for all who wait"),
    ]


def test_one_fiche_holds_two_projects_each_with_its_budget_and_start(fiches: dict[str, ProjectFiche]) -> None:
    roads = fiches["roads"]
    assert roads.projects == ("Project 1", "Project 2")
    assert roads.project_count == 2
    assert [(b.component, str(b.amount), b.currency) for b in roads.budget] == [
        ("Project 1", "600000", "EUR"),
        ("Project 2", "721247.46", "EUR"),
    ]
    assert str(roads.budget_total("EUR")) == "1321247.46"
    assert [(s.component, s.start, s.duration_months) for s in roads.starts] == [
        ("Project 1", "2017", 18),
        ("Project 2", "2018", 48),
    ]
    assert roads.duration_months is None


def test_items_of_two_projects_keep_the_line_they_stand_under(fiches: dict[str, ProjectFiche]) -> None:
    points = fiches["roads"].challenges.points
    assert [(p.text, p.group) for p in points] == [
        ("Snow closed the site for weeks.", "For the first work"),
        ("Stones were dear.", "For the first work"),
        ("The villages did not agree on the toll.", "With regards to the second work"),
    ]


def test_a_side_box_cuts_a_section_in_two_and_loses_nothing(fiches: dict[str, ProjectFiche]) -> None:
    lamps = fiches["LAMPS"]
    before, after = lamps.nexus
    assert before.text.endswith("bread on the way.")
    assert after.text.startswith("A lit pass")
    assert [p.name for p in lamps.partners] == [
        "Ministry of Passes",
        "Guild of Lampmakers and Glaziers",
        "Association of Wardens (AW)",
    ]
    assert [d.name for d in lamps.donors] == ["World Example Agency"]
    assert (lamps.start, lamps.duration_months) == ("2019-03", 36)
    assert [c.iso3 for c in lamps.countries] == ["ARC"]
    assert lamps.countries_note == "Arcadia (two high valleys)"


def test_numbered_sub_items_stay_inside_their_item(fiches: dict[str, ProjectFiche]) -> None:
    texts = [point.text for point in fiches["LAMPS"].good_practices.points]
    assert len(texts) == 3
    assert texts[1].endswith("1. a wage in summer, and\n2. bread in winter")


def test_a_quotation_alone_is_a_testimony_with_the_line_that_introduces_it(
    fiches: dict[str, ProjectFiche],
) -> None:
    (one,) = fiches["LAMPS"].testimony
    assert one.text.split("\n")[0] == "“"
    (told,) = fiches["roads"].testimony
    assert told.text.startswith("The following shows")
    assert [p.text for p in fiches["roads"].good_practices.points][-1] == "The toll is counted in public."


def test_a_box_before_the_first_heading_is_no_title(fiches: dict[str, ProjectFiche]) -> None:
    book = fiches["ROADBOOK"]
    assert [d.name for d in book.donors] == ["European Fund of Roads", "NQD"]
    assert [(b.component, str(b.amount)) for b in book.budget] == [
        ("European Fund of Roads", "13500000"),
        ("NQD", "2000000"),
    ]
    assert (book.start, book.duration_months) == ("2020-11", 30)
    assert [p.name for p in book.partners] == ["Office of Roads, El Dorado", "Chamber of Drivers, Syldavia"]


def test_continued_sections_labels_links_and_lost_bullets(fiches: dict[str, ProjectFiche]) -> None:
    book = fiches["ROADBOOK"]
    assert len(book.main_features) == 2
    assert [p.text for p in book.expected_results.points] == [
        "OUTPUT 1. Gates read the books",
        "OUTPUT 2. Drivers hold the books",
    ]
    assert len(book.challenges.points) == 1
    assert [link.address for link in book.other_links] == ["https://films.example.org/watch?v=roadbook"]
    assert book.sites == ()
    assert len(book.good_practices.points) == 2


def test_empty_sections_are_empty_not_the_next_ones(fiches: dict[str, ProjectFiche]) -> None:
    ferry = fiches["FERRY"]
    assert ferry.good_practices.points == ()
    assert [p.text for p in ferry.challenges.points] == ["Ice.", "Fog on the river in autumn."]
    assert [s.address for s in ferry.sites] == ["https://ferry.example.org/"]


def test_agency_and_sessions_come_from_the_rest_of_the_report(fiches: dict[str, ProjectFiche]) -> None:
    assert {key: [a.name for a in f.agencies] for key, f in fiches.items()} == {
        "roads": ["Borduran Aid"],
        "LAMPS": ["WXA"],
        "ROADBOOK": ["NQD"],
        "FERRY": [],
    }
    assert [s.number for s in fiches["ROADBOOK"].sessions] == [2]
    assert any(doubt.field == "agency" for doubt in fiches["FERRY"].doubts)
    assert fiches["roads"].annex_label == "2 roads that lead home Borduran Aid"


def test_every_part_says_where_it_stands(report: Reading) -> None:
    lines = REPORT.split("\n")
    for fiche in report.projects:
        for listed in (fiche.expected_results, fiche.challenges, fiche.good_practices):
            for point in listed.points:
                assert point.text.split("\n")[0] in lines[point.place.start_line - 1]
        for part in (*fiche.main_features, *fiche.nexus, *fiche.testimony):
            printed = lines[part.place.start_line - 1 : part.place.end_line]
            assert part.text.split() == " ".join(printed).split()


def test_the_json_lets_a_reader_count_five_projects(report: Reading) -> None:
    projects = as_data(report)["projects"]
    assert isinstance(projects, list)
    assert sum(int(p["project_count"]) for p in projects if isinstance(p, dict)) == 5  # type: ignore[call-overload]


def test_names_broken_in_a_narrow_column_are_the_same_names(report: Reading) -> None:
    assert facts(read_text(WIDE)) == facts(report)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_same_report_reads_alike_from_pdf(setting: Setting, report: Reading, tmp_path: Path) -> None:
    read = read_file(as_pdf(WIDE, tmp_path / "report.pdf", setting), LEXICON)
    for found, wanted in zip(facts(read), facts(report), strict=True):
        assert found == wanted
    assert all(fiche.source.page for fiche in read.projects)


def test_the_same_report_reads_alike_from_word(report: Reading, tmp_path: Path) -> None:
    read = read_file(as_word(WIDE, tmp_path / "report.docx"), LEXICON)
    for found, wanted in zip(facts(read), facts(report), strict=True):
        assert found == wanted


def _pieces() -> tuple[str, list[str]]:
    """What stands before the fiches, and each fiche's own lines."""
    lines = REPORT.split("\n")
    starts = [fiche.source.start_line - 1 for fiche in read_text(REPORT).projects]
    ends = [*starts[1:], len(lines)]
    front = "\n".join(lines[: starts[0]])
    return front, ["\n".join(lines[a:b]).strip("\n") for a, b in zip(starts, ends, strict=True)]


def test_shuffled_fiches_say_the_same(report: Reading) -> None:
    front, pieces = _pieces()
    wanted = sorted(map(repr, facts(report)))
    for seed in range(6):
        order = random.Random(seed).sample(pieces, len(pieces))  # noqa: S311
        read = read_text("\n\n\n\n".join([front, *order]))
        for found, fact in zip(sorted(map(repr, facts(read))), wanted, strict=True):
            assert found == fact


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(REPORT)))
def test_a_text_cut_off_anywhere_gives_the_fiches_before_the_cut(report_end: int) -> None:
    whole = read_text(REPORT).projects
    read = read_text(REPORT[:report_end])
    last_line = REPORT[:report_end].count("\n")
    complete = [fiche for fiche in whole if fiche.source.end_line <= last_line]
    if read.documents[0].kind == "report" and read.projects:
        found = [(f.acronym, f.full_title, len(f.challenges.points)) for f in read.projects]
        wanted = [(f.acronym, f.full_title, len(f.challenges.points)) for f in complete]
        assert found[: len(wanted)] == wanted


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(REPORT.split("\n")), max_size=120))
def test_lines_in_any_order_are_read_without_a_fault(lines: list[str]) -> None:
    for fiche in read_text("\n".join(lines)).projects:
        assert 1 <= fiche.source.start_line <= fiche.source.end_line <= len(lines)


def test_ten_times_the_fiches_take_about_ten_times_as_long() -> None:
    front, pieces = _pieces()

    def seconds(count: int) -> float:
        many = [
            pieces[n % 4].replace("LAMPS", f"LAMP{n}X").replace("FERRY", f"FERRY{n}Y") for n in range(count)
        ]
        text = "\n\n\n\n".join([front, *many])
        began = time.perf_counter()
        assert len(read_text(text).projects) == count
        return time.perf_counter() - began

    seconds(50)
    assert seconds(600) < 25 * seconds(60)
