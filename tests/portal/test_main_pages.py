"""Home, pipeline, a programme, its documents and its sheet, as a person meets them."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jointfund.documents import services as documents
from jointfund.documents.models import DocumentText
from jointfund.documents.services import DocumentValues
from jointfund.funds.models import Fund
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.drafts import (
    CountryDraft,
    FieldSourceDraft,
    PartnerDraft,
    ProgrammeDraft,
    StatusDraft,
    TagDraft,
)
from jointfund.programmes.services import add_programme

CITED = Citation("document", "paper")


def a_paper(fund: Fund):
    """A document of two lines, its text kept."""
    paper = documents.name_document(
        fund,
        DocumentValues(key="paper", kind="booklet", title="A paper", issued=PartialDate.parse("2023-07")),
    )
    DocumentText.objects.update_or_create(
        document=paper, defaults={"text": "FREEDONIA\nBudget: USD 1,500,000"}
    )
    return paper


def add(fund: Fund, *, count: int = 1, waiting_since: str = "2023-07", **values):
    """Programmes alike, each with facts that cite the second line of the paper."""
    source = documents.source_of(a_paper(fund), 2, 2)
    status = values.pop("status", "concept_note_approved")
    values = {
        "area_number": 2,
        "budget": Decimal(1_500_000),
        "budget_precision": "exact",
        "countries": (CountryDraft("TGO", source=source),),
        "key_partners": (PartnerDraft("Ministry of Labour", "government", source=source),),
        "tags": (TagDraft("sdg_goal", "8"), TagDraft("level", "local", "suggested", "in two towns", source)),
        "field_sources": (FieldSourceDraft("budget_usd", source, "USD 1,500,000"),),
    } | values
    states = (StatusDraft(status, PartialDate.parse(waiting_since), CITED, source),)
    drafts = [ProgrammeDraft(heading="TOGO", statuses=states, **values) for _ in range(count)]
    return [add_programme(fund, draft, actor="system:test") for draft in drafts]


def text_of(response) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_home_says_how_many_wait_for_how_much(open_fund, client):
    add(open_fund, count=2)
    add(open_fund, status="funded")

    page = text_of(client.get("/"))

    assert "USD 3M 2 approved programmes wait for money" in page
    assert "1 programme is funded" in page
    assert "67 per cent of the approved money is still to be found" in page


def test_every_page_answers_at_the_root_and_under_the_fund(open_fund, client):
    add(open_fund)
    pages = [
        "",
        "pipeline/",
        "programmes/MIG-0001/",
        "programmes/MIG-0001/sources/",
        "documents/",
        "documents/paper/",
    ]

    for page in pages:
        assert client.get(f"/{page}").status_code == 200, page
        within = client.get(f"/funds/MIG00/{page}")
        assert within.status_code == 200, page
        assert 'href="/pipeline/"' not in within.content.decode(), page


def test_a_fund_that_does_not_exist_is_not_found(open_fund, client):
    response = client.get("/funds/XYZ/pipeline/")

    assert response.status_code == 404
    assert "There is no page at this address" in text_of(response)


def test_an_earlier_day_shows_the_earlier_state(open_fund, client):
    add(open_fund, waiting_since="2024-03-15")

    assert "1 approved programme worth USD 1.5M" in text_of(client.get("/pipeline/?as_of=2024-03-15"))
    assert "No programme waits for money" in text_of(client.get("/pipeline/?as_of=2023-01-01"))
    assert client.get("/programmes/MIG-0001/?as_of=2023-01-01").status_code == 404


def test_links_keep_the_day_asked_for(open_fund, client):
    add(open_fund)

    page = client.get("/pipeline/?as_of=2024-01-01").content.decode()

    assert "/programmes/MIG-0001/?as_of=2024-01-01" in page
    assert "You see the record as it stood on 1 January 2024" in page


def test_a_day_that_is_none_is_refused_in_words_and_today_is_shown(open_fund, client):
    page = text_of(client.get("/?as_of=soon"))

    assert "“soon” is not a day" in page


def test_a_programme_without_title_says_so_and_what_is_unknown(open_fund, client):
    add(open_fund)

    page = text_of(client.get("/programmes/MIG-0001/"))

    assert "Joint programme in Togo" in page
    assert "title lost in the source" in page
    assert "Lead organisation not published" in page
    assert "USD 1,500,000" in page
    assert "suggested from the text: “in two towns”" in page


def test_a_fact_opens_the_lines_it_came_from(open_fund, client):
    add(open_fund)

    page = client.get("/programmes/MIG-0001/").content.decode()
    document = client.get("/documents/paper/").content.decode()

    assert 'href="/documents/paper/?line=2#L2"' in page
    assert 'id="L2" class="is-cited"' in document
    assert "Budget: USD 1,500,000" in document


def test_a_document_that_is_not_kept_shows_the_places_cited(open_fund, client):
    add(open_fund)
    DocumentText.objects.all().delete()

    page = client.get("/documents/paper/")

    assert 'id="L2"' in page.content.decode()
    assert "MIG-0001 · Budget: USD 1,500,000" in text_of(page)


def test_an_internal_document_is_shown_to_nobody(open_fund, client):
    paper = a_paper(open_fund)
    paper.visibility = "internal"
    paper.save()

    assert client.get("/documents/paper/").status_code == 404


def test_the_sheet_is_a_pdf(open_fund, client):
    add(open_fund)

    response = client.get("/programmes/MIG-0001/sheet.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    ["/", "/pipeline/", "/programmes/MIG-0001/", "/programmes/MIG-0001/sheet.pdf", "/documents/paper/"],
)
def test_queries_do_not_grow_with_the_portfolio(open_fund, client, address):
    add(open_fund, count=3)
    few = _queries(client, address)
    add(open_fund, count=27)

    assert _queries(client, address) == few
    assert few <= 20


@pytest.mark.parametrize("address", ["/", "/styleguide/", "/sign-in/", "/nowhere/"])
def test_without_any_fund_pages_still_answer(db, client, address):
    expected = 200 if address in {"/styleguide/", "/sign-in/"} else 404

    assert client.get(address).status_code == expected


def test_health_asks_the_database_nothing(client):
    assert client.get("/health/").content == b"ok"


def test_the_page_of_a_fault_is_made_without_the_database(settings):
    settings.DEBUG = False
    client = Client(raise_request_exception=False)

    response = client.get("/programmes/")  # no database is allowed in this test: the view fails

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_a_person_signs_in_and_sees_that_nothing_waits(open_fund, client, django_user_model):
    django_user_model.objects.create_user("sofia@example.org", "a calm plain exact record", name="Sofia")

    wrong = client.post("/sign-in/", {"username": "sofia@example.org", "password": "no"})
    right = client.post(
        "/sign-in/", {"username": "Sofia@example.org", "password": "a calm plain exact record"}, follow=True
    )

    assert "do not belong together" in text_of(wrong)
    assert "Nothing waits for you" in text_of(right)
    assert "Sofia" in text_of(right)


def test_the_account_is_for_people_who_signed_in(open_fund, client):
    assert client.get("/account/").url.startswith("/sign-in/")


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_long_document_is_paged_and_a_line_finds_its_page(demo_fund, client):
    page = client.get("/documents/booklet-2023-07/").content.decode()
    entries = re.findall(r'class="source-entry" id="L(\d+)"', page)
    assert len(entries) <= 40
    assert 'href="/documents/booklet-2023-07/?page=2" rel="next"' in page
    second = client.get("/documents/booklet-2023-07/?page=2").content.decode()
    line = re.search(r'class="source-entry" id="L(\d+)"', second)[1]
    assert line not in entries
    assert f'id="L{line}"' in client.get(f"/documents/booklet-2023-07/?line={line}").content.decode()
    for odd in ("page=999", "page=-1", "page=x", "line=1", "line=²"):
        assert client.get(f"/documents/booklet-2023-07/?{odd}").status_code == 200
