"""From answers to a grade, with how it came about question by question. Pure.

Unanswered is unknown, never zero: while a required question that counts has no answer there is no grade;
what is unanswered or does not apply counts neither for nor against, and what is not asked never counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from jointfund.instruments.answers import Answer, Answers
from jointfund.instruments.conditions import shown_questions
from jointfund.instruments.fields import read_number
from jointfund.instruments.questionnaire import CLOSED, Band, Question, Questionnaire, Rule, Section

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")


class StepState(StrEnum):
    """What became of a question in the result."""

    COUNTED = "counted"
    UNANSWERED = "unanswered"
    DOES_NOT_APPLY = "does_not_apply"
    NOT_ASKED = "not_asked"
    NOT_SCORED = "not_scored"


@dataclass(frozen=True)
class Step:
    """One question in the result: what was answered, what it earned (weighted) of how much."""

    question: Question
    state: StepState
    answer: str = ""
    justification: str = ""
    points: Decimal | None = None
    suggestion: str = ""

    @property
    def maximum(self) -> Decimal | None:
        """What it could have earned; None unless it counted."""
        return self.question.maximum if self.state is StepState.COUNTED else None


@dataclass(frozen=True)
class SectionScore:
    """A section's points of those it could earn; both None where nothing in it counted."""

    section: Section
    points: Decimal | None
    maximum: Decimal | None
    steps: tuple[Step, ...]

    @property
    def share(self) -> Decimal | None:
        """Per cent of the obtainable points, unrounded."""
        return _share(self.points, self.maximum)


@dataclass(frozen=True)
class Refusal:
    """A better grade the score was enough for, and the questions that stood in its way."""

    band: Band
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Result:
    """Grade and score, or None for both while answers are missing; `missing` are those questions.

    `score` is in points or in per cent, as the rule says, rounded half up to a tenth; grades are judged on
    the rounded score, which is the one people see.
    """

    grade: Band | None
    score: Decimal | None
    maximum: Decimal | None
    sections: tuple[SectionScore, ...]
    missing: tuple[Question, ...]
    refused: tuple[Refusal, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every question in order."""
        return tuple(step for section in self.sections for step in section.steps)

    def suggestions(self) -> tuple[Step, ...]:
        """Answers that come with a suggestion, those that cost most first."""
        found = [step for step in self.steps if step.suggestion]
        return tuple(sorted(found, key=_lost, reverse=True))


def result(questionnaire: Questionnaire, answers: Answers) -> Result:
    """The result of some answers; it depends on them alone, in whatever order they came."""
    shown = shown_questions(questionnaire, answers.value)
    asked = {question.code for question in shown}
    sections = tuple(_section(one, answers, asked) for one in questionnaire.sections)
    steps = [step for section in sections for step in section.steps]
    missing = tuple(
        step.question
        for step in steps
        if step.state is StepState.UNANSWERED and step.question.is_required and step.question.maximum
    )
    score = _score(questionnaire.rule, sections)
    maximum = (
        HUNDRED if questionnaire.rule is not Rule.SUM_OF_POINTS else _total(one.maximum for one in sections)
    )
    if missing or score is None:
        return Result(None, None, maximum, sections, missing)
    score = score.quantize(TENTH, ROUND_HALF_UP)
    grade, refused = _grade(questionnaire.bands, score, steps)
    return Result(grade, score, maximum, sections, (), refused)


def points_of(question: Question, answer: Answer) -> Decimal | None:
    """What an answer earns, weighted; None where it counts for nothing."""
    if question.kind in CLOSED:
        chosen = question.option(answer.value)
        return chosen.points * question.weight if chosen and chosen.points is not None else None
    number = read_number(answer.value)
    reached = [one for one in question.levels if number is not None and number >= one.at_least]
    return reached[-1].points * question.weight if reached else None


def _section(section: Section, answers: Answers, asked: set[str]) -> SectionScore:
    steps = tuple(_step(one, answers.of(one.code), one.code in asked) for one in section.questions)
    counted = [step for step in steps if step.state is StepState.COUNTED]
    return SectionScore(
        section, _total(step.points for step in counted), _total(step.maximum for step in counted), steps
    )


def _step(question: Question, answer: Answer, is_asked: bool) -> Step:
    if not is_asked:
        return Step(question, StepState.NOT_ASKED)
    if not answer.is_given:
        return Step(question, StepState.UNANSWERED)
    chosen = question.option(answer.value)
    shown, suggestion = (chosen.label, chosen.suggestion) if chosen else (answer.value, "")
    if question.maximum is None:
        return Step(question, StepState.NOT_SCORED, shown, answer.justification, None, suggestion)
    points = points_of(question, answer)
    if points is None:
        is_known = chosen is not None
        state = StepState.DOES_NOT_APPLY if is_known else StepState.UNANSWERED
        return Step(question, state, shown, answer.justification, None, suggestion)
    return Step(
        question,
        StepState.COUNTED,
        shown,
        answer.justification,
        points,
        suggestion or _suggestion_of_level(question, answer),
    )


def _suggestion_of_level(question: Question, answer: Answer) -> str:
    number = read_number(answer.value)
    reached = [one for one in question.levels if number is not None and number >= one.at_least]
    return reached[-1].suggestion if reached else ""


def _score(rule: Rule, sections: Sequence[SectionScore]) -> Decimal | None:
    counted = [one for one in sections if one.share is not None]
    if not counted:
        return None
    points, maximum = _total(one.points for one in counted), _total(one.maximum for one in counted)
    match rule:
        case Rule.SUM_OF_POINTS:
            return points
        case Rule.SHARE_OF_POINTS:
            return _share(points, maximum)
        case Rule.MEAN_OF_SECTIONS:
            weights = sum((one.section.weight for one in counted), Decimal(0))
            weighted = ((one.share or Decimal(0)) * one.section.weight for one in counted)
            return sum(weighted, Decimal(0)) / weights
        case Rule.LOWEST_SECTION:
            return min(one.share or Decimal(0) for one in counted)


def _grade(
    bands: Sequence[Band], score: Decimal, steps: Sequence[Step]
) -> tuple[Band | None, tuple[Refusal, ...]]:
    """The best grade whose score is reached and needs are met; and those that failed by a need alone."""
    full = {step.question.code for step in steps if step.points is not None and step.points == step.maximum}
    uncounted = {step.question.code for step in steps if step.state in _UNCOUNTED}
    refused: list[Refusal] = []
    for band in bands:
        if score < band.at_least:
            continue
        failed = [code for code in band.needs if code not in full | uncounted]
        if not failed:
            return band, tuple(refused)
        refused.append(Refusal(band, tuple(s.question for s in steps if s.question.code in failed)))
    return None, tuple(refused)


_UNCOUNTED = frozenset({StepState.NOT_ASKED, StepState.DOES_NOT_APPLY})


def _share(points: Decimal | None, maximum: Decimal | None) -> Decimal | None:
    return points / maximum * HUNDRED if points is not None and maximum else None


def _total(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) if known else None


def _lost(step: Step) -> Decimal:
    return (step.maximum or Decimal(0)) - (step.points or Decimal(0))
