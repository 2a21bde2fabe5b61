import re
from dataclasses import replace
from pathlib import Path

import pytest

from jointfund.publications.content.booklet import Booklet, Chapter
from jointfund.publications.content.programmes import Goal, ProgrammeFacts
from jointfund.publications.labels import labels_in
from jointfund.publications.layout.booklet import booklet_typesetting
from jointfund.reading.read import read_files
from jointfund.reading.records import Programme
from jointfund.rendering.typeset import typeset
from jointfund.vocabularies.lexicon import load_lexicon
from tests.publications.pdf_structure import Structure

READABLE = 4.5  # contrast that small letters need
LARGE, READABLE_LARGE = 18.0, 3.0


@pytest.fixture(scope="module")
def structure(booklet_pdf: bytes) -> Structure:
    return Structure(booklet_pdf)


def with_programmes(booklet: Booklet, *programmes: ProgrammeFacts) -> Booklet:
    return replace(booklet, pipeline=(Chapter(programmes[0].area, programmes),), funded=())


def set_in(content: Booklet, language: str = "en") -> Structure:
    return Structure(typeset(booklet_typesetting(content, labels_in(language))))


def test_every_programme_has_two_facing_pages_where_the_contents_say(
    booklet: Booklet, structure: Structure
) -> None:
    contents = structure.read_aloud(1) + " " + structure.read_aloud(2)
    headings = [re.escape(one.heading) for one in booklet.programmes]
    listed = re.findall(rf"({'|'.join(sorted(headings, key=len, reverse=True))}) (\d+)(?!\S)", contents)
    assert [heading for heading, _ in listed] == [one.heading for one in booklet.programmes]
    for heading, page in listed:
        assert int(page) % 2 == 0
        assert ("H2", heading) in structure.headings(int(page) - 1)
        assert ("H3", "Summary") in structure.headings(int(page))
    assert len(structure) == 118


def test_the_file_says_what_it_is_in_which_language(structure: Structure) -> None:
    assert structure.is_tagged
    assert structure.language == "en"
    assert structure.title == "Pipeline of Joint Programmes, July 2023"


def test_the_file_declares_itself_accessible(booklet_pdf: bytes) -> None:
    assert b"pdfuaid" in booklet_pdf


def test_every_picture_is_told_in_words(structure: Structure) -> None:
    figures = [
        tag for page in range(len(structure)) for tag in structure.all_tags(page) if tag.kind == "Figure"
    ]
    assert len(figures) == 1 + 6 + 51
    assert all(tag.alt for tag in figures)
    assert figures[2].alt == "Map of the region with Botswana in colour"


def test_a_page_is_read_aloud_in_the_order_it_is_meant(structure: Structure) -> None:
    spoken = structure.read_aloud(13)
    parts = (
        "Thematic area 1", "VIET NAM", "Joint programme", "Promoting data", "Participating UN organisations",
        "Key partners", "Budget (USD) 1,500,000", "Duration (months) 36", "Most relevant SDGs", "Status",
        "Concept note approved",
    )  # fmt: skip
    places = [spoken.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_page_furniture_is_not_read_aloud(structure: Structure) -> None:
    assert "Migration Multi-Partner Trust Fund" not in structure.read_aloud(5)
    assert "Pipeline of Joint Programmes" not in structure.read_aloud(6)


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5, 6, 7, 16, 17, 20, 36, 50, 62, 76, 77, 78, 79, 118])
def test_letters_stand_out_from_what_is_behind_them(structure: Structure, page: int) -> None:
    for letters in structure.letters(page - 1):
        least = READABLE_LARGE if letters.size >= LARGE else READABLE
        assert letters.contrast >= least or not letters.text.strip(), letters


def test_the_check_of_contrast_can_fail(booklet: Booklet) -> None:
    typesetting = booklet_typesetting(with_programmes(booklet, booklet.programmes[0]), labels_in("en"))
    pale = {
        **typesetting.values,
        "parts": [{**part, "colour": "#eeeeee"} for part in typesetting.values["parts"]],
    }
    structure = Structure(typeset(replace(typesetting, values=pale)))
    assert any(letters.contrast < READABLE for page in (1, 3) for letters in structure.letters(page))


def test_the_same_content_gives_the_same_bytes(booklet: Booklet, booklet_pdf: bytes) -> None:
    assert typeset(booklet_typesetting(booklet, labels_in("en"))) == booklet_pdf


@pytest.mark.parametrize(("language", "word"), [("fr", "Résumé"), ("es", "Resumen")])
def test_labels_are_in_the_language_asked_for(booklet: Booklet, language: str, word: str) -> None:
    structure = set_in(with_programmes(booklet, booklet.programmes[4]), language)
    assert structure.language == language
    assert word in structure.read_aloud(6)


def test_names_in_greek_and_cyrillic_keep_the_file_accessible(booklet: Booklet) -> None:
    one = replace(booklet.programmes[4], title="Ασφαλής μετανάστευση", summary="Безпечна міграція для всіх.")
    content = with_programmes(booklet, one)
    pdf = typeset(booklet_typesetting(content, labels_in("en")))
    assert b"pdfuaid" in pdf
    assert "Ασφαλής μετανάστευση" in Structure(pdf).read_aloud(5)


def test_a_programme_with_everything_too_long_still_has_two_pages_and_says_where_it_continues(
    booklet: Booklet,
) -> None:
    first = booklet.programmes[7]
    one = replace(
        first,
        title="A title without an end " * 900,
        summary="\n\n".join(["Words and more words about ports. " * 40] * 30),
        key_partners="A ministry with a long name; " * 800,
        parties=first.parties * 6,
        heading="A HEADING OF GREAT LENGTH " * 8,
    )
    structure = set_in(with_programmes(booklet, one, booklet.programmes[8]))
    assert len(structure) == 9 + 1  # cover, contents, blank, divider, overview, two spreads and the notes
    assert f"It continues in the record {one.reference}." in structure.read_aloud(6)


def test_goals_are_told_by_number_and_name_and_their_numbers_can_be_read(booklet: Booklet) -> None:
    goals = (
        Goal("7", "Affordable and clean energy", "#FCC30B"),
        Goal("10", "Reduced inequalities", "#DD1367"),
    )
    structure = set_in(with_programmes(booklet, replace(booklet.programmes[4], goals=goals)))
    assert "7 Affordable and clean energy" in structure.read_aloud(5)
    assert all(letters.contrast >= READABLE_LARGE for letters in structure.letters(5) if letters.text.strip())


def test_a_programme_of_unknown_area_place_and_budget_is_printed_as_unknown(booklet: Booklet) -> None:
    first = booklet.programmes[0]
    one = replace(first, area=replace(first.area, number=0, title="", short=""), places=(), budget=None)
    structure = set_in(with_programmes(booklet, replace(one, duration_months=None)))
    spoken = structure.read_aloud(5)
    assert "Thematic area not published" in spoken
    assert "Budget (USD) not published" in spoken
    assert "Duration (months) not published" in spoken


# ---- the round trip: our own reader gives back what the record says --------------------------------------

UNPRINTED = frozenset({"not published", "title lost in the source"})


def read_back(pdf: bytes, folder: Path) -> tuple[Programme, ...]:
    file = folder / "booklet.pdf"
    file.write_bytes(pdf)
    reading, refusals = read_files([file], load_lexicon("MIG00"))
    assert refusals == ()
    return reading.programmes


def facts(one: ProgrammeFacts) -> dict[str, object]:
    return {
        "heading": one.heading,
        "section": one.stage,
        "countries": [place.iso3 for place in one.places],
        "area": one.area.number,
        "budget": one.budget,
        "months": one.duration_months,
        "status": one.status_code,
        "title": one.title,
        "organisations": [(party.short, party.role == "associated") for party in _participating_first(one)],
    }


def _participating_first(one: ProgrammeFacts) -> list:
    return sorted(one.parties, key=lambda party: party.role == "associated")


def facts_read(one: Programme, unprinted: frozenset[str] = frozenset()) -> dict[str, object]:
    return {
        "heading": one.heading,
        "section": one.section,
        "countries": [country.iso3 for country in one.countries],
        "area": one.thematic_area,
        "budget": one.budget_usd,
        "months": one.duration_months,
        "status": one.status,
        "title": None if one.title in unprinted else one.title,
        "organisations": [
            (body.acronym or body.printed, body.role == "associated")
            for body in one.participating_organisations
            if body.printed not in unprinted
        ],
    }


def test_our_reader_gives_back_every_programme(booklet: Booklet, booklet_pdf: bytes, tmp_path: Path) -> None:
    found = read_back(booklet_pdf, tmp_path)
    assert [facts_read(one, UNPRINTED) for one in found] == [facts(one) for one in booklet.programmes]


def test_our_reader_gives_null_for_what_is_not_published(
    booklet: Booklet, booklet_pdf: bytes, tmp_path: Path
) -> None:
    found = read_back(booklet_pdf, tmp_path)
    assert [facts_read(one) for one in found] == [facts(one) for one in booklet.programmes]
