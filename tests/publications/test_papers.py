from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command

from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications.documents import DOCUMENTS, Order, UnknownForm, publish
from jointfund.publications.labels import labels_in
from jointfund.publications.layout.papers import portfolio_paper, profile_paper
from jointfund.publications.queries.papers import (
    UnknownSubject,
    build_contributors_paper,
    build_portfolio,
    build_profile,
    build_programme_page,
)
from jointfund.rendering.paper import Figures, Table
from tests.publications.conftest import TODAY
from tests.publications.pdf_structure import Structure

JULY = date(2023, 7, 31)
SUBJECTS = {"brief": "data", "country": "TGO", "organisation": "iom", "programme": "MIG-0022"}


def order(fund, name: str, **changes: object) -> Order:
    return Order(fund, ProgrammeFilter(), TODAY, subject=SUBJECTS.get(name, ""), **changes)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "booklet"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_paper_is_a_tagged_file_with_title_and_language(demo_fund, name: str, language: str) -> None:
    made = publish(name, ".pdf", order(demo_fund, name, language=language))
    structure = Structure(made.content)
    assert structure.is_tagged
    assert structure.language == language
    assert structure.title
    assert b"pdfuaid" in made.content
    for tag in structure.all_tags(0):
        assert tag.alt or tag.kind != "Figure"
    for letters in structure.letters(0):
        assert letters.contrast >= 4.5 or not letters.text.strip(), letters


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "booklet"])
def test_every_paper_can_be_edited_and_its_tables_counted(demo_fund, name: str) -> None:
    word = publish(name, ".docx", order(demo_fund, name)).content
    assert docx.Document(BytesIO(word)).core_properties.title
    book = openpyxl.load_workbook(BytesIO(publish(name, ".xlsx", order(demo_fund, name)).content))
    assert book.worksheets[0].max_row > 1


def test_the_booklets_programmes_come_as_a_workbook_too(demo_fund) -> None:
    book = openpyxl.load_workbook(BytesIO(publish("booklet", ".xlsx", order(demo_fund, "booklet")).content))
    assert book["Programmes"].max_row == 52


def test_a_form_that_is_not_made_is_refused_with_those_that_are(demo_fund) -> None:
    with pytest.raises(UnknownForm, match=r"written as \.pdf, \.xlsx"):
        publish("booklet", ".docx", order(demo_fund, "booklet"))


def test_the_portfolio_adds_up_by_area_and_by_region(demo_fund) -> None:
    content = build_portfolio(demo_fund, ProgrammeFilter(), today=TODAY)
    assert content.as_of == JULY
    blocks = portfolio_paper(content, labels_in("en")).blocks
    by_area, by_region = (one for one in blocks if isinstance(one, Table))
    assert by_area.total == ("Total", "20", "41,704,220", "100.0%", "31", "75,855,166")
    assert by_region.total[1:] == by_area.total[1:]
    assert [row[1:3] for row in by_area.rows] == [
        ("4", "7,200,000"), ("4", "10,150,000"), ("3", "6,586,280"), ("5", "9,000,000"), ("4", "8,767,940"),
    ]  # fmt: skip
    for table in (by_area, by_region):
        assert sum(int(row[1]) + int(row[4]) for row in table.rows) == 51


def test_the_portfolio_fits_one_page(demo_fund) -> None:
    assert len(Structure(publish("portfolio", ".pdf", order(demo_fund, "portfolio")).content)) == 1


def test_a_country_that_is_only_mentioned_has_no_programme_here(demo_fund) -> None:
    nigeria = build_profile(demo_fund, "country", "nga", ProgrammeFilter(), today=TODAY, as_of=JULY)
    assert [one.heading for one in nigeria.programmes] == ["NIGERIA"]  # in transit elsewhere


def test_a_country_that_contributes_is_told_with_its_share(demo_fund) -> None:
    mexico = build_profile(demo_fund, "country", "MEX", ProgrammeFilter(), today=TODAY)
    assert mexico.contribution is not None
    assert mexico.contribution.amount == Decimal(450_000)
    paper = profile_paper(mexico, labels_in("fr"))
    assert paper.title == "Mexique"
    assert isinstance(paper.blocks[0], Figures)


def test_one_contributor_has_a_page_that_traces_no_money(demo_fund) -> None:
    content = build_contributors_paper(demo_fund, name="united-kingdom", today=TODAY)
    assert content.line is not None
    asked = Order(demo_fund, ProgrammeFilter(), TODAY, subject="United Kingdom")
    spoken = Structure(publish("contributors", ".pdf", asked).content).read_aloud(0)
    assert "Contributions are pooled" in spoken
    assert "USD 6,262,133" in spoken


@pytest.mark.parametrize("reference", ["MIG-0022", "MIG-0001", "MIG-0017"])
def test_a_programme_has_a_page_of_its_own_with_all_its_facts(
    demo_fund, tmp_path: Path, reference: str
) -> None:
    out = tmp_path / "programme.pdf"
    call_command("publish", "programme", reference, "--out", out)
    structure = Structure(out.read_bytes())
    content = build_programme_page(demo_fund, reference, today=TODAY).programme
    spoken = structure.read_aloud(0)
    assert len(structure) == 1
    assert reference in spoken
    assert (content.title or "Title lost in the source") in spoken
    assert (f"USD {content.budget:,.0f}" if content.budget else "Budget not published") in spoken
    assert f"{content.duration_months} months" in spoken
    assert all(party.name in spoken for party in content.parties)
    assert " ".join(content.summary.split()) in spoken


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["programme"], "Say what the programme is about"),
        (["programme", "MIG-9999"], "lists no programme “MIG-9999”"),
        (["country"], "Say what the country is about"),
        (["country", "--country", "XXX"], "is no country"),
        (["organisation", "--organisation", "nobody"], "is no organisation here"),
        (["contributors", "--contributor", "nobody"], "There is no contributor"),
        (["portfolio", "--as-of", "2019"], "widen it"),
        (["contributors", "--as-of", "2019"], "No contributions to"),
    ],
)
def test_what_there_is_not_is_refused_in_a_sentence(
    demo_fund, tmp_path: Path, arguments: list[str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("publish", *arguments, "--out", tmp_path / "paper.pdf")
    assert not list(tmp_path.iterdir())


def test_the_faults_have_names(demo_fund) -> None:
    with pytest.raises(UnknownSubject):
        build_profile(demo_fund, "organisation", "nobody", ProgrammeFilter(), today=TODAY)
