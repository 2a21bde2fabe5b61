"""What keeps a form from being complete: each missing or wrong part with the place where it is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.kernel.money import exact
from jointfund.proposals.forms.budget import budget_sums
from jointfund.proposals.forms.shape import Choice, Column, Field, Form, Kind, Owner, Party, Section
from jointfund.proposals.forms.subgrants import faults_of_subgrants
from jointfund.proposals.forms.values import (
    Answers,
    AnswersOf,
    Row,
    count_words,
    read_amount,
    read_date,
    read_number,
    rows_of,
    text_of,
)


@dataclass(frozen=True)
class MissingPart:
    """One part that is missing or wrong. `party` is the slug of whose section it is, empty for a shared one.

    `row` counts the rows of a table from 1; 0 is the field itself.
    """

    section: str
    party: str
    field: str
    reason: str
    row: int = 0

    @property
    def anchor(self) -> str:
        """The id of the field in its section's page."""
        return f"f-{self.field}-{self.row}" if self.row else f"f-{self.field}"


@dataclass(frozen=True)
class Progress:
    """How far a section has come: required fields with nothing amiss, and how many are required."""

    done: int
    required: int


@dataclass(frozen=True)
class _Sheet:
    """One section of one organisation, with all answers around it."""

    form: Form
    section: Section
    party: str
    every: AnswersOf

    @property
    def answers(self) -> Answers:
        return self.every.get((self.section.code, self.party), {})

    def column_values(self, column: Column) -> set[str]:
        """The values a reference may take."""
        target = column.refers_to
        if target is None:
            return set()
        rows = [
            row
            for (section, _party), answers in self.every.items()
            if section == target.section
            for row in rows_of(answers, target.field)
        ]
        return {row.get(target.column, "").strip() for row in rows} - {""}


def missing_parts(
    form: Form, every: AnswersOf, parties: Sequence[Party], stage: str
) -> tuple[MissingPart, ...]:
    """Everything that is missing or wrong for a stage, in the order of the form."""
    return tuple(
        part
        for section in form.sections
        for party in owners_of(section, parties)
        for part in _of_section(_Sheet(form, section, party, every), stage)
    )


def progress_of(form: Form, section: Section, party: str, every: AnswersOf, stage: str) -> Progress:
    """How far one section has come for a stage."""
    sheet = _Sheet(form, section, party, every)
    required = [field for field in section.fields if stage in field.required_at and is_asked(field, sheet)]
    amiss = {part.field for part in _of_section(sheet, stage)}
    return Progress(sum(field.code not in amiss for field in required), len(required))


def owners_of(section: Section, parties: Sequence[Party]) -> list[str]:
    """Whose copies of a section there are: one shared, or one of each organisation."""
    return [party.slug for party in parties] if section.owner is Owner.EACH else [""]


def asked_fields(form: Form, section: Section, party: str, every: AnswersOf) -> list[Field]:
    """The fields of a section whose condition holds."""
    sheet = _Sheet(form, section, party, every)
    return [field for field in section.fields if is_asked(field, sheet)]


def is_asked(field: Field, sheet: _Sheet) -> bool:
    """Whether the condition of a field holds."""
    if field.condition is None:
        return True
    where = sheet.form.section(field.condition.section)
    party = sheet.party if where and where.owner is Owner.EACH else ""
    answers = sheet.every.get((field.condition.section, party), {})
    return text_of(answers, field.condition.field) in field.condition.values


def _of_section(sheet: _Sheet, stage: str) -> Iterator[MissingPart]:
    for field in sheet.section.fields:
        if not is_asked(field, sheet):
            continue
        is_required = stage in field.required_at
        faults = (
            _of_table(field, sheet, is_required)
            if field.kind is Kind.TABLE
            else _of_text(field, text_of(sheet.answers, field.code), is_required)
        )
        for row, reason in faults:
            yield MissingPart(sheet.section.code, sheet.party, field.code, reason, row)


def _of_text(field: Field, text: str, is_required: bool) -> Iterator[tuple[int, str]]:
    if not text.strip():
        if is_required:
            yield 0, _("“%(field)s” is not answered yet.") % {"field": field.label}
        return
    if fault := _wrong(text, field.kind, field.choices):
        yield 0, _("“%(field)s”: %(fault)s") % {"field": field.label, "fault": fault}
    words = count_words(text)
    if field.word_limit is not None and words > field.word_limit:
        yield (
            0,
            _("“%(field)s” has %(words)s words; the limit is %(limit)s.")
            % {"field": field.label, "words": words, "limit": field.word_limit},
        )


def _of_table(field: Field, sheet: _Sheet, is_required: bool) -> Iterator[tuple[int, str]]:
    rows = rows_of(sheet.answers, field.code)
    if is_required and len(rows) < field.least_rows:
        words = {"field": field.label, "least": field.least_rows, "count": len(rows)}
        yield 0, _("“%(field)s” needs at least %(least)s rows; it has %(count)s.") % words
    references = {column.code: sheet.column_values(column) for column in field.columns}
    for number, row in enumerate(rows, 1):
        for column in field.columns:
            if fault := _wrong_cell(column, row, references[column.code]):
                words = {"field": field.label, "row": number, "column": column.label, "fault": fault}
                yield number, _("“%(field)s”, row %(row)s, %(column)s: %(fault)s") % words
    if field.budget:
        yield from _of_budget(field, rows)
    if field.subgrants:
        yield from faults_of_subgrants(field, field.subgrants, sheet.form, rows, sheet.every)


def _wrong_cell(column: Column, row: Row, references: set[str]) -> str:
    text = row.get(column.code, "").strip()
    if not text:
        return _("nothing is there yet.") if column.is_required else ""
    if column.kind is Kind.REFERENCE and text not in references:
        return _("there is no “%(text)s” to refer to.") % {"text": text}
    return _wrong(text, column.kind, column.choices)


def _wrong(text: str, kind: Kind, choices: Sequence[Choice]) -> str:
    match kind:
        case Kind.NUMBER if read_number(text) is None:
            return _("“%(text)s” is not a number.") % {"text": text[:40]}
        case Kind.DATE if read_date(text) is None:
            return _("“%(text)s” is not a day. Write it like 2027-03-31.") % {"text": text[:40]}
        case Kind.CHOICE if text not in {one.code for one in choices}:
            return _("“%(text)s” is not one of the choices.") % {"text": text[:40]}
        case _:
            return ""


def _of_budget(field: Field, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    rules = field.budget
    if rules is None:
        return
    for number, row in enumerate(rows, 1):
        typed = row.get(rules.amount_column, "")
        amount = read_amount(typed)
        is_number = read_number(typed) is not None  # what is no number at all was named before
        if is_number and (amount is None or amount < 0):
            reason = _("“%(field)s”, row %(row)s: an amount is zero or more, with at most two decimals.")
            yield number, reason % {"field": field.label, "row": number}
    sums = budget_sums({"": rows}, rules)
    for cap in sums.over_the_cap(rules).values():
        words = {
            "indirect": exact(sums.indirect[""], rules.currency),
            "cap": exact(cap, rules.currency),
            "rate": f"{(rules.indirect_cap * 100).normalize():f}",
        }
        reason = _(
            "Indirect cost is %(indirect)s; at most %(rate)s per cent of direct cost, %(cap)s, is allowed."
        )
        yield 0, reason % words
    if sums.total == Decimal(0) and rows:
        yield 0, _("“%(field)s” sums to nothing yet.") % {"field": field.label}
