"""Questions through the API: what everybody may see, in parts, with facets; what cannot be is refused."""

import pytest
from django.test import Client

from jointfund.funds.models import Fund


@pytest.fixture(scope="module")
def indexed(demo_records, django_db_blocker):
    from jointfund.search.services import rebuild_index

    with django_db_blocker.unblock():
        rebuild_index(Fund.objects.get(is_demo=True))


@pytest.fixture
def get(indexed, demo_fund):
    def ask(query: str) -> dict:
        answer = Client().get(f"/api/v1/search?{query}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return ask


def test_an_answer_has_its_address_passage_and_lines(get):
    found = get("q=community+agents+employment+services")
    best = found["results"][0]
    assert (best["kind"], best["reference"]) == ("practice", "MIG-KB-0002")
    assert best["url"] == "/knowledge/practices/MIG-KB-0002/"
    places = [one["source"] for one in found["results"] if one["source"]]
    assert places
    assert all(Client().get(one["url"]).status_code == 200 for one in places[:3])


def test_parts_follow_each_other_and_none_is_lost(get):
    seen, address = [], "q=women&limit=7"
    while address:
        found = get(address)
        seen += [(one["kind"], one["reference"]) for one in found["results"]]
        address = found["next"] and found["next"].partition("?")[2]
    assert len(set(seen)) == len(seen) == found["meta"]["count"] > 7


def test_facets_narrow_and_count(get):
    kinds = {one["code"]: one["count"] for one in get("q=training")["facets"]["kind"]}
    found = get("q=training&kind=lesson&limit=100")
    assert found["meta"]["count"] == kinds["lesson"] == len(found["results"])


def test_what_was_understood_and_meant_is_told(get):
    found = get("q=returnees+in+West+Africa")
    assert "SEN" in next(one for one in found["understood"] if one["countries"])["countries"]
    assert get("q=munisipalities")["suggestion"] == "municipalities"


def test_nothing_asked_finds_nothing(get):
    assert get("q=")["meta"]["count"] == 0


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "cursor=x", "q=a&cursor=9999", "as_of=2023-07-31", "q=" + "x" * 1001]
)
def test_what_cannot_be_is_refused_as_a_problem(indexed, demo_fund, query):
    answer = Client().get(f"/api/v1/search?{query}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_fund_that_is_not_there_is_told(indexed, demo_fund):
    assert Client().get("/api/v1/search?q=a&fund=NONE").status_code == 404
