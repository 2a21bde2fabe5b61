"""A questionnaire as data: sections, questions, what each answer earns, and the grades. Pure.

Nothing here is evaluated from text: conditions and scoring rules are kinds the code knows by name.
`reading_in.read_questionnaire` makes one from JSON and refuses what does not hold together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    SCALE = "scale"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    EVIDENCE = "evidence"


CLOSED = frozenset({QuestionKind.YES_NO, QuestionKind.SCALE, QuestionKind.CHOICE})


class ConditionKind(StrEnum):
    """What an earlier answer must be for a question to be asked."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"


class Rule(StrEnum):
    """How the score of the whole comes about.

    Points add up, or the share of the obtainable points in per cent is taken: of all points, as the weighted
    mean of the sections, or of the weakest section.
    """

    SUM_OF_POINTS = "sum_of_points"
    SHARE_OF_POINTS = "share_of_points"
    MEAN_OF_SECTIONS = "mean_of_sections"
    LOWEST_SECTION = "lowest_section"


class Confidence(StrEnum):
    """Whether questions and thresholds stand in a published source or are a template of ours."""

    DOCUMENTED = "documented"
    TEMPLATE = "template"


@dataclass(frozen=True)
class Option:
    """One answer to choose. `points` None: the answer counts for nothing and against nothing."""

    code: str
    label: str
    points: Decimal | None = None
    suggestion: str = ""


@dataclass(frozen=True)
class Level:
    """What a number earns from `at_least` on."""

    at_least: Decimal
    points: Decimal
    suggestion: str = ""


@dataclass(frozen=True)
class Condition:
    """A question is asked only if the answer to an earlier one is like this."""

    question: str
    kind: ConditionKind
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question. All of `shown_if` must hold. `weight` multiplies the points of its answer."""

    code: str
    kind: QuestionKind
    text: str
    help: str = ""
    is_required: bool = True
    asks_justification: bool = False
    weight: Decimal = Decimal(1)
    options: tuple[Option, ...] = ()
    levels: tuple[Level, ...] = ()
    shown_if: tuple[Condition, ...] = ()

    @property
    def maximum(self) -> Decimal | None:
        """The most the question can earn, weighted; None where no answer earns anything."""
        earned = [one.points for one in self.options if one.points is not None]
        earned += [one.points for one in self.levels]
        return max(earned) * self.weight if earned else None

    def option(self, code: str) -> Option | None:
        """The answer of that code."""
        return next((one for one in self.options if one.code == code), None)


@dataclass(frozen=True)
class Section:
    """Questions on one page. `weight` counts where the rule takes the mean of sections."""

    code: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Band:
    """A grade: from which score on, and which questions must have earned all they can for it."""

    code: str
    label: str
    at_least: Decimal
    meaning: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """The share (a fraction) of a fund's subjects that should hold one of these grades, and who says so."""

    grades: tuple[str, ...]
    share: Decimal
    source: str


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire. `bands` stand from the best grade to the last, which begins at 0.

    `is_public`: anybody may try it. `subject_label` names what is assessed in the reader's words.
    """

    code: str
    title: str
    purpose: str
    valid_from: date
    source: str
    confidence: Confidence
    rule: Rule
    bands: tuple[Band, ...]
    sections: tuple[Section, ...]
    note: str = ""
    subject_label: str = ""
    is_public: bool = False
    target: Target | None = None

    def questions(self) -> Iterator[Question]:
        """Every question in order."""
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> Question | None:
        """The question of that code."""
        return next((one for one in self.questions() if one.code == code), None)

    def band(self, code: str) -> Band | None:
        """The grade of that code."""
        return next((one for one in self.bands if one.code == code), None)
