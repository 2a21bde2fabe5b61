"""Which questions are asked, given the answers so far. Pure.

A condition looks at an earlier question. One that is not asked itself has no answer, whatever was typed
before it was hidden; an unanswered question fulfils no condition, not even that of being other than a value.
"""

from collections.abc import Callable

from jointfund.instruments.fields import read_number
from jointfund.instruments.questionnaire import Condition, ConditionKind, Question, Questionnaire

# The value given to a question by its code; empty for none.
type Given = Callable[[str], str]


def shown_questions(questionnaire: Questionnaire, given: Given) -> tuple[Question, ...]:
    """The questions that are asked, in order."""
    seen: dict[str, str] = {}
    shown = []
    for question in questionnaire.questions():
        if all(holds(condition, seen.get(condition.question, "")) for condition in question.shown_if):
            seen[question.code] = given(question.code)
            shown.append(question)
    return tuple(shown)


def holds(condition: Condition, value: str) -> bool:
    """Whether an answer is as the condition asks."""
    if not value:
        return False
    match condition.kind:
        case ConditionKind.ANSWERED:
            return True
        case ConditionKind.IS:
            return value in condition.values
        case ConditionKind.IS_NOT:
            return value not in condition.values
        case ConditionKind.AT_LEAST | ConditionKind.AT_MOST:
            number, limit = read_number(value), read_number(condition.values[0])
            if number is None or limit is None:
                return False
            return number >= limit if condition.kind is ConditionKind.AT_LEAST else number <= limit
