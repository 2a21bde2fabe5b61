"""Reading a form from its JSON document. A form that does not hold together is refused with every fault."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.proposals.forms.holding import faults_of_form
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
    SubgrantRules,
    Target,
)
from jointfund.proposals.forms.values import read_amount

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
    faults.extend(faults_of_form(form))
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
    subgrants = place.inner("subgrants")
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
        subgrants=_subgrants(subgrants) if subgrants else None,
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


def _subgrants(place: _Place) -> SubgrantRules:
    of = place.inner("share_of")
    return SubgrantRules(
        recipient_column=place.text("recipient_column", must=True),
        amount_column=place.text("amount_column", must=True),
        currency=place.text("currency", must=True),
        ceiling=_ceiling(place) if "ceiling" in place.parts else None,
        share=_fraction(place, "share") if "share" in place.parts else None,
        share_of=_target(of) if of else None,
        note=place.text("note"),
    )


def _ceiling(place: _Place) -> Decimal:
    amount = read_amount(place.text("ceiling"))
    if amount is None or amount <= 0:
        place.refuse("ceiling is an amount above zero, as a text")
        return Decimal(1)
    return amount


def _fraction(place: _Place, key: str) -> Decimal:
    try:
        value = Decimal(place.text(key, must=True))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= 1:
        place.refuse(f"{key} is a fraction between 0 and 1, as a text")
        return Decimal(0)
    return value


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
    if field.subgrants:
        shown["subgrants"] = _subgrants_json(field.subgrants)
    return shown


def _subgrants_json(rules: SubgrantRules) -> Json:
    shown: dict[str, Json] = {
        "recipient_column": rules.recipient_column,
        "amount_column": rules.amount_column,
        "currency": rules.currency,
        "note": rules.note,
    }
    if rules.ceiling is not None:
        shown["ceiling"] = str(rules.ceiling)
    if rules.share is not None and rules.share_of:
        shown |= {"share": str(rules.share), "share_of": _target_json(rules.share_of)}
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
