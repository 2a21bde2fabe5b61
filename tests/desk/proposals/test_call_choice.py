"""Answering a call: from its page, on the proposal's page, and what is said when the deadline passes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.desk.proposals.test_proposal_pages import client_of
from tests.proposals.call_samples import open_words, publish

from jointfund.proposals.models import Proposal, SectionText
from jointfund.proposals.services.calls import answer_call

QUIZ = {"amount": "100000", "lot": "Small", "kind": "un", "country": "TGO", "organisations": "2"}


@pytest.fixture
def call(writing_fund, joint):
    words = replace(open_words(), areas=(), regions=(), countries=("TGO",), questions_close="")
    first, second = words.stages
    tomorrow = f"{timezone.now() + timedelta(days=1):%Y-%m-%d}T12:00"
    return publish(writing_fund, replace(words, stages=(replace(first, closes=tomorrow), second)))


def test_the_page_of_an_open_call_leads_by_its_quiz_to_a_proposal_that_answers_it(call, cast):
    pia = client_of(cast["pia"])
    assert "Answer this call" in pia.get(f"/calls/{call.reference}/").content.decode()
    verdict = pia.post(f"/calls/{call.reference}/eligibility/", QUIZ).content.decode()
    start = f"/desk/proposals/new/?call={call.reference}"
    assert f'href="{start}"' in verdict
    assert "It answers the call" in pia.get(start).content.decode()
    typed = {"title": "Ports", "lead": "alpha", "countries": ["TGO"], "call": call.reference}
    assert pia.post("/desk/proposals/new/", typed).status_code == 302
    made = Proposal.objects.latest("pk")
    assert (made.call, made.title) == (call, "Ports")


def test_who_is_not_signed_in_comes_by_the_sign_in_and_who_cannot_write_is_told_who_can(call, cast):
    verdict = Client().post(f"/calls/{call.reference}/eligibility/", QUIZ).content.decode()
    assert f"sign-in/?next=%2Fdesk%2Fproposals%2Fnew%2F%3Fcall%3D{call.reference}" in verdict
    verdict = client_of(cast["carmen"]).post(f"/calls/{call.reference}/eligibility/", QUIZ).content.decode()
    assert "desk/proposals/new" not in verdict
    assert "An officer of a participating organisation" in verdict


def test_a_call_that_closed_meanwhile_starts_nothing_and_keeps_what_was_typed(call, cast, monkeypatch):
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr("jointfund.desk.views.proposals.listing.timezone.now", lambda: later)
    typed = {"title": "Ports", "lead": "alpha", "countries": ["TGO"], "call": call.reference}
    page = client_of(cast["pia"]).post("/desk/proposals/new/", typed).content.decode()
    assert "This call is not open." in page
    assert 'value="Ports"' in page
    assert not Proposal.objects.filter(title="Ports").exists()


def test_the_lead_chooses_a_call_on_the_page_and_takes_it_back(call, joint, cast):
    pia, page = client_of(cast["pia"]), "/desk/proposals/1/"
    assert call.reference in pia.get(page).content.decode()
    pia.post(f"{page}party/", {"act": "call", "call": call.reference})
    joint.refresh_from_db()
    assert joint.call == call
    assert 'id="deadline"' in pia.get(page).content.decode()
    refused = pia.post(f"{page}party/", {"act": "call", "call": "MIG-C-9999"}).content.decode()
    assert "Choose one of the open calls." in refused
    pia.post(f"{page}party/", {"act": "call", "call": ""})
    joint.refresh_from_db()
    assert joint.call is None


def test_only_the_lead_chooses(call, joint, cast):
    beta = client_of(cast["beta"])
    assert "call-list" not in beta.get("/desk/proposals/1/").content.decode()
    beta.post("/desk/proposals/1/party/", {"act": "call", "call": call.reference})
    joint.refresh_from_db()
    assert joint.call is None


def test_a_deadline_that_passes_while_someone_types_keeps_the_draft_and_says_so(
    call, joint, cast, monkeypatch
):
    answer_call(joint, call, actor=cast["pia"], now=timezone.now())
    pia, page = client_of(cast["pia"]), "/desk/proposals/1/write/summary/"
    shown = pia.get(page).content.decode()
    assert "Europe/Zurich" in shown
    assert "data-own-clock" in shown
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr("jointfund.desk.views.proposals.sections.timezone.now", lambda: later)
    told = pia.post(page, {"what": "Typed late", "version": "0"}, headers={"X-Autosave": "1"}).json()
    assert told["state"] == "saved"
    assert "The call closed on" in told["said"]
    kept = pia.post(page, {"what": "Typed later", "version": "1"}, follow=True).content.decode()
    assert "What you wrote is kept as a draft." in kept
    assert SectionText.objects.get(section="summary").answers["what"] == "Typed later"
