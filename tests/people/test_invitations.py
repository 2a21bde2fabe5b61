"""People come by invitation: who may invite whom, what a link opens, and what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from jointfund.audit.models import Event
from jointfund.funds.services import FundValues, open_fund
from jointfund.people import services
from jointfund.people.models import Invitation, Membership, Role, User
from jointfund.people.permissions import NotAllowed
from jointfund.people.services import OrganisationValues, RoleWanted

NOW = datetime(2024, 1, 31, 9, 0, tzinfo=UTC)
REVIEWER = RoleWanted(Role.REVIEWER)
pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(db):
    return open_fund(FundValues("TST", "TST", "Test", "Test", "USD"))


def person(fund, name, role, organisation=None):
    user = services.add_user(
        actor="system:test", email=f"{name}@test.example", name=name.title(), password="x" * 12
    )
    services.give_role(actor="system:test", user=user, fund=fund, role=role, organisation=organisation)
    return user


@pytest.fixture
def sofia(fund):
    return person(fund, "sofia", Role.SECRETARIAT)


@pytest.fixture
def iom(fund):
    return services.register_organisation(fund, OrganisationValues("Migration", "un", "IOM"))


@pytest.fixture
def pia(fund, iom):
    return person(fund, "pia", Role.ORGANISATION_ADMIN, iom)


def invite(fund, actor, wanted=REVIEWER, email="Ravi@Test.example", reason="reviews this round"):
    return services.invite_person(email, wanted, fund=fund, actor=actor, reason=reason, now=NOW)


def test_an_invitation_makes_an_account_with_its_role_once(fund, sofia):
    issued = invite(fund, sofia)
    ravi = services.accept_invitation(issued.token, name="Ravi", password="p" * 12, now=NOW)
    assert (ravi.email, ravi.check_password("p" * 12)) == ("ravi@test.example", True)
    assert Membership.objects.get(user=ravi).role == Role.REVIEWER
    assert EmailAddress.objects.get(user=ravi).verified
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"invitation:sent", "user:added", "user:role_given", "invitation:accepted"} <= verbs
    with pytest.raises(services.InvitationClosed):
        services.accept_invitation(issued.token, name="Again", password="p" * 12, now=NOW)


def test_the_token_is_kept_nowhere(fund, sofia):
    issued = invite(fund, sofia)
    kept = str(Invitation.objects.values()) + str(list(Event.objects.values()))
    assert issued.token not in kept


@pytest.mark.parametrize("wrong", ["", "nonsense", "x" * 5000])
def test_a_wrong_token_opens_nothing(fund, sofia, wrong):
    invite(fund, sofia)
    with pytest.raises(services.InvitationClosed):
        services.find_invitation(wrong, now=NOW)


def test_an_invitation_is_open_for_seven_days(fund, sofia):
    token = invite(fund, sofia).token
    assert services.find_invitation(token, now=NOW + timedelta(days=7, seconds=-1))
    with pytest.raises(services.InvitationClosed):
        services.find_invitation(token, now=NOW + timedelta(days=7))


def test_a_withdrawn_invitation_opens_nothing(fund, sofia):
    issued = invite(fund, sofia)
    services.withdraw_invitation(issued.invitation, actor=sofia, reason="a mistake", now=NOW)
    with pytest.raises(services.InvitationClosed):
        services.accept_invitation(issued.token, name="Ravi", password="p" * 12, now=NOW)


def test_inviting_again_closes_the_former_link(fund, sofia):
    first, second = invite(fund, sofia), invite(fund, sofia)
    with pytest.raises(services.InvitationClosed):
        services.find_invitation(first.token, now=NOW)
    assert services.find_invitation(second.token, now=NOW)


def test_who_has_an_account_accepts_as_herself_only(fund, sofia, pia):
    token = invite(fund, sofia, email=sofia.email).token
    with pytest.raises(services.AlreadyHere):
        services.accept_invitation(token, name="Other", password="p" * 12, now=NOW)
    with pytest.raises(services.NotInvited):
        services.accept_invitation_as(token, pia, now=NOW)
    services.accept_invitation_as(token, sofia, now=NOW)
    assert Membership.objects.filter(user=sofia, role=Role.REVIEWER).exists()


def test_an_administrator_invites_into_her_own_organisation_only(fund, pia, iom):
    who = services.register_organisation(fund, OrganisationValues("Health", "un", "WHO"))
    assert invite(fund, pia, RoleWanted(Role.OFFICER, iom))
    for refused in (
        RoleWanted(Role.OFFICER, who),
        RoleWanted(Role.SECRETARIAT),
        RoleWanted(Role.CONTRIBUTOR, iom),
    ):
        with pytest.raises(NotAllowed):
            invite(fund, pia, refused)


def test_a_reviewer_invites_nobody(fund):
    ravi = person(fund, "ravi", Role.REVIEWER)
    with pytest.raises(NotAllowed):
        invite(fund, ravi)
    assert not Invitation.objects.exists()


def test_a_role_that_counts_for_an_organisation_or_country_says_which(fund, sofia):
    for role in (Role.OFFICER, Role.ORGANISATION_HEAD, Role.CONTRIBUTOR, Role.SIGNATORY):
        with pytest.raises(services.ScopeMissing):
            invite(fund, sofia, RoleWanted(role))


def test_an_organisation_of_another_fund_is_refused(fund, sofia):
    other = open_fund(FundValues("OTH", "OTH", "Other", "Other", "USD"))
    foreign = services.register_organisation(other, OrganisationValues("Health", "un", "WHO"))
    with pytest.raises(services.ForeignOrganisation):
        invite(fund, sofia, RoleWanted(Role.CONTRIBUTOR, foreign))


@pytest.mark.parametrize(
    ("reason", "fault"),
    [("  ", services.ReasonMissing), ("asked by ravi@test.example", services.ReasonNamesSomebody)],
)
def test_a_reason_is_needed_and_names_nobody(fund, sofia, reason, fault):
    with pytest.raises(fault):
        invite(fund, sofia, reason=reason)


def test_a_sign_in_service_brings_in_who_is_invited_and_nobody_else(fund, sofia):
    assert services.accept_invitations_of("stranger@test.example", name="S", now=NOW) is None
    invite(fund, sofia)
    ravi = services.accept_invitations_of("RAVI@test.example", name="Ravi", now=NOW)
    assert ravi is not None
    assert not ravi.has_usable_password()
    assert User.objects.filter(memberships__role=Role.REVIEWER).get() == ravi
