"""The list of programmes as readers use it: filters, words, chips, pages, downloads, and an earlier day."""

import csv
import io
import json

import openpyxl
import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_records")]


@pytest.fixture
def omar():
    return Client(headers={"host": "localhost"})


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def exported(client, address):
    answer = client.get(address)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_whole_list_says_its_count_and_offers_its_downloads(omar):
    body = page(omar, "/programmes/")
    assert "51 programmes" in body
    for form in ("csv", "xlsx", "json"):
        assert f"/programmes/?format={form}" in body
    assert "1 to 50 of 51" in body


def test_a_filter_is_said_in_words_and_each_part_can_be_removed(omar):
    body = page(omar, "/programmes/?stage=pipeline&region=western-africa&sort=budget")
    assert "pipeline programmes in Western Africa, by budget" in body
    assert 'href="/programmes/?region=western-africa&amp;sort=budget">Stage: pipeline' in body
    assert 'name="sort" value="budget"' in body


def test_what_the_text_only_suggests_is_marked_and_can_be_left_out(omar):
    body = page(omar, "/programmes/?theme=skills")
    assert "suggested from the text" in body
    confirmed = page(omar, "/programmes/?theme=skills&tags=confirmed")
    assert "suggested from the text" not in confirmed


def test_words_are_found_and_marked(omar):
    body = page(omar, "/programmes/?q=LABOUR")
    assert "<mark>Labour</mark>" in body


def test_words_of_a_stranger_are_never_markup(omar):
    body = page(omar, "/programmes/?q=<script>alert(1)</script>&theme=<b>")
    assert "<script>alert" not in body
    assert "<b>" not in body
    assert "No programme answers all of this" in body


@pytest.mark.parametrize(
    "query",
    ["area=99", "sort=colour", "as_of=soon", "page=0", "page=99999999999", "page=x", "view=x", "q=%00",
     "format=pdf", "country=%00", "q=%22", "tags=x&theme=skills", "budget=-1", "sdg_target=%25",
     "as_of=0001-01-01"],
)  # fmt: skip
def test_nothing_in_an_address_breaks_the_page(omar, query):
    page(omar, f"/programmes/?{query}")


def test_what_is_not_understood_is_said(omar):
    body = page(omar, "/programmes/?theme=magic")
    assert "Theme: there is no “magic” here." in body
    assert "51 programmes" in body


def test_an_earlier_day_is_kept_in_every_link(omar):
    body = page(omar, "/programmes/?as_of=2023-07-31&stage=funded")
    assert "20 funded programmes, as of 31 July 2023" in body
    assert "/programmes/MIG-0049/?as_of=2023-07-31" in body or "as_of=2023-07-31" in body


def test_the_list_can_be_read_as_a_table(omar):
    body = page(omar, "/programmes/?view=table&stage=funded")
    assert "<caption" in body
    assert 'name="view" value="table"' in body


def test_the_file_holds_what_the_list_shows_with_codes_beside_labels(omar):
    rows = list(csv.DictReader(io.StringIO(exported(omar, "/programmes/?format=csv&stage=funded").decode())))
    assert {row["stage_code"] for row in rows} == {"funded"}
    assert all(row["status_code"] and row["status"] for row in rows)
    assert not any(column.endswith("_suggested") for column in rows[0])


def test_suggested_tags_come_into_a_file_only_when_asked_for(omar):
    text = exported(omar, "/programmes/?format=csv&tags=all").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert any(row["theme_codes_suggested"] for row in rows)
    assert len(rows) == 51


def test_json_says_what_it_stands_for(omar):
    found = json.loads(exported(omar, "/programmes/?format=json&as_of=2023-07-31&stage=funded"))
    assert found["meta"]["as_of"] == "2023-07-31"
    assert len(found["rows"]) == 20
    assert sum(row["budget"] for row in found["rows"]) == 41_704_220
    assert {row["title"] for row in found["rows"]} >= {None}


def test_the_workbook_has_a_sheet_about_itself(omar):
    book = openpyxl.load_workbook(io.BytesIO(exported(omar, "/programmes/?format=xlsx")))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows() if row[0].value}
    assert about["As of"]
    assert about["Licence"]
    assert book["Data"].max_row == 52


def test_the_page_takes_the_same_number_of_queries_whatever_it_shows(omar, django_assert_max_num_queries):
    for address in ("/programmes/?country=MLI", "/programmes/", "/programmes/?theme=skills&q=a"):
        with django_assert_max_num_queries(36):
            page(omar, address)


def test_every_fund_has_the_list_below_its_own_address(omar):
    body = page(omar, "/funds/MIG00/programmes/?stage=funded")
    assert "/funds/MIG00/programmes/MIG-" in body
