"""What an analyst gets from the API: figures with their day and source, and refusals he can act on."""

import pytest
from django.test import Client
from jsonschema_rs import Draft202012Validator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_records")]


@pytest.fixture
def tariq():
    return Client(headers={"host": "localhost"})


def test_a_programme_says_where_each_value_was_read(tariq):
    found = tariq.get("/api/v1/programmes/mig-0022").json()
    assert found["reference"] == "MIG-0022"
    assert found["budget"]["amount"] == 2_000_000
    assert all(event["cites"] for event in found["status_events"])
    assert found["field_sources"]
    assert all(one["source"]["document"] for one in found["field_sources"])


def test_suggested_tags_stay_out_unless_they_are_asked_for(tariq):
    plain = tariq.get("/api/v1/programmes?limit=200").json()
    asked = tariq.get("/api/v1/programmes?limit=200&tags=all").json()
    standings = {tag["standing"] for one in plain["results"] for tag in one["tags"]}
    assert "suggested" not in standings
    assert "suggested" in {tag["standing"] for one in asked["results"] for tag in one["tags"]}
    detail = tariq.get("/api/v1/programmes/MIG-0022").json()
    assert "suggested" not in {tag["standing"] for tag in detail["tags"]}


def test_the_parts_of_a_list_together_are_the_whole_in_its_order(tariq):
    address, found = "/api/v1/programmes?limit=20&sort=-budget", []
    while address:
        part = tariq.get(address).json()
        found += [one["reference"] for one in part["results"]]
        address = part["next"]
    whole = tariq.get("/api/v1/programmes?limit=200&sort=-budget").json()
    assert found == [one["reference"] for one in whole["results"]]
    assert len(found) == part["meta"]["count"] == 51


def test_an_earlier_day_has_the_statuses_of_that_day(tariq):
    then = tariq.get("/api/v1/programmes?as_of=2023-07-31&stage=funded").json()
    assert then["meta"]["as_of"] == "2023-07-31"
    assert then["meta"]["count"] == 20
    assert tariq.get("/api/v1/programmes?as_of=2000").json()["meta"]["count"] == 0


def test_what_no_source_prints_is_null_and_never_zero(tariq):
    given = tariq.get("/api/v1/contributors").json()["results"]
    assert sum(one["amount"] for one in given) == 57_425_741
    assert {one["commitment"] for one in given} == {None}
    assert {one["agent_fee"] for one in given} == {None}
    assert all(one["source"]["start_line"] for one in given)


def test_an_unchanged_answer_is_not_sent_again(tariq):
    first = tariq.get("/api/v1/areas")
    again = tariq.get("/api/v1/areas", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/programmes/MIG-9999", 404, "no programme"),
        ("/api/v1/programmes?fund=NONE", 404, "no such fund"),
        ("/api/v1/nothing/here", 404, "nothing at"),
        ("/api/v1/programmes?country=XXX", 422, "Country: there is no “XXX”"),
        ("/api/v1/programmes?colour=red", 422, "“colour” is not a filter"),
        ("/api/v1/programmes?as_of=soon", 422, "as_of is not a date"),
        ("/api/v1/programmes?limit=0", 422, "limit"),
        ("/api/v1/programmes?cursor=MIG-9999", 422, "begin again"),
        ("/api/v1/terms?scheme=colours", 422, "scheme"),
    ],
)
def test_a_refusal_is_a_problem_in_words(tariq, address, status, words):
    refused = tariq.get(address)
    assert refused.status_code == status
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert words in refused.content.decode()
    assert refused.json()["status"] == status


@pytest.mark.parametrize(
    "list_name",
    ["funds", "countries", "organisations", "areas", "terms", "statuses", "discrepancies", "documents"],
)
def test_every_list_answers_any_site(tariq, list_name):
    answer = tariq.get(f"/api/v1/{list_name}")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    body = answer.json()
    assert body if isinstance(body, list) else body["meta"]["as_of"]


def test_the_description_is_a_page_of_the_site_with_examples_that_work(tariq):
    page = tariq.get("/api/v1/docs").content.decode()
    assert "<script>" not in page
    assert "/api/v1/programmes?stage=pipeline" in page
    assert (
        tariq.get("/api/v1/programmes?stage=pipeline&region=western-africa&sort=-budget").status_code == 200
    )
    index = tariq.get("/api/v1/").json()
    assert "/api/v1/contributors" in index["operations"]
    assert tariq.get("/api/v1/openapi.json").json()["info"]["title"] == "JointFund read API"


def test_a_list_takes_as_many_queries_for_one_programme_as_for_all(tariq, django_assert_max_num_queries):
    for limit in (1, 200):
        with django_assert_max_num_queries(14):
            tariq.get(f"/api/v1/programmes?limit={limit}&tags=all")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["", "programmes", "knowledge/lessons", "openapi.json", "nothing"])
def test_what_would_write_is_refused_as_a_problem(demo_fund, method, address):
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 405


def test_the_head_of_an_answer_is_that_of_its_get(tariq):
    head, whole = tariq.head("/api/v1/areas"), tariq.get("/api/v1/areas")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_a_fault_of_ours_is_a_problem_too(demo_fund, monkeypatch):
    def broken(*_args, **_options):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("jointfund.api.operations.fund_of", broken)
    answer = Client(raise_request_exception=False).get("/api/v1/areas")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert "broken" not in answer.content.decode()


def test_a_request_for_another_host_is_a_problem_below_the_api_only(demo_fund):
    client = Client(headers={"host": "elsewhere.example"})
    assert client.get("/api/v1/areas").headers["Content-Type"] == "application/problem+json"
    assert client.get("/programmes/").headers["Content-Type"].startswith("text/html")


def test_every_operation_is_described_with_examples_that_answer_as_described(tariq):
    described = tariq.get("/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        answer = methods["get"]["responses"]["200"]["content"]["application/json"]
        assert answer["examples"], path
        shape = Draft202012Validator({**answer["schema"], "components": described["components"]})
        for one in answer["examples"].values():
            given = tariq.get(one["externalValue"])
            assert given.status_code == 200, one["externalValue"]
            shape.validate(given.json())
            found = given.json()
            if path != "/api/v1/search":  # its index is another module's
                assert found if isinstance(found, list) else found.get("results", True), one["externalValue"]
