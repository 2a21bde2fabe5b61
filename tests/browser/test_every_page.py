"""Every public page, at both sizes: it answers, fits, has one heading, and shuts nobody out."""

import pytest
from playwright.sync_api import Page

from jointfund.intake.demo_people import PASSWORD
from tests.browser.looks import barriers, sideways, take_picture
from tests.cast import PIA, SOFIA, Person

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
    "/knowledge/resources/",
    "/knowledge/resources/meetafrica-fr/",
    "/knowledge/topics/crisis_adaptation/",
    "/sign-in/forgotten/",
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
# What the secretariat finds behind the sign-in.
SIGNED_IN = (
    "/account/",
    "/account/second-step/",
    "/account/password/",
    "/account/email/",
    "/account/erase/",
    "/notices/",
    "/notices/preferences/",
    "/desk/",
    "/desk/history/",
    "/desk/people/",
    "/desk/people/invite/",
    "/desk/documents/",
    "/desk/documents/booklet-2023-07/",
    "/desk/practices/",
    "/desk/practices/1/",
    "/desk/practices/lessons/",
    "/desk/practices/lessons/programme/",
    "/desk/status/",
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


def sign_in(page: Page, person: Person) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(person.email or "")
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


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


def test_the_pages_behind_the_sign_in_fit_and_have_no_barriers(page: Page) -> None:
    sign_in(page, SOFIA)
    for address in SIGNED_IN:
        answer = page.goto(address)
        assert (address, answer and answer.status) == (address, 200)
        assert_good(page, f"signed in {address}")


def test_the_organisation_of_who_keeps_its_people_fits_and_has_no_barriers(page: Page) -> None:
    sign_in(page, PIA)
    page.goto("/desk/organisation/")
    assert_good(page, "organisation's people")


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
