"""Signing in through another service: who is here or invited, by confirmed address; never strangers."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from tests.people.test_invitations import fund, person, sofia  # noqa: F401  fixtures

from jointfund.audit.models import Event
from jointfund.config import env
from jointfund.people import services
from jointfund.people.models import Role, User
from jointfund.portal.accounts import urls

pytestmark = pytest.mark.django_db
SERVICE = {
    "provider_id": "organisation",
    "name": "Example",
    "client_id": "x",
    "secret": "y",
    "settings": {"server_url": "https://sso.test.example"},
}


@pytest.fixture
def service(settings):
    settings.SIGN_IN_SERVICE = SERVICE
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [SERVICE]}}


def arrive(email: str, *, confirmed: bool):
    """The visitor comes back from the service, which vouches for an address or not."""
    request = RequestFactory().get("/sign-in/with/organisation/back/")
    for middleware in (SessionMiddleware, AuthenticationMiddleware, MessageMiddleware):
        middleware(lambda _request: HttpResponse()).process_request(request)
    with context.request_context(request):
        login = SocialLogin(
            user=User(email=email, name="Somebody"),
            account=SocialAccount(provider="organisation", uid=email, extra_data={"name": "Ravi"}),
            provider=get_adapter().get_provider(request, "organisation"),
            email_addresses=[EmailAddress(email=email, verified=confirmed, primary=True)],
        )
        login.state = {"process": "login"}
        response = complete_login(request, login)
    return request, response


def test_who_is_here_is_known_by_her_confirmed_address(service, sofia):  # noqa: F811
    request, _response = arrive(sofia.email, confirmed=True)
    assert request.user == sofia
    assert sofia.check_password("x" * 12)
    assert Event.objects.filter(verb="user:sign_in_connected", subject=sofia.audit_reference).exists()


@pytest.mark.parametrize(
    ("email", "confirmed"),
    [("stranger@test.example", True), ("sofia@test.example", False)],
)
def test_no_account_is_made_or_opened_for_a_stranger_or_an_unconfirmed_address(
    service,
    sofia,  # noqa: F811
    email,
    confirmed,
):
    request, response = arrive(email, confirmed=confirmed)
    assert not request.user.is_authenticated
    assert "No account for this address" in response.content.decode()
    assert User.objects.count() == 1


def test_who_is_invited_comes_in_with_the_role(service, fund, sofia):  # noqa: F811
    now = timezone.now()
    wanted = services.RoleWanted(Role.REVIEWER)
    services.invite_person("ravi@test.example", wanted, fund=fund, actor=sofia, reason="reviews", now=now)
    request, _response = arrive("ravi@test.example", confirmed=True)
    assert request.user.name == "Ravi"
    assert request.user.memberships.get().role == Role.REVIEWER


def test_an_invited_address_the_service_does_not_confirm_stays_outside(service, fund, sofia):  # noqa: F811
    now = timezone.now()
    wanted = services.RoleWanted(Role.SECRETARIAT)
    services.invite_person("ravi@test.example", wanted, fund=fund, actor=sofia, reason="joins", now=now)
    request, _response = arrive("ravi@test.example", confirmed=False)
    assert not request.user.is_authenticated
    assert not User.objects.filter(email="ravi@test.example").exists()


def test_a_second_step_is_asked_there_too(service, sofia):  # noqa: F811
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(sofia, "JBSWY3DPEHPK3PXP")
    request, response = arrive(sofia.email, confirmed=True)
    assert not request.user.is_authenticated
    assert response.url == "/sign-in/second-step/"


def test_its_addresses_exist_only_where_one_is_set(settings):
    settings.SIGN_IN_SERVICE = None
    assert not [one for one in urls.paths() if str(one.name).startswith("openid")]
    settings.SIGN_IN_SERVICE = SERVICE
    assert len([one for one in urls.paths() if str(one.name).startswith("openid")]) == 2


def test_it_is_set_by_the_environment_whole_or_not_at_all(monkeypatch):
    assert env.sign_in_service() is None
    monkeypatch.setenv("JOINTFUND_OIDC_SERVER", "https://sso.test.example/realm")
    with pytest.raises(ValueError, match="JOINTFUND_OIDC_CLIENT and JOINTFUND_OIDC_SECRET"):
        env.sign_in_service()
    monkeypatch.setenv("JOINTFUND_OIDC_CLIENT", "x")
    monkeypatch.setenv("JOINTFUND_OIDC_SECRET", "y")
    found = env.sign_in_service()
    assert found
    assert found["name"] == "sso.test.example"
