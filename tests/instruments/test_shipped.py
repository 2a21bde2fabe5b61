"""The questionnaires the product comes with hold together and say what is unconfirmed."""

import json

import pytest

from jointfund.instruments import services
from jointfund.instruments.answers import Answer, Answers
from jointfund.instruments.as_json import as_json
from jointfund.instruments.questionnaire import CLOSED, Confidence, QuestionKind
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.instruments.scoring import result
from jointfund.instruments.services.publishing import shipped

FOUND = {one["code"]: read_questionnaire(one) for one in shipped()}


def answered(questionnaire, pick):
    """Every question answered by what `pick` chooses among its scored answers."""
    values = {}
    for one in questionnaire.questions():
        scored = [option for option in one.options if option.points is not None] or list(one.options)
        if one.kind in CLOSED:
            values[one.code] = Answer(pick(scored, key=lambda option: option.points or 0).code)
        elif one.kind is QuestionKind.NUMBER:
            values[one.code] = Answer(str(pick(level.at_least for level in one.levels)))
    return Answers(values)


def test_all_five_are_there():
    assert set(FOUND) == {
        "human_rights_marker", "gender_marker", "child_marker", "due_diligence", "refugee_inclusion",
    }  # fmt: skip


@pytest.mark.parametrize("found", FOUND.values(), ids=lambda one: one.code)
def test_each_says_that_it_is_a_template_and_reaches_its_best_and_last_grade(found):
    assert found.confidence is Confidence.TEMPLATE
    assert found.note.startswith("Editable template, unconfirmed")
    assert as_json(found) == next(one for one in shipped() if one["code"] == found.code)
    assert result(found, answered(found, max)).grade == found.bands[0]
    assert result(found, answered(found, min)).grade == found.bands[-1]


@pytest.mark.parametrize(("yes", "grade"), [(11, "A"), (8, "A"), (7, "B"), (4, "B"), (3, "C"), (0, "C")])
def test_the_human_rights_marker_by_its_number_of_yes(yes, grade):
    found = FOUND["human_rights_marker"]
    scored = [one for one in found.questions() if one.maximum]
    given = {one.code: Answer("yes" if n < yes else "no") for n, one in enumerate(scored)}
    assert len(scored) == 11
    assert result(found, Answers(given)).grade.code == grade


def test_the_highest_gender_grade_needs_the_main_objective():
    found = FOUND["gender_marker"]
    given = answered(found, max).with_those({"objective": Answer("no")})
    assert result(found, given).grade.code == "2"


def test_an_armed_partner_who_was_not_examined_stops_the_screen():
    found = FOUND["due_diligence"]
    all_good = answered(found, max)
    armed = all_good.with_those({"armed": Answer("yes"), "force": Answer("no")})
    unarmed = all_good.with_those({"armed": Answer("no"), "force": Answer("no")})
    assert result(found, armed).grade.code == "measures"
    assert result(found, unarmed).grade.code == "go"


def test_the_index_has_four_themes_with_a_suggestion_at_each_step_below_the_best():
    found = FOUND["refugee_inclusion"]
    assert [one.code for one in found.sections] == [
        "availability", "accessibility", "acceptability", "adaptability",
    ]  # fmt: skip
    for one in found.questions():
        if one.kind is QuestionKind.SCALE:
            assert [bool(option.suggestion) for option in one.options] == [True, True, True, False], one.code
    assert found.is_public


def test_what_the_references_say_is_what_is_shipped(shared):
    reference = shared / "reference"
    rights = json.loads((reference / "hr_marker.json").read_text())
    child = json.loads((reference / "child_marker.json").read_text())
    assert [band.code for band in FOUND["human_rights_marker"].bands] == list(rights["documented"]["grades"])
    assert len(rights["unconfirmed"]["elements_paraphrased"]) == 11
    assert FOUND["child_marker"].valid_from.isoformat() == child["documented"]["endorsed_by_SC"]


def test_loading_twice_changes_nothing_and_keeps_a_funds_own(fund):
    own = services.enter_version(
        fund, {**shipped()[0], "title": "Our own"}, actor="system:test", authors=["system:test"]
    )
    first = services.load_shipped(fund, actor="system:test")
    assert len(first) == 4
    assert services.load_shipped(fund, actor="system:test") == []
    assert services.latest_version(fund, own.code) == own
