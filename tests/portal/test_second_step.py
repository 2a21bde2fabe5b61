"""Who needs a second step, who is led to set one up, and what it guards."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from tests.people.test_invitations import fund, person, sofia  # noqa: F401  fixtures

from jointfund.audit.models import Event
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
