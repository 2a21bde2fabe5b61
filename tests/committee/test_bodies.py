"""Where the bodies and letters of a fund come from: its file, or the data that ships for it."""

from datetime import date

import pytest
from django.utils import timezone

from jointfund.committee.bodies import read_body
from jointfund.committee.models import Body, Constituency
from jointfund.committee.services.bodies import SeatTaken, give_seat, load_bodies
from jointfund.committee.services.letters import templates_of
from jointfund.intake.opening import open_shipped_fund
from jointfund.intake.vocabularies import load_vocabularies
from jointfund.people.models import Membership, Role, User

FIRST = date(2026, 1, 1)


@pytest.fixture
def opened(db):
    return open_shipped_fund("R2PM", is_demo=False, actor="test")


def test_a_fund_opened_from_its_file_has_its_committee_and_letters(opened):
    body = opened.bodies.get()
    assert (body.code, body.decides) == ("selection_committee", True)
    assert "Fiche R2PM" in body.source
    groups = body.constituencies.values_list("code", "seats")
    assert dict(groups) == dict.fromkeys(("region", "wilaya", "services", "civil_society"))
    outcomes = {one.code for one in read_body(body.rules).outcomes if not one.for_subjects}
    assert set(templates_of(opened, timezone.localdate())) == outcomes


def test_a_fund_opened_before_bodies_were_kept_gets_those_of_its_file(opened):
    Constituency.objects.all().delete()
    Body.objects.all().delete()
    load_vocabularies(actor="test")
    assert opened.bodies.get().code == "selection_committee"
    assert load_bodies(opened, actor="test") == []


def test_a_fund_of_an_earlier_version_gets_the_bodies_that_ship_for_it(writing_fund):
    load_vocabularies(actor="test")
    assert sorted(writing_fund.bodies.values_list("code", flat=True)) == [
        "consultative_forum",
        "steering_committee",
    ]
    assert {"approve", "approve_funding", "decline"} <= set(templates_of(writing_fund, timezone.localdate()))


def test_the_secretariat_gives_and_ends_seats_and_members_read_them(body, cast, orgs, client):
    client.force_login(cast["sofia"])
    typed = {
        "group": "steering_committee/un_entities",
        "holder": cast["carmen"].pseudonym,
        "organisation": "gamma",
        "from": "2026-01-01",
    }
    assert client.post("/desk/bodies/", typed).status_code == 302
    seat = body.constituencies.get(code="un_entities").held_seats.get()
    assert (seat.label, seat.holder, seat.organisation) == ("GAMMA", cast["carmen"], orgs["gamma"])
    again = client.post("/desk/bodies/", typed | {"group": "steering_committee/chair"})
    assert again.status_code == 400
    assert "holds a seat in this body in that time" in again.text
    assert 'value="2026-01-01"' in again.text
    backwards = client.post("/desk/bodies/", typed | {"until": "2025-01-01"})
    assert "The last day comes before the first." in backwards.text
    assert client.post("/desk/bodies/", {"end": seat.pk, "last": "2026-02-01"}).status_code == 302
    client.force_login(cast["carmen"])
    page = client.get("/desk/bodies/").text
    assert "1 January 2026 to 1 February 2026" in page
    assert "Give a seat" not in page
    assert client.post("/desk/bodies/", typed).status_code == 403


def test_a_group_with_one_seat_has_it_held_by_one_at_a_time(body, cast, writing_fund):
    chair = body.constituencies.get(code="chair")
    give_seat(chair, cast["carmen"], "Chair", actor="test", valid_from=FIRST, valid_until=date(2026, 5, 31))
    dag = User.objects.create_user("dag@example.org", None, name="dag")
    Membership.objects.create(user=dag, fund=writing_fund, role=Role.COMMITTEE)
    with pytest.raises(SeatTaken, match="no seat left"):
        give_seat(chair, dag, "Chair", actor="test", valid_from=date(2026, 5, 31))
    assert give_seat(chair, dag, "Chair", actor="test", valid_from=date(2026, 6, 1))
