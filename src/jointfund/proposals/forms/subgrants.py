"""Money handed on by a proposer: whom a form names, and where the rows break its rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.kernel.money import exact, quantise
from jointfund.proposals.forms.budget import budget_sums
from jointfund.proposals.forms.shape import Field, Form, SubgrantRules, Target
from jointfund.proposals.forms.values import AnswersOf, Row, read_amount, rows_of


@dataclass(frozen=True)
class Recipient:
    """Somebody a form names to hand money to, and the row that does; rows count from 1."""

    name: str
    section: str
    party: str
    field: str
    row: int


def named_recipients(form: Form, every: AnswersOf) -> tuple[Recipient, ...]:
    """Everybody the tables of sub-grants name, in the order of the form; who stands twice is named twice."""
    return tuple(
        Recipient(name, section.code, party, field.code, number)
        for section in form.sections
        for field in section.fields
        if field.subgrants
        for (code, party), answers in every.items()
        if code == section.code
        for number, row in enumerate(rows_of(answers, field.code), 1)
        if (name := row.get(field.subgrants.recipient_column, "").strip())
    )


def faults_of_subgrants(
    field: Field, rules: SubgrantRules, form: Form, rows: Sequence[Row], every: AnswersOf
) -> Iterator[tuple[int, str]]:
    """What breaks the rules in one organisation's rows, with the row; 0 is all of the table.

    The share is that of all organisations together, since the budget it is a part of is.
    """
    yield from _over_the_ceiling(rules, rows)
    if rules.share is None or rules.share_of is None:
        return
    handed_on = sum((_amount(row, rules) for row in _every_row(field, form, every)), Decimal(0))
    most = quantise(_budget_of(rules.share_of, form, every) * rules.share)
    if handed_on > most:
        words = {
            "sum": exact(handed_on, rules.currency),
            "rate": f"{(rules.share * 100).normalize():f}",
            "most": exact(most, rules.currency),
        }
        reason = _(
            "“%(field)s”: %(sum)s is handed on; at most %(rate)s per cent of the budget, %(most)s, may be."
        )
        yield 0, reason % {"field": field.label, **words}


def _over_the_ceiling(rules: SubgrantRules, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(rows, 1):
        amount = _amount(row, rules)
        if rules.ceiling is not None and amount > rules.ceiling:
            words = _("Row %(row)s: %(amount)s is more than one may get, which is %(most)s.")
            most = exact(rules.ceiling, rules.currency)
            yield number, words % {"row": number, "amount": exact(amount, rules.currency), "most": most}
        elif amount < 0:
            yield number, _("Row %(row)s: an amount is zero or more.") % {"row": number}


def _amount(row: Row, rules: SubgrantRules) -> Decimal:
    return read_amount(row.get(rules.amount_column, "")) or Decimal(0)


def _every_row(field: Field, form: Form, every: AnswersOf) -> Iterator[Row]:
    for (code, _party), answers in every.items():
        section = form.section(code)
        if section and section.field(field.code) is field:
            yield from rows_of(answers, field.code)


def _budget_of(target: Target, form: Form, every: AnswersOf) -> Decimal:
    """What the budget of the form sums to over all organisations."""
    field = form.field_at(target)
    if field is None or field.budget is None:
        return Decimal(0)
    rows = {
        party: rows_of(answers, target.field)
        for (code, party), answers in every.items()
        if code == target.section
    }
    return budget_sums(rows, field.budget).total
