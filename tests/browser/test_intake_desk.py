"""The secretariat hands a booklet in, decides field by field, and the public reads what was decided."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import barriers, sideways, take_picture
from tests.cast import PASSWORD, SOFIA

# Dated in the past: what a document of the future says is not shown today.
PAPER = """
Pipeline of Joint Programmes

March 2022

TABLE OF CONTENT

THEMATIC AREA 1

TOGO\t4

Promoting fact-based and data-driven migration discourse, policy and planning

TOGO

Joint Programme

Counting those who leave and those who come home

PARTICIPATING UN ORGANIZATIONS

KEY PARTNERS

Ministry of Plans; Chamber of Carpenters

BUDGET (USD)

1,234,567

DURATION (MONTHS)

24

MOST RELEVANT SDG GOALS

SUMMARY

The Joint Programme teaches two districts to count departures and returns every month.

STATUS

Concept note approved by Steering Committee.
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "pipeline.txt"
    file.write_text(PAPER, encoding="utf-8")
    return file


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(SOFIA.email or "")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def hand_in(page: Page, paper: Path) -> None:
    page.goto("/desk/intake/")
    page.get_by_label("Documents").set_input_files(paper)
    page.get_by_role("button", name="Hand in").click()


def assert_good(page: Page, name: str) -> None:
    take_picture(page, name)
    assert sideways(page) <= 0, f"{sideways(page)} pixels wider than the window"
    assert barriers(page) == []


def test_a_booklet_is_handed_in_decided_field_by_field_and_read_by_the_public(
    page: Page, paper: Path
) -> None:
    sign_in(page)
    hand_in(page, paper)
    expect(page.get_by_text("1 record to decide")).to_be_visible()  # the page itself notices the worker's end
    assert_good(page, "desk intake")
    page.get_by_role("link", name=re.compile("Counting those")).click()
    assert_good(page, "desk record")
    page.get_by_label("Which programme is it?").select_option("new")
    page.get_by_role("button", name="Compare with this one").click()
    budget = page.get_by_role("group", name=re.compile("^Budget"))
    expect(budget.locator(".document-lines")).to_contain_text("1,234,567")
    budget.get_by_label("Correct it:").check()
    budget.get_by_role("textbox").fill("1,300,000")
    months = page.get_by_role("group", name=re.compile("^Duration"))
    months.get_by_label("Leave it out").check()
    page.get_by_role("button", name="Accept as new programme").click()
    said = page.get_by_text(re.compile(r"On record: MIG-\d{4}")).inner_text()
    reference = re.search(r"MIG-\d{4}", said)
    assert reference
    page.goto(f"/programmes/{reference[0]}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Counting those who leave")
    expect(page.get_by_role("main")).to_contain_text("1,300,000")
    expect(page.get_by_role("main")).not_to_contain_text("24 months")
    page.goto("/desk/")
    assert_good(page, "desk")


def test_the_desk_works_without_javascript(without_javascript: Page, paper: Path) -> None:
    page = without_javascript
    sign_in(page)
    hand_in(page, paper)
    expect(page.get_by_text("1 record to decide")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name=re.compile("Counting those")).click()
    page.get_by_text("Reject this record").click()
    page.get_by_label("Why").fill("Only a trial")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("Everything is decided.")).to_be_visible()


def test_a_table_with_wrong_columns_is_refused_at_the_place(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "colours.csv"
    file.write_text("Colour,Size\nred,3\n", encoding="utf-8")
    sign_in(page)
    hand_in(page, file)
    expect(page.get_by_text("no column says which programme")).to_be_visible()
    expect(page.get_by_text("refused; the file is kept")).to_be_visible()
    assert_good(page, "desk refused")
