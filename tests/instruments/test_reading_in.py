"""A questionnaire that does not hold together is refused whole, with every fault at its place."""

import copy
import json

import pytest
from hypothesis import given, settings
from tests.instruments.documents import question, questionnaires, small

from jointfund.instruments.as_json import as_json
from jointfund.instruments.reading_in import BrokenQuestionnaire, read_questionnaire


def changed(path, value):
    """The small questionnaire with one place changed, or removed for None."""
    document = copy.deepcopy(small())
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


FIRST = ("sections", 0, "questions", 0)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("code",), "Human Rights", "code “Human Rights” is not made of small letters"),
        (("title",), "", "title is missing"),
        (("valid_from",), "6 February", "valid_from is a day written like 2023-02-06"),
        (("source",), None, "source is missing"),
        (("confidence",), "sure", "confidence is one of documented, template"),
        (("rule",), "eval", "rule is one of sum_of_points"),
        (("bands",), [], "bands is a list with at least one entry"),
        (("bands", 0, "at_least"), "101", "grade A: no score is above 100 per cent"),
        (("bands", 0, "at_least"), "30", "grades: from the best to the last"),
        (("bands", 2, "at_least"), "5", "grade C: the last grade begins at 0"),
        (("bands", 1, "code"), "A", "grade A: named twice"),
        (("bands", 0, "needs"), ["why"], "grade A: needs why, and no scored question"),
        (("target",), {"grades": ["Z"], "share": "0.9", "source": "x"}, "target: no grade Z"),
        (("target",), {"grades": ["A"], "share": "90", "source": "x"}, "target: share is a fraction"),
        (("sections", 1, "code"), "one", "section one: named twice"),
        (("sections", 1, "questions"), [], "section 2: questions is a list with at least one entry"),
        ((*FIRST, "kind"), "essay", "section 1, question 1: kind is one of yes_no"),
        ((*FIRST, "options"), [], "question first: two answers or more"),
        ((*FIRST, "weight"), "0", "section 1, question 1: weight is above 0"),
        ((*FIRST, "weight"), "NaN", "section 1, question 1: weight is a number"),
        (
            (*FIRST, "options", 1, "points"),
            "-1",
            "section 1, question 1, answer 2: points is a number from 0",
        ),
        ((*FIRST, "options", 1, "code"), "a", "question first: answer a named twice"),
        ((*FIRST, "code"), "third", "question third: named twice"),
        ((*FIRST, "levels"), [{"at_least": 0, "points": 1}], "question first: levels belong to number"),
        (
            (*FIRST, "shown_if"),
            [{"question": "third", "kind": "answered"}],
            "question first, condition on third: no earlier question",
        ),
        (
            ("sections", 1, "questions", 0, "shown_if"),
            [{"question": "first", "kind": "is", "values": ["z"]}],
            "question third, condition on first: no answer z",
        ),
        (
            ("sections", 1, "questions", 0, "shown_if"),
            [{"question": "first", "kind": "at_least", "values": ["2"]}],
            "at_least and at_most ask for a number",
        ),
        (("sections", 0, "questions", 0), "text", "section 1, question 1: fields are missing"),
    ],
)
def test_a_fault_is_named_at_its_place(path, value, fault):
    with pytest.raises(BrokenQuestionnaire) as refused:
        read_questionnaire(changed(path, value))
    assert [one for one in refused.value.faults if fault in one], refused.value.faults


def test_every_fault_is_named_at_once():
    document = small(
        title="", rule="none", sections=[{"code": "s", "title": "", "questions": [question("q", 0, 0)]}]
    )
    with pytest.raises(BrokenQuestionnaire) as refused:
        read_questionnaire(document)
    assert len(refused.value.faults) == 5


@pytest.mark.parametrize("document", [None, [], "text", 3, {}, {"sections": {"a": 1}, "bands": "x"}])
def test_what_is_no_questionnaire_is_refused(document):
    with pytest.raises(BrokenQuestionnaire):
        read_questionnaire(document)


def test_yes_or_no_needs_no_answers_written_out():
    one = {"code": "q", "kind": "yes_no", "text": "Is it so?"}
    found = read_questionnaire(small(sections=[{"code": "s", "title": "S", "questions": [one]}]))
    assert [(o.code, o.points) for o in next(found.questions()).options] == [("yes", 1), ("no", 0)]


@given(questionnaires())
@settings(deadline=None, max_examples=80)
def test_a_questionnaire_written_out_reads_as_itself(document):
    found = read_questionnaire(document)
    assert read_questionnaire(json.loads(json.dumps(as_json(found)))) == found
    assert as_json(read_questionnaire(as_json(found))) == as_json(found)
