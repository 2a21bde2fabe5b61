"""Contributors, support, countries, organisations, principles and data, as a reader of the demo fund sees."""

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest

from jointfund.portal import columns
from jointfund.portal.datasets import datasets
from jointfund.publications.queries.papers import build_programme_page
from jointfund.ui.visit import Visit

PAGES = (
    "/contributors/",
    "/contributors/germany/",
    "/support/",
    "/support/?amount=10000000",
    "/countries/",
    "/countries/ETH/",
    "/organisations/",
    "/organisations/iom/",
    "/principles/",
    "/principles/child_sensitive/",
    "/data/",
    "/data/discrepancies/",
    "/data/vocabularies/",
)
JULY = "as_of=2023-07-31"


@pytest.fixture
def read(client, demo_fund):
    """The text of a page without its markup."""

    def text(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))

    return text


@pytest.fixture
def rows(client, demo_fund):
    """The rows of a list as CSV."""

    def table(address):
        response = client.get(address)
        body = b"".join(response.streaming_content).decode()
        return list(csv.DictReader(StringIO(body)))

    return table


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_title_and_captions(client, demo_fund, address):
    html = client.get(address).content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert html.count("<table") == html.count("<caption")
    assert "As of" in html


@pytest.mark.parametrize("address", PAGES)
def test_a_page_stands_for_an_earlier_day_too(client, demo_fund, address):
    joint = "&" if "?" in address else "?"
    response = client.get(f"{address}{joint}as_of=2024-02-01")
    assert response.status_code == 200
    assert "1 February 2024" in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_the_fund_has_its_pages_under_its_code(client, demo_fund, address):
    assert client.get(f"/funds/{demo_fund.code}{address}").status_code == 200


def test_contributors_are_counted_and_added_up(read):
    text = read("/contributors/")
    assert "22 contributors, of which 20 Member States, gave USD 57,425,741 together." in text
    assert "(donors)" in text
    assert "the signed arrangement with the contributor would tell" in text


def test_before_the_first_table_there_are_no_contributors(read):
    assert "Nothing was published yet" in read(f"/contributors/?{JULY}")


def test_a_file_holds_the_contributors_to_the_dollar_and_leaves_the_unknown_empty(rows):
    table = rows("/contributors/?format=csv")
    assert len(table) == 22
    assert sum(float(row["amount"]) for row in table) == 57_425_741
    assert {row["commitment"] + row["deposited_on"] + row["agent_fee"] for row in table} == {""}


def test_support_tells_what_waits_and_how_far_the_target_is(read):
    text = read(f"/support/?{JULY}")
    assert "31 approved programmes worth USD 75.9M wait for money." in text
    assert "USD 75,855,166" in text
    later = read("/support/?as_of=2024-01-31")
    assert "USD 92,574,259 to go" in later
    assert "USD 150,000,000 by the International Migration Review Forum 2026" in later


def test_an_amount_is_answered_with_the_programmes_it_releases(read, rows):
    text = read(f"/support/?amount=10+million&area=2&{JULY}")
    assert "USD 10,000,000 would release" in text
    assert "the Steering Committee decides" in text
    table = rows(f"/support/?amount=10+million&area=2&{JULY}&format=csv")
    released = [row for row in table if row["answer_code"] == "released"]
    assert 0 < sum(float(row["budget"]) for row in released) <= 10_000_000
    assert {row["area_code"] for row in table} == {"2"}


def test_the_whole_pipeline_is_released_by_what_it_costs(rows):
    table = rows(f"/support/?amount=75855166&{JULY}&format=csv")
    assert [row["answer_code"] for row in table] == ["released"] * 31


def test_words_that_are_no_amount_are_refused_with_a_link_to_the_field(client, demo_fund):
    html = client.get("/support/?amount=plenty").content.decode()
    assert 'href="#id_amount"' in html
    assert "Write the amount in figures" in html


def test_a_country_tells_its_programmes_and_splits_no_budget(read):
    text = read("/countries/ETH/")
    assert "3 programmes work here" in text
    assert "no budget is split" in text


def test_a_contributing_country_tells_its_contribution(read):
    text = read("/countries/DEU/")
    assert "No programme works in Germany" in text
    assert "USD 19,569,912" in text


def test_unknown_participation_is_said(read):
    assert "The organisations of 23 programmes are not published." in read(f"/organisations/?{JULY}")


def test_a_principle_names_the_words_that_suggest_it(read):
    text = read("/principles/child_sensitive/")
    assert "suggested from the text" in text


def test_suggestions_stay_out_of_files_unless_asked_for(rows):
    assert rows("/principles/child_sensitive/?format=csv") == []
    assert len(rows("/principles/child_sensitive/?format=csv&tags=all")) > 3
    assert "origin_suggested" not in rows("/countries/?format=csv")[0]
    assert "origin_suggested" in rows("/countries/?format=csv&tags=all")[0]


def test_changes_are_listed_apart_from_contradictions(read):
    text = read("/data/discrepancies/")
    before, after = text.split("Changed with time: no contradiction", 1)
    assert "severity: high" in before
    assert "severity:" not in after


def test_discrepancies_are_filtered_by_kind_and_severity(rows):
    found = rows("/data/discrepancies/?severity=high&format=csv")
    assert {row["severity_code"] for row in found} == {"high"}
    assert rows("/data/discrepancies/?kind=objective&format=csv")[0]["kind_code"] == "objective"


@pytest.mark.parametrize(
    "address", ["/contributors/nobody/", "/countries/XXX/", "/organisations/nobody/", "/principles/luck/"]
)
def test_what_is_not_on_record_is_not_found(client, demo_fund, address):
    assert client.get(address).status_code == 404


def test_the_dictionary_prints_the_columns_that_the_files_hold(client, demo_fund, rf):
    visit = Visit(demo_fund, None, demo_fund.documents.latest("added_at").added_at.date())
    for dataset in datasets(visit):
        response = client.get(f"{dataset.page}?format=json")
        body = json.loads(b"".join(response.streaming_content))
        assert len(body["rows"]) == dataset.rows, dataset.code
        assert list(body["rows"][0]) == [column.key for column in dataset.columns], dataset.code


def test_every_column_says_what_it_means():
    for name in ("CONTRIBUTORS", "COUNTRIES", "ORGANISATIONS", "PRINCIPLES", "DISCREPANCIES", "VOCABULARIES"):
        described = getattr(columns, name)
        assert all(column.meaning and column.unknown for column in described)
        assert len({column.key for column in described}) == len(described)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/contributors/", 3),
        ("/support/?amount=10000000", 16),
        ("/countries/", 8),
        ("/countries/ETH/", 17),
        ("/organisations/", 10),
        ("/organisations/iom/", 13),
        ("/principles/", 8),
        ("/principles/child_sensitive/", 9),
        ("/data/", 24),
        ("/data/discrepancies/", 5),
    ],
)
def test_a_page_asks_the_database_a_fixed_number_of_times(
    client, demo_fund, django_assert_max_num_queries, address, most
):
    with django_assert_max_num_queries(most):
        client.get(address)


def test_a_long_list_shows_a_hundred_and_leads_to_the_others(demo_fund, client, monkeypatch):
    for place in (
        "portal.pages",
        "portal.waiting_room",
        "portal.views.organisations",
        "portal.views.principles",
    ):
        monkeypatch.setattr(f"jointfund.{place}.MOST_ROWS", 2)
    for address, rest in (
        ("/pipeline/", "/programmes/?area=1&amp;status=concept_note_approved"),
        ("/organisations/iom/", "/programmes/?organisation=iom"),
        ("/principles/child_sensitive/", "/programmes/?principle=child_sensitive"),
    ):
        page = client.get(address).content.decode()
        assert f'<a href="{rest}">' in page
        assert "more in the list" in page


def test_the_sheet_names_every_document_its_values_rest_on(demo_fund, client):
    page = build_programme_page(demo_fund, "MIG-0032", today=date(2026, 3, 31))
    assert page.details is not None
    sources = [one.title for one in page.details.sources]
    assert sources[0] == "Pipeline of Joint Programmes, July 2023"
    assert any(source.startswith("indonesia.iom.int: ") for source in sources)
