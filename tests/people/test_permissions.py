import pytest
from django.contrib.auth.models import AnonymousUser

from jointfund.audit.models import Event
from jointfund.funds.services import FundValues, open_fund
from jointfund.people.models import Role, User
from jointfund.people.permissions import GRANTS, InFund, Permission, can
from jointfund.people.services import give_role


@pytest.fixture
def sofia(db):
    return User.objects.create_user("sofia@example.org", name="Sofia")


@pytest.fixture
def fund(db):
    return open_fund(FundValues("TST", "TST", "Test", "Test", "USD"))


def test_every_role_stands_in_the_table():
    assert set(GRANTS) == set(Role)


def test_nobody_may_do_anything_without_a_role(sofia, fund):
    for person in (sofia, AnonymousUser()):
        for permission in Permission:
            assert not can(person, permission, InFund(fund))


def test_a_role_counts_in_its_own_fund_only(sofia, fund):
    other = open_fund(FundValues("OTH", "OTH", "Other", "Other", "USD"))
    give_role(actor="system:test", user=sofia, fund=fund, role=Role.SECRETARIAT)
    assert can(sofia, Permission.INTAKE_DECIDE, InFund(fund))
    assert not can(sofia, Permission.INTAKE_DECIDE, InFund(other))


def test_the_reason_of_a_refusal_can_be_shown(sofia, fund):
    give_role(actor="system:test", user=sofia, fund=fund, role=Role.ANALYST)
    answer = can(sofia, Permission.INTAKE_DECIDE, InFund(fund))
    assert not answer
    assert "role" in answer.reason


def test_who_is_no_longer_active_may_nothing(sofia, fund):
    give_role(actor="system:test", user=sofia, fund=fund, role=Role.SECRETARIAT)
    sofia.is_active = False
    assert not can(sofia, Permission.INTAKE_READ, InFund(fund))


def test_giving_a_role_is_on_record_once(sofia, fund):
    give_role(actor="user:x", user=sofia, fund=fund, role=Role.ANALYST)
    give_role(actor="user:x", user=sofia, fund=fund, role=Role.ANALYST)
    assert Event.objects.filter(verb="user:role_given", actor="user:x").count() == 1
