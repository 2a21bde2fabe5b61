"""The table of moves at the desk: drawn, edited without code by one, made to count by another."""

import re

import pytest
from django.test import Client
from tests.proposals.conftest import NOW, orgs, writing_fund

from jointfund.audit.models import Event
from jointfund.people.models import Membership, Role, User
from jointfund.proposals import services
from jointfund.proposals.models import MoveTableVersion, Proposal, WayDraft

__all__ = ["orgs", "writing_fund"]
STATE = {
    "label": "Concept note with the ministry",
    "kind": "open",
    "public_label": "In review",
    "stage": "note",
}
MOVE = {
    "label": "Send to the ministry",
    "sources": ["note_submitted"],
    "target": "concept_note_with_the_ministry",
    "permission": "proposal:screen",
}
WHEN = {"do": "when", "valid_from": "2027-01-01", "source": "Decision of the board"}


@pytest.fixture
def clients(writing_fund):
    found = {}
    for name in ("sofia", "second"):
        user = User.objects.create_user(f"{name}.desk@example.org", None, name=name)
        Membership.objects.create(user=user, fund=writing_fund, role=Role.SECRETARIAT)
        found[name] = Client()
        found[name].force_login(user)
    return found


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def post(client, path, **typed):
    draft = WayDraft.objects.first()
    return client.post(f"/desk/way/{path}", {"revision": draft.revision if draft else 0, **typed})


def test_the_way_is_drawn_with_its_table_beside_it(clients, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page = clients["sofia"].get("/desk/way/")
    drawing = re.search(r"<svg[^>]*chart-way.*?</svg>", page.content.decode(), re.DOTALL)[0]
    assert "Concept note in draft" in drawing
    assert "Submit the programme document" in drawing
    assert "Each country and organisation has signed the text" in text_of(page)
    assert "Officer of a participating organisation (of the lead only, as who submits)" in text_of(page)


def test_a_state_and_moves_are_added_without_code_and_count_once_a_second_person_says_so(
    clients, writing_fund, orgs
):
    began = services.start_proposal(writing_fund, orgs["alpha"], "Before", actor="test", now=NOW)
    sofia, second = clients["sofia"], clients["second"]
    assert post(sofia, "states/16/", **STATE).status_code == 302
    page = text_of(sofia.get("/desk/way/"))
    assert "Concept note with the ministry : no move leads there from the start" in page
    assert "no way leads from it to a closed one" in page

    post(sofia, "moves/15/", **MOVE)
    back = {**MOVE, "label": "Back from the ministry", "sources": ["concept_note_with_the_ministry"]}
    post(sofia, "moves/16/", **{**back, "target": "note_in_review", "needs_note": "on"})
    assert "What keeps it from counting" not in text_of(sofia.get("/desk/way/"))
    post(sofia, "draft/", **WHEN)
    assert "A second person lets this count" in text_of(post(sofia, "draft/", do="publish"))
    assert MoveTableVersion.objects.count() == 1

    assert post(second, "draft/", do="publish").status_code == 302
    version = MoveTableVersion.objects.get(number=2)
    assert (version.valid_from.isoformat(), version.source) == ("2027-01-01", "Decision of the board")
    assert [one["name"] for one in version.table["moves"]][-2:] == [
        "send_to_the_ministry",
        "back_from_the_ministry",
    ]
    assert not WayDraft.objects.exists()
    verbs = list(Event.objects.filter(verb__startswith="way:").values_list("verb", flat=True))
    assert verbs == ["way:edited"] * 4
    assert Proposal.objects.get(pk=began.pk).table.number == 1
    assert "Concept note with the ministry" not in text_of(second.get("/desk/way/?version=1"))


def test_what_is_wrong_leads_to_its_field_and_keeps_the_table_from_counting(clients):
    post(clients["sofia"], "moves/1/", **{**MOVE, "sources": [], "target": "", "permission": "fly"})
    overview = clients["sofia"].get("/desk/way/").content.decode()
    assert 'href="/desk/way/moves/1/#id_sources"' in overview
    page = clients["sofia"].get("/desk/way/moves/1/")
    assert 'href="#id_permission"' in page.content.decode()
    assert "no permission fly" in text_of(page)
    post(clients["sofia"], "draft/", **WHEN)
    refused = post(clients["second"], "draft/", do="publish")
    assert "has to be put right first" in text_of(refused)
    assert MoveTableVersion.objects.count() == 1


def test_a_state_is_renamed_moved_and_removed(clients):
    sofia = clients["sofia"]
    post(sofia, "states/2/", **{**STATE, "label": "Handed in", "do": "up"})
    states = WayDraft.objects.get().document["states"]
    assert (states[0]["label"], states[0]["code"]) == ("Handed in", "note_submitted")
    post(sofia, "states/1/", **{**STATE, "do": "remove"})
    assert WayDraft.objects.get().document["states"][0]["code"] == "note_draft"


def test_without_a_name_or_a_day_what_was_typed_is_still_there(clients):
    page = post(clients["sofia"], "states/16/", **{**STATE, "label": " ", "public_label": "With them"})
    assert "Say what it is called" in text_of(page)
    assert 'value="With them"' in page.content.decode()
    post(clients["sofia"], "states/16/", **STATE)
    page = post(clients["sofia"], "draft/", **{**WHEN, "valid_from": "soon"})
    assert "Write the day as a date" in text_of(page)
    assert 'value="Decision of the board"' in page.content.decode()


def test_two_who_edit_at_once_do_not_overwrite_each_other(clients):
    post(clients["sofia"], "states/16/", **STATE)
    page = clients["second"].post("/desk/way/states/2/", {"revision": 0, **STATE, "label": "Mine"})
    assert "Somebody saved this draft" in text_of(page)
    assert 'value="Mine"' in page.content.decode()


def test_a_draft_is_discarded_and_what_is_not_there_is_not_found(clients):
    post(clients["sofia"], "states/16/", **STATE)
    post(clients["second"], "draft/", do="discard")
    assert not WayDraft.objects.exists()
    for path in ("states/99/", "words/1/", "moves/0/", "?version=9"):
        assert clients["sofia"].get(f"/desk/way/{path}").status_code == 404, path
