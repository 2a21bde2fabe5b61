"""Two organisations write one proposal in a browser: at once, off the line, refused once, to the receipt."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_page
from tests.browser.test_every_page import assert_good
from tests.browser.test_publication_desk import sign_in
from tests.cast import MOUSSA, PIA, Person

PARTNER, HEAD, PARTNER_HEAD = (
    Person(f"{word} of the demonstration", "acts for an organisation", f"{word}@demo.example")
    for word in ("partner", "head", "partnerhead")
)
LONG = 20_000  # a save by the script comes every few seconds


@pytest.fixture
def another(chromium: Browser, page: Page, site: str, faults: list[str]):
    """Opens the same installation for somebody else, in a window of the same size."""
    opened: list[Page] = []

    def open_for(person: Person) -> Page:
        width = page.viewport_size["width"] if page.viewport_size else 0
        other = open_page(chromium, site, faults, "phone" if width < 700 else "desktop")
        opened.append(other)
        sign_in(other, person)
        return other

    yield open_for
    for other in opened:
        other.context.close()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".message").get_by_text("Saved.")).to_be_visible()


def write_budget(page: Page, draft: str, slug: str) -> None:
    page.goto(f"{draft}write/budget/of/{slug}/")
    page.locator("#c-lines-1-result").fill("1.1")
    page.locator("#c-lines-1-category").select_option("c5")
    page.locator("#c-lines-1-amount").fill("100,000")
    page.locator("#c-lines-2-result").fill("1.1")
    page.locator("#c-lines-2-category").select_option("c8")
    page.locator("#c-lines-2-amount").fill("7000")
    save(page)
    expect(page.get_by_role("cell", name="USD 107,000").first).to_be_visible()


def write_contribution(page: Page, draft: str, slug: str) -> None:
    page.goto(f"{draft}write/contribution/of/{slug}/")
    page.get_by_label("What your organisation does in it").fill("We train the staff of the centres.")
    page.get_by_label("Do you pass money on to partners?").select_option("no")
    save(page)


def endorse(page: Page, draft: str) -> None:
    page.goto(f"{draft}endorse/")
    assert_good(page, "desk proposal endorse")
    page.get_by_role("button", name=re.compile("^Endorse for")).first.click()
    expect(page.locator(".message")).to_contain_text("Endorsed for")


def test_a_joint_proposal_from_invitation_to_receipt(page: Page, another, faults: list[str]) -> None:
    sign_in(page, PIA)
    page.goto("/desk/proposals/new/")
    assert_good(page, "desk proposal new")
    page.get_by_label("Title").fill("Safe routes to work")
    page.get_by_label("Countries").select_option("TGO")
    page.get_by_role("button", name="Start it").click()
    page.wait_for_url(re.compile(r"/desk/proposals/\d+/$"))
    draft = page.url
    page.get_by_label("Invite an organisation").select_option("undp")
    page.get_by_role("button", name="Invite it").click()
    partner = another(PARTNER)
    partner.goto(draft)
    assert_good(partner, "desk proposal invited")
    partner.get_by_role("button", name="Take part").click()
    expect(partner.get_by_role("heading", name="Sections")).to_be_visible()

    # Refused as incomplete: every missing part leads to where it is mended.
    page.goto(draft)
    assert_good(page, "desk proposal")
    page.get_by_role("button", name="Submit the concept note").click()
    expect(page.get_by_text("It was not submitted: parts are missing")).to_be_visible()
    assert_good(page, "desk proposal missing")
    links = page.locator(".proposal-missing a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert len(links) >= 15
    for link in links:
        page.goto(link)
        assert page.locator(f"[id='{link.split('#')[1]}']").count() == 1, link

    # The script counts words and saves without a button.
    page.goto(f"{draft}write/summary/")
    page.get_by_label("What the programme does").fill("Young people find safe and legal work.")
    expect(page.locator("[data-count='what']")).to_have_text("7")
    page.get_by_label("Duration in months").fill("24")
    expect(page.locator("#saved-at")).to_contain_text("Saved", timeout=LONG)
    page.reload()
    expect(page.get_by_label("Duration in months")).to_have_value("24")
    assert_good(page, "desk proposal section")

    # Two people in one section: the second is shown both texts and puts them together.
    page.goto(f"{draft}write/context/")
    partner.goto(f"{draft}write/context/")
    page.get_by_label("The problem").fill("Many leave without papers.")
    save(page)
    partner.get_by_label("The problem").fill("Recruiters ask for fees.")
    partner.get_by_role("button", name="Save", exact=True).click()
    expect(partner.get_by_role("heading", name="Somebody else saved this section")).to_be_visible()
    expect(partner.locator(".proposal-theirs")).to_contain_text("Many leave without papers.")
    expect(partner.get_by_label("The problem")).to_have_value("Recruiters ask for fees.")
    assert_good(partner, "desk proposal conflict")
    partner.get_by_label("The problem").fill("Many leave without papers. Recruiters ask for fees.")
    partner.get_by_label("What the governments do").fill("The ministry opens a register.")
    save(partner)

    # Off the line and back: what was typed is kept through a reload and sent by itself.
    page.goto(f"{draft}write/results/")
    page.context.set_offline(True)
    page.get_by_label("How the change comes about").fill("Offices check recruiters.")
    expect(page.locator("#saved-at")).to_contain_text("The line is gone", timeout=LONG)
    kept = page.evaluate("Object.entries(localStorage).map(([, value]) => value).join()")
    assert "Offices check recruiters." in kept
    page.locator("#c-outputs-1-code").fill("1.1")
    page.locator("#c-outputs-1-result").fill("Offices are open")
    page.context.set_offline(False)
    expect(page.locator("#saved-at")).to_contain_text("Saved", timeout=LONG)
    page.reload()
    expect(page.get_by_label("How the change comes about")).to_have_value("Offices check recruiters.")
    expect(page.locator("#c-outputs-1-result")).to_have_value("Offices are open")
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]

    page.goto(f"{draft}write/risks/")
    page.locator("#c-register-1-risk").fill("Few employers join")
    page.locator("#c-register-1-answer").fill("Talks began with their union")
    save(page)
    for who, slug in ((page, "iom"), (partner, "undp")):
        write_contribution(who, draft, slug)
        write_budget(who, draft, slug)
    assert_good(page, "desk proposal budget")
    for person in (MOUSSA, HEAD, PARTNER_HEAD):
        endorse(another(person), draft)
    page.goto(f"{draft}missing/")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    page.goto(draft)
    page.get_by_role("button", name="Submit the concept note").click()
    page.wait_for_url(re.compile(r"/receipt/1/$"))
    expect(page.locator(".reference")).to_have_text(re.compile(r"MIG-N-\d{4}"))
    assert_good(page, "desk proposal receipt")
    with page.expect_download() as download:
        page.get_by_role("link", name="Receipt and proposal as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.goto(f"{draft}version/1/")
    assert_good(page, "desk proposal version")
    page.goto("/desk/proposals/")
    assert_good(page, "desk proposals")
