"""One item as members read it: facts, summary, scores, what was done before. Page and PDF share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.committee.models import AgendaItem
from jointfund.kernel.money import exact
from jointfund.proposals.forms import Kind, read_form
from jointfund.proposals.forms.values import text_of
from jointfund.proposals.models import Proposal
from jointfund.proposals.queries.asked import asked_by
from jointfund.proposals.services import table_of
from jointfund.proposals.stages import taking_part
from jointfund.reviews.queries import ReviewSummary, summary_of


@dataclass(frozen=True)
class PaperFact:
    """A label and what is known; unknown is empty."""

    label: str
    text: str


@dataclass(frozen=True)
class PaperStep:
    """Something done before: when, what, and why."""

    day: str
    label: str
    note: str


@dataclass(frozen=True)
class ItemPaper:
    """What a member reads of an item. `scores` is None where there are none or she may not see them."""

    title: str
    facts: Sequence[PaperFact]
    summary: Sequence[PaperFact]
    steps: Sequence[PaperStep]
    scores: ReviewSummary | None
    asked: Decimal | None


def item_paper(item: AgendaItem, *, with_scores: bool) -> ItemPaper:
    """The paper of an item; a subject in words has its title alone."""
    proposal = item.proposal
    if proposal is None:
        return ItemPaper(item.title, (), (), (), None, None)
    amounts = asked_by(proposal)
    return ItemPaper(
        item.title,
        _facts(proposal, dict(amounts)),
        _summary(proposal),
        _steps(proposal),
        summary_of(proposal) if with_scores else None,
        sum(amounts.values(), Decimal(0)) if amounts else None,
    )


def _facts(proposal: Proposal, amounts: dict[str, Decimal]) -> list[PaperFact]:
    currency, parties = proposal.fund.currency, taking_part(proposal)
    countries = ", ".join(one.country.name for one in proposal.countries.select_related("country"))
    asked = ", ".join(
        f"{one.organisation} {exact(amounts[one.organisation.slug], currency)}"
        for one in parties
        if amounts.get(one.organisation.slug)
    )
    total = exact(sum(amounts.values(), Decimal(0)), currency) if asked else ""
    return [
        PaperFact(_("Reference"), proposal.reference),
        PaperFact(_("State"), table_of(proposal).state(proposal.state).label),
        PaperFact(_("Lead organisation"), proposal.lead.name),
        PaperFact(_("Organisations"), ", ".join(str(one.organisation) for one in parties)),
        PaperFact(_("Countries"), countries),
        PaperFact(_("Asked for"), " · ".join(part for part in (total, asked) if part)),
        PaperFact(_("Call"), proposal.call.reference if proposal.call else ""),
    ]


def _summary(proposal: Proposal) -> list[PaperFact]:
    """The words of the first section of what was last submitted."""
    version = proposal.versions.order_by("-number").first()
    if version is None:
        return []
    form = read_form(version.content["form"])
    section = form.sections[0]
    written = [one["answers"] for one in version.content["answers"] if one["section"] == section.code]
    return [
        PaperFact(field.label, text)
        for field in section.fields
        if field.kind is not Kind.TABLE
        for answers in written
        if (text := text_of(answers, field.code))
    ]


def _steps(proposal: Proposal) -> list[PaperStep]:
    table = table_of(proposal)
    return [
        PaperStep(date_format(timezone.localtime(one.at), "j F Y"), table.state(one.target).label, one.note)
        for one in proposal.moves.all()
    ]
