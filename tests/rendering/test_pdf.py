from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointfund.rendering.maps import CountryMark, locator_map
from jointfund.rendering.pdf import (
    ProgrammeSheet,
    SheetCountry,
    SheetGoal,
    SheetObjective,
    SheetOrganisation,
    SheetPartners,
    programme_sheet,
)

SHEET = ProgrammeSheet(
    fund_name="Example Trust Fund",
    reference="EXA-0007",
    heading="Joint programme in Togo and Fiji",
    title="Safe harbours for people at sea",
    area_number=2,
    area_name="Protecting people",
    area_colour="#802264",
    status="Funded",
    status_date="as of 31 July 2023",
    as_of=date(2023, 7, 31),
    url="https://fund.example.org/programmes/EXA-0007/",
    budget="USD 2,786,280",
    duration="24 months",
    countries=(SheetCountry("Togo", "implementing"), SheetCountry("Fiji", "transit")),
    organisations=(SheetOrganisation("Harbour Agency", "lead"),),
    partners=(SheetPartners("Government", ("Ministry of Ports", "Ministry of Health")),),
    sdgs=(SheetGoal("10", "Reduced inequalities", "#dd1367"),),
    gcm_objectives=(SheetObjective("8", "Save lives"),),
    principles=("Human rights",),
    suggested_principles=("Child-sensitive",),
    summary="Two ports learn from each other.\n\nThen they teach a third.",
    map_svg=locator_map([CountryMark(768, "TGO", "Togo", 8.6, 0.8, 1)], title="Togo", description="Map"),
    sources=("Booklet, lines 10–20",),
    demo_note="This is demonstration data.",
    disclaimer="Boundaries imply no endorsement.",
)


def read(pdf: bytes) -> str:
    """The words of a PDF that has exactly one A4 page."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    words = document[0].get_textpage().get_text_range()
    return " ".join(words.replace("\u200b", "").replace("\ufffe", "").split())


def test_the_sheet_says_what_the_record_says_on_one_page() -> None:
    words = read(programme_sheet(SHEET))
    for expected in (
        "Example Trust Fund", "EXA-0007", "Safe harbours for people at sea", "Joint programme in Togo",
        "Thematic area 2: Protecting people", "USD 2,786,280", "24 months", "Funded", "Togo implementing",
        "Fiji transit", "Harbour Agency", "Ministry of Ports; Ministry of Health", "Reduced inequalities",
        "Save lives", "Human rights", "Suggested from the text, not confirmed", "Child-sensitive",
        "Then they teach a third.", "Booklet, lines 10–20", "As of 31 July 2023", "demonstration data",
        "Boundaries imply no endorsement.", "https://fund.example.org/programmes/EXA-0007/",
    ):  # fmt: skip
        assert expected in words
    assert words.count("not published") == 1  # the dates


def test_a_lost_title_is_said_to_be_lost_and_unknown_values_to_be_unpublished() -> None:
    words = read(programme_sheet(replace(SHEET, title=None, budget=None, countries=(), map_svg="")))
    assert "Title lost in the source" in words
    assert "Joint programme in Togo and Fiji" in words
    assert words.count("not published") == 3


def test_the_file_is_tagged_titled_and_accessible() -> None:
    pdf = programme_sheet(SHEET)
    document = pypdfium2.PdfDocument(pdf)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "EXA-0007 Safe harbours for people at sea"
    assert document.get_metadata_value("CreationDate").startswith("D:20230731")
    assert b"pdfuaid" in pdf


def test_the_same_content_gives_the_same_bytes() -> None:
    other = programme_sheet(replace(SHEET, budget="USD 1"))
    assert programme_sheet(SHEET) == programme_sheet(replace(SHEET, budget="USD 2,786,280")) != other


@pytest.mark.parametrize(
    "text",
    [
        "#panic() $x$ @ref *bold* _it_ <label> `code`",
        'He said "no" // not a comment',
        "Türkiye Ελλάδα Україна",
        "= A\\",
    ],
)
def test_characters_of_the_template_language_are_only_characters(text: str) -> None:
    words = read(programme_sheet(replace(SHEET, title=text, summary=text, principles=(text,))))
    assert words.count(text) == 3


def test_a_very_long_record_stays_on_one_page_and_says_where_it_continues() -> None:
    many = tuple(SheetPartners(f"Kind {n}", ("A ministry with a long name",) * 30) for n in range(12))
    sheet = replace(
        SHEET,
        title="A title without an end " * 60,
        summary="Words and more words about ports. " * 900,
        partners=many,
        countries=SHEET.countries * 40,
        sources=SHEET.sources * 80,
        principles=("A principle of great length " * 20,) * 30,
        disclaimer="Boundaries imply nothing. " * 90,
    )
    words = read(programme_sheet(sheet))
    assert "continues at https://fund.example.org/programmes/EXA-0007/" in words
    assert "The full record: https://fund.example.org/programmes/EXA-0007/" in words
    assert "76 more" in words or "78 more" in words


def test_a_word_longer_than_the_page_is_broken() -> None:
    assert "w" * 30 in read(programme_sheet(replace(SHEET, title="w" * 300, heading="h" * 300)))


def test_a_script_no_font_can_draw_still_makes_a_sheet() -> None:
    assert "EXA-0007" in read(programme_sheet(replace(SHEET, title="\U00012000 \U0001f6a2 \x00 \ud800")))


def test_a_colour_that_is_none_becomes_ink() -> None:
    assert "EXA-0007" in read(programme_sheet(replace(SHEET, area_colour="red; }")))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_makes_a_sheet(long: str, short: str) -> None:
    sheet = replace(
        SHEET, title=short, heading=short, summary=long, principles=(short,), status=short, url=short
    )
    read(programme_sheet(sheet))
