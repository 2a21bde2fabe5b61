"""Several answers beside each other."""

from decimal import Decimal

from tests.instruments.documents import small

from jointfund.instruments.answers import Answer, Answers
from jointfund.instruments.comparing import beside_others, divergence, middle_grade, share_at
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.instruments.scoring import result

SMALL = read_questionnaire(small())


def of(**values):
    return result(SMALL, Answers({code: Answer(value) for code, value in values.items()}))


def test_respondents_differ_where_their_answers_do_the_widest_first():
    found = divergence([("town", of(first="a", third="a")), ("agency", of(first="b", second="a", third="b"))])
    assert [(one.question.code, one.spread) for one in found] == [("third", 1), ("first", Decimal("0.5"))]
    assert [voice.label for voice in found[0].voices] == ["town", "agency"]


def test_silence_is_no_disagreement_and_one_cannot_differ():
    assert divergence([("town", of(first="a")), ("agency", of(first="a", third="b"))]) == []
    assert divergence([("town", of(first="a"))]) == []


def test_the_middle_grade_of_two_is_the_less_favourable():
    codes = [["A", "C", "B"], ["A", "C"], ["B"], [], ["X"]]
    middles = [middle_grade(SMALL, grades) for grades in codes]
    assert [band.code if band else None for band in middles] == ["B", "C", "B", None, None]


def test_others_are_shown_from_five_places_on():
    own = {"one": Decimal(10), "two": None}
    places = {f"place {n}": {"one": Decimal(n * 10), "two": Decimal(50)} for n in range(5)}
    del places["place 4"]["two"]
    assert beside_others(SMALL, own, {key: places[key] for key in list(places)[:4]}) is None
    found = beside_others(SMALL, own, places)
    assert [(one.code, one.own, one.middle) for one in found] == [("one", 10, 20), ("two", None, None)]


def test_only_who_holds_a_grade_counts_in_the_share():
    found = share_at(["A", None, "B", "C", None], {"A", "B"})
    assert (found.held, found.reached, found.without) == (3, 2, 2)
    assert found.share == Decimal(2) / 3
    assert share_at([None], {"A"}).share is None
