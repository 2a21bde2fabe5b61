"""Roles given and taken back: by whom, with a reason, and never the last one the fund needs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.people.test_invitations import fund, iom, person, pia, sofia  # noqa: F401  fixtures

from jointfund.audit.models import Event
from jointfund.people import services
from jointfund.people.models import Membership, Role
from jointfund.people.permissions import InFund, NotAllowed, OfRecord, Permission, can
from jointfund.people.services import RoleWanted

pytestmark = pytest.mark.django_db


def membership_of(user, role):
    return Membership.objects.get(user=user, role=role)


def test_the_last_member_of_the_secretariat_stays(fund, sofia):  # noqa: F811
    mine = membership_of(sofia, Role.SECRETARIAT)
    with pytest.raises(services.LastOfItsKind):
        services.end_membership(mine, actor=sofia, reason="leaves")
    second = person(fund, "second", Role.SECRETARIAT)
    second.is_active = False
    second.save()
    with pytest.raises(services.LastOfItsKind):  # who cannot sign in is nobody to hand over to
        services.end_membership(mine, actor=sofia, reason="leaves")
    second.is_active = True
    second.save()
    services.end_membership(mine, actor=sofia, reason="leaves")
    event = Event.objects.get(verb="user:role_ended")
    assert (event.before["role"], event.note) == ("secretariat", "leaves")
    assert not can(sofia, Permission.INTAKE_READ, InFund(fund))


def test_an_administrator_removes_people_of_her_organisation_only(fund, sofia, pia, iom):  # noqa: F811
    officer = person(fund, "amina", Role.OFFICER, iom)
    services.end_membership(membership_of(officer, Role.OFFICER), actor=pia, reason="has moved on")
    for other in (
        membership_of(sofia, Role.SECRETARIAT),
        services.give_role(
            actor="system:test", user=officer, fund=fund, role=Role.CONTRIBUTOR, organisation=iom
        ),
    ):
        with pytest.raises(NotAllowed):
            services.end_membership(other, actor=pia, reason="has moved on")


def test_a_further_role_is_given_with_a_reason_that_does_not_name_her(fund, sofia, pia):  # noqa: F811
    with pytest.raises(services.ReasonNamesSomebody):
        services.give_further_role(
            pia, RoleWanted(Role.REVIEWER), fund=fund, actor=sofia, reason="Pia reviews"
        )
    services.give_further_role(pia, RoleWanted(Role.REVIEWER), fund=fund, actor=sofia, reason="reviews")
    assert Event.objects.filter(verb="user:role_given", note="reviews").count() == 1


def test_a_role_for_one_record_counts_from_its_first_to_its_last_day(fund, sofia, pia):  # noqa: F811
    today = timezone.localdate()
    thing = OfRecord(fund, "practice:1")
    days = [
        (today, None, True),
        (today, today, True),
        (today + timedelta(days=1), None, False),
        (today - timedelta(days=9), today - timedelta(days=1), False),
    ]
    for first, last, counts in days:
        services.give_record_role(
            actor=sofia,
            user=pia,
            thing=thing,
            role=Role.SECRETARIAT,
            valid_from=first,
            valid_until=last,
            reason="this one",
        )
        assert bool(can(pia, Permission.KNOWLEDGE_EDIT, thing)) is counts
    assert not can(pia, Permission.KNOWLEDGE_EDIT, OfRecord(fund, "practice:2"))
    assert not can(pia, Permission.KNOWLEDGE_EDIT, InFund(fund))


def test_a_role_for_one_record_is_ended(fund, sofia, pia):  # noqa: F811
    thing = OfRecord(fund, "practice:1")
    given = services.give_record_role(
        actor=sofia, user=pia, thing=thing, role=Role.SECRETARIAT, valid_from=date(2024, 1, 1), reason="x"
    )
    services.end_record_role(given, actor=sofia, reason="has done it")
    assert not can(pia, Permission.KNOWLEDGE_EDIT, thing)
    with pytest.raises(NotAllowed):
        services.give_record_role(
            actor=pia, user=pia, thing=thing, role=Role.SECRETARIAT, valid_from=date(2024, 1, 1), reason="x"
        )


def test_one_question_asks_the_database_twice_at_most(fund, sofia, django_assert_num_queries):  # noqa: F811
    for role in (Role.REVIEWER, Role.COMMITTEE, Role.ANALYST):
        services.give_role(actor="system:test", user=sofia, fund=fund, role=role)
    with django_assert_num_queries(1):
        can(sofia, Permission.KNOWLEDGE_EDIT, InFund(fund))
    with django_assert_num_queries(2):
        can(sofia, Permission.KNOWLEDGE_EDIT, OfRecord(fund, "practice:1"))
