"""Calls at the desk: drafts are always kept, missing parts named, a second person publishes, answers."""

from dataclasses import fields

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.proposals.call_samples import open_words, publish, sanctions_file

from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.proposals.calls.words import ROWS, CallWords
from jointfund.proposals.models import SanctionsMatch
from jointfund.proposals.models_calls import Call, CallQuestion
from jointfund.proposals.services import load_table, questions


@pytest.fixture
def desk(open_fund):
    """Two of the secretariat, each with a window of her own."""
    load_table(open_fund, actor="test")
    windows = {}
    for name in ("sofia", "second"):
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(user=user, fund=open_fund, role=Role.SECRETARIAT)
        windows[name] = Client()
        windows[name].force_login(user)
    return windows


def posted(words: CallWords) -> dict[str, str | list[str]]:
    """What a browser would send of a call."""
    sent: dict[str, str | list[str]] = {}
    for one in fields(CallWords):
        value = getattr(words, one.name)
        if one.name in ROWS:
            for place, row in enumerate(value):
                sent |= {f"{one.name}-{place}-{part.name}": getattr(row, part.name) for part in fields(row)}
        else:
            sent[one.name] = list(value) if isinstance(value, tuple) else value
    return sent


def test_a_draft_with_nothing_right_in_it_is_kept_as_typed(desk):
    odd = {"title": "Odd", "envelope": "plenty", "stages-0-closes": "next week", "criteria-0-weight": "much"}
    desk["sofia"].post("/desk/calls/new/", odd)
    page = desk["sofia"].get("/desk/calls/MIG-C-0001/").content.decode()
    for typed in ('value="plenty"', 'value="next week"', 'value="much"'):
        assert typed in page
    assert Call.objects.get().draft.envelope == "plenty"


def test_what_is_missing_is_listed_with_links_to_fields_that_are_there(desk):
    answer = desk["sofia"].post("/desk/calls/new/", {"title": "Half", "then": "send"})
    page = answer.content.decode()
    assert "Your draft is saved" in page
    for place in ("envelope", "kinds", "regions", "criteria-0-title", "time_zone", "stages-0-opens"):
        assert f'href="#id_{place}"' in page
        assert f'id="id_{place}"' in page
    assert Call.objects.get().state == "draft"


def test_a_draft_is_written_previewed_sent_and_published_by_a_second_person(desk, client):
    desk["sofia"].post("/desk/calls/new/", posted(open_words()))
    assert Call.objects.get().draft == open_words()
    preview = desk["sofia"].get("/desk/calls/MIG-C-0001/preview/").content.decode()
    assert "USD\u00a01,000,000" in preview
    assert "Not ready" not in preview
    desk["sofia"].post("/desk/calls/MIG-C-0001/", posted(open_words()) | {"saves": "0", "then": "send"})
    assert "A second person publishes this" in desk["sofia"].get("/desk/calls/MIG-C-0001/").content.decode()
    desk["sofia"].post("/desk/calls/MIG-C-0001/move/", {"move": "publish"})
    assert client.get("/calls/MIG-C-0001/").status_code == 404
    desk["second"].post("/desk/calls/MIG-C-0001/move/", {"move": "publish"})
    assert client.get("/calls/MIG-C-0001/").status_code == 200


def test_who_saves_over_another_is_told_and_keeps_what_was_typed(desk, open_fund):
    desk["sofia"].post("/desk/calls/new/", {"title": "One"})
    desk["second"].post("/desk/calls/MIG-C-0001/", {"title": "Two", "saves": "0"})
    page = desk["sofia"].post("/desk/calls/MIG-C-0001/", {"title": "Three", "saves": "0"}).content.decode()
    assert "Somebody else saved" in page
    assert 'value="Three"' in page
    assert Call.objects.get().draft.title == "Two"


def test_a_step_that_needs_a_reason_asks_for_it(desk, open_fund):
    publish(open_fund, open_words())
    page = desk["sofia"].post("/desk/calls/MIG-C-0001/move/", {"move": "withdraw", "note": " "})
    assert 'href="#note-withdraw"' in page.content.decode()
    assert Call.objects.get().state == "published"


def test_a_question_is_answered_or_set_aside(desk, open_fund):
    call = publish(open_fund, open_words())
    for text in ("Who?", "Buy pills"):
        questions.ask_question(call, text, asker="x", now=timezone.now())
    address = "/desk/calls/MIG-C-0001/questions/"
    assert "2 questions to answer" in desk["sofia"].get("/desk/calls/").content.decode()
    assert "Write the answer" in desk["sofia"].post(address, {"question": "1", "answer": ""}).content.decode()
    desk["sofia"].post(address, {"question": "1", "answer": "Anybody."})
    desk["sofia"].post(address, {"question": "2", "then": "aside"})
    kept = list(CallQuestion.objects.values_list("answer", "is_set_aside"))
    assert kept == [("Anybody.", False), ("", True)]


def test_a_list_of_sanctions_is_taken_in_and_a_match_decided(desk, open_fund):
    Organisation.objects.create(
        fund=open_fund, slug="h", name="Harbor Works Foundation", kind=OrganisationKind.CIVIL_SOCIETY
    )
    sofia = desk["sofia"]
    bad = sofia.post("/desk/sanctions/", {"import": "1", "file": SimpleUploadedFile("x.xml", b"nothing")})
    assert "no XML file" in bad.content.decode()
    sofia.post(
        "/desk/sanctions/",
        {"import": "1", "source": "UN", "file": SimpleUploadedFile("l.xml", sanctions_file())},
    )
    page = sofia.get("/desk/sanctions/").content.decode()
    assert "1 October 2026" in page
    assert "Harbour Works Foundation" in page
    match = SanctionsMatch.objects.get()
    half = sofia.post("/desk/sanctions/", {"match": str(match.pk), "state": "same", "reason": ""})
    assert "Say how you know" in half.content.decode()
    sofia.post("/desk/sanctions/", {"match": str(match.pk), "state": "not_same", "reason": "Another town."})
    match.refresh_from_db()
    assert (match.state, match.reason) == ("not_same", "Another town.")
