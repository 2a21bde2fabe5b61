"""A silence procedure: the last microsecond counts, the clock closes it, letters go to members once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.committee.conftest import NOW, proposed

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.committee.models import Decision, SilenceState, Stance
from jointfund.committee.services import meetings, silence, speaking
from jointfund.committee.telling import TELLS
from jointfund.notices.models import Notice
from jointfund.people.permissions import NotAllowed
from jointfund.proposals.models import Proposal

DEADLINE = NOW + timedelta(days=5)
MICRO = timedelta(microseconds=1)
AFTER = DEADLINE + silence.SETTLE + MICRO


@pytest.fixture
def asked(meeting, item_of, cast):
    return silence.open_silence(item_of(), proposed(), deadline=DEADLINE, actor=cast["sofia"], now=NOW)


def object_at(asked, seats, moment, who="gamma"):
    return speaking.speak(
        asked.item, Stance.OBJECTS, actor=seats[who].holder, received_at=moment, reason="Too dear"
    )


def state_of(asked):
    return Proposal.objects.get(pk=asked.item.proposal_id).state


def test_when_nobody_objects_the_clock_decides_after_the_deadline(asked):
    assert silence.close_due(DEADLINE) == 0
    assert silence.close_due(AFTER) == 1
    decision = Decision.objects.get()
    assert (decision.mode, decision.item_id, state_of(asked)) == ("silence", asked.item_id, "in_pipeline")
    asked.refresh_from_db()
    assert asked.state == SilenceState.DECIDED
    assert silence.close_due(AFTER) == 0


def test_an_objection_in_the_last_microsecond_counts(asked, seats):
    object_at(asked, seats, DEADLINE)
    silence.close_due(AFTER)
    asked.refresh_from_db()
    assert (asked.state, state_of(asked)) == (SilenceState.OBJECTED, "note_in_review")
    assert not Decision.objects.exists()


def test_an_objection_a_microsecond_later_is_refused(asked, seats):
    with pytest.raises(speaking.TooLate):
        object_at(asked, seats, DEADLINE + MICRO)
    silence.close_due(AFTER)
    assert Decision.objects.exists()


def test_what_was_received_in_time_counts_though_the_row_was_free_only_later(asked, seats):
    silence.close_silence(asked, now=DEADLINE + silence.SETTLE)
    object_at(asked, seats, DEADLINE - MICRO)  # waited for the row while the clock looked
    silence.close_due(AFTER)
    assert not Decision.objects.exists()


def test_who_has_an_interest_cannot_object(asked, seats):
    with pytest.raises(speaking.Recused):
        object_at(asked, seats, NOW, who="alpha")


def test_the_deadline_is_a_moment_whatever_the_clock_on_the_wall_does(meeting, item_of, cast, seats):
    """03:30 in Zurich the night clocks go back is there twice: the first one is an hour earlier."""
    zone = ZoneInfo("Europe/Zurich")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=0).astimezone(UTC)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=1).astimezone(UTC)
    assert second - first == timedelta(hours=1)
    asked = silence.open_silence(item_of(), proposed(), deadline=first, actor=cast["sofia"], now=NOW)
    with pytest.raises(speaking.TooLate):
        object_at(asked, seats, second)
    object_at(asked, seats, first)


def test_what_cannot_be_carried_out_is_kept_with_the_procedure(asked):
    Proposal.objects.filter(pk=asked.item.proposal_id).update(state="withdrawn")
    silence.close_due(AFTER)
    asked.refresh_from_db()
    assert asked.state == SilenceState.FAILED
    assert "cannot be decided now" in asked.failure
    assert not Decision.objects.exists()


def test_one_procedure_is_open_at_a_time_and_only_the_secretariat_opens_it(asked, item_of, cast):
    with pytest.raises(meetings.WrongTime, match="open already"):
        silence.open_silence(asked.item, proposed(), deadline=DEADLINE, actor=cast["sofia"], now=NOW)
    with pytest.raises(NotAllowed):
        silence.open_silence(item_of(), proposed(), deadline=DEADLINE, actor=cast["carmen"], now=NOW)
    with pytest.raises(meetings.WrongTime, match="passed already"):
        silence.open_silence(item_of(), proposed(), deadline=NOW, actor=cast["sofia"], now=NOW)


def test_members_without_an_interest_are_told_once(asked, seats):
    event = Event.objects.get(verb=Verb.SILENCE_OPENED)
    TELLS[Verb.SILENCE_OPENED](event)
    TELLS[Verb.SILENCE_OPENED](event)
    told = {one.recipient.address for one in Notice.objects.select_related("recipient")}
    assert told == {"carmen@example.org", "gammaseat@example.org", "contributorseat@example.org"}
    assert Notice.objects.count() == 3
