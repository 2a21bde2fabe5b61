"""Accounts in a real browser: invited, a second step, a passkey, a session ended elsewhere."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_page, serving
from tests.browser.looks import barriers, sideways, take_picture
from tests.cast import DAG, PASSWORD, SECOND, SOFIA

NEW_PASSWORD = "a calm plain exact record"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("strict")


@pytest.fixture(scope="module")
def strict(folder: Path) -> Iterator[str]:
    """An installation that asks for the second step, by the name passkeys need."""
    with serving(folder, JOINTFUND_SECOND_FACTOR="required") as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def strict_page(chromium: Browser, strict: str, faults: list[str]) -> Iterator[Page]:
    page = open_page(chromium, strict, faults, "desktop")
    yield page
    page.context.close()


def code_of(key: str) -> str:
    """The six digits an app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(b32decode(key), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(page: Page, email: str | None, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email or "")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page: Page, password: str) -> str:
    """Sets an app up from the page of second steps; its key."""
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Codes from an app")).to_be_visible()
    take_picture(page, "account app")
    assert barriers(page) == []
    key = page.locator(".totp-key").inner_text()
    page.get_by_label("Code the app shows now").fill(code_of(key))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    take_picture(page, "account codes")
    page.get_by_role("link", name="I have kept them").click()
    return key


def mail_to(folder: Path, address: str) -> str:
    """The body of the last e-mail to an address."""
    kept = sorted((folder / "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    found = [message_from_bytes(file.read_bytes(), policy=default) for file in kept]
    return [one.get_content() for one in found if one["To"] == address][-1]


def test_from_the_invitation_over_the_second_step_to_the_desk(
    strict_page: Page, chromium: Browser, strict: str, folder: Path, faults: list[str]
) -> None:
    page = strict_page
    sign_in(page, SOFIA.email)
    page.goto("/desk/")
    expect(page.get_by_text("Your role asks for a second step")).to_be_visible()
    set_up_app(page, PASSWORD)
    page.goto("/desk/people/invite/")
    page.get_by_label("E-mail address").fill("omar@test.example")
    page.get_by_label("Role").select_option(label="Fund secretariat")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("Say why").first).to_be_visible()
    page.get_by_label("Reason").fill("joins the secretariat")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("on its way to omar@test.example")).to_be_visible()

    link = re.search(r"https?://\S+/invitation/\S+/", mail_to(folder, "omar@test.example"))
    assert link
    omar = open_page(chromium, strict, faults, "phone")
    omar.goto(link.group())
    take_picture(omar, "account invitation")
    assert (sideways(omar) <= 0, barriers(omar)) == (True, [])
    expect(omar.get_by_text("at least 12 characters")).to_be_visible()  # the rules stand there before typing
    omar.get_by_label("Your name").fill("Omar")
    omar.get_by_label("A password").fill(NEW_PASSWORD)
    omar.get_by_role("button", name="Accept the invitation").click()
    expect(omar.get_by_text("Welcome. Your account is ready.")).to_be_visible()
    omar.goto("/desk/")
    expect(omar.get_by_role("heading", name="Your second step")).to_be_visible()
    key = set_up_app(omar, NEW_PASSWORD)
    assert omar.goto("/desk/people/").status == 200
    take_picture(omar, "desk people")
    assert sideways(omar) <= 0

    omar.goto("/account/")
    omar.get_by_role("button", name="Sign out").click()
    sign_in(omar, "omar@test.example", NEW_PASSWORD)
    expect(omar.get_by_role("heading", name="Second step")).to_be_visible()
    wanted = code_of(key)
    while code_of(key) == wanted:  # the code that set the app up counts once
        omar.wait_for_timeout(500)
    omar.get_by_label("Code").fill(code_of(key))
    omar.get_by_role("button", name="Sign in", exact=True).click()
    expect(omar.get_by_role("heading", name="Your account")).to_be_visible()
    omar.goto(link.group())
    expect(omar.get_by_role("heading", name="There is no page at this address")).to_be_visible()
    faults.clear()  # the browser notes the 404
    omar.context.close()


def test_a_passkey_is_made_and_signs_in_alone(strict_page: Page) -> None:
    page = strict_page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page, SECOND.email)
    page.goto("/account/second-step/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="A new passkey")).to_be_visible()
    take_picture(page, "account passkey")
    assert barriers(page) == []
    page.get_by_label("Name of this passkey").fill("Laptop")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.goto("/account/second-step/")
    expect(page.get_by_text("Laptop").first).to_be_visible()
    take_picture(page, "account second steps")

    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert page.goto("/desk/").status == 200

    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, SECOND.email)  # with the password the passkey is the second step
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_passkey_that_is_called_off_is_told_on_the_page(strict_page: Page) -> None:
    strict_page.goto("/sign-in/")
    strict_page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new Error('called off')); }"
    )
    strict_page.get_by_role("button", name="Sign in with a passkey").click()
    expect(strict_page.get_by_text("The device did not give a passkey")).to_be_visible()


def test_a_session_is_ended_from_another_browser(
    strict_page: Page, chromium: Browser, strict: str, faults: list[str]
) -> None:
    sign_in(strict_page, DAG.email)
    telephone = open_page(chromium, strict, faults, "phone")
    sign_in(telephone, DAG.email)
    expect(telephone.get_by_role("heading", name="Your account")).to_be_visible()
    take_picture(telephone, "account")
    assert (sideways(telephone) <= 0, barriers(telephone)) == (True, [])
    strict_page.goto("/account/")
    expect(strict_page.get_by_text("this one")).to_have_count(1)
    strict_page.get_by_role("button", name="End all others").click()
    expect(strict_page.get_by_text("1 session ended.")).to_be_visible()
    telephone.goto("/account/")
    expect(telephone.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    strict_page.reload()
    expect(strict_page.get_by_role("heading", name="Your account")).to_be_visible()
    telephone.context.close()


def test_the_demonstration_says_that_it_asks_for_no_second_step(desktop: Page) -> None:
    desktop.goto("/sign-in/")
    expect(desktop.get_by_text("asks nobody for a second step")).to_be_visible()
    sign_in(desktop, SOFIA.email)
    expect(desktop.get_by_text("asks nobody for it")).to_be_visible()
    assert desktop.goto("/desk/").status == 200
