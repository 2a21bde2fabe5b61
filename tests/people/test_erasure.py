"""Who is erased leaves a number and what was done; nothing else leads back."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client
from tests.people.test_invitations import NOW, fund, invite, iom, person, pia, sofia  # noqa: F401  fixtures

from jointfund.audit.models import Event
from jointfund.people import services
from jointfund.people.models import Invitation, Membership, Role, SignInAttempt, User
from jointfund.people.permissions import NotAllowed
from jointfund.people.sign_in import begin_attempt

pytestmark = pytest.mark.django_db
HERS = (EmailAddress, Authenticator, SocialAccount, UserSession, Membership)


@pytest.fixture
def ravi(fund, sofia):  # noqa: F811
    """A reviewer with everything an account can have."""
    user = person(fund, "ravi", Role.REVIEWER)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    SocialAccount.objects.create(user=user, provider="x", uid="1", extra_data={"name": "Ravi"})
    invite(fund, sofia, email=user.email)
    begin_attempt(email=user.email, address="192.0.2.1", now=NOW)
    return user


def test_name_address_and_every_way_in_go_and_the_events_stay(fund, sofia, ravi, client):  # noqa: F811
    client.post("/sign-in/", {"username": ravi.email, "password": "x" * 12})  # asks for the second step
    UserSession.objects.create(user=ravi, ip="192.0.2.1", session_key="k", user_agent="x")
    before = list(Event.objects.order_by("pk").values())
    services.erase_person(ravi, fund=fund, actor=sofia, reason="asked for it", now=NOW)
    gone = User.objects.get(pk=ravi.pk)
    assert (str(gone), gone.is_active, gone.has_usable_password()) == (
        "a person who was erased",
        False,
        False,
    )
    assert "ravi" not in gone.email
    assert gone.pseudonym == ravi.pseudonym
    for model in HERS:
        assert not model.objects.filter(user=ravi).exists(), model
    assert not Invitation.objects.filter(email=ravi.email).exists()
    assert not SignInAttempt.objects.exists()
    assert list(Event.objects.order_by("pk").values())[: len(before)] == before
    last = Event.objects.order_by("-pk")[0]
    assert (last.verb, last.subject, last.note) == ("user:erased", ravi.audit_reference, "asked for it")


def test_an_open_session_of_hers_is_nobodys(fund, sofia, ravi):  # noqa: F811
    elsewhere = Client()
    elsewhere.force_login(ravi)
    assert elsewhere.get("/account/").status_code == 200
    services.erase_oneself(ravi, now=NOW)
    assert elsewhere.get("/account/").status_code == 302


def test_she_erases_herself_with_her_password(fund, sofia, ravi, client):  # noqa: F811
    client.force_login(ravi)
    wrong = client.post("/account/erase/", {"password": "wrong"})
    assert "This is not your password" in wrong.content.decode()
    assert client.post("/account/erase/", {"password": "x" * 12}).status_code == 302
    assert User.objects.get(pk=ravi.pk).erased_at


def test_only_the_secretariat_erases_others_and_only_people_of_its_fund(fund, sofia, pia, ravi):  # noqa: F811
    with pytest.raises(NotAllowed):
        services.erase_person(ravi, fund=fund, actor=pia, reason="x", now=NOW)
    stranger = services.add_user(actor="system:test", email="omar@test.example", name="Omar", password=None)
    with pytest.raises(NotAllowed):
        services.erase_person(stranger, fund=fund, actor=sofia, reason="x", now=NOW)


def test_the_last_of_the_secretariat_cannot_erase_herself(fund, sofia):  # noqa: F811
    with pytest.raises(services.LastOfItsKind):
        services.erase_oneself(sofia, now=NOW)


def test_an_erased_address_can_be_invited_anew(fund, sofia, ravi):  # noqa: F811
    services.erase_person(ravi, fund=fund, actor=sofia, reason="asked for it", now=NOW)
    issued = invite(fund, sofia, email="ravi@test.example")
    back = services.accept_invitation(issued.token, name="Ravi", password="p" * 12, now=NOW)
    assert back.pk != ravi.pk


def test_no_event_of_the_demonstration_holds_a_name_or_an_address(demo_fund):
    names = [user.name.casefold() for user in User.objects.all()]
    for event in Event.objects.all():
        told = f"{event.subject} {event.actor} {event.before} {event.after} {event.note}".casefold()
        assert "@demo.example" not in told
        assert not [name for name in names if name in told]
