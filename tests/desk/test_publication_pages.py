"""Publications at the desk: written by one person, released by another, with plain forms only."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jointfund.people.models import User
from jointfund.publications.models import Publication, PublicationState, Release
from jointfund.publications.services import previewing


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@demo.example"))
    return client


@pytest.fixture
def sofia(demo_fund) -> Client:
    cache.clear()
    return signed_in("sofia")


@pytest.fixture
def second(demo_fund) -> Client:
    return signed_in("second")


NEW_BRIEF = "/desk/publications/new/?kind=brief"
FORM = {"subject": "human_rights", "context": "", "as_of": "", "language": "en", "embargo_until": ""}


def draft(client: Client, **typed: object) -> str:
    """The address of a new brief."""
    answer = client.post(NEW_BRIEF, {**FORM, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def form_of(client: Client, address: str) -> dict[str, object]:
    """What a browser would post from the draft's form as it stands."""
    form = page_of(client, address).split('class="publication-form"')[1].split("</form>")[0]
    return {
        **FORM,
        "version": re.search(r'name="version" value="(\d+)"', form)[1],
        "context": re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)[1].strip(),
        "left_out": re.findall(r'name="left_out" value="([\w-]+)" checked', form),
    }


def saved(address: str) -> Publication:
    return Publication.objects.get(draft=int(address.rstrip("/").split("/")[-1]))


def test_the_list_tells_what_was_released_and_what_can_begin(sofia):
    page = page_of(sofia, "/desk/publications/")
    assert "MIG-P-0001" in page
    assert '<option value="brief" selected>Thematic brief</option>' in page


def test_a_kind_that_does_not_exist_leads_back_to_the_list(sofia):
    assert sofia.get("/desk/publications/new/?kind=poster").url == "/desk/publications/"


def test_a_new_brief_shows_its_figures_with_values_and_each_proposal_with_its_reason(sofia):
    page = page_of(sofia, draft(sofia))
    assert "{funded_count}" in page
    assert "proposed programmes" in page
    assert re.search(r'name="left_out" value="MIG-\d{4}"', page)
    assert "Human rights" in page
    assert "With its values" in page
    assert "Of the fund&#x27;s {funded_count} funded" in page


def test_a_text_with_fields_is_shown_with_their_values(sofia):
    address = draft(sofia, context="We carry {funded_count} programmes.")
    brief = page_of(sofia, address)
    assert re.search(r"We carry \d+ programmes\.", brief)


def test_a_field_that_does_not_exist_is_refused_at_its_place_and_the_text_stays(sofia):
    address = draft(sofia)
    typed = {**form_of(sofia, address), "context": "First line.\nWe carry {fundd_count}."}
    page = sofia.post(address, typed).content.decode()
    assert "Line 2: “{fundd_count}” is no figure of this document; did you mean {funded_count}?" in page
    assert "We carry {fundd_count}.</textarea>" in page
    assert 'href="#id_context"' in page
    assert saved(address).order["context"] == ""


def test_a_new_brief_that_cannot_be_made_keeps_what_was_typed(sofia):
    before = Publication.objects.count()
    page = sofia.post(NEW_BRIEF, {**FORM, "context": "x" * 20_001, "as_of": "2023-07"}).content.decode()
    assert "shorten it to 20,000" in page
    assert "x" * 20_001 in page
    assert 'value="2023-07"' in page
    assert Publication.objects.count() == before


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("as_of", "next summer", "Write 2023, 2023-07 or 2023-07-31."),
        ("embargo_until", "soon", "Write the day like 2026-03-31."),
        ("subject", "space_travel", "Select a valid choice"),
        ("as_of", "1999", "choose another"),
        ("language", "xx", "Select a valid choice"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(sofia, field, typed, said):
    page = sofia.post(NEW_BRIEF, {**FORM, field: typed}).content.decode()
    assert said in page


def test_a_programme_can_be_left_out_and_taken_back(sofia):
    address = draft(sofia)
    first = re.search(r'name="left_out" value="(MIG-\d{4})"', page_of(sofia, address))[1]
    sofia.post(address, {**form_of(sofia, address), "left_out": [first]})
    assert form_of(sofia, address)["left_out"] == [first]
    assert f'/programmes/{first}/"' not in page_of(sofia, f"{address}preview/")
    sofia.post(address, {**form_of(sofia, address), "left_out": []})
    assert saved(address).order["left_out"] == []


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(sofia, second):
    address = draft(sofia)
    opened = form_of(sofia, address)
    second.post(address, {**form_of(second, address), "context": "Hers."})
    page = sofia.post(address, {**opened, "context": "Mine."}).content.decode()
    assert "Somebody else saved this draft meanwhile" in page
    assert "Mine.</textarea>" in page
    assert saved(address).order["context"] == "Hers."


def test_from_draft_to_the_library_and_out_of_it(sofia, second):
    address = draft(sofia, embargo_until="2020-01-01")
    assert "nothing is public yet" in page_of(sofia, f"{address}preview/")
    sofia.post(f"{address}move/", {"move": "send"})
    assert "A second person releases this" in page_of(sofia, address)
    refused = sofia.post(f"{address}move/", {"move": "release"})
    assert "A second person releases this" in refused.content.decode()
    assert "Waits for your review" in page_of(second, "/desk/publications/")
    second.post(f"{address}move/", {"move": "release"})
    release = Release.objects.get(publication=saved(address))
    assert Client().get(f"/publications/{release.reference}/").status_code == 200
    refused = second.post(f"{address}move/", {"move": "withdraw", "note": "  "}).content.decode()
    assert "Say why it is withdrawn" in refused
    second.post(f"{address}move/", {"move": "withdraw", "note": "Too early."})
    assert "Too early." in page_of(second, address)
    assert "Too early." in page_of(Client(), f"/publications/{release.reference}/")
    history = page_of(second, address)
    assert "Released · Second" in history
    assert "Drafted · Sofia" in history


def test_a_review_returns_a_draft_with_a_note(sofia, second):
    address = draft(sofia)
    sofia.post(f"{address}move/", {"move": "send"})
    assert "Say what should change" in second.post(f"{address}move/", {"move": "return"}).content.decode()
    second.post(f"{address}move/", {"move": "return", "note": "Name the region."})
    assert "Name the region." in page_of(sofia, address)
    assert saved(address).state == PublicationState.DRAFT


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("booklet", {"area": ["3"], "as_of": "2023-07"}),
        ("portfolio", {}),
        ("contributors", {}),
        ("country", {"subject": "TGO"}),
        ("organisation", {"subject": "iom"}),
    ],
)
def test_every_kind_can_be_drafted_and_previewed(sofia, kind, typed):
    values = {"as_of": "", "language": "fr", "embargo_until": "", **typed}
    address = sofia.post(f"/desk/publications/new/?kind={kind}", values).url
    page_of(sofia, address)
    page_of(sofia, f"{address}preview/")
    assert saved(address).order["language"] == "fr"
    if kind == "booklet":
        assert saved(address).order["as_of"] == date(2023, 7, 31).isoformat()


def test_a_released_publication_is_not_saved_over(sofia):
    page = sofia.post("/desk/publications/2/", {**FORM, "version": "1"}, follow=True).content.decode()
    assert "is released" in page


def test_an_unknown_step_changes_nothing_and_an_unknown_number_is_not_found(sofia):
    page = sofia.post("/desk/publications/1/move/", {"move": "burn"}, follow=True).content.decode()
    assert "There is no such step" in page
    assert sofia.get("/desk/publications/99/").status_code == 404


def test_pages_ask_the_database_a_fixed_number_of_times(sofia, django_assert_max_num_queries):
    for address in ("/desk/publications/", "/desk/publications/2/"):
        page_of(sofia, address)
        with django_assert_max_num_queries(20):
            sofia.get(address)


def test_a_draft_is_made_a_pdf_in_the_background_and_nothing_of_it_is_kept(
    sofia, django_capture_on_commit_callbacks
):
    address = draft(sofia)
    releases, number = Release.objects.count(), saved(address).draft
    assert "Make the PDF" in page_of(sofia, f"{address}preview/")
    file = f"{address}preview/file/"
    assert sofia.get(file).status_code == 404
    with django_capture_on_commit_callbacks() as asked:
        assert sofia.post(file).url.endswith("/preview/")
    waiting = page_of(sofia, f"{address}preview/")
    assert "<progress" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert len(asked) == 1
    previewing.make_preview(saved(address).pk, saved(address).version, timezone.localdate().isoformat())
    assert "Open the PDF" in page_of(sofia, f"{address}preview/")
    answer = sofia.get(file)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer).startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert Release.objects.count() == releases
    sofia.post(address, {**form_of(sofia, address), "context": "Another text."})
    assert "Open the PDF" not in page_of(sofia, f"{address}preview/")
    sofia.post(file)
    left = Path(settings.MEDIA_ROOT).glob(f"previews/*-draft-{number}-*")
    assert [one.suffix for one in left] == [".asked"]


def test_a_preview_that_is_late_can_be_asked_for_again(sofia):
    address = draft(sofia)
    sofia.post(f"{address}preview/file/")
    asked = previewing.preview_of(saved(address), timezone.localdate()).path.with_suffix(".asked")
    os.utime(asked, (1, 1))
    assert "Nothing was heard of the PDF" in page_of(sofia, f"{address}preview/")
    assert "Make the PDF again" in page_of(sofia, f"{address}preview/")


def test_a_preview_of_a_draft_saved_meanwhile_is_not_made(sofia):
    address = draft(sofia)
    today = timezone.localdate()
    sofia.post(f"{address}preview/file/")
    previewing.make_preview(saved(address).pk, saved(address).version + 1, today.isoformat())
    assert previewing.preview_of(saved(address), today).state == "asked"
