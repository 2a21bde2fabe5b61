"""A meeting at the desk from its plan to its letters, and the register everybody reads."""

import pytest
from django.test import Client
from tests.committee.conftest import NOW, proposed

from jointfund.committee.models import Decision, LetterToProposer, Meeting, Minutes, PapersPack
from jointfund.committee.services import deciding, meetings, papers
from jointfund.notices.models import Notice

HOME = "/desk/meetings/steering_committee/1/"


def as_(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sofia(cast):
    return as_(cast["sofia"])


def test_a_meeting_is_planned_on_its_own_clock(body, sofia):
    typed = {
        "body": "steering_committee",
        "starts_at": "2026-07-01T09:30",
        "time_zone": "Europe/Zurich",
        "place": "Geneva",
    }
    assert sofia.post("/desk/meetings/", typed, follow=True).status_code == 200
    meeting = Meeting.objects.get()
    assert meeting.starts_at.isoformat() == "2026-07-01T07:30:00+00:00"
    refused = sofia.post("/desk/meetings/", typed | {"time_zone": "Nowhere"})
    assert refused.status_code == 400
    assert "Time zone" in refused.content.decode()
    assert "2026-07-01T09:30" in refused.content.decode()


def test_from_the_agenda_to_decision_minutes_letters_and_register(
    meeting, seats, proposal_in, sofia, cast, django_capture_on_commit_callbacks
):
    proposal = proposal_in()
    sofia.post(HOME, {"act": "add", "proposal": proposal.draft})
    page = sofia.get(HOME).content.decode()
    assert "Safe routes" in page
    sofia.post(HOME, {"act": "open"})
    sofia.post(HOME, {"act": "attend", "seat": [seat.pk for seat in seats.values()]})
    member = as_(seats["gamma"].holder)
    member.post(f"{HOME}1/", {"act": "ask", "question": "Who pays?"})
    question = meeting.agenda.get().questions.get()
    sofia.post(f"{HOME}1/", {"act": "answer", "to": question.pk, "answer": "The fund."})
    assert "The fund." in member.get(f"{HOME}1/").content.decode()

    typed = {
        "act": "decide",
        "outcome": "approve",
        "text": "Approved with thanks.",
        "condition-1-text": "Name the partners.",
        "condition-1-owner": "beta",
        "condition-1-due": "",
    }
    refused = sofia.post(f"{HOME}1/", typed)
    assert refused.status_code == 400
    assert "Condition 1: give the day" in refused.content.decode()
    assert "Name the partners." in refused.content.decode()
    sofia.post(f"{HOME}1/", typed | {"condition-1-due": "2099-01-01"})
    assert Decision.objects.get().reference == "MIG-DEC-0001"
    sofia.post(HOME, {"act": "close"})

    sofia.post(f"{HOME}minutes/", {"act": "draft"})
    minutes = Minutes.objects.get()
    assert "Took no part: Alpha, Togo" in minutes.text
    assert "Approved with thanks." in minutes.public_text
    assert "Took no part" not in minutes.public_text
    assert "Approved with thanks." not in member.get(f"{HOME}minutes/").content.decode()
    sofia.post(f"{HOME}minutes/", {"act": "send"})
    member.post(f"{HOME}minutes/", {"act": "comment", "comment": "I said more."})
    assert "I said more." in sofia.get(f"{HOME}minutes/").content.decode()
    late = sofia.post(f"{HOME}minutes/", {"act": "write", "saves": 9, "text": "mine", "public_text": "x"})
    assert (late.status_code, "mine" in late.content.decode()) == (400, True)
    sofia.post(f"{HOME}minutes/", {"act": "adopt"})
    anyone = Client()
    assert "From the minutes" not in anyone.get("/decisions/MIG-DEC-0001/").content.decode()
    sofia.post(f"{HOME}minutes/", {"act": "release"})
    assert "From the minutes" in anyone.get("/decisions/MIG-DEC-0001/").content.decode()

    assert "comes back" not in sofia.get(f"{HOME}letters/").content.decode()
    assert "approved to the pipeline" in sofia.get(f"{HOME}letters/").content.decode()
    sofia.post(f"{HOME}letters/")
    sofia.post(f"{HOME}letters/")
    assert LetterToProposer.objects.count() == 2
    readers = {one.recipient.address for one in Notice.objects.filter(kind="decision:letter")}
    assert readers == {f"{who}@example.org" for who in ("pia", "second", "alphahead", "beta", "betahead")}
    assert Notice.objects.filter(kind="decision:letter").count() == 5


def test_the_register_hides_the_title_of_what_never_was_public(session, item_of, cast):
    for outcome in ("approve", "decline"):
        deciding.decide(item_of(), proposed(outcome), actor=cast["sofia"], now=NOW)
    shown = Client().get("/decisions/?outcome=decline").content.decode()
    assert "MIG-N-0002" in shown
    assert "Safe routes" not in shown
    assert "Safe routes" in Client().get("/decisions/?q=safe").content.decode()
    assert "MIG-DEC-0002" not in Client().get("/decisions/?q=safe").content.decode()
    assert Client().get("/decisions/?outcome=approve&year=1999").content.decode().count("MIG-DEC") == 0


def test_a_member_with_an_interest_sees_no_form_and_no_scores(session, item_of, seats):
    item_of()
    page = as_(seats["alpha"].holder).get(f"{HOME}1/").content.decode()
    assert "You take no part in this item." in page
    assert 'name="stance"' not in page
    assert 'name="stance"' in as_(seats["gamma"].holder).get(f"{HOME}1/").content.decode()


def test_members_see_no_form_to_record_and_are_refused(session, item_of, seats):
    item_of()
    member = as_(seats["gamma"].holder)
    assert 'name="outcome"' not in member.get(f"{HOME}1/").content.decode()
    refused = member.post(f"{HOME}1/", {"act": "decide", "outcome": "approve", "text": "x"})
    assert refused.status_code == 400
    assert not Decision.objects.exists()


def test_strangers_find_no_meeting(meeting, cast):
    for who in ("pia", "ravi", "moussa"):
        assert as_(cast[who]).get(HOME).status_code == 404


def test_a_condition_is_answered_on_its_page(session, item_of, cast):
    deciding.decide(
        item_of(), proposed("approve", None, [("Name them.", "beta")]), actor=cast["sofia"], now=NOW
    )
    task = Decision.objects.get().conditions.get()
    assert "Name them." not in as_(cast["pia"]).get("/desk/conditions/").content.decode()
    as_(cast["beta"]).post("/desk/conditions/", {"act": "answer", "task": task.pk, "words": "Red"})
    page = as_(cast["sofia"]).get("/desk/conditions/").content.decode()
    assert "Red" in page
    as_(cast["sofia"]).post("/desk/conditions/", {"act": "accept", "task": task.pk})
    task.refresh_from_db()
    assert task.state == "accepted"


def test_the_papers_are_made_whole_with_progress(session, item_of, sofia, cast):
    item_of()
    meetings.add_subject(session, "Rules of procedure", actor=cast["sofia"])
    pack = papers.order_papers(session, actor=cast["sofia"], now=NOW)
    assert sofia.get(f"{HOME}papers.pdf").status_code == 404
    papers.make_papers(pack.pk)
    pack = PapersPack.objects.get()
    assert (pack.state, pack.done, pack.total) == ("ready", 2, 2)
    answer = sofia.get(f"{HOME}papers.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_the_list_of_meetings_asks_the_same_number_of_queries(meeting, body, sofia, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sofia.get("/desk/meetings/")
    with CaptureQueriesContext(connection) as few:
        sofia.get("/desk/meetings/")
    for _ in range(3):
        meetings.plan_meeting(body, starts_at=NOW, time_zone="UTC", place="", actor=cast["sofia"])
    with CaptureQueriesContext(connection) as many:
        sofia.get("/desk/meetings/")
    assert len(few) == len(many)
