"""Answers beside each other: where respondents differ, the middle grade, others, a fund's share. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from jointfund.instruments.questionnaire import Band, Question, Questionnaire
from jointfund.instruments.scoring import Result, StepState

# Fewer than so many others could be told apart (small-cell rule).
FEWEST_OTHERS = 5


@dataclass(frozen=True)
class Voice:
    """One respondent's answer to a question."""

    label: str
    answer: str
    justification: str


@dataclass(frozen=True)
class Divergence:
    """A question the respondents answered differently; `spread` is the difference of points over its maximum.

    `spread` is None where the question earns no points or fewer than two answers earned any.
    """

    question: Question
    voices: tuple[Voice, ...]
    spread: Decimal | None


@dataclass(frozen=True)
class SectionOfOthers:
    """What the others reached in a section: the middle one, in whole per cent; None where too few counted."""

    code: str
    title: str
    own: Decimal | None
    middle: Decimal | None


@dataclass(frozen=True)
class GradeShare:
    """How many subjects hold a grade, how many of those a wanted one, and how many hold none."""

    held: int
    reached: int
    without: int

    @property
    def share(self) -> Decimal | None:
        """A fraction of those that hold a grade."""
        return Decimal(self.reached) / self.held if self.held else None


def divergence(results: Sequence[tuple[str, Result]]) -> list[Divergence]:
    """The questions on which labelled respondents differ, the widest spread first.

    Who was not asked or did not answer has no voice: silence is no disagreement.
    """
    if len(results) < 2:
        return []
    found = []
    for steps in zip(*(one.steps for _, one in results), strict=True):
        spoken = [
            (label, step)
            for (label, _), step in zip(results, steps, strict=True)
            if step.state not in {StepState.NOT_ASKED, StepState.UNANSWERED}
        ]
        if len({step.answer for _, step in spoken}) < 2:
            continue
        voices = tuple(Voice(label, step.answer, step.justification) for label, step in spoken)
        points = [step.points for _, step in spoken if step.points is not None]
        maximum = steps[0].question.maximum
        spread = (max(points) - min(points)) / maximum if maximum and len(points) > 1 else None
        found.append(Divergence(steps[0].question, voices, spread))
    return sorted(found, key=lambda one: one.spread if one.spread is not None else Decimal(-1), reverse=True)


def middle_grade(questionnaire: Questionnaire, grades: Sequence[str]) -> Band | None:
    """The grade in the middle of several; of two middle ones the less favourable; None for none."""
    order = [band.code for band in questionnaire.bands]
    places = sorted(order.index(code) for code in grades if code in order)
    return questionnaire.bands[places[len(places) // 2]] if places else None


def beside_others(
    questionnaire: Questionnaire,
    own: Mapping[str, Decimal | None],
    others: Mapping[str, Mapping[str, Decimal]],
) -> list[SectionOfOthers] | None:
    """Each section beside the middle of other places, by place and section in per cent.

    None where fewer than FEWEST_OTHERS places answered; a section fewer of them answered has no middle.
    """
    if len(others) < FEWEST_OTHERS:
        return None
    return [
        SectionOfOthers(one.code, one.title, own.get(one.code), _middle(one.code, others.values()))
        for one in questionnaire.sections
    ]


def share_at(grades: Collection[str | None], wanted: Collection[str]) -> GradeShare:
    """How many of the subjects that hold a grade hold a wanted one; None stands for a subject without."""
    held = [grade for grade in grades if grade is not None]
    return GradeShare(len(held), sum(grade in wanted for grade in held), len(grades) - len(held))


def _middle(code: str, others: Collection[Mapping[str, Decimal]]) -> Decimal | None:
    known = [one[code] for one in others if code in one]
    return Decimal(round(median(known))) if len(known) >= FEWEST_OTHERS else None
