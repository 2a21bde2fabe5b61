"""A role for one record opens that record's pages and moves at the desk, and no other's."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.knowledge.small import WORDS, person

from jointfund.intake.models import Intake, IntakeState
from jointfund.knowledge import services
from jointfund.people.models import Role, User
from jointfund.people.permissions import NotAllowed, OfRecord, Permission
from jointfund.people.services import give_record_role
from jointfund.publications.models import Publication
from jointfund.publications.services.moving import require as require_for_publication

TODAY = date(2026, 1, 5)


@pytest.fixture
def ravi(open_fund):
    return person(open_fund, "Ravi", Role.REVIEWER)


@pytest.fixture
def of_ravi(ravi):
    client = Client()
    client.force_login(ravi)
    return client


def lend(user: User, fund, record: str) -> None:
    """The secretariat's role for one record."""
    give_record_role(
        actor="system:test",
        user=user,
        thing=OfRecord(fund, f"{fund.code}/{record}"),
        role=Role.SECRETARIAT,
        valid_from=TODAY,
        valid_until=None,
        reason="helps with it",
    )


def test_a_practice_is_written_and_published_by_who_was_lent_it(reviewed, ravi, of_ravi, second, beta):
    other = services.promote_lesson(beta.statements.get(kind="challenge"), actor=second)
    assert of_ravi.get("/desk/practices/1/").status_code == 404
    with pytest.raises(NotAllowed):
        services.publish_practice(reviewed, actor=ravi, today=TODAY)
    lend(ravi, reviewed.fund, "practice/1")
    shown = of_ravi.get("/desk/practices/1/")
    assert 'value="publish"' in shown.content.decode()
    of_ravi.post("/desk/practices/1/move/", {"move": "return", "note": "Say what a van costs."})
    reviewed.refresh_from_db()
    edited = services.edit_practice(
        reviewed, replace(WORDS, cost="A van and a driver."), version=reviewed.version, actor=ravi
    )
    assert edited.current.cost == "A van and a driver."
    assert of_ravi.get(f"/desk/practices/{other.number}/").status_code == 404
    with pytest.raises(NotAllowed):
        services.edit_practice(other, WORDS, version=other.version, actor=ravi)
    assert of_ravi.get("/desk/practices/lessons/").status_code == 404


def test_an_intake_is_read_by_who_was_lent_it(open_fund, ravi, of_ravi):
    for number in (1, 2):
        Intake.objects.create(
            fund=open_fund, number=number, origin="upload", state=IntakeState.READY, actor="system:test"
        )
    lend(ravi, open_fund, "intake/1")
    assert of_ravi.get("/desk/intake/1/").status_code == 200
    assert of_ravi.get("/desk/intake/2/").status_code == 404
    assert of_ravi.get("/desk/intake/").status_code == 404


def test_a_publication_is_moved_by_who_was_lent_it(open_fund, ravi, of_ravi):
    first, other = (
        Publication(fund=open_fund, draft=number, kind="brief", title=f"Brief {number}") for number in (1, 2)
    )
    lend(ravi, open_fund, "publication/1")
    for permission in (Permission.PUBLICATION_EDIT, Permission.PUBLICATION_RELEASE):
        require_for_publication(ravi, permission, first)
        for thing in (other, open_fund):
            with pytest.raises(NotAllowed):
                require_for_publication(ravi, permission, thing)
    assert of_ravi.get("/desk/publications/").status_code == 404
