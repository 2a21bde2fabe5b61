"""The balance board: scenarios, what moves with them, and who sees them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.committee.conftest import NOW
from tests.committee.test_pages import as_
from tests.proposals.conftest import complete, joint  # noqa: F401

from jointfund.audit.models import Event
from jointfund.committee.models import Scenario
from jointfund.committee.queries.board import board_of
from jointfund.committee.queries.scenarios import find_scenario, on_the_board
from jointfund.committee.services import scenarios
from jointfund.desk.board_pieces import seen_as
from jointfund.people.permissions import NotAllowed
from jointfund.proposals.models import Proposal

HOME = "/desk/board/1/"


@pytest.fixture
def scenario(writing_fund, cast):
    return scenarios.make_scenario(writing_fund, "Coast first", actor=cast["sofia"], now=NOW)


def group(board, dimension, label):
    groups = next(one.groups for one in board.dimensions if one.code == dimension)
    return next(one for name, one in groups if name == label)


def test_putting_one_in_moves_country_organisation_and_money(scenario, complete, money, cast):  # noqa: F811
    Proposal.objects.filter(pk=complete.pk).update(state="note_in_review", number=1)
    before = board_of(scenario)
    assert before.free.before == before.free.after == Decimal(1000)
    scenarios.put_in(scenario, Proposal.objects.get(pk=complete.pk), actor=cast["sofia"])
    board = board_of(scenario)
    (asked,) = [one.amount for one in board.chosen]
    assert asked
    assert board.free.after == Decimal(1000) - asked
    assert board.free.is_overdrawn
    assert group(board, "country", "Togo").count_after == 1
    assert group(board, "organisation", "ALPHA").share_after == 1
    assert group(board, "area", "Not known").count_after == 1
    assert board.envelope is None


def test_without_entries_in_the_books_what_is_left_is_not_known(scenario, proposal_in):
    proposal_in()
    assert board_of(scenario).free.before is None


def test_only_what_waits_for_a_decision_stands_on_the_board_and_what_was_put_in(scenario, proposal_in, cast):
    here, draft = proposal_in(), proposal_in(state="note_draft")
    assert on_the_board(scenario) == [here]
    scenarios.put_in(scenario, here, actor=cast["sofia"])
    Proposal.objects.filter(pk=here.pk).update(state="declined")
    assert on_the_board(scenario) == [here]
    sofia = as_(cast["sofia"])
    refused = sofia.post(HOME, {"act": "in", "proposal": draft.draft})
    assert refused.status_code == 400
    assert "does not wait for a decision" in refused.content.decode()


def test_a_kept_scenario_changes_no_more_and_its_copy_does(scenario, proposal_in, cast):
    one = proposal_in()
    scenarios.put_in(scenario, one, actor=cast["sofia"])
    scenarios.keep_scenario(scenario, actor=cast["sofia"], now=NOW)
    with pytest.raises(scenarios.IsKept, match="Make a copy"):
        scenarios.take_out(scenario, one, actor=cast["sofia"])
    copy = scenarios.copy_scenario(scenario, "Coast second", actor=cast["sofia"], now=NOW)
    scenarios.take_out(copy, one, actor=cast["sofia"])
    assert (scenario.proposals_in.count(), copy.proposals_in.count()) == (1, 0)
    kept = Event.objects.get(verb="scenario:kept")
    assert kept.after["proposals"] == [one.reference]


def test_members_see_a_scenario_once_it_is_shown_and_change_nothing(
    scenario, meeting, seats, cast, proposal_in
):
    one = proposal_in()
    member = seats["gamma"].holder
    assert find_scenario(member, scenario.fund, 1) is None
    assert as_(member).get(HOME).status_code == 404
    sofia = as_(cast["sofia"])
    sofia.post(HOME, {"act": "in", "proposal": one.draft})
    sofia.post(HOME, {"act": "show", "meeting": meeting.pk})
    page = as_(member).get(HOME).content.decode()
    assert "Safe routes" in page
    assert "Take out" not in page
    assert "Coast first" in as_(member).get("/desk/meetings/steering_committee/1/").content.decode()
    assert as_(member).post(HOME, {"act": "out", "proposal": one.draft}).status_code == 403
    with pytest.raises(NotAllowed):
        scenarios.hide_scenario(scenario, actor=member)
    sofia.post(HOME, {"act": "hide"})
    assert as_(member).get(HOME).status_code == 404
    assert as_(cast["pia"]).get("/desk/board/").status_code == 404


def test_a_move_answers_with_what_it_changed_and_without_script_with_the_page(scenario, proposal_in, cast):
    first, one, sofia = proposal_in(title="Open doors"), proposal_in(), as_(cast["sofia"])
    scenarios.put_in(scenario, first, actor=cast["sofia"])
    typed = {"act": "in", "proposal": one.draft, "seen": seen_as(board_of(scenario))}
    part = sofia.post(HOME, typed, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert "<html" not in text
    assert 'id="board"' not in text
    assert 'hx-swap-oob="innerHTML">Put in: Safe routes' in text
    assert f'<li id="proposal-{one.draft}" hx-swap-oob="delete">' in text
    assert f'<ul hx-swap-oob="afterend:#proposal-{first.draft}">' in text  # in the order of references
    assert text.count("data-board-proposal") == text.count("Take out") == 1
    assert f'name="seen" value="{seen_as(board_of(scenario))}"' in text
    back = typed | {"act": "out", "proposal": first.draft, "seen": seen_as(board_of(scenario))}
    text = sofia.post(HOME, back, headers={"HX-Request": "true"}).content.decode()
    assert '<ul hx-swap-oob="afterbegin:#board-out">' in text
    page = sofia.post(HOME, typed | {"act": "out"}, follow=True)
    assert "Taken out: Safe routes" in page.content.decode()
    assert "Put in" in page.content.decode()


def test_a_page_that_shows_an_older_board_takes_the_whole_board(scenario, proposal_in, cast):
    one, other, sofia = proposal_in(), proposal_in(title="Open doors"), as_(cast["sofia"])
    typed = {"act": "in", "proposal": one.draft, "seen": seen_as(board_of(scenario))}
    scenarios.put_in(scenario, other, actor=cast["sofia"])  # by somebody else, meanwhile
    part = sofia.post(HOME, typed, headers={"HX-Request": "true"})
    assert part.headers["HX-Retarget"] == "#board"
    assert 'id="board"' in part.content.decode()
    assert part.content.decode().count("Take out") == 2


def test_taking_out_what_waits_no_longer_takes_the_whole_board(scenario, proposal_in, cast):
    one = proposal_in()
    scenarios.put_in(scenario, one, actor=cast["sofia"])
    Proposal.objects.filter(pk=one.pk).update(state="declined")
    typed = {"act": "out", "proposal": one.draft, "seen": seen_as(board_of(scenario))}
    part = as_(cast["sofia"]).post(HOME, typed, headers={"HX-Request": "true"})
    assert part.headers["HX-Retarget"] == "#board"
    assert "data-board-proposal" not in part.content.decode()


def test_name_and_comparison_are_saved_and_a_name_is_asked_for(scenario, cast):
    sofia = as_(cast["sofia"])
    sofia.post(HOME, {"act": "settle", "name": "Two ports", "against": "funded"})
    assert Scenario.objects.values_list("name", "against").get() == ("Two ports", "funded")
    refused = sofia.post(HOME, {"act": "settle", "name": " "})
    assert refused.status_code == 400
    assert "Give the scenario a name." in refused.content.decode()
    made = sofia.post("/desk/board/", {"name": "Another", "call": ""}, follow=True)
    assert "Another" in made.content.decode()
    assert sofia.get(f"{HOME}print/").status_code == 200


def test_the_board_asks_as_many_questions_for_ten_as_for_one(scenario, proposal_in, cast):
    sofia = as_(cast["sofia"])

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert sofia.get(HOME).status_code == 200
        return len(captured)

    scenarios.put_in(scenario, proposal_in(), actor=cast["sofia"])
    sofia.get(HOME)
    one = asked()
    for number in range(9):
        scenarios.put_in(scenario, proposal_in(title=f"Route {number}"), actor=cast["sofia"])
    assert asked() == one
