"""Signing in through a service that speaks OpenID Connect over HTTP: discovery, token, who it is."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import include, path
from django.utils import timezone
from tests.people.test_invitations import fund, person, sofia  # noqa: F401  fixtures

from jointfund.audit.models import Event
from jointfund.people import services
from jointfund.people.models import Role, User
from jointfund.portal.accounts.urls import service_paths

pytestmark = pytest.mark.django_db
# The installation as it is with a service set.
urlpatterns = [*service_paths(), path("", include("jointfund.config.urls"))]


class Service(ThreadingHTTPServer):
    """A sign-in service on this machine; `says` is what it tells of who signs in there."""

    says: dict[str, object]
    asked: list[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answers(BaseHTTPRequestHandler):
    """Discovery, token and userinfo, and a refusal of everything that is not as agreed."""

    server: Service

    def do_GET(self) -> None:
        here = self.server.address
        if self.path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            found: dict[str, object] = {f"{kind}_endpoint": f"{here}/{name}" for kind, name in names.items()}
            self.answer(
                200, found | {"issuer": here, "token_endpoint_auth_methods_supported": ["client_secret_post"]}
            )
        elif self.path == "/userinfo" and self.headers["Authorization"] == "Bearer opened":
            self.answer(200, self.server.says)
        else:
            self.answer(401, {})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        agreed = sent.get("code") == ["given"] and sent.get("client_secret") == ["y"]
        self.answer(*((200, {"access_token": "opened", "token_type": "Bearer"}) if agreed else (400, {})))

    def answer(self, code: int, found: object) -> None:
        self.server.asked.append(self.path)
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def service(settings) -> Iterator[Service]:
    running = Service(("127.0.0.1", 0), Answers)
    running.says, running.asked = {}, []
    app = {
        "provider_id": "organisation",
        "name": "Example",
        "client_id": "x",
        "secret": "y",
        "settings": {"server_url": running.address},
    }
    settings.ROOT_URLCONF = __name__
    settings.SIGN_IN_SERVICE = app
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def come_back(client, service: Service, code: str = "given", **says: object):
    """From the sign-in page to the service and back."""
    service.says = {"sub": "42", "name": "Ravi", **says}
    sent = client.post("/sign-in/with/organisation/")
    assert sent.url.startswith(f"{service.address}/authorize?")
    state = parse_qs(urlsplit(sent.url).query)["state"][0]
    return client.get("/sign-in/with/organisation/back/", {"code": code, "state": state})


def is_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_who_is_here_comes_in_by_her_confirmed_address(service, sofia, client):  # noqa: F811
    come_back(client, service, email=sofia.email, email_verified=True)
    assert is_in(client)
    assert {"/.well-known/openid-configuration", "/token", "/userinfo"} <= set(service.asked)
    assert Event.objects.filter(verb="user:sign_in_connected", subject=sofia.audit_reference).count() == 1


def test_who_is_invited_comes_in_with_the_role(service, fund, sofia, client):  # noqa: F811
    wanted, now = services.RoleWanted(Role.REVIEWER), timezone.now()
    services.invite_person("ravi@test.example", wanted, fund=fund, actor=sofia, reason="reviews", now=now)
    come_back(client, service, email="ravi@test.example", email_verified=True)
    assert is_in(client)
    assert User.objects.get(email="ravi@test.example").memberships.get().role == Role.REVIEWER


@pytest.mark.parametrize(
    "says",
    [
        {"email": "stranger@test.example", "email_verified": True},
        {"email": "sofia@test.example", "email_verified": False},
        {"email": "sofia@test.example"},
        {},
    ],
)
def test_strangers_and_unconfirmed_addresses_stay_outside(service, sofia, client, says):  # noqa: F811
    come_back(client, service, **says)
    assert not is_in(client)
    assert User.objects.count() == 1
    assert not Event.objects.filter(verb="user:sign_in_connected").exists()


def test_a_code_the_service_did_not_give_opens_nothing(service, sofia, client):  # noqa: F811
    answer = come_back(client, service, code="guessed", email=sofia.email, email_verified=True)
    assert answer.url == "/sign-in/"
    assert not is_in(client)
