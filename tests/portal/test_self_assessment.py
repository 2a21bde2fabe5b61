"""Self-assessment as a stranger goes through it: begin, answer page by page, send, read, share."""

import re

import pytest
from django.test import Client
from tests.instruments.documents import small

from jointfund.audit.models import Event
from jointfund.instruments import queries, services
from jointfund.instruments.models import Assessment, Round

START = {"subject": "Sfax", "is_compared": "on"}
ALL_GOOD = ({"q-first": "c", "q-second": "b"}, {"q-third": "b", "q-why": "because"})


@pytest.fixture
def version(open_fund):
    return services.enter_version(open_fund, small(is_public=True), actor="system:test", authors=[])


def begin(client, **more):
    answer = client.post("/self-assessment/small/", START | more)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].removesuffix("1/")


def finish(client, root, pages=ALL_GOOD):
    for number, page in enumerate(pages, start=1):
        client.post(f"{root}{number}/", page)
    return client.post(f"{root}send/", follow=True)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_list_shows_what_is_public_and_nothing_else(version):
    shown = text_of(Client().get("/self-assessment/"))
    assert "A small one" in shown
    assert "Including refugees" in shown
    assert "Human rights marker" not in shown
    assert Client().get("/self-assessment/human_rights_marker/").status_code == 404


def test_a_stranger_goes_from_the_first_question_to_the_result_without_an_account(version):
    client = Client()
    root = begin(client)
    first = client.post(f"{root}1/", {"q-first": "c", "then": "next"})
    assert first.headers["Location"] == f"{root}1/#q-second"  # asked because of the first answer
    assert "one more thing to ask" in text_of(client.get(f"{root}1/"))
    assert client.post(f"{root}1/", ALL_GOOD[0]).headers["Location"] == f"{root}2/"
    assert client.post(f"{root}2/", ALL_GOOD[1]).headers["Location"] == f"{root}send/"
    result = client.post(f"{root}send/", follow=True)
    shown = text_of(result)
    assert "A: good" in shown
    assert "100%" in shown
    assert "shown once at least five did" in shown
    assert result.headers["Cache-Control"] == "private, no-store"
    # Addresses with a token stay on the site; with "no-referrer" a browser's own form would be refused.
    assert result.headers["Referrer-Policy"] == "same-origin"
    assert client.get(f"{root}1/").status_code == 302  # frozen


def test_what_is_missing_is_named_with_its_place_and_nothing_is_sent(version):
    client = Client()
    root = begin(client)
    client.post(f"{root}1/", {"q-first": "a"})
    refused = client.post(f"{root}send/")
    assert f'href="{root}2/#q-third"' in refused.content.decode()
    assert "Before it can be sent" in text_of(refused)
    assert queries.submission_of(Assessment.objects.get()) is None


def test_a_wrong_number_is_refused_at_its_question_and_still_there(version):
    one = {"code": "n", "kind": "number", "text": "How many?", "levels": [{"at_least": 0, "points": 1}]}
    sections = [{"code": "s", "title": "S", "questions": [one]}]
    services.enter_version(
        version.fund, small(is_public=True, sections=sections), actor="system:test", authors=[]
    )
    client = Client()
    root = begin(client)
    page = client.post(f"{root}1/", {"q-n": "a <dozen>"})
    shown = page.content.decode()
    assert page.status_code == 200
    assert 'value="a &lt;dozen&gt;"' in shown
    assert 'href="#q-n"' in shown
    assert "is not a number from 0" in shown


def test_answers_save_themselves_and_say_when(version):
    client = Client()
    root = begin(client)
    page = client.post(f"{root}1/", {"q-first": "b", "then": "stay"})
    assert page.content.decode().startswith("Saved ")
    assert Assessment.objects.get().answers["first"]["value"] == "b"
    assert 'value="b" checked' in client.get(f"{root}1/").content.decode()


def test_the_start_asks_what_is_assessed(version):
    page = Client().post("/self-assessment/small/", {"subject": " "})
    assert page.status_code == 200
    assert 'href="#id_subject"' in page.content.decode()
    assert not Round.objects.exists()


def test_a_link_shows_the_result_until_its_owner_ends_that(version):
    client, stranger = Client(), Client()
    root = begin(client, label="the mayor")
    finish(client, root)
    client.post(f"{root}result/", {"do": "share"})
    link = f"/self-assessment/shared/{Assessment.objects.get().share}/"
    shown = text_of(stranger.get(link))
    assert "A: good" in shown
    assert "the mayor" not in shown
    assert root not in stranger.get(link).content.decode()
    client.post(f"{root}result/", {"do": "unshare"})
    assert stranger.get(link).status_code == 404


def test_respondents_join_by_a_link_and_see_each_other_only_once_it_is_closed(version):
    lead, other = Client(), Client()
    root = begin(lead, is_for_several="on", label="the mayor")
    joined = other.post(f"/self-assessment/join/{Round.objects.get().invitation}/", {"label": "the school"})
    second = joined.headers["Location"].removesuffix("1/")
    finish(lead, root)
    finish(other, second, ({"q-first": "a"}, {"q-third": "a"}))
    assert "the mayor" not in text_of(other.get(f"{second}result/"))
    assert "2 respondents have sent answers" in text_of(lead.get(f"{root}result/"))
    other.post(f"{second}result/", {"do": "close"})
    assert Round.objects.get().closed_at is None  # only who opened it closes it
    lead.post(f"{root}result/", {"do": "close"})
    for client, address in ((lead, root), (other, second)):
        shown = text_of(client.get(f"{address}result/"))
        assert "Where the respondents differ" in shown
        assert "the mayor" in shown
        assert "the school" in shown


def test_other_places_stand_beside_from_five_on_and_are_not_named(version):
    for n in range(5):
        client = Client()
        finish(client, begin(client, subject=f"Place{n}"))
    client = Client()
    shown = text_of(finish(client, begin(client), ({"q-first": "a"}, {"q-third": "a"})))
    assert "5 other places answered" in shown
    assert "middle of other places: 100%" in shown
    assert "Place1" not in shown


def test_the_trail_keeps_no_name_of_who_answers_as_a_guest(version):
    client = Client()
    finish(client, begin(client, label="the mayor"))
    events = Event.objects.filter(verb__startswith="assessment:")
    assert events.count() == 2
    assert all(one.actor.startswith("guest:") for one in events)
    assert "mayor" not in "".join(str(one.after) for one in events)


def test_the_list_and_a_result_take_a_constant_number_of_queries(version, django_assert_max_num_queries):
    for n in range(6):
        client = Client()
        root = begin(client, subject=f"Place{n}")
        finish(client, root)
    with django_assert_max_num_queries(12):
        client.get(f"{root}result/")
    with django_assert_max_num_queries(5):
        client.get("/self-assessment/")
