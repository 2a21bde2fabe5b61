"""The product as a visitor meets it: started by `jointfund serve`, seen in a real Chromium at two sizes.

A page that logs an error, or asks another site for anything, fails its test. Tests here never use the ORM.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import machine  # noqa: E402  the one place that knows where browsers are

HELD = pytest.StashKey[bool]()
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[str]:
    """A running installation of the demonstration in a folder: its address without the closing slash."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "output.txt"
    environment = (
        os.environ | {"JOINTFUND_DATA": str(folder), "DATABASE_URL": "", "JOINTFUND_DEBUG": ""} | more
    )
    command = [sys.executable, "-m", "jointfund", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        wait_until_open(log, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running installation with the demonstration fund, without the closing slash."""
    with serving(tmp_path_factory.mktemp("site")) as address:
        yield address


def wait_until_open(log: Path, process: subprocess.Popen[bytes]) -> None:
    """Returns when the installation has said its address; fails with all it said otherwise."""
    deadline = time.monotonic() + 240  # a first start makes the database
    while "is open at" not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the product did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium, without a window."""
    program = machine.chromium()
    if program is None:
        pytest.skip(f"CHROMIUM IS ABSENT: {machine.install_line(['chromium'])}")
    # Playwright keeps an event loop in this thread, which Django's ORM would refuse in later tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *root])
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Notes whether the test itself held, so that a fault is not reported on top of its own consequence."""
    report = yield
    if report.when == "call":
        item.stash[HELD] = report.passed
    return report


@pytest.fixture
def faults(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """What the browser complained of, empty in the end; a test that provokes a fault clears the list."""
    found: list[str] = []
    yield found
    if request.node.stash.get(HELD, False):
        assert not found, "\n".join(found)


def open_page(chromium: Browser, site: str, faults: list[str], size: str, *, javascript: bool = True) -> Page:
    """A fresh visitor's page of one size, whose complaints are collected."""
    context = chromium.new_context(
        base_url=site,
        viewport=SIZES[size],
        java_script_enabled=javascript,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    context.set_default_timeout(15_000)

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def note_request(request: Request) -> None:
        if not request.url.startswith((site + "/", "data:", "blob:")):
            faults.append(f"outside request: {request.url}")

    context.on("console", note_console)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("request", note_request)
    return context.new_page()


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, chromium: Browser, site: str, faults: list[str]) -> Iterator[Page]:
    """A page at each size: the test runs twice."""
    page = open_page(chromium, site, faults, request.param)
    yield page
    page.context.close()


@pytest.fixture
def desktop(chromium: Browser, site: str, faults: list[str]) -> Iterator[Page]:
    """A page 1280 pixels wide."""
    page = open_page(chromium, site, faults, "desktop")
    yield page
    page.context.close()


@pytest.fixture
def phone(chromium: Browser, site: str, faults: list[str]) -> Iterator[Page]:
    """A page 360 pixels wide."""
    page = open_page(chromium, site, faults, "phone")
    yield page
    page.context.close()


@pytest.fixture
def without_javascript(chromium: Browser, site: str, faults: list[str]) -> Iterator[Page]:
    """A page 360 pixels wide in a browser that runs no script."""
    page = open_page(chromium, site, faults, "phone", javascript=False)
    yield page
    page.context.close()
