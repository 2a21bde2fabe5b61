"""Whether the parts of a form hold together: what names another part names one that is there."""

from collections.abc import Iterator, Sequence

from jointfund.proposals.forms.shape import (
    BudgetRules,
    Column,
    Field,
    Form,
    Kind,
    Owner,
    Section,
    SubgrantRules,
)


def faults_of_form(form: Form) -> Iterator[str]:
    """Everything by which the form does not hold together, each with its place."""
    if not form.stages:
        yield "form: stages is a list with at least one text"
    if not form.sections:
        yield "form: sections is a list with at least one entry"
    yield from _repeated("section", [section.code for section in form.sections])
    for section in form.sections:
        if not section.fields:
            yield f"section {section.code}: no field"
        yield from _repeated(f"section {section.code}, field", [field.code for field in section.fields])
        for field in section.fields:
            yield from _faults_of(field, section, form)


def _faults_of(field: Field, section: Section, form: Form) -> Iterator[str]:
    place = f"section {section.code}, field {field.code}"
    yield from (
        f"{place}: the form has no stage {one}" for one in field.required_at if one not in form.stages
    )
    if field.kind is Kind.CHOICE and not field.choices:
        yield f"{place}: no choices"
    if field.kind is Kind.TABLE and not field.columns:
        yield f"{place}: no columns"
    if field.kind is not Kind.TABLE and (field.columns or field.budget or field.subgrants):
        yield f"{place}: only a table has columns, a budget or sub-grants"
    if field.word_limit and field.kind is not Kind.TEXT:
        yield f"{place}: only a text has a word limit"
    yield from _repeated(f"{place}, choice", [one.code for one in field.choices])
    yield from _repeated(f"{place}, column", [one.code for one in field.columns])
    for column in field.columns:
        yield from _faults_of_column(column, f"{place}, column {column.code}", form)
    yield from _faults_of_condition(field, section, form, place)
    if field.budget:
        yield from _faults_of_budget(field, field.budget, place)
    if field.subgrants:
        yield from _faults_of_subgrants(field, field.subgrants, form, place)


def _faults_of_subgrants(field: Field, rules: SubgrantRules, form: Form, place: str) -> Iterator[str]:
    for name in (rules.recipient_column, rules.amount_column):
        if not field.column(name):
            yield f"{place}: its sub-grants name no column {name}"
    amount = field.column(rules.amount_column)
    if amount and amount.kind is not Kind.NUMBER:
        yield f"{place}: the amount is a number"
    if (rules.share is None) != (rules.share_of is None):
        yield f"{place}: share and share_of go together"
    target = rules.share_of and form.field_at(rules.share_of)
    if rules.share_of and not (target and target.budget):
        yield f"{place}: share_of names no budget of this form"


def _faults_of_column(column: Column, place: str, form: Form) -> Iterator[str]:
    if column.kind is Kind.CHOICE and not column.choices:
        yield f"{place}: no choices"
    if column.kind is not Kind.REFERENCE:
        return
    target = column.refers_to and form.field_at(column.refers_to)
    if not column.refers_to or not target or not target.column(column.refers_to.column):
        yield f"{place}: refers to no column of this form"


def _faults_of_condition(field: Field, section: Section, form: Form, place: str) -> Iterator[str]:
    condition = field.condition
    if condition is None:
        return
    where = form.section(condition.section)
    asked = where.field(condition.field) if where else None
    if where is None or asked is None or asked.kind is not Kind.CHOICE or asked is field:
        yield f"{place}: its condition names no question with choices"
        return
    if where.owner is Owner.EACH and where.code != section.code:
        yield f"{place}: its condition asks a section each organisation answers for itself"
    known = {one.code for one in asked.choices}
    yield from (
        f"{place}: its condition names no choice {one}" for one in condition.values if one not in known
    )


def _faults_of_budget(field: Field, budget: BudgetRules, place: str) -> Iterator[str]:
    for name in (budget.result_column, budget.category_column, budget.amount_column):
        if not field.column(name):
            yield f"{place}: its budget names no column {name}"
    category, amount = field.column(budget.category_column), field.column(budget.amount_column)
    if category and {one.code for one in category.choices} != {one.code for one in budget.categories}:
        yield f"{place}: the choices of {category.code} are not the budget's categories"
    if amount and amount.kind is not Kind.NUMBER:
        yield f"{place}: the amount is a number"
    if not any(one.is_direct for one in budget.categories):
        yield f"{place}: no direct category"
    yield from _repeated(f"{place}, category", [one.code for one in budget.categories])


def _repeated(place: str, codes: Sequence[str]) -> Iterator[str]:
    yield from (f"{place} {code}: named twice" for code in dict.fromkeys(codes) if codes.count(code) > 1)
