"""A round in a browser: eligibility, reviewers, the meeting, its letters and the public register."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, SIZES, open_page, serving
from tests.browser.looks import barriers, sideways
from tests.browser.test_publication_desk import sign_in
from tests.cast import CARMEN, PIA, RAVI, SOFIA

TODAY = datetime.now(UTC).date()
REVIEWED = "Example: one counter for people who return"
NEW = "Example: schools that take in newcomers"


@pytest.fixture(scope="module")
def round_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An installation with the example round: one proposal reviewed, one to check."""
    folder = tmp_path_factory.mktemp("round")
    with serving(folder) as address:
        environment = os.environ | {"JOINTFUND_DATA": str(folder), "DATABASE_URL": ""}
        command = [sys.executable, "-m", "jointfund", "load_demo_review"]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
        yield address


def well_made(page: Page) -> None:
    """At both sizes nothing runs sideways and no barrier stands."""
    for size in ("desktop", "phone"):
        page.set_viewport_size(SIZES[size])
        assert (page.url, sideways(page) <= 0, barriers(page)) == (page.url, True, [])


def test_a_round_goes_from_the_desk_to_the_public(
    chromium: Browser, round_site: str, faults: list[str]
) -> None:
    sofia = open_page(chromium, round_site, faults, "phone")
    sign_in(sofia, SOFIA)
    find_eligible_and_assign(sofia)
    ravi = open_page(chromium, round_site, faults, "phone")
    sign_in(ravi, RAVI)
    review(ravi)
    sofia.goto("/desk/reviews/3/reviewers/")
    expect(sofia.get_by_text("1 of 1 reviews are submitted.")).to_be_visible()
    sofia.get_by_role("button", name="Close the review").click()
    expect(sofia.get_by_text("The review is closed.").first).to_be_visible()

    give_a_seat(sofia)
    hold_a_meeting(sofia)
    decide(sofia, REVIEWED, "Approved to the pipeline", "Approved with thanks.", "Name the partners.")
    decide(sofia, NEW, "Declined", "It does not say who pays for the schools.")
    sofia.get_by_role("link", name="Steering Committee 1").first.click()
    sofia.get_by_role("button", name="Close the session").click()
    sofia.goto("/desk/meetings/steering_committee/1/letters/")
    expect(sofia.get_by_text("Name the partners.").first).to_be_visible()  # as it would leave
    well_made(sofia)
    sofia.get_by_role("button", name="Send 4 letters").click()
    expect(sofia.get_by_text("Not sent yet")).to_have_count(0)
    sofia.goto("/desk/calls/MIG-C-0001/timeline/")
    expect(sofia.get_by_text("A condition is to be answered").first).to_be_visible()
    well_made(sofia)

    pia = open_page(chromium, round_site, faults, "phone")
    sign_in(pia, PIA)
    pia.goto("/desk/conditions/")
    expect(pia.get_by_text("Name the partners.").first).to_be_visible()
    carmen = open_page(chromium, round_site, faults, "phone")
    sign_in(carmen, CARMEN)
    carmen.goto("/desk/bodies/")
    expect(carmen.get_by_role("button", name="Give the seat")).to_have_count(0)

    anybody = open_page(chromium, round_site, faults, "phone")
    anybody.goto("/pipeline/")
    expect(anybody.get_by_text(REVIEWED).first).to_be_visible()
    expect(anybody.get_by_text(NEW)).to_have_count(0)
    anybody.goto("/decisions/")
    expect(anybody.get_by_text("MIG-DEC-0002").first).to_be_visible()  # declined: by reference alone
    expect(anybody.get_by_text(NEW)).to_have_count(0)
    well_made(anybody)
    anybody.get_by_role("link", name=REVIEWED).first.click()
    expect(anybody.get_by_text("Approved with thanks.").first).to_be_visible()
    for page in (sofia, ravi, pia, carmen, anybody):
        page.context.close()


def find_eligible_and_assign(page: Page) -> None:
    page.goto("/desk/reviews/")
    page.get_by_role("link", name=NEW).click()
    for yes in page.get_by_label("Yes", exact=True).all():
        yes.check()
    page.get_by_label("Take up for review").check()
    page.get_by_role("button", name="Keep this check").click()
    page.get_by_role("link", name=NEW).click()
    page.get_by_role("radio", name="Ravi").check()
    for family in page.locator("input[name=families]").all():
        family.check()
    page.get_by_label("Due on", exact=True).fill((TODAY + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("was assigned and is told")).to_be_visible()
    well_made(page)


def review(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("listitem").filter(has_text=NEW).get_by_role("link", name="Go to the review").click()
    page.get_by_label("I have none").check()
    page.get_by_role("button", name="Declare").click()
    for number in range(1, 6):
        page.locator(f"input[name=score-c{number}][value='4']").check()
    page.get_by_role("button", name="Submit the review").click()
    expect(page.get_by_text("Your review is submitted.").first).to_be_visible()


def give_a_seat(page: Page) -> None:
    page.goto("/desk/meetings/")
    page.get_by_role("link", name="Bodies and seats").click()
    page.get_by_label("Group").select_option(label="Chair")
    page.get_by_label("Member").select_option(index=1)
    page.get_by_label("First day").fill("2026-01-01")
    page.get_by_role("button", name="Give the seat").click()
    expect(page.get_by_text("from 1 January 2026 on")).to_be_visible()
    well_made(page)


def hold_a_meeting(page: Page) -> None:
    page.goto("/desk/meetings/")
    page.get_by_label("Body").select_option(label="Steering Committee")
    page.get_by_label("Day and time there").fill(f"{TODAY}T09:30")
    page.get_by_label("Time zone").fill("Europe/Zurich")
    page.get_by_label("Place").fill("Geneva")
    page.get_by_role("button", name="Plan it").click()
    for title in (REVIEWED, NEW):
        option = page.locator("#proposal option").filter(has_text=title)
        page.locator("#proposal").select_option(option.get_attribute("value"))
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("link", name=title)).to_be_visible()
    page.get_by_role("button", name="Open the session").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Record attendance").click()
    expect(page.get_by_text("Recorded who is there.")).to_be_visible()
    well_made(page)


def decide(page: Page, title: str, outcome: str, words: str, condition: str = "") -> None:
    page.goto("/desk/meetings/steering_committee/1/")
    page.get_by_role("link", name=title).click()
    page.get_by_label("What is decided").select_option(label=outcome)
    page.get_by_label("The decision in words").fill(words)
    if condition:
        page.get_by_text("Conditions and recommendations", exact=True).click()
        page.locator("#condition-1-text").fill(condition)
        page.locator("#condition-1-due").fill((TODAY + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Record it: decided by consensus").click()
    expect(page.get_by_role("heading", name=outcome)).to_be_visible()
    well_made(page)
