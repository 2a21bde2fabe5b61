"""Answers to a questionnaire: plain texts by question, kept as typed, judged when they are sent. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jointfund.instruments.conditions import shown_questions
from jointfund.instruments.fields import Json, read_number
from jointfund.instruments.questionnaire import CLOSED, Question, QuestionKind, Questionnaire

LONGEST_ANSWER = 4000


@dataclass(frozen=True)
class Answer:
    """What was answered: the code of an answer to choose, a number or a text; with why."""

    value: str = ""
    justification: str = ""

    @property
    def is_given(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True)
class AnswerFault:
    """What is wrong with an answer. `question` is its code, `part` the field of it."""

    question: str
    message: str
    part: str = "value"


@dataclass(frozen=True)
class Answers:
    """Answers by the code of their question; what nobody answered is absent."""

    by_question: Mapping[str, Answer] = field(default_factory=dict)

    def of(self, code: str) -> Answer:
        """The answer to a question; an empty one where there is none."""
        return self.by_question.get(code, Answer())

    def value(self, code: str) -> str:
        """What was answered; empty for nothing."""
        return self.of(code).value

    def with_those(self, others: Mapping[str, Answer]) -> "Answers":
        """These answers, those of some questions replaced."""
        return Answers({**self.by_question, **others})


def read_answers(questionnaire: Questionnaire, document: Json) -> Answers:
    """Answers as they were stored, those to questions the questionnaire does not have left out."""
    rows = document if isinstance(document, dict) else {}
    found: dict[str, Answer] = {}
    for question in questionnaire.questions():
        row = rows.get(question.code)
        if isinstance(row, dict):
            answer = Answer(_text(row.get("value")), _text(row.get("justification")))
            if answer != Answer():
                found[question.code] = answer
    return Answers(found)


def answers_as_json(answers: Answers) -> dict[str, Json]:
    """What `read_answers` takes, in an order of its own so that equal answers are equal texts."""
    return {
        code: {"value": one.value, "justification": one.justification}
        for code, one in sorted(answers.by_question.items())
        if one != Answer()
    }


def faults_of(questionnaire: Questionnaire, answers: Answers) -> list[AnswerFault]:
    """All that keeps answers from being sent, over the questions that are asked."""
    return [
        fault
        for question in shown_questions(questionnaire, answers.value)
        for fault in faults_of_answer(question, answers.of(question.code))
    ]


def faults_of_answer(question: Question, answer: Answer) -> list[AnswerFault]:
    """What is wrong with one answer, missing ones included."""
    if not answer.is_given:
        return (
            [AnswerFault(question.code, "This question has no answer yet.")] if question.is_required else []
        )
    faults = []
    if fault := _fault_of_value(question, answer.value):
        faults.append(AnswerFault(question.code, fault))
    if question.asks_justification and not answer.justification:
        faults.append(AnswerFault(question.code, "Say in a few words why.", "justification"))
    return faults


def _fault_of_value(question: Question, value: str) -> str:
    if question.kind in CLOSED and question.option(value) is None:
        return "Choose one of the answers."
    if question.kind is QuestionKind.NUMBER:
        number = read_number(value)
        if number is None or number < 0:
            return f"“{value[:20]}” is not a number from 0. Write digits only, like 12 or 12.5."
    return ""


def _text(value: Json) -> str:
    return value[:LONGEST_ANSWER] if isinstance(value, str) else ""
