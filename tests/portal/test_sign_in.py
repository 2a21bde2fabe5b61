"""Signing in as a person, and as somebody who guesses."""

import pytest

from jointfund.people.models import User
from jointfund.people.sign_in import MOST_FOR_ACCOUNT_AND_ADDRESS

PASSWORD = "a calm plain exact record"


@pytest.fixture
def sofia(open_fund):
    return User.objects.create_user("sofia@example.org", PASSWORD, name="Sofia")


def sign_in(client, password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": "sofia@example.org", "password": password} | more)


def test_after_too_many_wrong_passwords_the_page_says_when_to_go_on(sofia, client):
    for _attempt in range(MOST_FOR_ACCOUNT_AND_ADDRESS):
        assert sign_in(client, "wrong").status_code == 200
    refused = sign_in(client)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert "Try again in 15 minutes, at " in refused.content.decode()
    assert not refused.wsgi_request.user.is_authenticated


def test_a_few_wrong_passwords_do_not_hinder_the_right_one(sofia, client):
    for _round in range(3):
        for _attempt in range(MOST_FOR_ACCOUNT_AND_ADDRESS - 1):
            sign_in(client, "wrong")
        assert sign_in(client).status_code == 302
        client.post("/sign-out/")


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(sofia, client, elsewhere):
    assert sign_in(client, next=elsewhere).url == "/account/"


def test_who_is_behind_the_proxy_is_told_by_the_proxy_not_by_the_visitor(sofia, client, settings):
    settings.SERVED_OVER_TLS = True
    for attempt in range(MOST_FOR_ACCOUNT_AND_ADDRESS):
        sent = {"X-Forwarded-For": f"198.51.100.{attempt}, 203.0.113.9", "X-Forwarded-Proto": "https"}
        client.post("/sign-in/", {"username": "sofia@example.org", "password": "wrong"}, headers=sent)
    refused = client.post("/sign-in/", {"username": "sofia@example.org", "password": PASSWORD}, headers=sent)
    assert refused.status_code == 429


def test_the_account_is_kept_by_no_browser_and_no_proxy(sofia, client):
    sign_in(client)
    assert "no-store" in client.get("/account/").headers["Cache-Control"]
