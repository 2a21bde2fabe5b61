"""What the rows of a budget sum to, and where they break its rules. Nothing is stored beside the rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jointfund.kernel.money import quantise
from jointfund.proposals.forms.shape import BudgetRules, Field, Owner, Party, Section
from jointfund.proposals.forms.values import AnswersOf, Row, read_amount, rows_of


@dataclass(frozen=True)
class Line:
    """One row of a budget that can be read."""

    organisation: str
    result: str
    category: str
    amount: Decimal


@dataclass(frozen=True)
class BudgetSums:
    """Sums of one budget. Rows without a known category and an amount are not in them.

    Keys: an organisation's slug, a category's code, a result as it was typed.
    """

    total: Decimal
    by_organisation: Mapping[str, Decimal]
    by_category: Mapping[str, Decimal]
    by_result: Mapping[str, Decimal]
    by_cell: Mapping[tuple[str, str], Decimal]  # organisation and category
    direct: Mapping[str, Decimal]  # by organisation
    indirect: Mapping[str, Decimal]

    def over_the_cap(self, rules: BudgetRules) -> Mapping[str, Decimal]:
        """For each organisation with too much indirect cost, the most it may have."""
        allowed = {one: quantise(direct * rules.indirect_cap) for one, direct in self.direct.items()}
        return {one: cap for one, cap in allowed.items() if self.indirect[one] > cap}


def lines_of(organisation: str, rows: Sequence[Row], rules: BudgetRules) -> Iterable[Line]:
    """The rows of one organisation that can be read: a known category and an amount of zero or more."""
    known = {category.code for category in rules.categories}
    for row in rows:
        amount = read_amount(row.get(rules.amount_column, ""))
        category = row.get(rules.category_column, "").strip()
        if amount is not None and amount >= 0 and category in known:
            yield Line(organisation, row.get(rules.result_column, "").strip(), category, amount)


def budget_rows(
    section: Section, field: Field, every: AnswersOf, parties: Sequence[Party]
) -> Mapping[str, Sequence[Row]]:
    """The rows of a budget by whose they are: each organisation's own, or the lead's where one is written."""
    if section.owner is Owner.EACH:
        return {one.slug: rows_of(every.get((section.code, one.slug), {}), field.code) for one in parties}
    lead = next((one.slug for one in parties if one.is_lead), "")
    return {
        one.slug: rows_of(every.get((section.code, ""), {}), field.code) if one.slug == lead else ()
        for one in parties
    }


def budget_sums(rows_by_organisation: Mapping[str, Sequence[Row]], rules: BudgetRules) -> BudgetSums:
    """The sums over every organisation's rows, one with nothing included at zero."""
    lines = [line for who, rows in rows_by_organisation.items() for line in lines_of(who, rows, rules)]
    direct_codes = {category.code for category in rules.categories if category.is_direct}
    organisations = list(rows_by_organisation)

    def summed[K](keyed: Iterable[tuple[K, Decimal]], every: Iterable[K] = ()) -> dict[K, Decimal]:
        sums: dict[K, Decimal] = defaultdict(Decimal, {key: Decimal(0) for key in every})
        for key, amount in keyed:
            sums[key] += amount
        return dict(sums)

    return BudgetSums(
        total=sum((line.amount for line in lines), Decimal(0)),
        by_organisation=summed(((one.organisation, one.amount) for one in lines), organisations),
        by_category=summed(((one.category, one.amount) for one in lines), [c.code for c in rules.categories]),
        by_result=summed((one.result, one.amount) for one in lines),
        by_cell=summed(((one.organisation, one.category), one.amount) for one in lines),
        direct=summed(
            ((one.organisation, one.amount) for one in lines if one.category in direct_codes), organisations
        ),
        indirect=summed(
            ((one.organisation, one.amount) for one in lines if one.category not in direct_codes),
            organisations,
        ),
    )
