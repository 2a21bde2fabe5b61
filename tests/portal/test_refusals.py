"""Requests nobody should send get a page that helps, never a fault."""

import pytest
from django.test import Client

ODD = [
    "²",
    "١",
    "\x00",
    "-1",
    "9" * 30,
    "a" * 10_000,
    "NaN",
    "{{7*7}}",
    "(((",
    '"><script>alert(1)</script>',
    "😀",
]
PAGES = [
    "/",
    "/programmes/",
    "/pipeline/",
    "/support/",
    "/contributors/",
    "/countries/",
    "/data/discrepancies/",
]
PARAMETERS = [
    "q",
    "as_of",
    "page",
    "sort",
    "area",
    "region",
    "amount",
    "kind",
    "severity",
    "format",
    "status",
]
DAYS = ["9999-12-31", "9999-99-99", "0001-01-01", "0000-00-00", "2023-W31-1", "20230731", "infinity"]


@pytest.mark.parametrize("address", PAGES)
def test_odd_words_in_an_address_break_no_page_and_come_back_escaped(demo_fund, client, address):
    for odd in ODD:
        answer = client.get(address, dict.fromkeys(PARAMETERS, odd))
        assert answer.status_code == 200, odd
        assert "<script>alert" not in answer.content.decode(errors="replace")


@pytest.mark.parametrize(
    "address", [*PAGES, "/programmes/MIG-0022/", "/countries/TGO/", "/organisations/iom/"]
)
def test_every_day_can_be_asked_for(demo_fund, client, address):
    for day in DAYS:
        assert client.get(address, {"as_of": day}).status_code in {200, 404}, day


def test_odd_words_asked_of_the_api_are_refused_or_find_nothing(demo_fund, client):
    for odd in ODD:
        for parameter in ("q", "area", "status", "page"):
            assert client.get("/api/v1/programmes", {parameter: odd}).status_code in {200, 400, 404, 422}


def test_a_form_without_its_token_is_answered_in_words(demo_fund):
    refused = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "x", "password": "y"})
    assert refused.status_code == 403
    assert "Nothing was sent" in refused.content.decode()


def test_a_name_the_site_does_not_know_is_answered_in_words(demo_fund, client, settings):
    settings.DEBUG = False
    refused = client.get("/", headers={"host": "elsewhere.example"})
    assert refused.status_code == 400
    assert "JOINTFUND_HOSTS" in refused.content.decode()


def test_every_page_forbids_scripts_of_others_and_guessing_of_types(demo_fund, client):
    for address in (
        *PAGES,
        "/sign-in/",
        "/nowhere/",
        "/programmes/?format=csv",
        "/programmes/MIG-0022/sheet.pdf",
    ):
        headers = client.get(address).headers
        assert "script-src 'self';" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", [*PAGES, "/programmes/MIG-0022/", "/documents/", "/data/", "/publications/"])
def test_a_page_that_only_shows_refuses_what_is_posted_to_it(demo_fund, client, page):
    assert client.post(page, {"q": "x"}).status_code == 405
    assert client.post(f"/funds/MIG00{page}").status_code == 405
    assert client.head(page).status_code == 200
