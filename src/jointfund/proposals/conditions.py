"""Whether what a form says meets the conditions of a move. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from jointfund.proposals.forms import Answers, AnswersOf
from jointfund.proposals.forms.values import read_number, rows_of, text_of
from jointfund.proposals.moves import AnswerCondition


def unmet(conditions: Sequence[AnswerCondition], every: AnswersOf) -> tuple[AnswerCondition, ...]:
    """The conditions that do not hold, in their order. What is not answered meets none."""
    return tuple(one for one in conditions if not _holds(one, every))


def other_way(conditions: Sequence[AnswerCondition], every: AnswersOf) -> str:
    """Why the proposer did not choose the way of these conditions, empty where she did.

    Choices make the way; limits are what she keeps once on it.
    """
    missed = unmet([one for one in conditions if one.values], every)
    return missed[0].otherwise if missed else ""


def _holds(one: AnswerCondition, every: AnswersOf) -> bool:
    told = [answers for (section, _party), answers in every.items() if section == one.section]
    if one.values:
        return any(text_of(answers, one.field) in one.values for answers in told)
    texts = [text for answers in told for text in _texts(one, answers) if text.strip()]
    numbers = [number for text in texts if (number := read_number(text)) is not None]
    if not numbers or len(numbers) < len(texts) or one.at_most is None:
        return False
    return sum(numbers, Decimal(0)) <= one.at_most


def _texts(one: AnswerCondition, answers: Answers) -> Sequence[str]:
    if not one.column:
        return [text_of(answers, one.field)]
    return [row.get(one.column, "") for row in rows_of(answers, one.field)]
