"""Sofia drafts, a second person reviews and releases, the public reads it, and it is withdrawn."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_page
from tests.browser.test_every_page import assert_good
from tests.cast import PASSWORD, SECOND, SOFIA, Person

TEXT = "We carry {funded_count} programmes of {fund}."
WRONG = "We carry {fundd_count} programmes."


def sign_in(page: Page, person: Person) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(person.email or "")
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def begin(page: Page, kind: str) -> None:
    page.goto("/desk/publications/")
    page.get_by_label("New publication").select_option(label=kind)
    page.get_by_role("button", name="Begin").click()


def as_another(chromium: Browser, page: Page, faults: list[str], person: Person | None) -> Page:
    """The same installation as somebody else sees it, in a window of the same size."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    site = page.url.split("/desk/")[0]
    other = open_page(chromium, site, faults, "phone" if width < 700 else "desktop")
    if person:
        sign_in(other, person)
    return other


def test_from_a_draft_to_the_library_and_out_of_it(page: Page, chromium: Browser, faults: list[str]) -> None:
    sign_in(page, SOFIA)
    page.goto("/desk/publications/")
    assert_good(page, "desk publications")
    begin(page, "Thematic brief")
    page.get_by_label("Theme", exact=True).select_option("children")
    assert_good(page, "desk publication new")
    page.get_by_label("Context").fill(WRONG)
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("link", name=re.compile("fundd_count"))).to_be_visible()
    expect(page.get_by_label("Context")).to_have_value(WRONG)
    assert_good(page, "desk publication fault")
    page.get_by_label("Context").fill(TEXT.replace(" of {fund}", ""))
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("Drafted. Nothing is public")).to_be_visible()
    expect(page.get_by_text(re.compile(r"We carry \d+ programmes\."))).to_be_visible()
    assert_good(page, "desk publication draft")
    draft = page.url
    page.get_by_role("link", name="Preview what is saved").click()
    assert_good(page, "desk publication preview")
    page.get_by_role("button", name="Make the PDF").click()
    # The page itself notices that the worker is done.
    expect(page.get_by_role("link", name="Open the PDF")).to_be_visible(timeout=30_000)
    assert_good(page, "desk publication preview made")
    page.goto(draft)
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_text("A second person releases this: you drafted or edited it.")).to_be_visible()
    assert_good(page, "desk publication in review")

    second = as_another(chromium, page, faults, SECOND)
    second.goto("/desk/publications/")
    assert_good(second, "desk publications to review")
    second.goto(draft)
    second.get_by_role("button", name="Release it").click()
    released = second.get_by_text(re.compile(r"Released as MIG-P-\d{4}")).inner_text()
    reference = re.search(r"MIG-P-\d{4}", released)
    assert reference
    assert_good(second, "desk publication released")

    reader = as_another(chromium, page, faults, None)
    reader.goto(f"/publications/{reference[0]}/")
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    expect(reader.get_by_role("link", name=re.compile("PDF"))).to_be_visible(timeout=60_000)
    assert_good(reader, "publication released")

    second.get_by_text("Withdraw it", exact=True).first.click()
    second.get_by_role("button", name="Withdraw it").click()
    expect(second.get_by_role("link", name=re.compile("Say why it is withdrawn"))).to_be_visible()
    assert_good(second, "desk publication withdraw fault")
    second.get_by_label("Why; readers of the history see this").fill("Made for a trial.")
    second.get_by_role("button", name="Withdraw it").click()
    expect(second.get_by_text("Withdrawn. It stays in the history")).to_be_visible()
    assert_good(second, "desk publication withdrawn")
    reader.reload()
    expect(reader.get_by_text("Made for a trial.").first).to_be_visible()
    assert_good(reader, "publication withdrawn")
    for other in (second, reader):
        other.context.close()


def test_a_draft_is_written_and_sent_with_the_keyboard_alone(desktop: Page) -> None:
    sign_in(desktop, SOFIA)
    desktop.goto("/desk/publications/new/?kind=brief")
    press_until(desktop, "Theme")
    desktop.keyboard.type("Human rights")
    press_until(desktop, "Context")
    desktop.keyboard.type("We carry {funded_count} programmes.")
    press_until(desktop, "Make the draft")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Drafted. Nothing is public")).to_be_visible()
    press_until(desktop, "Send to review")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Sent to review.")).to_be_visible()


def press_until(page: Page, name: str) -> None:
    """Tab on until the control of that name has the focus, and see that the focus can be seen."""
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const it = document.activeElement;
                const label = it.labels && it.labels.length ? it.labels[0].innerText : it.innerText;
                const style = getComputedStyle(it);
                const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
                return [(label || '').trim(), ring]; }"""
        )
        if focused[0] == name:
            assert focused[1], f"the focus on “{name}” cannot be seen"
            return
    pytest.fail(f"no control “{name}” was reached with the tabulator")


def test_publications_are_drafted_and_previewed_without_javascript(without_javascript: Page) -> None:
    page = without_javascript
    sign_in(page, SOFIA)
    begin(page, "Table of contributors")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("link", name="Preview what is saved").click()
    page.get_by_role("button", name="Make the PDF").click()
    # Without a script the page loads itself anew.
    expect(page.get_by_role("link", name="Open the PDF")).to_be_visible(timeout=40_000)


def test_a_status_is_recorded_by_hand(page: Page) -> None:
    sign_in(page, SOFIA)
    page.goto("/desk/intake/")
    page.get_by_role("link", name="Record a status of which no document came in").click()
    page.get_by_role("button", name="Record the status").click()
    expect(page.get_by_role("link", name=re.compile("Choose the document, or write"))).to_be_visible()
    assert_good(page, "desk status fault")
    page.get_by_label("Programme", exact=True).select_option("MIG-0031")
    page.get_by_label("Status", exact=True).select_option(label="Funded")
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.get_by_label("Since").fill("2024-02" if width < 700 else "2024-03")
    page.get_by_label("Or the decision").fill("SC-2024-01, item 4")
    page.get_by_role("button", name="Record the status").click()
    expect(page.get_by_text("On record: MIG-0031 has been")).to_be_visible()
    assert_good(page, "programme with a status by hand")
