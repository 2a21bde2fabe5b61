"""What works through the API: published and public only, unknown is null, parts follow each other."""

import pytest
from django.test import Client

from jointfund.documents.models import Document, Visibility
from jointfund.knowledge.models import Project

PATHS = ("projects", "practices", "lessons", "sessions", "results", "resources")


def get(path: str) -> dict:
    answer = Client().get(f"/api/v1/knowledge/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize(
    ("path", "count"),
    [("projects", 29), ("practices", 3), ("sessions", 6), ("projects?country=MAR&topic=employment", None)],
)
def test_each_list_says_how_many_there_are(demo_fund, path, count):
    found = get(path)
    assert found["meta"]["count"] == (count or len(found["results"])) > 0


@pytest.mark.parametrize("path", ["lessons", "results", "projects", "resources"])
def test_parts_follow_each_other_to_the_end_and_none_is_lost(demo_fund, path):
    seen, address = 0, f"{path}?limit=20"
    while address:
        found = get(address)
        seen += len(found["results"])
        address = found["next"] and found["next"].partition("/knowledge/")[2]
    assert seen == found["meta"]["count"]


def test_every_lesson_leads_to_its_lines(demo_fund):
    assert all(one["source"]["start_line"] for one in get("lessons?limit=200")["results"])


def test_what_rests_on_a_closed_document_is_left_out_for_everybody(demo_fund):
    Document.objects.filter(fund=demo_fund).update(visibility=Visibility.INTERNAL)
    assert [get(path)["meta"]["count"] for path in PATHS] == [0] * len(PATHS)


@pytest.mark.parametrize("query", ["limit=0", "limit=1000", "cursor=x"])
def test_a_part_that_cannot_be_is_refused(demo_fund, query):
    for path in ("projects", "lessons", "results"):
        answer = Client().get(f"/api/v1/knowledge/{path}?{query}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")


def test_a_row_that_moves_while_parts_are_read_costs_no_other(demo_fund):
    first = get("projects?limit=5")
    Project.objects.filter(slug=first["results"][0]["slug"]).update(slug="zzz")
    following = get(first["next"].partition("/knowledge/")[2])["results"]
    assert [one["slug"] for one in following] == [one["slug"] for one in get("projects")["results"][4:9]]


@pytest.mark.parametrize(
    "query",
    [
        "projects?topic=none",
        "projects?country=ZZZ",
        "projects?agency=none",
        "lessons?kind=x",
        "results?measure=x",
    ],
)
def test_a_filter_no_value_has_is_refused_by_name(demo_fund, query):
    answer = Client().get(f"/api/v1/knowledge/{query}")
    assert answer.status_code == 422
    assert query.partition("?")[2].partition("=")[0] in answer.json()["errors"][0]


def test_resources_are_asked_for_by_kind_and_language_and_an_unknown_one_is_refused(demo_fund):
    found = get("resources?kind=website&language=en&limit=200")
    assert found["results"]
    assert {(one["kind"], one["language"]) for one in found["results"]} == {("website", "en")}
    assert any(one["language"] is None for one in get("resources?limit=200")["results"])
    for wrong in ("kind=x", "language=xx", "cursor=x"):
        answer = Client().get(f"/api/v1/knowledge/resources?{wrong}")
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    first = Client().get("/api/v1/knowledge/resources")
    again = Client().get("/api/v1/knowledge/resources", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
