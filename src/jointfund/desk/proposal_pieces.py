"""What the pages of proposals show of a section, a budget and a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.desk.proposal_typed import SPARE_ROWS, cell_name
from jointfund.proposals.forms import (
    Answers,
    AnswersOf,
    Field,
    Form,
    Kind,
    MissingPart,
    Party,
    Row,
    Section,
    budget_rows,
    budget_sums,
    count_words,
)
from jointfund.proposals.forms.shape import Choice
from jointfund.proposals.forms.values import rows_of, text_of
from jointfund.proposals.redline import Piece, redline
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import Cell, Table, TableColumn


@dataclass(frozen=True)
class ShownCell:
    """One cell of a table to write in."""

    name: str
    label: str
    kind: str
    value: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class ShownRow:
    """One row of a table with its faults; `anchor` is where links to it lead."""

    anchor: str
    number: int
    cells: Sequence[ShownCell]
    faults: Sequence[str]


@dataclass(frozen=True)
class ShownField:
    """One field of a section's page. `id` is its place in the page, `name` the one its answer is sent by."""

    id: str
    name: str
    label: str
    kind: str
    help: str
    value: str
    words: int
    limit: int | None
    choices: Sequence[Choice]
    rows: Sequence[ShownRow]
    is_required: bool
    faults: Sequence[str]

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.words > self.limit

    @property
    def as_lines(self) -> Sequence[str]:
        """The answer for who only reads it: a choice by its label, a table row by row."""
        if self.kind == Kind.TABLE:
            return [" · ".join(_label(c) for c in row.cells if c.value) for row in self.rows if row.number]
        label = next((one.label for one in self.choices if one.code == self.value), self.value)
        return [line for line in label.split("\n") if line.strip()]


def shown_fields(
    form: Form,
    section: Section,
    answers: Answers,
    missing: Sequence[MissingPart],
    *,
    stage: str,
    spare: int = SPARE_ROWS,
) -> list[ShownField]:
    """The fields of a section with their answers and, where asked for, what is amiss in each."""
    return [_shown(form, section, one, answers, missing, stage, spare) for one in section.fields]


def _shown(
    form: Form,
    section: Section,
    one: Field,
    answers: Answers,
    missing: Sequence[MissingPart],
    stage: str,
    spare: int,
) -> ShownField:
    value = text_of(answers, one.code)
    faults = [part for part in missing if part.field == one.code]
    return ShownField(
        id=f"f-{one.code}",
        name=one.code,
        label=one.label,
        kind=one.kind.value,
        help=" ".join(part for part in (one.help, _condition_note(form, one), _budget_note(one)) if part),
        value=value,
        words=count_words(value),
        limit=one.word_limit,
        choices=one.choices,
        rows=_rows(one, rows_of(answers, one.code), faults, spare) if one.kind is Kind.TABLE else (),
        is_required=stage in one.required_at,
        faults=[part.reason for part in faults if not part.row],
    )


def _rows(one: Field, rows: Sequence[Row], faults: Sequence[MissingPart], spare: int) -> list[ShownRow]:
    return [
        ShownRow(
            f"f-{one.code}-{number}",
            number if number <= len(rows) else 0,
            [
                ShownCell(
                    cell_name(one.code, number, column.code),
                    column.label,
                    column.kind.value,
                    row.get(column.code, ""),
                    column.choices,
                )
                for column in one.columns
            ],
            [part.reason for part in faults if part.row == number],
        )
        for number, row in enumerate([*rows, *({} for _spare in range(spare))], 1)
    ]


def _condition_note(form: Form, one: Field) -> str:
    if one.condition is None:
        return ""
    where = form.section(one.condition.section)
    asked = where.field(one.condition.field) if where else None
    if asked is None:
        return ""
    labels = [choice.label for choice in asked.choices if choice.code in one.condition.values]
    words = {"question": asked.label, "answers": ", ".join(labels)}
    return _("Only where “%(question)s” is answered: %(answers)s.") % words


def _budget_note(one: Field) -> str:
    return one.budget.note if one.budget else ""


def _label(cell: ShownCell) -> str:
    return next((one.label for one in cell.choices if one.code == cell.value), cell.value)


def budget_table(form: Form, every: AnswersOf, parties: Sequence[Party]) -> Table | None:
    """The sums of the budget by category and organisation; None where the form has no budget."""
    found = [(section, one) for section in form.sections for one in section.fields if one.budget]
    if not found:
        return None
    section, one = found[0]
    rules = one.budget
    if rules is None:
        return None
    sums = budget_sums(budget_rows(section, one, every, parties), rules)
    rows = [
        [
            Cell(category.label),
            *(
                Cell(_money(sums.by_cell.get((party.slug, category.code)), rules.currency))
                for party in parties
            ),
            Cell(_money(sums.by_category[category.code], rules.currency)),
        ]
        for category in rules.categories
    ]
    total = [
        Cell(_("Total")),
        *(Cell(exact(sums.by_organisation[party.slug], rules.currency)) for party in parties),
        Cell(exact(sums.total, rules.currency)),
    ]
    columns = [TableColumn(_("Category")), *(TableColumn(party.name, True) for party in parties)]
    return Table(
        _("Budget by category and organisation"), [*columns, TableColumn(_("Together"), True)], rows, total
    )


def _money(amount: Decimal | None, currency: str) -> str:
    return exact(amount, currency) if amount else "–"


@dataclass(frozen=True)
class ChangedField:
    """One field of two versions, side by side in one line of pieces."""

    label: str
    pieces: Sequence[Piece]


def changes_between(
    form: Form, old: AnswersOf, new: AnswersOf, parties: Mapping[str, str]
) -> list[ChangedField]:
    """Each field that differs, with what was taken out and put in."""
    found = []
    for section in form.sections:
        for key in sorted({key for key in (*old, *new) if key[0] == section.code}):
            for one in section.fields:
                before, after = (plain_text(one, answers.get(key, {})) for answers in (old, new))
                if before != after:
                    who = parties.get(key[1], key[1])
                    label = " · ".join(part for part in (section.title, who, one.label) if part)
                    found.append(ChangedField(label, redline(before, after)))
    return found


def plain_text(one: Field, answers: Answers) -> str:
    """An answer as text, a table row by row."""
    if one.kind is Kind.TABLE:
        return "\n".join(
            " · ".join(row.get(column.code, "") for column in one.columns if row.get(column.code))
            for row in rows_of(answers, one.code)
        )
    value = text_of(answers, one.code)
    return next((choice.label for choice in one.choices if choice.code == value), value)
