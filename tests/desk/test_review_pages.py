"""The pages of reviews, from the eligibility check to the answer of the proposers."""

import json
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from tests.reviews import conftest as kept
from tests.reviews.conftest import clear, write
from tests.reviews.test_reviewing import copied

from jointfund.people.models import Membership, Role
from jointfund.reviews import services
from jointfund.reviews.models import Scorecard, ScorecardRevision

writing_fund, orgs, cast = kept.writing_fund, kept.orgs, kept.cast
joint, complete, endorsed = kept.joint, kept.complete, kept.endorsed
call, submitted, reviewers, reviewed = kept.call, kept.submitted, kept.reviewers, kept.reviewed


@pytest.fixture(autouse=True)
def _one_fund(settings, writing_fund):
    writing_fund.is_demo = True
    writing_fund.save()


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def page(one, name=""):
    return f"/desk/reviews/{one.proposal.draft}/{name}"


COMPARE = "/desk/reviews/compare/?call=MIG-C-0001"
PAGES = ("", "summary/", "reviewers/", "eligibility/", "answer/")


def test_a_reviewer_declares_scores_and_submits(reviewed, reviewers):
    client = as_(reviewers["ravi"])
    assert b"To review" in client.get("/desk/reviews/").content
    assert b'name="interest"' in client.get(page(reviewed)).content
    assert b"Choose one of the two" in client.post(page(reviewed, "declare/"), {}).content
    client.post(page(reviewed, "declare/"), {"interest": "none"})
    shown = client.get(page(reviewed)).content.decode()
    assert "A way that is safe" in shown
    assert "5: very good" in shown
    assert "checked" not in shown  # nothing is chosen beforehand
    typed = {"score-c1": "2", "score-c2": "7", "version": "0", "then": "submit"}
    refused = client.post(page(reviewed), typed).content.decode()
    assert 'href="#f-note-c1"' in refused
    assert 'name="score-c1" value="2" checked' in refused
    client.post(page(reviewed), {**typed, "note-c1": "No partner", "version": "1"})
    assert ScorecardRevision.objects.get().scores["c1"] == {"score": "2", "note": "No partner"}


def test_the_script_saves_and_is_told_of_another_window(reviewed, reviewers):
    clear(reviewed, reviewers["ravi"])
    client, head = as_(reviewers["ravi"]), {"HTTP_X_AUTOSAVE": "1"}
    first = client.post(page(reviewed), {"score-c1": "4", "version": "0"}, **head)
    assert json.loads(first.content)["version"] == 1
    other = client.post(page(reviewed), {"score-c1": "1", "version": "0"}, **head)
    assert json.loads(other.content)["state"] == "conflict"
    assert Scorecard.objects.get().answers == {"score-c1": "4"}


def test_who_has_an_interest_reads_nothing_of_the_review(reviewed, reviewers, cast, writing_fund, orgs):
    clear(reviewed, reviewers["ravi"])
    client = as_(reviewers["ravi"])
    client.post(page(reviewed, "declare/"), {"interest": "declared", "reason": "A relative works there"})
    assert [client.get(page(reviewed, name)).status_code for name in ("", "summary/")] == [403, 403]
    for person, role in ((cast["pia"], Role.SECRETARIAT), (cast["moussa"], Role.REVIEWER)):
        Membership.objects.create(user=person, fund=writing_fund, role=role)
        tied = as_(person)
        assert tied.get(page(reviewed, "summary/")).status_code in (403, 404)
        assert tied.get(page(reviewed)).status_code in (403, 404)
    Membership.objects.create(user=cast["sofia"], fund=writing_fund, role=Role.SIGNATORY, country="TGO")
    sofia = as_(cast["sofia"])
    got = [sofia.get(page(reviewed, name)).status_code for name in ("", "summary/", "reviewers/")]
    assert got == [403, 403, 403]
    assert reviewed.proposal.reference not in sofia.get(COMPARE).content.decode()


def test_nobody_without_a_part_finds_a_review(reviewed, reviewers, cast):
    expected = {
        "third": [404, 404, 404, 404, 404],
        "sofia": [302, 200, 200, 200, 404],
        "carmen": [302, 404, 404, 404, 404],  # hers once it is closed
        "pia": [404, 404, 404, 404, 404],  # nothing to answer yet
        "beta": [404, 404, 404, 404, 404],
        "moussa": [404, 404, 404, 404, 404],
    }
    people = {**cast, "third": reviewers["third"]}
    for who, answers in expected.items():
        client = as_(people[who])
        assert [client.get(page(reviewed, name)).status_code for name in PAGES] == answers, who


def test_the_secretariat_assigns_reminds_and_closes(submitted, reviewers, cast):
    client, address = as_(cast["sofia"]), f"/desk/reviews/{submitted.draft}/reviewers/"
    shown = client.get(address).content.decode()
    assert "Her own organisation is a party" in shown
    number = str(reviewers["second"].pseudonym)
    typed = {"act": "assign", "reviewer": number, "families": ["technical", "gender"], "due": "x"}
    assert "Say until when" in client.post(address, typed).content.decode()
    client.post(address, {**typed, "due": "2099-01-31"})
    assert "0 of 2 scored" in client.get(address).content.decode()
    barred = {**typed, "due": "2099-01-31", "reviewer": str(reviewers["own country"].pseudonym)}
    assert "cannot review this" in client.post(address, barred).content.decode()
    client.post(address, {"act": "remind"})
    client.post(address, {"act": "close"})
    assert submitted.review_rounds.get().closed_at is not None


def test_what_reviews_come_to_is_shown_compared_and_downloaded(reviewed, reviewers, cast):
    clear(reviewed, reviewers["ravi"], reviewers["second"])
    write(reviewed, reviewers["ravi"], c1=5, c2=10)
    write(reviewed, reviewers["second"], c1=3)
    client = as_(cast["sofia"])
    shown = client.get(page(reviewed, "summary/")).content.decode()
    assert "Reviewers disagree on: Quality" in shown
    assert "88" in shown  # 60 x 4/5 + 40
    assert reviewed.proposal.reference in client.get(COMPARE).content.decode()
    file = client.get("/desk/reviews/compare/file.xlsx?call=MIG-C-0001").content
    rows = list(load_workbook(BytesIO(file))["Data"].iter_rows(values_only=True))
    assert rows[1][4] == 88
    assert client.get("/desk/reviews/compare/?call=MIG-C-0099").status_code == 404


def test_the_lead_reads_the_closed_reviews_without_names_and_answers(reviewed, reviewers, cast):
    clear(reviewed, reviewers["second"])
    write(reviewed, reviewers["second"], c1=2, n1="No partner")
    services.close_round(reviewed, actor=cast["sofia"], now=timezone.now())
    pia = as_(cast["pia"])
    shown = pia.get(page(reviewed, "answer/")).content.decode()
    assert "No partner" in shown
    assert "second-reviewer" not in shown
    pia.post(page(reviewed, "answer/"), {"answer": "Two partners joined."})
    assert "Two partners joined." in as_(cast["carmen"]).get(page(reviewed, "summary/")).content.decode()
    assert as_(cast["beta"]).get(page(reviewed, "answer/")).status_code in (403, 404)


def test_an_eligibility_check_asks_for_every_answer_and_refuses_with_reasons(submitted, cast):
    client, address = as_(cast["sofia"]), f"/desk/reviews/{submitted.draft}/eligibility/"
    shown = client.get(address).content.decode()
    assert shown.count('value="yes"') == 4
    assert "checked" not in shown
    assert "Say yes or no" in client.post(address, {}).content.decode()
    typed = {f"holds-e{n}": "yes" for n in range(1, 4)} | {"holds-e4": "no", "reason-e4": "Cargo"}
    client.post(address, {**typed, "step": "refuse"})
    submitted.refresh_from_db()
    assert submitted.state == "ineligible"


def test_lists_take_as_many_queries_for_many_as_for_one(
    reviewed, reviewers, cast, django_assert_max_num_queries
):

    clear(reviewed, reviewers["ravi"])
    write(reviewed, reviewers["ravi"], c1=4, c2=8)
    addresses = ("/desk/reviews/", COMPARE)
    sofia, ravi = as_(cast["sofia"]), as_(reviewers["ravi"])

    def counted():
        found = []
        for client in (sofia, ravi):
            for address in addresses:
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(address).status_code == 200
                found.append(len(queries))
        return found

    counted()
    one = counted()
    for _n in range(3):
        copied(reviewed)
    assert counted() == one
