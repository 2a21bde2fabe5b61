"""The form of each stage of a proposal, the rows of its text, and the text a later stage begins with."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from jointfund.funds.models import Fund
from jointfund.proposals.forms import Answers, AnswersOf, Form, Kind, Owner, Party, Value, read_form
from jointfund.proposals.forms.shape import Field
from jointfund.proposals.models import (
    FormVersion,
    PartyRole,
    PartyState,
    Proposal,
    ProposalForm,
    ProposalParty,
    SectionRevision,
    SectionText,
)

CARRIED = "system:carried"


def form_in_force(fund: Fund, stage: str, day: date) -> FormVersion | None:
    """The form a stage that opens that day goes by; None where the fund has none."""
    return fund.forms.filter(stage=stage, valid_from__lte=day).order_by("-valid_from", "-number").first()


def open_stage(proposal: Proposal, stage: str, now: datetime) -> ProposalForm | None:
    """Open the form of a stage once, each field beginning with the text it carries on.

    None where the fund has no form for it.
    """
    if not stage:
        return None
    if found := proposal.open_forms.filter(stage=stage).first():
        return found
    form = form_in_force(proposal.fund, stage, now.date())
    if form is None:
        return None
    before = proposal.open_forms.select_related("form").last()
    opened = ProposalForm.objects.create(proposal=proposal, stage=stage, form=form, opened_at=now)
    open_texts(opened)
    if before:
        _carry(before, opened, now)
    return opened


def open_texts(opened: ProposalForm) -> None:
    """A row for each section of each organisation that takes part; those there stay as they are."""
    form = read_form(opened.form.document)
    parties = taking_part(opened.proposal)
    for section in form.sections:
        if section.owner is not Owner.EACH:
            SectionText.objects.get_or_create(opened=opened, section=section.code, party=None)
            continue
        for party in parties:
            SectionText.objects.get_or_create(
                opened=opened, section=section.code, party_id=party.organisation_id
            )


def taking_part(proposal: Proposal) -> Sequence[ProposalParty]:
    """The organisations that take part, the lead first."""
    found = proposal.parties.filter(state=PartyState.TAKES_PART).select_related("organisation")
    return sorted(found, key=lambda one: (one.role != PartyRole.LEAD, one.pk))


def parties_of(proposal: Proposal) -> list[Party]:
    """The organisations that take part, as forms know them."""
    return [
        Party(one.organisation.slug, str(one.organisation), one.role == PartyRole.LEAD)
        for one in taking_part(proposal)
    ]


def answers_of(opened: ProposalForm) -> dict[tuple[str, str], Answers]:
    """Every answer of a stage by section and organisation; one query."""
    rows = opened.texts.select_related("party")
    return {(one.section, one.party.slug if one.party else ""): one.answers for one in rows}


def written_answers(opened: ProposalForm) -> AnswersOf:
    """The answers of those who still take part."""
    slugs = {"", *(party.slug for party in parties_of(opened.proposal))}
    return {key: value for key, value in answers_of(opened).items() if key[1] in slugs}


def lock_texts(opened: ProposalForm) -> None:
    """Hold every text of a stage still until the end of the transaction."""
    list(opened.texts.select_for_update().order_by("pk").values_list("pk", flat=True))


def _carry(before: ProposalForm, opened: ProposalForm, now: datetime) -> None:
    earlier, form = answers_of(before), read_form(opened.form.document)
    for text in opened.texts.select_related("party"):
        slug = text.party.slug if text.party else ""
        carried = _carried(form, text.section, slug, earlier)
        if not any(carried.values()):
            continue
        text.answers, text.version, text.saved_by, text.saved_at = carried, 1, CARRIED, now
        text.save()
        SectionRevision.objects.create(text=text, number=1, answers=carried, saved_by=CARRIED, saved_at=now)


def _carried(
    form: Form, code: str, slug: str, earlier: Mapping[tuple[str, str], Answers]
) -> dict[str, Value]:
    section = form.section(code)
    return {field.code: _carried_value(field, slug, earlier) for field in section.fields} if section else {}


def _carried_value(field: Field, slug: str, earlier: Mapping[tuple[str, str], Answers]) -> Value:
    target = field.carried_from
    nothing: Value = [] if field.kind is Kind.TABLE else ""
    if target is None:
        return nothing
    found = earlier.get((target.section, slug), earlier.get((target.section, ""), {})).get(
        target.field, nothing
    )
    return found if isinstance(found, str) == isinstance(nothing, str) else nothing
