"""Every public page, at both sizes: it answers, fits, has one heading, and shuts nobody out."""

import pytest
from playwright.sync_api import Page

from tests.browser.looks import barriers, sideways, take_picture

PAGES = (
    "/",
    "/programmes/",
    "/pipeline/",
    "/contributors/",
    "/support/",
    "/countries/",
    "/organisations/",
    "/principles/",
    "/knowledge/",
    "/knowledge/projects/",
    "/knowledge/projects/progem/",
    "/knowledge/practices/",
    "/knowledge/practices/MIG-KB-0001/",
    "/knowledge/lessons/?topic=local_authorities",
    "/knowledge/sessions/",
    "/knowledge/sessions/what-all-sessions-had-in-common/",
    "/knowledge/results/",
    "/knowledge/topics/crisis_adaptation/",
    "/search/",
    "/search/?q=returnees+in+West+Africa",
    "/search/?q=returnes+xyzzyx&kind=session",
    "/data/",
    "/data/discrepancies/",
    "/data/vocabularies/",
    "/data/editions/",
    "/check/",
    "/self-assessment/",
    "/self-assessment/refugee_inclusion/",
    "/publications/",
    "/publications/MIG-P-0001/",
    "/publications/MIG-P-0002/",
    "/publications/MIG-P-0002/figures/",
    "/publications/MIG-P-0002/figures/contributions-to-target/",
    "/publications/MIG-P-0001/figures/programmes-by-region/embed/",
    "/figures/",
    "/figures/waiting-by-area/",
    "/figures/funded-by-area/",
    "/figures/pipeline-by-status/",
    "/figures/programmes-by-region/",
    "/figures/contributions-to-target/embed/",
    "/documents/",
    "/documents/booklet-2023-07/",
    "/programmes/MIG-0018/sources/",
    "/programmes/?q=border&region=western-africa",
    "/support/?amount=5000000",
    "/api/v1/docs",
    "/sign-in/",
    "/styleguide/",
    "/?as_of=2023-07-31",
)
# Lists, and how the address of one thing in them begins.
LISTS = ("/programmes/", "/countries/", "/organisations/", "/principles/")


def assert_good(page: Page, name: str) -> None:
    """The page fits its window, is headed, and axe-core finds nothing serious or critical."""
    take_picture(page, name)
    assert page.locator("h1").count() == 1, "one heading of the first level"
    assert page.locator("main").count() == 1
    assert sideways(page) <= 0, f"{sideways(page)} pixels wider than the window"
    assert barriers(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_and_has_no_barriers(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer
    assert answer.status == 200
    assert_good(page, address)


@pytest.mark.parametrize("address", LISTS)
def test_the_page_of_one_thing_fits_and_has_no_barriers(page: Page, address: str) -> None:
    page.goto(address)
    links = page.locator(f"main a[href^='{address}']").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    things = [link for link in links if link.count("/") == address.count("/") + 1 and link.endswith("/")]
    assert things, f"{address} links to none of its things"
    answer = page.goto(things[0])
    assert answer
    assert answer.status == 200
    assert_good(page, f"one of {address}")


def test_the_check_for_barriers_can_fail(desktop: Page, faults: list[str]) -> None:
    desktop.goto("/")
    desktop.evaluate(
        """document.querySelector('main').insertAdjacentHTML(
            'beforeend', '<img src="/static/none.png"><button></button>')"""
    )
    found = barriers(desktop)
    assert any(line.startswith("image-alt") for line in found)
    assert any(line.startswith("button-name") for line in found)
    faults.clear()  # the picture does not exist


def test_an_outside_request_is_noticed_and_refused(desktop: Page, faults: list[str]) -> None:
    desktop.goto("/")
    desktop.evaluate("fetch('https://example.org/').catch(() => null)")
    desktop.wait_for_timeout(300)
    assert any("Content Security Policy" in fault or "outside request" in fault for fault in faults)
    faults.clear()


def test_an_unknown_address_helps_the_visitor_on(page: Page, faults: list[str]) -> None:
    answer = page.goto("/no-such-page/")
    assert answer
    assert answer.status == 404
    faults.clear()  # the browser logs the 404 itself
    assert page.locator("main a").count() >= 1
    assert_good(page, "not found")
