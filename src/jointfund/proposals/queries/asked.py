"""What the organisations of a proposal ask for, from the budget lines of the form it is in."""

from collections.abc import Mapping
from decimal import Decimal

from jointfund.proposals import stages
from jointfund.proposals.forms import budget_rows, budget_sums, read_form
from jointfund.proposals.models import Proposal
from jointfund.proposals.workflow import form_of


def asked_by(proposal: Proposal) -> Mapping[str, Decimal]:
    """The sum of each organisation's lines by its slug, in the fund's currency; empty without a budget."""
    opened = form_of(proposal)
    if opened is None:
        return {}
    form, every = read_form(opened.form.document), stages.written_answers(opened)
    for section in form.sections:
        for field in section.fields:
            if field.budget:
                rows = budget_rows(section, field, every, stages.parties_of(proposal))
                return budget_sums(rows, field.budget).by_organisation
    return {}
