"""What works, as readers meet it: lists, fiches, practices, the synthesis; closed things stay closed."""

from datetime import date

import pytest
from django.test import Client
from tests.knowledge.small import ACTOR, WORDS, project_draft

from jointfund.documents.models import Visibility
from jointfund.knowledge import services

LISTS = ("projects", "practices", "lessons", "sessions", "results")
LESSON = "Returnees sit on the town's committee."


@pytest.fixture
def published(reviewed, second):
    return services.publish_practice(reviewed, actor=second, today=date(2024, 3, 1))


def page(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_an_empty_knowledge_base_says_so(open_fund):
    for path in ("/knowledge/", *(f"/knowledge/{one}/" for one in LISTS), "/knowledge/topics/migrant_data/"):
        page(path)


def test_the_front_page_tells_what_there_is(session, published):
    text = page("/knowledge/")
    assert WORDS.title in text
    assert "/knowledge/topics/crisis_adaptation/" in text


def test_projects_narrow_by_facet_and_words_and_say_so(alpha, beta):
    assert "2 projects" in page("/knowledge/projects/?country=TGO")
    found = page("/knowledge/projects/?q=masks")
    assert "ALPHA" in found
    assert "Beta+" not in found
    assert "No project answers all of this" in page("/knowledge/projects/?country=FRA")
    assert "2 projects · Agency: International" in page(
        "/knowledge/projects/?agency=iom&topic=local_authorities"
    )


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_file_too(session, published, name, form):
    answer = Client().get(f"/knowledge/{name}/?format={form}")
    content = answer.getvalue()
    assert answer.status_code == 200
    assert len(content) > 100
    assert name in answer.headers["Content-Disposition"]


def test_an_unknown_number_is_empty_in_the_file(alpha):
    rows = Client().get("/knowledge/results/?format=json").getvalue().decode()
    assert '"value":null' in rows
    assert '"value":0' not in rows


def test_a_fiche_shows_its_parts_with_their_lines(alpha, session):
    text = page("/knowledge/projects/alpha/")
    for words in ("EUR\u00a01,500,000", "36 months", "lacks staff", LESSON, "I got my paper", "412"):
        assert words.replace("'", "&#x27;") in text
    assert "line=25#L25" in text
    assert 'id="good-practice-1"' in text
    assert "Towns as actors" in text


def test_a_session_shows_who_spoke_of_what_and_what_was_found(session):
    text = page(f"/knowledge/sessions/{session.slug}/")
    assert "/knowledge/projects/alpha/" in text
    assert "Local authorities need staff." in text


def test_a_topic_groups_what_several_say_and_names_the_silent(alpha, beta):
    text = page("/knowledge/topics/crisis_adaptation/")
    assert "Work went on at a distance" in text
    assert "2 say it: ALPHA and Beta+." in text
    assert (
        text.index("What several say") < text.index("What one alone says") < text.index("Masks were handed")
    )
    assert "line=30#L30" in text


def test_a_topic_without_features_lists_what_is_said(open_fund, report):
    from jointfund.documents.services import source_of
    from jointfund.knowledge.drafts import StatementDraft, TagDraft

    said = StatementDraft(
        "challenge", "Girls drop out.", source_of(report, 1, 2), tags=(TagDraft("topic", "gender"),)
    )
    services.add_project(open_fund, project_draft(report, "G", "x", statements=(said,)), actor=ACTOR)
    assert "Girls drop out." in page("/knowledge/topics/gender/")


def test_a_practice_shows_its_parts_its_lesson_and_how_to_cite_it(published):
    text = page("/knowledge/practices/MIG-KB-0001/")
    for words in (
        WORDS.title,
        WORDS.failed,
        WORDS.conditions,
        "MIG-KB-0001, version 2, 1 March 2024",
        "Under 10,000",
    ):
        assert words in text
    assert "/knowledge/projects/alpha/#good-practice-1" in text
    assert WORDS.title in page("/knowledge/projects/alpha/")


def test_drafts_are_unknown_to_readers(draft, amina):
    client = Client()
    client.force_login(amina)
    for one in (Client(), client):
        assert one.get("/knowledge/practices/MIG-KB-0001/").status_code == 404
        assert WORDS.title not in page("/knowledge/practices/", one)


def test_a_withdrawn_practice_tells_only_why(published, second):
    services.withdraw_practice(published, reason="The law changed.", actor=second, today=date(2024, 4, 2))
    text = page("/knowledge/practices/MIG-KB-0001/")
    assert "The law changed." in text
    assert WORDS.what not in text
    assert WORDS.title not in page("/knowledge/")


def test_what_rests_on_a_closed_document_shows_to_people_of_the_fund_only(session, published, report, amina):
    report.visibility = Visibility.INTERNAL
    report.save()
    of_the_fund = Client()
    of_the_fund.force_login(amina)
    things = ("projects/alpha/", f"sessions/{session.slug}/", "practices/MIG-KB-0001/")
    for path in things:
        assert Client().get(f"/knowledge/{path}").status_code == 404
        page(f"/knowledge/{path}", of_the_fund)
    secrets = ("ALPHA", "Masks", "412", LESSON, WORDS.title)
    for path in ("", "topics/crisis_adaptation/", *(f"{one}/" for one in LISTS)):
        for form in ("", "?format=json"):
            text = Client().get(f"/knowledge/{path}{form}").getvalue().decode()
            assert not [word for word in secrets if word in text], path
    assert "0 projects" in page("/knowledge/projects/?q=masks")


@pytest.mark.parametrize(
    "path",
    [
        "projects/none/",
        "practices/MIG-KB-0009/",
        "practices/XXX-KB-0001/",
        "practices/x/",
        "sessions/x/",
        "topics/x/",
    ],
)
def test_what_is_not_there_is_404(open_fund, path):
    assert Client().get(f"/knowledge/{path}").status_code == 404


@pytest.mark.parametrize("name", [*LISTS, "topics/crisis_adaptation"])
def test_a_longer_list_asks_the_database_no_more(
    open_fund,
    report,
    session,
    name,
    django_assert_max_num_queries,
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        page(f"/knowledge/{name}/")
    for number in range(12):
        services.add_project(open_fund, project_draft(report, f"P{number}", "Masks."), actor=ACTOR)
    with django_assert_max_num_queries(len(few)):
        page(f"/knowledge/{name}/")


@pytest.mark.parametrize(
    "query", ["?page=99999999999", "?page=x", "?q=%00%22%27*", "?country=%00", "?topic=x&kind=y"]
)
def test_odd_addresses_are_answered(session, query):
    for name in LISTS:
        page(f"/knowledge/{name}/{query}")


def test_resources_stand_in_a_list_by_kind_and_language_and_on_a_page(open_fund, report):
    from jointfund.documents.services import source_of
    from jointfund.knowledge.drafts import ResourceDraft

    source = source_of(report, 12, 12)
    for draft in (
        ResourceDraft(
            "https://www.town.example/fr/guide.pdf", source, "https://www.town.example/fr/guide.pdf"
        ),
        ResourceDraft("A forum of towns", source, kind="event", organisation="Towns", note="May 2020"),
    ):
        services.add_resource(open_fund, draft, actor=ACTOR)
    assert "2 resources" in page("/knowledge/resources/")
    found = page("/knowledge/resources/?kind=publication&language=fr&language=%00x&kind=odd")
    assert "1 resource" in found
    assert "French" in found
    assert "A forum of towns" not in found
    text = page("/knowledge/resources/a-forum-of-towns/")
    assert "May 2020" in text
    assert "line=12#L12" in text
    report.visibility = Visibility.INTERNAL
    report.save()
    assert Client().get("/knowledge/resources/a-forum-of-towns/").status_code == 404
    assert "0 resources" in page("/knowledge/resources/")


def test_the_data_page_names_every_list_of_what_works(session, published):
    text = page("/data/")
    for name in (*LISTS, "resources"):
        assert f"/knowledge/{name}/?format=csv" in text
        assert f'id="columns-knowledge-{name}"' in text


@pytest.mark.parametrize("name", [*LISTS, "resources"])
def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(open_fund, report, alpha, published, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page(f"/knowledge/{name}/")
    with CaptureQueriesContext(connection) as few:
        page(f"/knowledge/{name}/")
    for number in range(6):
        services.add_project(open_fund, project_draft(report, f"More {number}", "It went on."), actor=ACTOR)
    with CaptureQueriesContext(connection) as many:
        page(f"/knowledge/{name}/")
    assert len(many) <= len(few) + 1
