"""Who needs a second step, who is led to set one up, and what it guards."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import DatabaseError
from tests.people.test_invitations import fund, person, sofia  # noqa: F401  fixtures
from tests.test_access_matrix import DESK_PAGES

from jointfund.audit.models import Event
from jointfund.people import services
from jointfund.people.models import Role
from jointfund.people.second_factor import ROLES_THAT_NEED_IT

KEY = "JBSWY3DPEHPK3PXP"
PASSWORD = "x" * 12
pytestmark = pytest.mark.django_db


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code(steps: int = 0) -> str:
    return format_hotp_value(hotp_value(KEY, int(time.time()) // 30 + steps))


def give_password(client, user):
    return client.post("/sign-in/", {"username": user.email, "password": PASSWORD})


def test_secretariat_committee_and_administrator_need_it():
    assert {Role.SECRETARIAT, Role.COMMITTEE, Role.AGENT} == ROLES_THAT_NEED_IT


def test_who_lacks_it_reaches_no_page_of_the_desk(required, sofia, client):  # noqa: F811
    client.force_login(sofia)
    for page in ("/desk/", "/desk/people/", "/desk/publications/", "/funds/TST/desk/"):
        assert client.get(page).url == "/account/second-step/"
    assert client.post("/desk/people/invite/", {"email": "r@test.example"}).status_code == 302
    Authenticator.objects.create(user=sofia, type="recovery_codes", data={})
    assert client.get("/desk/people/").status_code == 302  # recovery codes alone are no second step
    TOTP.activate(sofia, KEY)
    assert client.get("/desk/people/").status_code == 200


@pytest.mark.parametrize("role", sorted(ROLES_THAT_NEED_IT))
def test_no_address_of_the_desk_is_reached_without_it(required, fund, sofia, role, client, monkeypatch):  # noqa: F811
    """Whatever the table of roles may grant one day: every address, by get and by post, in a fund or not."""
    from jointfund.people import permissions

    everything = dict.fromkeys(Role, frozenset(permissions.Permission))
    monkeypatch.setattr(permissions, "GRANTS", everything)
    carmen = person(fund, "carmen", role)
    client.force_login(carmen)
    before = Event.objects.count()
    for path, _answer in DESK_PAGES.values():
        for address in (path, f"/funds/TST{path}"):
            for answer in (client.get(address), client.post(address, {"do": "x", "email": "r@test.example"})):
                assert (answer.status_code, answer.headers.get("Location")) == (302, "/account/second-step/")
    assert Event.objects.count() == before
    assert not permissions.can(carmen, permissions.Permission.AUDIT_READ, permissions.InFund(fund))
    assert not permissions.roles_of(carmen, fund), (
        "documents and drafts of people of the fund stay closed too"
    )
    TOTP.activate(carmen, KEY)
    assert client.get("/desk/").status_code == 200


def test_who_holds_another_role_as_well_keeps_what_that_one_grants(required, fund, sofia):  # noqa: F811
    from jointfund.people import permissions

    services.give_role(actor="system:test", user=sofia, fund=fund, role=Role.REVIEWER)
    assert permissions.roles_of(sofia, fund) == {Role.REVIEWER}


def test_the_demonstration_asks_nobody(sofia, client):  # noqa: F811
    client.force_login(sofia)
    assert client.get("/desk/people/").status_code == 200


def test_a_password_alone_does_not_sign_in(sofia, client):  # noqa: F811
    TOTP.activate(sofia, KEY)
    assert give_password(client, sofia).url == "/sign-in/second-step/"
    assert client.get("/account/").status_code == 302
    wrong = client.post("/sign-in/second-step/", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    assert client.post("/sign-in/second-step/", {"code": code()}).url == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_code_counts_once(sofia, client):  # noqa: F811
    TOTP.activate(sofia, KEY)
    used = code()
    for expected in (302, 200):
        give_password(client, sofia)
        assert client.post("/sign-in/second-step/", {"code": used}).status_code == expected
        client.post("/sign-out/")


def test_guessing_codes_is_stopped_for_the_account_and_for_nobody_else(fund, sofia, client):  # noqa: F811
    second = person(fund, "second", Role.SECRETARIAT)
    for one in (sofia, second):
        TOTP.activate(one, KEY)
    give_password(client, sofia)
    for _guess in range(5):
        client.post("/sign-in/second-step/", {"code": "000000"})
    assert "Too many wrong codes" in client.post("/sign-in/second-step/", {"code": code()}).content.decode()
    give_password(client, second)
    assert client.post("/sign-in/second-step/", {"code": code()}).status_code == 302


def test_a_forgotten_password_is_no_way_around_it(sofia, client, mailoutbox):  # noqa: F811
    TOTP.activate(sofia, KEY)
    client.post("/sign-in/forgotten/", {"email": sofia.email})
    link = next(line for line in mailoutbox[0].body.splitlines() if "/sign-in/forgotten/" in line)
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    new = "another calm plain record"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert client.get("/account/").status_code == 302
    assert client.post("/sign-in/", {"username": sofia.email, "password": new}).url == "/sign-in/second-step/"
    assert Event.objects.filter(verb="user:password_changed").exists()


def test_setting_it_up_asks_for_the_password_and_is_on_record(sofia, client):  # noqa: F811
    client.force_login(sofia)
    asked = client.get("/account/second-step/app/")
    assert asked.url.startswith("/account/confirm/")
    client.post(asked.url, {"password": PASSWORD})
    page = client.get("/account/second-step/app/")
    key = page.context["form"].secret
    client.post(
        "/account/second-step/app/",
        {"code": format_hotp_value(hotp_value(key, int(time.time()) // 30))},
    )
    assert Authenticator.objects.filter(user=sofia, type="totp").exists()
    told = Event.objects.filter(subject=sofia.audit_reference, actor=sofia.audit_reference)
    assert set(told.values_list("verb", flat=True)) == {
        "user:second_factor_added",
        "user:recovery_codes_made",
    }
    client.post("/account/second-step/app/remove/")
    assert told.filter(verb="user:second_factor_removed").count() == 1


def change_password(client):
    new = "another calm plain record"
    return client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


def test_a_change_that_cannot_be_put_on_record_does_not_happen(sofia, client, monkeypatch):  # noqa: F811
    def refuse(*_args, **_more):
        raise DatabaseError("no room")

    client.raise_request_exception = False
    client.force_login(sofia)
    monkeypatch.setattr("jointfund.audit.services.Event.objects.create", refuse)
    assert change_password(client).status_code == 500
    sofia.refresh_from_db()
    assert sofia.check_password(PASSWORD)


def test_a_mail_server_that_fails_undoes_no_change(
    sofia,  # noqa: F811
    client,
    monkeypatch,
    django_capture_on_commit_callbacks,
):
    def refuse(*_args, **_more):
        raise OSError("no route")

    client.force_login(sofia)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with django_capture_on_commit_callbacks(execute=True) as letters:
        assert change_password(client).status_code == 302
    assert letters
    sofia.refresh_from_db()
    assert not sofia.check_password(PASSWORD)
    assert Event.objects.filter(verb="user:password_changed", actor=sofia.audit_reference).count() == 1


def test_an_unknown_address_gets_the_same_answer_and_no_mail(sofia, client, mailoutbox):  # noqa: F811
    known = client.post("/sign-in/forgotten/", {"email": sofia.email})
    unknown = client.post("/sign-in/forgotten/", {"email": "nobody@test.example"})
    assert known.url == unknown.url
    assert [one.to for one in mailoutbox] == [[sofia.email]]


def test_a_new_address_counts_once_it_is_confirmed(sofia, client, mailoutbox):  # noqa: F811
    client.force_login(sofia)
    asked = client.post("/account/email/", {"email": "new@test.example", "action_add": "1"})
    client.post(asked.url, {"password": PASSWORD})
    client.post("/account/email/", {"email": "new@test.example", "action_add": "1"})
    sofia.refresh_from_db()
    assert sofia.email == "sofia@test.example"
    body = next(one.body for one in mailoutbox if one.to == ["new@test.example"])
    link = next(line for line in body.splitlines() if "/account/email/" in line)
    client.post(link.removeprefix("http://testserver"))
    sofia.refresh_from_db()
    assert sofia.email == "new@test.example"
    assert Event.objects.filter(verb="user:email_changed").exists()
