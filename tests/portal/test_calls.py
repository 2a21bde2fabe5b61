"""Calls for readers: the list, the page, the quiz, the calendar file, questions."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.proposals.call_samples import open_words, publish

from jointfund.audit.models import Event
from jointfund.proposals.models_calls import CallQuestion
from jointfund.proposals.services import calls, questions

FITS = {
    "kind": "un", "country": "TGO", "lot": "Small", "amount": "100,000", "organisations": "2",
}  # fmt: skip


@pytest.fixture
def call(open_fund):
    return publish(open_fund, open_words())


def test_without_a_call_the_page_says_so_and_where_to_go(open_fund, client):
    page = client.get("/calls/").content.decode()
    assert "No call is open" in page
    assert "/pipeline/" in page


def test_an_open_call_stands_first_with_its_deadline_and_zone(call, client):
    page = client.get("/calls/").content.decode()
    assert "Open now" in page
    assert "USD\u00a01,000,000" in page
    assert "Europe/Zurich" in page
    assert "No call is open" not in page


def test_the_page_tells_money_dates_criteria_lots_and_forms(call, client):
    page = client.get("/calls/MIG-C-0001/").content.decode()
    for words in ("USD\u00a01,000,000", "Western Africa", "Small", "200,000", "Quality", "60", "concept-note",
                  "United Nations organisation", "2 organisations"):  # fmt: skip
        assert words in page


def test_a_draft_is_on_no_public_page(open_fund, client):
    calls.draft_call(open_fund, open_words(), actor="test", now=timezone.now())
    assert "MIG-C-0001" not in client.get("/calls/").content.decode()
    for path in ("", "eligibility/", "dates.ics"):
        assert client.get(f"/calls/MIG-C-0001/{path}").status_code == 404


def test_the_quiz_says_that_one_may_apply_and_keeps_nothing(call, client):
    before = Event.objects.count()
    answer = client.post("/calls/MIG-C-0001/eligibility/", FITS)
    assert "You may apply" in answer.content.decode()
    assert (Event.objects.count(), dict(client.session), "no-store" in answer["Cache-Control"]) == (
        before, {}, True,
    )  # fmt: skip


def test_the_quiz_names_what_does_not_fit_and_keeps_the_answers_on_the_page(call, client):
    page = client.post("/calls/MIG-C-0001/eligibility/", FITS | {"amount": "300000", "kind": "private"})
    words = page.content.decode()
    assert "not for organisations of this kind" in words
    assert "more than a proposal for this lot may ask" in words
    assert 'value="300000"' in words


def test_the_calendar_file_is_saved_and_not_shown(call, client):
    answer = client.get("/calls/MIG-C-0001/dates.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"] == 'attachment; filename="MIG-C-0001.ics"'
    assert answer.content.decode().count("BEGIN:VEVENT") == 5


def test_a_question_of_a_stranger_is_read_with_its_answer_by_everybody(call, client):
    sent = client.post("/calls/MIG-C-0001/", {"question": "May two towns apply?"}, follow=True)
    assert "was received" in sent.content.decode()
    assert "May two towns" not in client.get("/calls/MIG-C-0001/").content.decode()
    asked = CallQuestion.objects.get()
    questions.answer_question(asked, "Yes, <b>both</b>.", actor="test", now=timezone.now())
    page = client.get("/calls/MIG-C-0001/").content.decode()
    assert "May two towns apply?" in page
    assert "Yes, &lt;b&gt;both&lt;/b&gt;." in page


def test_a_refused_question_keeps_what_was_typed(call, client):
    for _ in range(questions.MOST_OF_ONE):
        client.post("/calls/MIG-C-0001/", {"question": "?"})
    page = client.post("/calls/MIG-C-0001/", {"question": "One more"}).content.decode()
    assert "One more</textarea>" in page
    assert "tomorrow" in page


def test_a_withdrawn_call_says_why(call, client):
    calls.withdraw_call(call, reason="No money.", actor="test", now=timezone.now())
    page = client.get("/calls/MIG-C-0001/").content.decode()
    assert "No money." in page
    assert client.get("/calls/MIG-C-0001/dates.ics").status_code == 404
    assert "You may apply" not in client.post("/calls/MIG-C-0001/eligibility/", FITS).content.decode()


def test_a_call_that_closes_is_past_by_itself(open_fund, client, monkeypatch):
    publish(open_fund, open_words())
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = client.get("/calls/").content.decode()
    assert "Past" in page
    assert "No call is open" in page
