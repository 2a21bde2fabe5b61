"""What an amount would release, and pages one step below the lists: they fit and shut nobody out."""

import pytest
from playwright.sync_api import Page

from tests.browser.looks import sideways
from tests.browser.test_every_page import assert_good


@pytest.mark.parametrize("address", ["/support/?amount=plenty", "/contributors/germany/"])
def test_a_page_below_the_lists_fits_and_has_no_barriers(page: Page, address: str) -> None:
    page.goto(address)
    assert_good(page, address)


def test_an_amount_is_asked_and_answered_in_place(page: Page) -> None:
    page.goto("/support/")
    page.get_by_label("Amount, USD").fill("10 million")
    page.get_by_label("Thematic area", exact=True).select_option(index=2)
    page.get_by_role("button", name="Show what it would release").click()
    page.wait_for_url("**/support/?amount=10+million&area=2**")
    assert page.locator("#answer-line").inner_text().startswith("USD\u00a010,000,000 would release")
    assert_good(page, "/support/ answered")


@pytest.mark.parametrize("width", [320, 640, 768])  # 640 is the desktop at 200% zoom
def test_no_page_is_wider_than_a_zoomed_window(desktop: Page, width: int) -> None:
    desktop.set_viewport_size({"width": width, "height": 600})
    for address in ("/", "/programmes/", "/programmes/MIG-0022/", "/contributors/", "/data/discrepancies/"):
        desktop.goto(address)
        assert sideways(desktop) <= 0, f"{address} at {width} pixels"
