"""How a grade comes about: unanswered is unknown, what is not asked never counts, better never costs."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.instruments.documents import answers_to, question, questionnaires, small

from jointfund.instruments.answers import Answer, Answers
from jointfund.instruments.conditions import shown_questions
from jointfund.instruments.questionnaire import Rule
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.instruments.scoring import StepState, points_of, result


def answered(**values):
    return Answers({code: Answer(value) for code, value in values.items()})


def test_a_grade_comes_with_each_section_and_each_question():
    found = result(read_questionnaire(small()), answered(first="c", second="b", third="a", why="so"))
    assert (found.grade.code, found.score) == ("B", Decimal("66.7"))
    assert [(one.section.code, one.points, one.maximum) for one in found.sections] == [
        ("one", 6, 6),
        ("two", 0, 3),
    ]
    assert [(step.question.code, step.state) for step in found.steps] == [
        ("first", StepState.COUNTED),
        ("second", StepState.COUNTED),
        ("third", StepState.COUNTED),
        ("why", StepState.NOT_SCORED),
    ]


def test_what_is_missing_makes_the_grade_unknown_and_never_zero():
    found = result(read_questionnaire(small()), answered(first="a"))
    assert (found.grade, found.score) == (None, None)
    assert [one.code for one in found.missing] == ["third"]
    assert found.sections[1].share is None


def test_nothing_answered_has_no_score():
    optional = small(
        sections=[{"code": "s", "title": "S", "questions": [question("q", 0, 1, is_required=False)]}]
    )
    found = result(read_questionnaire(optional), Answers())
    assert (found.grade, found.score, found.missing) == (None, None, ())


def test_an_answer_that_does_not_apply_counts_for_nothing_and_against_nothing():
    found = result(read_questionnaire(small()), answered(first="c", second="b", third="c"))
    assert (found.grade.code, found.score) == ("A", 100)
    assert found.steps[2].state is StepState.DOES_NOT_APPLY


def test_a_grade_that_needs_an_answer_is_refused_without_it_and_says_so():
    bands = [
        {"code": "A", "label": "good", "at_least": 50, "needs": ["third"]},
        {"code": "C", "label": "weak", "at_least": 0},
    ]
    found = result(read_questionnaire(small(bands=bands)), answered(first="c", second="b", third="a"))
    assert found.grade.code == "C"
    assert [(one.band.code, [q.code for q in one.questions]) for one in found.refused] == [("A", ["third"])]


def test_a_number_earns_what_its_level_says():
    levels = [{"at_least": 0, "points": 0, "suggestion": "More"}, {"at_least": "10", "points": 2}]
    one = {"code": "n", "kind": "number", "text": "How many?", "levels": levels}
    found = read_questionnaire(small(sections=[{"code": "s", "title": "S", "questions": [one]}]))
    assert [result(found, answered(n=text)).score for text in ("9.5", "10", "not one")] == [0, 100, None]
    assert [step.suggestion for step in result(found, answered(n="3")).suggestions()] == ["More"]


def test_each_rule_of_the_whole():
    given_answers = answered(first="c", second="b", third="a")
    scores = {rule: result(read_questionnaire(small(rule=rule.value)), given_answers).score for rule in Rule}
    assert scores == {
        Rule.SUM_OF_POINTS: 6,
        Rule.SHARE_OF_POINTS: Decimal("66.7"),
        Rule.MEAN_OF_SECTIONS: 50,
        Rule.LOWEST_SECTION: 0,
    }


def test_suggestions_begin_with_what_cost_most():
    found = result(read_questionnaire(small()), answered(first="b", second="a", third="b"))
    assert [step.question.code for step in found.suggestions()] == ["second", "first", "third"]


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_the_score_stays_within_its_bounds(data):
    found = read_questionnaire(data.draw(questionnaires()))
    outcome = result(found, data.draw(answers_to(found)))
    for one in outcome.sections:
        assert one.share is None or 0 <= one.share <= 100
    if outcome.score is not None:
        assert 0 <= outcome.score <= outcome.maximum
        assert outcome.grade is not None
        assert not outcome.missing
    else:
        assert outcome.grade is None


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_a_more_favourable_answer_never_lowers_the_score_where_every_question_is_asked(data):
    found = read_questionnaire(data.draw(questionnaires(with_conditions=False)))
    before = data.draw(answers_to(found, complete=True))
    one = data.draw(st.sampled_from(list(found.questions())))
    better = max(one.options, key=lambda option: option.points).code
    after = before.with_those({one.code: Answer(better)})
    assert points_of(one, after.of(one.code)) >= points_of(one, before.of(one.code))
    first, second = result(found, before), result(found, after)
    assert second.score >= first.score
    order = [band.code for band in found.bands]
    assert order.index(second.grade.code) <= order.index(first.grade.code)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_what_is_answered_to_a_question_that_is_not_asked_never_counts(data):
    found = read_questionnaire(data.draw(questionnaires()))
    given_answers = data.draw(answers_to(found))
    asked = {one.code for one in shown_questions(found, given_answers.value)}
    without = Answers({code: one for code, one in given_answers.by_question.items() if code in asked})
    assert result(found, without) == result(found, given_answers)


@given(st.data())
@settings(deadline=None, max_examples=100)
def test_the_order_of_answers_makes_no_difference(data):
    found = read_questionnaire(data.draw(questionnaires()))
    given_answers = data.draw(answers_to(found))
    turned = Answers(dict(reversed(given_answers.by_question.items())))
    assert result(found, turned) == result(found, given_answers)
