"""The quorum, what counts as an objection in time, the bodies and letters as data; no database."""

import copy
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.committee.bodies import BrokenBodies, QuorumRule, read_bodies
from jointfund.committee.letters import BrokenLetters, fill, read_templates
from jointfund.committee.rules import Said, counts_by, quorum, standing_objections
from jointfund.vocabularies.services import read_data

HALF = QuorumRule(Decimal("0.5"), more_than=True)
DEADLINE = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
SEATS = st.frozensets(st.integers(1, 12))


def test_more_than_half_of_an_even_number_is_one_more():
    count = quorum(HALF, held={1, 2, 3, 4}, present={1, 2}, recused=set())
    assert (count.counting, count.present, count.needed, count.is_met, count.missing) == (4, 2, 3, False, 1)


def test_who_has_an_interest_counts_neither_as_a_seat_nor_as_present():
    count = quorum(HALF, held={1, 2, 3, 4}, present={1, 2, 4}, recused={4})
    assert (count.counting, count.present, count.needed, count.is_met) == (3, 2, 2, True)


def test_nobody_left_is_no_quorum():
    assert not quorum(QuorumRule(Decimal("0.1")), held={1}, present={1}, recused={1}).is_met


@given(held=SEATS, present=SEATS, recused=SEATS)
def test_a_recused_seat_never_changes_the_quorum_by_being_there(held, present, recused):
    assert quorum(HALF, held=held, present=present | recused, recused=recused) == quorum(
        HALF, held=held, present=present - recused, recused=recused
    )


@pytest.mark.parametrize(("late", "counts"), [(-MICRO, True), (timedelta(0), True), (MICRO, False)])
def test_an_objection_counts_to_the_microsecond_of_the_deadline(late, counts):
    assert counts_by(DEADLINE + late, DEADLINE) is counts
    objecting = standing_objections([Said(1, True, DEADLINE + late)], set(), DEADLINE)
    assert objecting == ({1} if counts else set())


def test_the_last_word_of_a_seat_counts_and_that_of_the_recused_never():
    said = [Said(1, True, DEADLINE - MICRO), Said(1, False, DEADLINE), Said(2, True, DEADLINE)]
    assert standing_objections(said, set()) == {2}
    assert standing_objections(said, {2}) == set()


def test_the_shipped_bodies_are_read():
    committee, forum = read_bodies(read_data("funds/MIG00/bodies"))
    assert (committee.decides, forum.decides) == (True, False)
    assert committee.quorum == HALF
    assert [group.seats for group in committee.groups] == [1, None, None, None, None]


@pytest.mark.parametrize(
    ("break_it", "fault"),
    [
        (lambda body: body.pop("quorum"), "says its quorum"),
        (lambda body: body["quorum"].update(share="1.5"), "above 0 and at most 1"),
        (lambda body: body["quorum"].update(share=0.5), "share is a text"),
        (lambda body: body["outcomes"][2].update(moves=[]), "with a move only"),
        (lambda body: body["outcomes"].append(dict(body["outcomes"][0])), "named twice"),
        (lambda body: body["constituencies"][0].update(seats=0), "seats is a number"),
        (lambda body: body.update(code=""), "a code and a name"),
    ],
)
def test_a_broken_file_of_bodies_is_refused_at_its_place(break_it, fault):
    document = copy.deepcopy(read_data("funds/MIG00/bodies"))
    break_it(document["bodies"][0])
    with pytest.raises(BrokenBodies, match=fault):
        read_bodies(document)


def test_every_outcome_on_a_proposal_has_a_letter():
    committee = read_bodies(read_data("funds/MIG00/bodies"))[0]
    letters = read_templates(read_data("funds/MIG00/letters"))
    assert set(letters) == {one.code for one in committee.outcomes if not one.for_subjects}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{colour}", "not a field"),
        ("{title.__class__}", "not a field"),
        ("{title", "opened and not closed"),
        ("", "all needed"),
    ],
)
def test_a_letter_with_a_field_nobody_fills_is_refused(text, fault):
    with pytest.raises(BrokenLetters, match=fault):
        read_templates({"letters": [{"outcome": "x", "subject": "A", "text": text}]})


def test_an_empty_paragraph_of_a_letter_falls_away():
    template = read_templates(
        {"letters": [{"outcome": "x", "subject": "{title}\nmore", "text": "A\n\n{conditions}\n\nB"}]}
    )["x"]
    letter = fill(template, {"title": "T", "conditions": ""})
    assert (letter.subject, letter.text) == ("T more", "A\n\nB")
