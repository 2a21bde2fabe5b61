"""Forms of proposals: what is asked, what is missing, what a budget sums to. Pure, no database.

A form is versioned data of a fund. Answers are kept as they were typed; only the question whether they are
complete reads numbers, dates and choices out of them.
"""

from jointfund.proposals.forms.budget import BudgetSums, budget_rows, budget_sums
from jointfund.proposals.forms.missing import MissingPart, missing_parts, progress_of
from jointfund.proposals.forms.reading import BrokenForm, as_json, read_form
from jointfund.proposals.forms.shape import (
    BudgetRules,
    Category,
    Column,
    Condition,
    Field,
    Form,
    Kind,
    Owner,
    Party,
    Section,
)
from jointfund.proposals.forms.values import Answers, AnswersOf, Row, Value, count_words, read_answers

__all__ = [
    "Answers",
    "AnswersOf",
    "BrokenForm",
    "BudgetRules",
    "BudgetSums",
    "Category",
    "Column",
    "Condition",
    "Field",
    "Form",
    "Kind",
    "MissingPart",
    "Owner",
    "Party",
    "Row",
    "Section",
    "Value",
    "as_json",
    "budget_rows",
    "budget_sums",
    "count_words",
    "missing_parts",
    "progress_of",
    "read_answers",
    "read_form",
]
