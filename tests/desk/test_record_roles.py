"""Roles for one record on the pages of people: given, refused with what was typed, ended, on record."""

import pytest
from django.utils import timezone
from tests.people.test_invitations import fund, iom, pia, sofia  # noqa: F401  fixtures

from jointfund.audit import services as audit
from jointfund.audit.models import Event
from jointfund.people.models import RecordRole, Role
from jointfund.people.permissions import InFund, OfRecord, Permission, can

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(fund, sofia, pia, client):  # noqa: F811
    audit.record(audit.Verb.PRACTICE_DRAFTED, "TST/practice/1", actor="system:test", fund=fund)
    client.force_login(sofia)
    return f"/desk/people/{pia.pseudonym}/records/"


def typed(**changes) -> dict[str, str]:
    given = {"do": "give", "record": "TST/practice/1", "role": "secretariat", "reason": "joins the review"}
    return given | changes


def test_a_role_for_one_record_is_given_and_ended_with_a_reason(address, fund, pia, client):  # noqa: F811
    assert client.post(address, typed()).url == address
    thing = OfRecord(fund, "TST/practice/1")
    assert can(pia, Permission.KNOWLEDGE_EDIT, thing)
    assert not can(pia, Permission.KNOWLEDGE_EDIT, OfRecord(fund, "TST/practice/2"))
    assert not can(pia, Permission.KNOWLEDGE_EDIT, InFund(fund))
    given = RecordRole.objects.get()
    assert (given.role, given.valid_from) == (Role.SECRETARIAT, timezone.localdate())
    shown = client.get(address).content.decode()
    assert "Fund secretariat · TST/practice/1" in shown
    assert 'href="/desk/practices/1/"' in shown

    without = client.post(address, {"do": f"end-{given.pk}", "reason": ""}).content.decode()
    assert "Say why" in without
    client.post(address, {"do": f"end-{given.pk}", "reason": "has done it"})
    assert not can(pia, Permission.KNOWLEDGE_EDIT, thing)
    notes = Event.objects.filter(verb__startswith="user:record_role").order_by("pk")
    assert list(notes.values_list("verb", "note")) == [
        ("user:record_role_given", "joins the review"),
        ("user:record_role_ended", "has done it"),
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"record": "TST/practice/9"}, "There is no record of this reference"),
        ({"role": ""}, "Choose a role."),
        ({"reason": ""}, "Say why"),
        ({"reason": "Pia asked"}, "leave out names"),
        ({"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "The last day lies before the first."),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(address, client, wrong, said):
    shown = client.post(address, typed(**wrong)).content.decode()
    assert said in shown
    assert f'value="{typed(**wrong)["record"]}"' in shown
    assert not RecordRole.objects.exists()


def test_it_is_the_secretariats_alone(address, pia, client):  # noqa: F811
    client.force_login(pia)
    assert client.get(address).status_code == 404
    assert client.post(address, typed()).status_code == 404
    assert not RecordRole.objects.exists()
