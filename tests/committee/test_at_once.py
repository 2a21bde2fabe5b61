"""Two at the same instant: one decision of an item, one allocation of the last money, one outcome."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from tests.committee.conftest import NOW, proposed
from tests.races import at_once

from jointfund.committee.models import Decision, Stance
from jointfund.committee.services import deciding, meetings, silence, speaking
from jointfund.ledger.queries import allocatable

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLITE IN MEMORY HAS ONE WRITER: tried on PostgreSQL"
    ),
]


def test_two_who_decide_one_item_at_the_same_instant_give_one_decision(session, item_of, cast):
    item = item_of()
    faults = at_once(
        lambda: deciding.decide(item, proposed(), actor=cast["sofia"], now=NOW),
        lambda: deciding.decide(item, proposed("decline"), actor=cast["sofia"], now=NOW),
    )
    assert sorted(type(fault).__name__ for fault in faults) == ["AlreadyDecided", "NoneType"]
    assert Decision.objects.count() == 1


def test_two_decisions_racing_for_the_last_money_give_one(session, item_of, cast, money, writing_fund):
    first, second = item_of("document_in_review"), item_of("document_in_review")
    what = proposed("approve_funding", {"alpha": 700})
    faults = at_once(
        lambda: deciding.decide(first, what, actor=cast["sofia"], now=NOW),
        lambda: deciding.decide(second, what, actor=cast["sofia"], now=NOW),
    )
    assert sorted(type(fault).__name__ for fault in faults) == ["InsufficientBalance", "NoneType"]
    assert (Decision.objects.count(), allocatable(writing_fund)) == (1, Decimal(300))


def test_an_objection_in_time_racing_with_the_clock_leaves_one_outcome(meeting, item_of, cast, seats):
    deadline = NOW + timedelta(days=1)
    asked = silence.open_silence(item_of(), proposed(), deadline=deadline, actor=cast["sofia"], now=NOW)
    late = deadline + silence.SETTLE + timedelta(microseconds=1)
    faults = at_once(
        lambda: speaking.speak(
            asked.item, Stance.OBJECTS, actor=seats["gamma"].holder, received_at=deadline, reason="No"
        ),
        lambda: silence.close_silence(asked, now=late),
    )
    asked.refresh_from_db()
    objected = faults[0] is None
    assert asked.state == ("objected" if objected else "decided")
    assert Decision.objects.count() == (0 if objected else 1)


def test_two_items_added_at_once_have_two_numbers(meeting, cast):
    at_once(
        *(lambda: meetings.add_subject(meeting, "A subject", actor=cast["sofia"]) for _ in range(3)),
    )
    assert sorted(meeting.agenda.values_list("number", flat=True)) == [1, 2, 3]
