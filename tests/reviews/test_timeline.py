"""How a round goes for the secretariat: whose turn it is, what is late, how long steps took."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from jointfund.committee.queries.timeline import Holder, timeline_of, times_of
from jointfund.proposals import services as proposals
from jointfund.proposals.models import Proposal, ProposalMove
from jointfund.reviews import services
from jointfund.reviews.models import InterestKind
from tests.reviews.conftest import DUE, NOW, clear, write

LATER = NOW + timedelta(days=40)  # after the reviews are due


def turn(call, now=NOW):
    (line,) = timeline_of(call, now)
    return line.turn


def test_a_proposal_goes_from_the_secretariat_to_reviewers_and_back(
    submitted, call, cast, reviewers, settings
):
    assert turn(call).holder is Holder.SECRETARIAT
    taken = proposals.move(submitted, "take_up", actor=cast["sofia"], now=NOW + timedelta(days=3))
    one = services.assign(
        taken, reviewers["ravi"], ["technical", "gender"], due=DUE, actor=cast["sofia"], now=NOW
    )
    services.assign(taken, reviewers["second"], ["technical"], due=DUE, actor=cast["sofia"], now=NOW)
    found = turn(call)
    assert (found.holder, found.due, found.is_late) == (Holder.REVIEWERS, DUE, False)
    assert len(found.names) == 2
    assert turn(call, LATER).is_late
    clear(one, reviewers["ravi"])
    write(one, reviewers["ravi"], c1=4, c2=4)
    services.declare(one, InterestKind.DECLARED, "A friend leads it.", actor=reviewers["second"], now=NOW)
    assert turn(call, LATER).holder is Holder.SECRETARIAT  # nobody owes anything any more
    (line,) = timeline_of(call, NOW + timedelta(days=10))
    assert [(step.days, step.until is None) for step in line.steps] == [(3, False), (10, True), (7, True)]
    times = {each.label: (each.ended, each.middle) for each in times_of([line])}
    assert times["Concept note submitted"] == (1, 3)
    assert times["Review"] == (0, None)


def test_what_was_returned_waits_for_its_lead(submitted, call, cast):
    proposals.move(submitted, "return", actor=cast["sofia"], now=NOW, note="Say who pays.")
    found = turn(call)
    assert (found.holder, found.names, found.is_late) == (Holder.LEAD, ["ALPHA"], False)


@pytest.fixture
def three(reviewed, call):
    """Two more of the same call, as they could be."""
    one = reviewed.proposal
    for number in (8, 9):
        copy = Proposal.objects.create(
            fund=one.fund, draft=number, number=number, title=f"Another {number}", lead=one.lead,
            table=one.table, state=one.state, state_since=NOW, call=call, started_by="test",
        )  # fmt: skip
        ProposalMove.objects.create(
            proposal=copy, name="submit", source="note_draft", target=one.state, actor="test", at=NOW
        )


def test_the_page_asks_the_same_for_one_and_for_three(reviewed, call, request, client, cast):
    from django.db import connection

    client.force_login(cast["sofia"])
    address = f"/desk/calls/{call.reference}/timeline/"
    client.get(address)  # what is asked once in the life of a process

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(address)
        assert page.status_code == 200
        return len(queries), page.text

    alone, text = asked()
    assert "With its reviewers" in text
    request.getfixturevalue("three")
    among, text = asked()
    assert "Another 9" in text
    assert among == alone < 45
