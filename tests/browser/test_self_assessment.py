"""Self-assessment in a browser: with script it saves itself, without one page by page; no barriers."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looks import barriers, sideways, take_picture

START = "/self-assessment/refugee_inclusion/"


def begin(page: Page) -> None:
    page.goto(START)
    page.get_by_label("Your town, district or region").fill("Sfax")
    page.get_by_role("button", name="Begin").click()


def answer(page: Page) -> None:
    """The first answer to every question of the page."""
    for question in page.locator("fieldset.question").all():
        if question.locator("input[type=radio]").count():
            question.locator("input[type=radio]").first.check()
        elif question.locator("input[inputmode=decimal]").count():
            question.locator("input[inputmode=decimal]").fill("3")


def assert_open_to_all(page: Page, name: str) -> None:
    take_picture(page, name)
    assert sideways(page) <= 0
    assert barriers(page) == []


def go_through(page: Page) -> None:
    begin(page)
    for _ in range(8):  # four pages, and those that came back because one more question came up
        if not page.locator("fieldset.question").count():
            break
        answer(page)
        page.get_by_role("button", name=re.compile("^Save and (go on|look it over)$")).click()
    page.get_by_role("button", name="Send the answers").click()
    expect(page.get_by_role("heading", name="What you could do next")).to_be_visible()


def test_a_place_is_assessed_from_begin_to_result(page: Page) -> None:
    begin(page)
    assert_open_to_all(page, "assessment section")
    go_through(page)
    assert_open_to_all(page, "assessment result")
    page.get_by_role("button", name="Make a link").click()
    assert "/self-assessment/shared/" in page.locator(".assessment-link").inner_text()


def test_answers_save_themselves(page: Page) -> None:
    begin(page)
    page.locator("input[type=radio]").first.check()
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=5000)
    page.reload()
    expect(page.locator("input[type=radio]").first).to_be_checked()


def test_it_works_without_a_script(without_javascript: Page) -> None:
    go_through(without_javascript)
