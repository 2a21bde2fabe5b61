"""Portfolios as tables: our own export comes back, other heads are known, refused rows say why."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from jointfund.intake.sheets.portfolio import read_portfolio
from jointfund.kernel.errors import UnreadableInput
from jointfund.vocabularies.lexicon import load_lexicon

SHEET = """Title;Country;Budget (USD);Months;Status;Agencies;Secret note
River ports;Peru;2,000,000;30;JP document submitted;IOM; not for others
Wells;Atlantis;1,000,000;12;;;
Roads;Chad;plenty;12;;;
;;5;;;;
Bridges;Togo;1.500.000;;;;
"""


def read(text: str, name: str = "portfolio.csv"):
    return read_portfolio(text.encode(), name, load_lexicon())


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_columns_are_known_by_their_heads():
    programme = read(SHEET).records[0].programme
    assert (programme.title, programme.countries[0].iso3) == ("River ports", "PER")
    assert (programme.budget_usd, programme.duration_months) == (2_000_000, 30)
    assert programme.status == "jp_document_submitted"
    assert programme.participating_organisations[0].acronym == "IOM"
    assert programme.places["budget_usd"].start_line == 2


def test_each_refused_row_names_row_column_and_reason():
    refused = [(row.row, row.column) for row in read(SHEET).refused]
    assert refused == [(3, "Country"), (4, "Budget (USD)"), (5, "Title"), (6, "Budget (USD)")]
    assert "Atlantis" in read(SHEET).refused[0].why


def test_a_column_that_is_not_read_leaves_no_word_in_the_lines():
    found = read(SHEET)
    assert not any("not for others" in line for line in found.lines)
    assert found.lines[1].startswith("Title: River ports | Country: Peru")


def test_a_workbook_is_known_by_its_content_and_a_title_may_stand_above_the_heads():
    content = workbook(("Our portfolio",), (), ("Country", "Budget"), ("Chad", 1_500_000.0))
    found = read_portfolio(content, "portfolio.docx", load_lexicon())
    assert found.records[0].programme.budget_usd == 1_500_000
    assert found.records[0].programme.source.start_line == 4


def test_wrong_columns_are_told_with_the_heads_that_were_found():
    found = read("Colour,Size\nred,3\n")
    assert "Colour, Size" in found.fault
    assert found.preview()["columns"][0]["head"] == "Colour"


def test_a_text_is_no_table():
    assert read("Pipeline of Joint Programmes, July\n\nText.", "booklet.txt") is None


def test_an_amount_in_another_currency_is_refused():
    assert "EUR" in read("Title,Budget,Currency\nWells,100,EUR\n").refused[0].why
    assert "EUR" in read("Title,Budget (EUR)\nWells,100\n").refused[0].why


@pytest.mark.parametrize(
    "text", ["Title,Budget,Currency\nWells,100,eur\n", "Title,Budget (EUR)\nWells,100\n"]
)
def test_amounts_are_those_of_the_funds_own_currency(text: str):
    found = read_portfolio(text.encode(), "portfolio.csv", load_lexicon(), currency="EUR")
    assert [row.programme.budget_usd for row in found.records] == [100]
    other = read_portfolio(
        b"Title,Budget (USD)\nWells,100\n", "portfolio.csv", load_lexicon(), currency="EUR"
    )
    assert other.refused[0].why == "The amount is in USD; only EUR is read."


@pytest.mark.parametrize("content", [b"PK\x03\x04 xl/workbook.xml", workbook()[:2000]])
def test_a_damaged_workbook_is_no_table(content):
    assert read_portfolio(content, "book.xlsx", load_lexicon()) is None


def test_a_workbook_without_a_word_is_empty():
    with pytest.raises(UnreadableInput, match="empty"):
        read_portfolio(workbook(()), "book.xlsx", load_lexicon())


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_our_own_export_comes_back_and_differs_in_nothing(demo_fund, client, form):
    from jointfund.intake import services
    from jointfund.intake.candidates.outlook import outlooks
    from jointfund.intake.models import Origin

    answer = client.get(f"/programmes/?format={form}")
    content = b"".join(answer) if answer.streaming else answer.content
    upload = services.Upload(f"list.{form}", len(content), content)
    intake = services.hand_in(demo_fund, [upload], actor="user:x", origin=Origin.UPLOAD)
    services.read_intake(intake.pk)
    intake.refresh_from_db()
    found = outlooks(intake)
    sheet = intake.files.get().sheet
    assert (len(found), sheet["refused"]) == (demo_fund.programmes.count(), [])
    assert all(outlook.programme for outlook in found)
    wrong = [
        (one.programme.reference, [field.name for field in one.differing]) for one in found if one.weight
    ]
    assert wrong == []


def test_places_roles_and_tags_of_a_downloaded_list_come_back_with_their_standing(demo_fund, client):
    from jointfund.intake import services
    from jointfund.intake.candidates.outlook import outlooks
    from jointfund.intake.models import Origin
    from jointfund.people.models import User
    from jointfund.programmes.models import Programme

    content = b"".join(client.get("/programmes/?format=csv&tags=all"))
    before = {one.pk: hung_on(one) for one in Programme.objects.all()}
    assert any(standing == "suggested" for found in before.values() for *_, standing in found)
    assert any(standing == "confirmed" for found in before.values() for *_, standing in found)
    for programme in Programme.objects.all():
        programme.tags.all().delete()
        programme.places.all().delete()
        programme.country_links.exclude(role="implementing").delete()
    upload = services.Upload("list.csv", len(content), content)
    intake = services.hand_in(demo_fund, [upload], actor="user:x", origin=Origin.UPLOAD)
    services.read_intake(intake.pk)
    assert intake.files.get().sheet["refused"] == []
    sofia = User.objects.get(email="sofia@demo.example")
    for outlook in outlooks(intake):
        services.accept_candidate(outlook.candidate, version=outlook.candidate.version, by=sofia)
    assert {one.pk: hung_on(one) for one in Programme.objects.all()} == before


def hung_on(programme) -> set[tuple[str, ...]]:
    """What hangs on a programme: tags, places and other roles, each with its standing."""
    tags = {(one.term.scheme, one.term.code, one.standing) for one in programme.tags.select_related("term")}
    places = {("place", one.name, one.standing) for one in programme.places.all()}
    roles = programme.country_links.exclude(role="implementing").select_related("country")
    return tags | places | {(one.country.iso3, one.role, one.standing) for one in roles}


@pytest.mark.parametrize(
    ("head", "cell", "why"),
    [
        ("Guiding principles", "kindness", "is no code we know. Codes are like people_centred"),
        ("country_roles", "TGO pilgrim", "names no role"),
        ("country_roles", "Atlantis origin", "is no country we know"),
        ("places", "x" * 201, "too long for the name of a place"),
    ],
)
def test_what_no_vocabulary_holds_is_refused_with_its_column(head, cell, why):
    found = read_with_terms(f"Title,{head}\nWells,{cell}\n")
    (refused,) = found.refused
    assert refused.column == head
    assert why in refused.why


def test_words_of_a_vocabulary_are_taken_like_its_codes_and_a_mark_keeps_a_suggestion():
    found = read_with_terms("Title,Guiding principles,Places\nWells,People-centred,Lomé (suggested); Kara\n")
    record = found.records[0]
    assert [one.code for one in record.programme.suggestions] == ["Kara", "Lomé", "people_centred"]
    assert set(record.more["stated"].split("\n")) == {"tag:place:Kara", "tag:principle:people_centred"}


def test_rows_are_told_while_they_are_read():
    told = []
    rows = "".join(f"Wells {number},Togo\n" for number in range(5))
    read_portfolio(
        f"Title,Country\n{rows}".encode(), "p.csv", load_lexicon(), {}, lambda *so_far: told.append(so_far)
    )
    assert told == [(number, 5) for number in range(1, 6)]


def read_with_terms(text: str):
    terms = {
        "principle:people_centred": "People-centred",
        "country_role:origin": "Origin",
    }
    return read_portfolio(text.encode(), "portfolio.csv", load_lexicon(), terms)
