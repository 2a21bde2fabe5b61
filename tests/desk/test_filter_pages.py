"""Saved filters at the desk: saved from an address, told in words, removed; what was typed stays."""

import re

import pytest
from django.test import Client

from jointfund.people.models import User
from jointfund.publications.models import Publication, SavedFilter

TYPED = {
    "name": "Work in Africa",
    "address": "/programmes/?area=4&region=africa",
    "contributor": "",
    "basis": "",
    "stated_in": "",
    "stated_on": "",
}


@pytest.fixture
def sofia(demo_fund) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="sofia@demo.example"))
    return client


def test_a_filter_is_saved_from_an_address_and_told_in_words_with_its_programmes(sofia):
    assert sofia.post("/desk/filters/", TYPED).url == "/desk/filters/"
    page = sofia.get("/desk/filters/").content.decode()
    assert "Work in Africa" in page
    assert re.search(r"\d+ programmes? in area 4 [\w ]+ in Africa", page)
    assert 'href="/programmes/?area=4&amp;region=africa"' in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "x" * 20_000, "The name has 20,000 characters: shorten it to 120."),
        ("address", "/programmes/?colour=red", "is not a filter of this list"),
        ("stated_on", "soon", "Write the day like 2026-03-31."),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_what_was_typed_stays(sofia, field, typed, said):
    page = sofia.post("/desk/filters/", {**TYPED, field: typed}).content.decode()
    assert said in page
    assert f'href="#id_{field}"' in page
    assert typed in page
    assert not SavedFilter.objects.exists()


def test_an_interest_needs_its_source(sofia):
    page = sofia.post(
        "/desk/filters/", {**TYPED, "contributor": "germany", "basis": "stated"}
    ).content.decode()
    assert "Say since when, like 2026-03-31." in page
    typed = {**TYPED, "contributor": "germany", "basis": "stated", "stated_on": "2024-01-31"}
    assert "Say where the contributor says so" in sofia.post("/desk/filters/", typed).content.decode()
    sofia.post("/desk/filters/", {**typed, "stated_in": "Letter, page 2"})
    assert (
        "Stated interest of Germany: Letter, page 2, 31 January 2024"
        in sofia.get("/desk/filters/").content.decode()
    )


def test_a_saved_filter_is_offered_to_a_booklet_and_as_a_theme(sofia):
    sofia.post("/desk/filters/", TYPED)
    assert (
        '<option value="work-in-africa">'
        in sofia.get("/desk/publications/new/?kind=booklet").content.decode()
    )
    page = sofia.get("/desk/publications/new/?kind=brief").content.decode()
    assert '<option value="filter:work-in-africa">' in page
    form = {"saved": "work-in-africa", "as_of": "", "language": "en", "embargo_until": ""}
    made = sofia.post("/desk/publications/new/?kind=booklet", form)
    assert made.status_code == 302
    assert Publication.objects.latest("pk").order["saved"] == "work-in-africa"
    assert 'value="work-in-africa" selected' in sofia.get(made.url).content.decode()


def test_a_choice_that_has_nothing_in_common_with_it_is_told_at_its_field(sofia):
    sofia.post("/desk/filters/", TYPED)
    form = {"saved": "work-in-africa", "area": "1", "as_of": "", "language": "en", "embargo_until": ""}
    page = sofia.post("/desk/publications/new/?kind=booklet", form).content.decode()
    assert "the saved filter has none of what you chose" in page
    assert 'href="#id_saved"' in page


def test_a_theme_without_programme_is_told_at_its_field_and_the_draft_stays(sofia):
    sofia.post("/desk/filters/", {**TYPED, "name": "Nothing", "address": "q=zyzzyva"})
    brief = {"subject": "human_rights", "context": "", "as_of": "", "language": "en", "embargo_until": ""}
    address = sofia.post("/desk/publications/new/?kind=brief", brief).url
    page = sofia.post(address, {**brief, "subject": "filter:nothing", "version": "1", "context": "Mine."})
    text = page.content.decode()
    assert "carries “Nothing”" in text
    assert 'href="#id_subject"' in text
    assert "Mine.</textarea>" in text
    assert Publication.objects.latest("pk").order["subject"] == "human_rights"


def test_a_filter_is_removed_once(sofia):
    sofia.post("/desk/filters/", TYPED)
    for said in ("Removed.", "somebody may have removed it"):
        page = sofia.post("/desk/filters/work-in-africa/remove/", follow=True).content.decode()
        assert said in page
    assert "No filter is saved yet." in page
