"""A reviewer's journey in a browser: her list, the scorecard beside the proposal, what reviews come to."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, SIZES, open_page, serving
from tests.browser.looks import barriers, sideways
from tests.browser.test_publication_desk import sign_in
from tests.cast import RAVI, SOFIA


@pytest.fixture(scope="module")
def reviewing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An installation with the example round."""
    folder = tmp_path_factory.mktemp("reviewing")
    with serving(folder) as address:
        environment = os.environ | {"JOINTFUND_DATA": str(folder), "DATABASE_URL": ""}
        command = [sys.executable, "-m", "jointfund", "load_demo_review"]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
        yield address


def test_a_reviewer_goes_from_her_list_to_what_reviews_come_to(
    chromium: Browser, reviewing: str, faults: list[str]
) -> None:
    page = open_page(chromium, reviewing, faults, "phone")
    sign_in(page, RAVI)
    page.goto("/desk/reviews/")
    assert (sideways(page) <= 0, barriers(page)) == (True, [])
    page.get_by_role("link", name="Example: fair recruitment in three ports").click()
    page.get_by_role("link", name="To the scorecard").click()  # reachable without scrolling on a phone
    expect(page.get_by_role("heading", name="Scorecard")).to_be_in_viewport()
    assert (sideways(page) <= 0, barriers(page)) == (True, [])
    assert page.locator("input[type=radio]:checked").count() == 1  # the one score of her draft

    page.locator("input[name=score-c2][value='2']").check()
    expect(page.locator("#saved-at")).to_contain_text("Saved", timeout=15_000)
    page.reload()
    expect(page.locator("input[name=score-c2][value='2']")).to_be_checked()
    for code in ("c3", "c4", "c5"):
        page.locator(f"input[name=score-{code}][value='4']").check()
    page.get_by_role("button", name="Submit the review").click()
    expect(page.locator("#error-summary, .error-summary").first).to_contain_text("needs a note")
    assert barriers(page) == []
    page.locator("textarea[name=note-c2]").fill("The partner of the second port is not named.")
    page.get_by_role("button", name="Submit the review").click()
    expect(page.get_by_role("heading", name="Reviewer 1")).to_be_visible()  # hidden until now
    page.get_by_role("link", name="What reviews come to").click()
    page.set_viewport_size(SIZES["desktop"])
    assert barriers(page) == []
    page.context.close()

    desk = open_page(chromium, reviewing, faults, "phone")
    sign_in(desk, SOFIA)
    for path in ("/desk/reviews/1/reviewers/", "/desk/reviews/1/summary/", "/desk/reviews/3/eligibility/"):
        desk.goto(path)
        assert (path, sideways(desk) <= 0, barriers(desk)) == (path, True, [])
    desk.context.close()
