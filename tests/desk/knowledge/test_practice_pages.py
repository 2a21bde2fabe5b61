"""The way of a practice through the desk: promoted, written, sent, published, withdrawn, with its history."""

from dataclasses import asdict

import pytest
from django.test import Client
from tests.knowledge.small import WORDS, person

from jointfund.knowledge.models import Practice
from jointfund.people.models import Role

LIST, LESSONS, ONE, MOVE = (
    "/desk/practices/",
    "/desk/practices/lessons/",
    "/desk/practices/1/",
    "/desk/practices/1/move/",
)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def of_sofia(sofia):
    return client_of(sofia)


@pytest.fixture
def of_second(second):
    return client_of(second)


def typed(**changes) -> dict:
    values = asdict(WORDS)
    del values["terms"]
    version = Practice.objects.get().version
    return {**values, "topic": ["local_authorities"], "version": version, "then": "save", **changes}


def test_a_lesson_is_promoted_from_the_list(of_sofia, lesson):
    assert lesson.text.replace("'", "&#x27;") in of_sofia.get(LESSONS).content.decode()
    answer = of_sofia.post(LESSONS, {"lesson": lesson.pk}, follow=True)
    assert "MIG-KB-0001" in answer.content.decode()
    assert lesson.text.replace("'", "&#x27;") not in of_sofia.get(LESSONS).content.decode()


def test_a_lesson_that_is_gone_says_so(of_sofia, alpha):
    for odd in ("99999999", "x", ""):
        assert "it is gone" in of_sofia.post(LESSONS, {"lesson": odd}, follow=True).content.decode()


def test_a_draft_is_saved_whatever_is_in_it(of_sofia, draft):
    answer = of_sofia.post(ONE, typed(title="x" * 500, what="", cost_band="nonsense", topic=["nothing"]))
    assert answer.status_code == 302
    saved = Practice.objects.get().current
    assert (len(saved.title), saved.what, saved.cost_band) == (200, "", "")


def test_a_review_is_refused_at_the_field_and_the_draft_is_kept(of_sofia, draft):
    text = of_sofia.post(ONE, typed(steps="", cost="A van.", then="send")).content.decode()
    assert "Your draft is saved" in text
    assert 'href="#id_steps"' in text
    assert "A van." in text
    practice = Practice.objects.get()
    assert (practice.state, practice.current.cost) == ("draft", "A van.")
    assert of_sofia.post(ONE, typed(then="send")).status_code == 302
    assert Practice.objects.get().state == "review"


def test_what_was_typed_is_still_there_when_somebody_else_saved_meanwhile(of_sofia, of_second, draft):
    opened = typed(problem="Words of Sofia.")
    of_second.post(ONE, typed(problem="Words of the second."))
    text = of_sofia.post(ONE, opened).content.decode()
    assert "Somebody else saved this practice meanwhile" in text
    assert "Words of Sofia." in text
    assert Practice.objects.get().current.problem == "Words of the second."


def test_a_second_person_publishes_and_the_drafter_is_told_why_not(of_sofia, of_second, reviewed):
    own = of_sofia.get(ONE).content.decode()
    assert "A second person publishes this" in own
    assert 'value="publish"' not in own
    refused = of_sofia.post(MOVE, {"move": "publish"})
    assert "you drafted or edited it" in refused.content.decode()
    assert Practice.objects.get().state == "review"
    of_second.post(MOVE, {"move": "publish"})
    assert WORDS.title in Client().get("/knowledge/practices/MIG-KB-0001/").content.decode()


def test_a_return_and_a_withdrawal_need_their_words(of_second, reviewed):
    text = of_second.post(MOVE, {"move": "return", "note": " "}).content.decode()
    assert 'href="#note-return"' in text
    of_second.post(MOVE, {"move": "publish"})
    text = of_second.post(MOVE, {"move": "withdraw", "note": ""}).content.decode()
    assert 'href="#note-withdraw"' in text
    of_second.post(MOVE, {"move": "withdraw", "note": "The law changed."})
    assert "The law changed." in of_second.get(ONE).content.decode()


def test_a_published_practice_is_edited_again_while_readers_keep_theirs(of_second, reviewed):
    of_second.post(MOVE, {"move": "publish"})
    assert 'name="steps"' in of_second.get(f"{ONE}?edit").content.decode()
    of_second.post(ONE, typed(title="Better"))
    assert "readers see an earlier version" in of_second.get(LIST).content.decode()
    assert "Better" not in Client().get("/knowledge/practices/MIG-KB-0001/").content.decode()


def test_the_history_names_people_and_what_each_version_changed(of_sofia, draft):
    of_sofia.post(ONE, typed(failed="Nothing is known of it."))
    text = of_sofia.get(ONE).content.decode()
    assert "Edited · Sofia" in text
    assert "Version 3" in text
    assert "Nothing is known of it." in text


@pytest.mark.parametrize("address", [LIST, LESSONS, ONE, MOVE])
def test_there_is_nothing_here_for_others(draft, open_fund, address):
    ravi = person(open_fund, "Ravi", Role.REVIEWER)
    for client in (Client(), client_of(ravi)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"move": "publish"}).status_code == 404


def test_evidence_is_found_attached_and_taken_off(of_sofia, draft, beta):
    page = of_sofia.get(f"{ONE}?find=online").content.decode()
    statement = beta.statements.get(kind="crisis")
    assert f'value="statement:{statement.pk}"' in page
    result = beta.reached_results.first()
    for typed_in in (
        {"evidence": f"statement:{statement.pk}"},
        {"evidence": f"result:{result.pk}"},
        {"cites": "https://town.example/yearly"},
    ):
        of_sofia.post(MOVE, {"move": "attach", **typed_in})
    page = of_sofia.get(ONE).content.decode()
    for words in (statement.text, result.quote, "https://town.example/yearly"):
        assert words in page
    of_sofia.post(MOVE, {"move": "detach", "position": 3})
    assert [one.position for one in draft.evidence.filter(until=None)] == [1, 2, 4]


@pytest.mark.parametrize("odd", [{"evidence": "result:x"}, {"evidence": "programme:", "programme": "?"}, {}])
def test_nothing_chosen_attaches_nothing_and_says_so(of_sofia, draft, odd):
    page = of_sofia.post(MOVE, {"move": "attach", **odd}, follow=True).content.decode()
    assert "Choose one thing it rests on." in page
    assert draft.evidence.count() == 1


def test_a_practitioner_proposes_sees_her_own_and_nothing_else(amina, draft):
    client = client_of(amina)
    assert client.get(ONE).status_code == client.get(LESSONS).status_code == 404
    assert "A registry office" not in client.get(LIST).content.decode()
    page = client.post(LIST, {"title": "A night desk"}, follow=True).content.decode()
    assert "MIG-KB-0002" in page
    assert "A night desk" in client.get(LIST).content.decode()
    assert "that says what is done" in client.post(LIST, {"title": " "}).content.decode()
    client.post("/desk/practices/2/move/", {"move": "publish"})
    assert Practice.objects.get(number=2).published is None
