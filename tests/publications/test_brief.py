from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from jointfund.programmes.filters import ProgrammeFilter, Tags
from jointfund.publications.content.brief import Brief, by_area
from jointfund.publications.content.figures import Figure, UnknownField, fields_of, filled
from jointfund.publications.labels import labels_in
from jointfund.publications.layout.brief import brief_paper, brief_workbook
from jointfund.publications.queries.brief import ThemeWithoutProgramme, build_brief
from jointfund.publications.queries.themes import UnknownTheme
from jointfund.reading.read import read_files
from jointfund.rendering.docx import paper_docx
from jointfund.rendering.paper import Entry, Heading, Table, paper_typesetting
from jointfund.rendering.typeset import typeset
from jointfund.vocabularies.lexicon import load_lexicon
from tests.publications.conftest import TODAY
from tests.publications.pdf_structure import Structure

THEMES = ("human-rights", "local-authorities", "climate", "children", "gender", "diaspora", "data")


@pytest.fixture(scope="module")
def brief(demo_records: None, django_db_blocker) -> Brief:
    from jointfund.funds.models import Fund

    with django_db_blocker.unblock():
        return build_brief(Fund.objects.get(is_demo=True), "children", ProgrammeFilter(), today=TODAY)


def test_the_brief_stands_for_the_day_of_the_latest_contributions_and_its_totals_add_up(brief: Brief) -> None:
    assert brief.as_of == date(2024, 1, 31)
    assert len(brief.contributors.lines) == 22
    assert brief.contributors.total == Decimal(57_425_741)
    assert brief.contributors.total_of_member_states == Decimal(57_212_620)
    assert brief.contributors.gap == Decimal(92_574_259)
    figures = {figure.name: figure.exact for figure in brief.figures}
    assert figures["theme_funded_count"] == str(len(brief.funded))
    assert (
        figures["theme_pipeline_budget"]
        == f"USD {int(sum(one.programme.budget for one in brief.pipeline)):,}"
    )


def test_every_programme_is_there_for_a_reason_with_its_words_and_lines(brief: Brief) -> None:
    for one in brief.chosen:
        assert one.reasons
        assert all(reason.words and reason.lines for reason in one.reasons if reason.is_suggested)


@pytest.mark.parametrize("theme", [*THEMES, "whole_of_government", "trafficking_smuggling"])
def test_every_theme_makes_a_brief(demo_fund, theme: str) -> None:
    assert build_brief(demo_fund, theme, ProgrammeFilter(), today=TODAY).chosen


def test_a_filter_and_an_editor_narrow_the_proposal(demo_fund, brief: Brief) -> None:
    narrow = build_brief(demo_fund, "children", ProgrammeFilter(area=("2",)), today=TODAY)
    assert {one.programme.area.number for one in narrow.chosen} == {2}
    first = narrow.chosen[0].programme.reference
    shorter = build_brief(demo_fund, "children", ProgrammeFilter(area=("2",)), today=TODAY, left_out=(first,))
    assert first not in {one.programme.reference for one in shorter.chosen}


def test_what_no_source_confirms_can_be_left_out(demo_fund) -> None:
    with pytest.raises(ThemeWithoutProgramme, match="choose another"):
        build_brief(demo_fund, "data", ProgrammeFilter(tags=Tags.CONFIRMED), today=TODAY)


def test_an_unknown_theme_is_refused_with_those_there_are(demo_fund) -> None:
    with pytest.raises(UnknownTheme, match="human-rights, local-authorities"):
        build_brief(demo_fund, "space travel", ProgrammeFilter(), today=TODAY)


def test_an_editors_text_may_name_figures_and_a_wrong_one_is_refused_at_its_line(demo_fund) -> None:
    text = "All is well.\n\n{funded_cout} programmes are funded."
    with pytest.raises(UnknownField, match=r"Line 3: “\{funded_cout\}” .* did you mean \{funded_count\}"):
        build_brief(demo_fund, "data", ProgrammeFilter(), today=TODAY, context=text)
    kept = build_brief(
        demo_fund, "data", ProgrammeFilter(), today=TODAY, context=text.replace("cout", "count")
    )
    assert "20 programmes are funded." in Structure(pdf_of(kept)).read_aloud(0)


def test_fields_are_found_with_their_place_and_value() -> None:
    figures = {"n": Figure("n", "2.8M", "2,786,280")}
    (use,) = fields_of("About {n}.", figures)
    assert (use.start, use.end, use.figure.is_rounded) == (6, 9, True)
    assert filled("About {n}. {n}", figures) == "About 2.8M. 2.8M"
    assert filled("A brace { and } stay", figures) == "A brace { and } stay"
    with pytest.raises(UnknownField, match=r"there are \{n\}"):
        filled("{}", figures)


def pdf_of(content: Brief) -> bytes:
    return typeset(paper_typesetting(brief_paper(content, labels_in(content.language))))


def test_the_brief_has_the_sections_of_a_brief_and_is_tagged(brief: Brief) -> None:
    structure = Structure(pdf_of(brief))
    headings = [
        text for page in range(len(structure)) for kind, text in structure.headings(page) if kind == "H1"
    ]
    assert headings == [
        "Context", "The Migration MPTF", "The approach of the fund to this theme", "What we do",
        "What we are ready to do", "Support the fund", "Why these programmes",
    ]  # fmt: skip
    assert structure.is_tagged
    assert (structure.language, structure.title) == ("en", "Children on the move")
    for page in range(len(structure)):
        for letters in structure.letters(page):
            assert letters.contrast >= 4.5 or not letters.text.strip(), letters


def with_an_unknown_budget(brief: Brief) -> Brief:
    """The same with one programme that waits and has neither amount nor title in print."""
    first, *others = brief.pipeline
    unknown = replace(first, programme=replace(first.programme, budget=None, title=None))
    return replace(brief, pipeline=(unknown, *others))


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_our_reader_gives_the_brief_back(brief: Brief, ending: str, tmp_path: Path) -> None:
    brief = with_an_unknown_budget(brief)
    file = tmp_path / f"brief.{ending}"
    file.write_bytes(pdf_of(brief) if ending == "pdf" else paper_docx(brief_paper(brief, labels_in("en"))))
    reading, refusals = read_files([file], load_lexicon("MIG00"))
    assert refusals == ()
    printed = [
        one.programme
        for part in (brief.funded, brief.pipeline)
        for section in by_area(part)
        for one in section.chosen
    ]
    assert [
        (one.section, one.thematic_area, one.budget_usd, one.title, [c.iso3 for c in one.countries])
        for one in reading.programmes
    ] == [
        (one.stage, one.area.number, one.budget, one.title, [place.iso3 for place in one.places])
        for one in printed
    ]
    assert [one.summary_text for one in reading.programmes] == [one.summary for one in printed]
    assert not any("\t" in (one.heading or "") for one in reading.programmes)
    assert any(one.title is None for one in printed)
    assert [[body.acronym for body in one.participating_organisations] for one in reading.programmes] == [
        [party.acronym for party in one.parties if party.role != "associated"] for one in printed
    ]
    assert [row.amount_usd for row in reading.contributions] == [
        line.amount for line in brief.contributors.lines
    ]
    assert {row.as_of for row in reading.contributions} == {"2024-01"}


def test_the_word_file_has_headings_and_tables_with_a_head_and_is_the_same_each_time(brief: Brief) -> None:
    paper = brief_paper(brief, labels_in("en"))
    written = paper_docx(paper)
    assert paper_docx(paper) == written
    file = docx.Document(BytesIO(written))
    assert file.core_properties.title == "Children on the move"
    assert "What we are ready to do" in [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    table = file.tables[1]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert [cell.text for cell in table.rows[-1].cells][:2] == ["Total", "57,425,741"]


def test_the_workbook_has_the_exact_amounts(brief: Brief) -> None:
    book = openpyxl.load_workbook(BytesIO(brief_workbook(brief, labels_in("en"))))
    assert book.sheetnames == ["Programmes", "Reasons", "Contributors", "Figures", "About"]
    budgets = [row[7] for row in book["Programmes"].iter_rows(min_row=2, values_only=True)]
    assert sum(budgets) == sum(one.programme.budget for one in brief.chosen)
    assert book["Contributors"].max_row == 23


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_brief_speaks_other_languages(brief: Brief, language: str) -> None:
    paper = brief_paper(replace(brief, language=language), labels_in(language))
    assert Structure(typeset(paper_typesetting(paper))).language == language


def test_a_text_of_twenty_thousand_letters_is_set(brief: Brief) -> None:
    long = replace(brief, context="A word and another. " * 1000)
    assert len(Structure(pdf_of(long))) > 5


# Each section of the printed brief on human rights, by what it does, and the heading that does it here.
COUNTERPARTS = {
    "why the theme matters": "Context",
    "what the fund is": "The Migration MPTF",
    "how the fund goes about the theme": "The approach of the fund to this theme",
    "the funded programmes by area": "What we do",
    "the approved programmes by area": "What we are ready to do",
    "the target and how far it is reached": "Support the fund",
    "the contributors with a date": "Contributors as of January 2024",
}


def test_every_section_of_the_printed_brief_on_human_rights_has_its_counterpart(demo_fund) -> None:
    brief = build_brief(demo_fund, "human-rights", ProgrammeFilter(), today=TODAY)
    paper = brief_paper(brief, labels_in("en"))
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    places = [headings.index(heading) for heading in COUNTERPARTS.values()]
    assert places == sorted(places)  # in the order of the printed one
    for title in ("What we do", "What we are ready to do"):
        below = headings[headings.index(title) + 1 :]
        assert below[0].startswith("Thematic area ")
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert table.rows
    assert all(int(row[1]) + int(row[2]) > 0 for row in table.rows)
    chosen = {one.programme.reference for one in brief.chosen}
    shown = {block.reference for block in paper.blocks if isinstance(block, Entry)}
    assert shown == chosen
