"""Reading a form from its JSON document. A form that does not hold together is refused with every fault."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from jointfund.kernel.errors import DomainError
from jointfund.proposals.forms.shape import (
    BudgetRules,
    Category,
    Choice,
    Column,
    Condition,
    Field,
    Form,
    Kind,
    Owner,
    Section,
    Target,
)
from jointfund.proposals.moves import Json

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class BrokenForm(DomainError):
    """A form that cannot be used; `faults` names each place and what is wrong there."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


class _Place:
    """One object of the document: where it stands, and the list its faults go to."""

    def __init__(self, name: str, value: Json, faults: list[str]) -> None:
        self.name, self.faults = name, faults
        self.parts: Mapping[str, Json] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.refuse("fields are missing")

    def refuse(self, fault: str) -> None:
        self.faults.append(f"{self.name}: {fault}")

    def text(self, key: str, *, must: bool = False) -> str:
        value = self.parts.get(key, "")
        if not isinstance(value, str):
            self.refuse(f"{key} is a text")
            return ""
        if must and not value.strip():
            self.refuse(f"{key} is missing")
        return value.strip()

    def code(self) -> str:
        code = self.text("code", must=True)
        if code and not _CODE.fullmatch(code):
            self.refuse(f"the code {code!r} is not of small letters, digits and _")
        return code

    def choice[T: (Owner, Kind)](self, key: str, kind: type[T], default: T) -> T:
        value = self.parts.get(key, default.value)
        known = {one.value: one for one in kind}
        if not isinstance(value, str) or value not in known:
            self.refuse(f"{key} is one of {', '.join(known)}, not {value!r}")
            return default
        return known[value]

    def number(self, key: str) -> int | None:
        value = self.parts.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse(f"{key} is a whole number above zero")
            return None
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.parts.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.refuse(f"{key} is a list of texts")
            return ()
        return tuple(str(one) for one in value)

    def within(self, key: str) -> Iterator["_Place"]:
        value = self.parts.get(key, [])
        if not isinstance(value, list):
            self.refuse(f"{key} is a list")
            return
        for number, one in enumerate(value, 1):
            yield _Place(f"{self.name}, {key} {number}" if self.name else f"{key} {number}", one, self.faults)

    def inner(self, key: str) -> "_Place | None":
        value = self.parts.get(key)
        return None if value is None else _Place(f"{self.name}, {key}", value, self.faults)


def read_form(document: Json) -> Form:
    """The form a JSON document holds. Raises BrokenForm with all its faults."""
    faults: list[str] = []
    place = _Place("form", document, faults)
    form = Form(
        code=place.code(),
        title=place.text("title", must=True),
        stages=place.texts("stages"),
        sections=tuple(_section(one) for one in place.within("sections")),
        note=place.text("note"),
    )
    faults.extend(_faults(form))
    if faults:
        raise BrokenForm(list(dict.fromkeys(faults)))
    return form


def as_json(form: Form) -> Json:
    """The document `read_form` takes."""
    return {
        "code": form.code,
        "title": form.title,
        "stages": list(form.stages),
        "note": form.note,
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "owner": section.owner.value,
                "help": section.help,
                "fields": [_field_json(field) for field in section.fields],
            }
            for section in form.sections
        ],
    }


def _section(place: _Place) -> Section:
    return Section(
        code=place.code(),
        title=place.text("title", must=True),
        owner=place.choice("owner", Owner, Owner.LEAD),
        fields=tuple(_field(one) for one in place.within("fields")),
        help=place.text("help"),
    )


def _field(place: _Place) -> Field:
    kind = place.choice("kind", Kind, Kind.TEXT)
    if kind is Kind.REFERENCE:
        place.refuse("only a column of a table is a reference")
    budget, condition, carried = (place.inner(key) for key in ("budget", "condition", "carried_from"))
    return Field(
        code=place.code(),
        label=place.text("label", must=True),
        kind=kind,
        help=place.text("help"),
        word_limit=place.number("word_limit"),
        choices=tuple(_choice(one) for one in place.within("choices")),
        columns=tuple(_column(one) for one in place.within("columns")),
        budget=_budget(budget) if budget else None,
        required_at=place.texts("required_at"),
        condition=_condition(condition) if condition else None,
        carried_from=_target(carried) if carried else None,
        least_rows=place.number("least_rows") or 1,
    )


def _choice(place: _Place) -> Choice:
    return Choice(place.text("code", must=True), place.text("label", must=True))


def _column(place: _Place) -> Column:
    refers = place.inner("refers_to")
    kind = place.choice("kind", Kind, Kind.TEXT)
    if kind is Kind.TABLE:
        place.refuse("a column is no table")
    return Column(
        code=place.code(),
        label=place.text("label", must=True),
        kind=kind,
        choices=tuple(_choice(one) for one in place.within("choices")),
        refers_to=_target(refers) if refers else None,
        is_required=place.parts.get("is_required") is True,
    )


def _target(place: _Place) -> Target:
    return Target(place.text("section", must=True), place.text("field", must=True), place.text("column"))


def _condition(place: _Place) -> Condition:
    values = place.texts("values")
    if not values:
        place.refuse("values is a list with at least one text")
    return Condition(place.text("section", must=True), place.text("field", must=True), values)


def _budget(place: _Place) -> BudgetRules:
    return BudgetRules(
        result_column=place.text("result_column", must=True),
        category_column=place.text("category_column", must=True),
        amount_column=place.text("amount_column", must=True),
        categories=tuple(
            Category(
                one.text("code", must=True), one.text("label", must=True), one.parts.get("is_direct") is True
            )
            for one in place.within("categories")
        ),
        indirect_cap=_fraction(place, "indirect_cap"),
        currency=place.text("currency", must=True),
        note=place.text("note"),
    )


def _fraction(place: _Place, key: str) -> Decimal:
    try:
        value = Decimal(place.text(key, must=True))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= 1:
        place.refuse(f"{key} is a fraction between 0 and 1, as a text")
        return Decimal(0)
    return value


def _faults(form: Form) -> Iterator[str]:
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
    if field.kind is not Kind.TABLE and (field.columns or field.budget):
        yield f"{place}: only a table has columns or a budget"
    if field.word_limit and field.kind is not Kind.TEXT:
        yield f"{place}: only a text has a word limit"
    yield from _repeated(f"{place}, choice", [one.code for one in field.choices])
    yield from _repeated(f"{place}, column", [one.code for one in field.columns])
    for column in field.columns:
        yield from _faults_of_column(column, f"{place}, column {column.code}", form)
    yield from _faults_of_condition(field, section, form, place)
    if field.budget:
        yield from _faults_of_budget(field, field.budget, place)


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


def _field_json(field: Field) -> Json:
    shown: dict[str, Json] = {
        "code": field.code,
        "label": field.label,
        "kind": field.kind.value,
        "help": field.help,
        "choices": _choices_json(field.choices),
        "columns": [_column_json(column) for column in field.columns],
        "required_at": list(field.required_at),
        "least_rows": field.least_rows,
    }
    if field.word_limit:
        shown["word_limit"] = field.word_limit
    if field.condition:
        one = field.condition
        shown["condition"] = {"section": one.section, "field": one.field, "values": list(one.values)}
    if field.carried_from:
        shown["carried_from"] = _target_json(field.carried_from)
    if field.budget:
        shown["budget"] = _budget_json(field.budget)
    return shown


def _column_json(column: Column) -> Json:
    shown: dict[str, Json] = {
        "code": column.code,
        "label": column.label,
        "kind": column.kind.value,
        "choices": _choices_json(column.choices),
        "is_required": column.is_required,
    }
    if column.refers_to:
        shown["refers_to"] = _target_json(column.refers_to)
    return shown


def _choices_json(choices: Sequence[Choice]) -> Json:
    return [{"code": one.code, "label": one.label} for one in choices]


def _target_json(target: Target) -> Json:
    return {"section": target.section, "field": target.field, "column": target.column}


def _budget_json(budget: BudgetRules) -> Json:
    return {
        "result_column": budget.result_column,
        "category_column": budget.category_column,
        "amount_column": budget.amount_column,
        "categories": [
            {"code": one.code, "label": one.label, "is_direct": one.is_direct} for one in budget.categories
        ],
        "indirect_cap": str(budget.indirect_cap),
        "currency": budget.currency,
        "note": budget.note,
    }
