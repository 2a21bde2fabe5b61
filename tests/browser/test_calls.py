"""A call drafted by one and published by another; a stranger asks, tries the quiz, reads the answer."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from tests.browser.test_every_page import assert_good
from tests.browser.test_publication_desk import as_another, sign_in
from tests.cast import SECOND, SOFIA

NOW = datetime.now(UTC)


def local(days: int) -> str:
    return (NOW + timedelta(days=days)).strftime("%Y-%m-%dT12:00")


def write(page: Page) -> None:
    """Everything a call needs but its title, which is there."""
    page.get_by_label("What it is for").fill("An example, made by a test.")
    page.get_by_label("Amount of the call").fill("500,000")
    page.get_by_label("Time zone").fill("Europe/Zurich")
    page.get_by_label("United Nations organisation").check()
    page.get_by_label("Western Africa").check()
    page.get_by_label("1. Step of the way").select_option(label="Concept note")
    page.get_by_label("1. Opens").fill(local(-2))
    page.get_by_label("1. Closes").fill(local(30))
    page.get_by_label("1. Code of the form").fill("concept-note")
    page.get_by_label("1. Criterion").fill("Quality")
    page.get_by_label("1. Weight").fill("100")
    page.get_by_label("Whom to ask").fill("The secretariat")


def test_from_a_draft_to_an_answer_everybody_reads(page: Page, chromium: Browser, faults: list[str]) -> None:
    sign_in(page, SOFIA)
    page.goto("/desk/calls/new/")
    assert_good(page, "desk call new")
    page.get_by_label("Title", exact=True).fill("Example call")
    page.get_by_role("button", name="Save and send to review").click()
    expect(page.get_by_role("link", name="Say how much money the call gives out.")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Example call")
    assert_good(page, "desk call fault")
    write(page)
    page.get_by_role("button", name="Save and send to review").click()
    expect(page.get_by_text("A second person publishes this: you drafted or edited it.")).to_be_visible()
    assert_good(page, "desk call review")
    at_the_desk = page.url
    reference = at_the_desk.rstrip("/").rpartition("/")[2]

    second = as_another(chromium, page, faults, SECOND)
    second.goto(at_the_desk)
    second.get_by_role("button", name="Publish it").click()
    expect(second.get_by_text("Published. Readers find it")).to_be_visible()

    omar = as_another(chromium, page, faults, None)
    omar.goto("/calls/")
    omar.get_by_role("link", name="Example call").first.click()
    assert_good(omar, "call")
    omar.get_by_label("Ask a question").fill("May two towns apply?")
    omar.get_by_role("button", name="Send the question").click()
    expect(omar.get_by_text("Your question was received.")).to_be_visible()
    omar.goto(f"/calls/{reference}/eligibility/")
    omar.get_by_label("What kind of organisation").select_option(label="Private sector")
    omar.get_by_label("In which country").select_option(label="Togo")
    omar.get_by_label("How much would you ask for").fill("100000")
    omar.get_by_role("button", name="See whether it fits").click()
    expect(omar.get_by_text("This call is not for organisations of this kind.")).to_be_visible()
    assert_good(omar, "call eligibility")
    omar.get_by_label("What kind of organisation").select_option(label="United Nations organisation")
    omar.get_by_role("button", name="See whether it fits").click()
    expect(omar.get_by_role("heading", name="You may apply")).to_be_visible()

    page.goto(f"/desk/calls/{reference}/questions/")
    page.get_by_label("Answer for everybody").fill("Yes, together.")
    page.get_by_role("button", name="Publish the answer").click()
    assert_good(page, "desk call questions")
    omar.goto(f"/calls/{reference}/")
    expect(omar.get_by_text("Yes, together.")).to_be_visible()
