"""Conditions of a move: the choice that makes the way, and the limits kept on it."""

import copy
from decimal import Decimal

import pytest
from tests.proposals.test_moves import KNOWN, TABLE

from jointfund.proposals.conditions import other_way, unmet
from jointfund.proposals.moves import AnswerCondition, BrokenTable, as_json, read_table

URGENT = AnswerCondition("summary", "track", "Say that it is urgent.", values=("urgent",))
SMALL = AnswerCondition("budget", "lines", "Ask for less.", column="amount", at_most=Decimal(1000))


def answers(track="urgent", *amounts):
    rows = [{"amount": amount} for amount in amounts]
    return {("summary", ""): {"track": track}, ("budget", "one"): {"lines": rows}}


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (answers("urgent", "400", "600"), ()),
        (answers("urgent", "400", "600.01"), (SMALL,)),
        (answers("slow", "1"), (URGENT,)),
        (answers("urgent"), (SMALL,)),  # nothing typed is no small sum
        (answers("urgent", "1", "a lot"), (SMALL,)),  # nor is what cannot be read
        ({}, (URGENT, SMALL)),
    ],
)
def test_conditions_hold_for_what_the_form_says(every, expected):
    assert unmet([URGENT, SMALL], every) == expected


def test_a_limit_does_not_make_the_way_a_choice_does():
    assert other_way([SMALL, URGENT], answers("urgent", "9000")) == ""
    assert other_way([SMALL, URGENT], answers("slow", "9000")) == "Say that it is urgent."


def with_condition(**condition):
    table = copy.deepcopy(TABLE)
    table["moves"][0]["conditions"] = [condition]
    return table


def test_a_table_with_conditions_is_read_and_written_back_the_same():
    table = read_table(
        with_condition(section="budget", field="lines", column="amount", at_most="1000", otherwise="Less."),
        KNOWN,
    )
    assert table.moves[0].conditions[0].at_most == Decimal(1000)
    assert read_table(as_json(table), KNOWN) == table


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        ({"section": "s", "field": "f", "values": ["a"]}, "says what else to do"),
        ({"section": "s", "field": "f", "otherwise": "No."}, "either values or at_most"),
        ({"section": "s", "field": "f", "otherwise": "No.", "values": ["a"], "at_most": 1}, "either"),
        ({"section": "s", "field": "f", "otherwise": "No.", "at_most": "much"}, "at_most is a whole"),
        ({"section": "s", "field": "f", "otherwise": "No.", "at_most": -1}, "at_most is a whole"),
    ],
)
def test_a_condition_that_says_too_little_is_refused(condition, fault):
    with pytest.raises(BrokenTable, match=fault):
        read_table(with_condition(**condition), KNOWN)
