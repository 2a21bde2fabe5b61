"""The checks and effects a table of moves can name. Nothing else of the workflow is code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from jointfund.kernel.citations import Citation
from jointfund.people.permissions import Permission
from jointfund.proposals import conditions, freezing, screening, stages
from jointfund.proposals.forms import AnswersOf, missing_parts, read_form
from jointfund.proposals.models import PartyState, Proposal, ProposalForm, ProposalParty, SanctionsMatch
from jointfund.proposals.models_calls import MatchState
from jointfund.proposals.moves import Known, Move, MoveTable
from jointfund.proposals.queries.deadlines import closed_because
from jointfund.proposals.read_once import table_in


@dataclass(frozen=True)
class Missing:
    """What keeps a move from being made: where, and what is missing there.

    `place` is an anchor: of the proposal's page, or of the page of `section` and `party` where that is given.
    """

    place: str
    reason: str
    section: str = ""
    party: str = ""


@dataclass(frozen=True)
class Situation:
    """When a move is made, by whom (an audit reference), with what note, and on what decision."""

    now: datetime
    actor: str
    note: str = ""
    decision: Citation | None = None


type Check = Callable[[Proposal, Situation], Sequence[Missing]]
type Effect = Callable[[Proposal, Situation], None]


def has_two_organisations(proposal: Proposal, situation: Situation) -> Sequence[Missing]:
    """A joint proposal is made by two organisations or more, and none still owes its answer."""
    parties = list(ProposalParty.objects.filter(proposal=proposal).select_related("organisation"))
    missing = [
        Missing("parties", f"{party.organisation} has not answered the invitation yet.")
        for party in parties
        if party.state == PartyState.INVITED
    ]
    if sum(party.state == PartyState.TAKES_PART for party in parties) < 2:
        missing.append(Missing("parties", "A joint proposal has two organisations or more."))
    return missing


def give_number(proposal: Proposal, situation: Situation) -> None:
    """The reference a proposal is known by from its first submission on."""
    if proposal.number is None:
        highest: int = proposal.fund.proposals.aggregate(Max("number"))["number__max"] or 0
        proposal.number = highest + 1


def is_complete(proposal: Proposal, situation: Situation) -> Sequence[Missing]:
    """The form of the stage has every required part, and each is right."""
    opened = form_of(proposal)
    if opened is None:
        return [Missing("form", _("This fund has no form for this step yet: ask its secretariat."))]
    return [
        Missing(part.anchor, part.reason, part.section, part.party)
        for part in missing_parts(
            read_form(opened.form.document),
            stages.written_answers(opened),
            stages.parties_of(proposal),
            opened.stage,
        )
    ]


def is_endorsed(proposal: Proposal, situation: Situation) -> Sequence[Missing]:
    """Each country and each organisation that takes part has signed the text as it stands."""
    opened = form_of(proposal)
    if opened is None:
        return []
    countries = [one.country for one in proposal.countries.select_related("country")]
    if not countries:
        return [Missing("countries", _("Say in which countries the programme works."))]
    digest = freezing.text_digest(opened)
    standing = list(opened.endorsements.filter(digest=digest))
    signed = {one.country_id for one in standing}, {one.organisation_id for one in standing}
    parties = [one.organisation for one in stages.taking_part(proposal)]
    unsigned = [one.name for one in countries if one.pk not in signed[0]]
    unsigned += [str(one) for one in parties if one.pk not in signed[1]]
    words = _("%(name)s has not endorsed this text yet.")
    return [Missing("endorsements", words % {"name": name}) for name in unsigned]


def keep_version(proposal: Proposal, situation: Situation) -> None:
    """Keep what is submitted, whole and for good."""
    if opened := form_of(proposal):
        freezing.keep_version(proposal, opened, actor=situation.actor, now=situation.now)


def open_form(proposal: Proposal, situation: Situation) -> None:
    """Open the form of the stage the proposal comes to, with the text it carries on."""
    stages.open_stage(proposal, table_of(proposal).state(proposal.state).stage, situation.now)


def table_of(proposal: Proposal) -> MoveTable:
    """The table the proposal began with."""
    return table_in(proposal.table, known())


def form_of(proposal: Proposal) -> ProposalForm | None:
    """The form of the stage the proposal is in; of the last stage it came to where its state has none."""
    forms = proposal.open_forms.select_related("form")
    stage = table_of(proposal).state(proposal.state).stage
    return forms.filter(stage=stage).first() or forms.last()


def unmet_conditions(proposal: Proposal, step: Move) -> list[Missing]:
    """What the form says otherwise than the move asks; a move without conditions asks nothing of it."""
    if not step.conditions:
        return []
    return [
        Missing(f"f-{one.field}", one.otherwise, one.section)
        for one in conditions.unmet(step.conditions, _written(proposal))
    ]


def other_way(proposal: Proposal, step: Move) -> str:
    """Why the form does not choose the way this move is on; empty where it does."""
    return conditions.other_way(step.conditions, _written(proposal)) if step.conditions else ""


def _written(proposal: Proposal) -> AnswersOf:
    opened = form_of(proposal)
    return stages.written_answers(opened) if opened else {}


def call_is_open(proposal: Proposal, situation: Situation) -> Sequence[Missing]:
    """The stage of the call the proposal answers is open; what was written stays a draft either way."""
    opened = form_of(proposal)
    if proposal.call is None or opened is None:
        return []
    reason = closed_because(proposal.call, opened.stage, situation.now)
    return [Missing("call", reason)] if reason else []


def recipients_are_cleared(proposal: Proposal, situation: Situation) -> Sequence[Missing]:
    """Nobody money is handed to is on the list of sanctions, or waits to be decided about."""
    opened = form_of(proposal)
    if opened is None:
        return []
    named = {one.name[:300]: one for one in screening.recipients_of(opened)}
    return [
        Missing(f"f-{one.field}-{one.row}", _unclear(match), one.section, one.party)
        for match in screening.undecided_or_listed(proposal, named)
        if (one := named.get(match.our_name))
    ]


def _unclear(match: SanctionsMatch) -> str:
    words = {"name": match.our_name, "listed": match.listed_name}
    if match.state == MatchState.SAME:
        return _("%(name)s is on the list of sanctions as %(listed)s.") % words
    return _("Decide first whether %(name)s is %(listed)s on the list of sanctions.") % words


def screen_recipients(proposal: Proposal, situation: Situation) -> None:
    """Hold everybody the form hands money to against the list of sanctions in use."""
    if opened := form_of(proposal):
        screening.screen_recipients(opened)


def is_decided(proposal: Proposal, situation: Situation) -> Sequence[Missing]:
    """A body decided it: the move cites the decision."""
    if situation.decision and situation.decision.kind == "decision" and situation.decision.reference:
        return []
    return [Missing("decision", _("A body of the fund decides this: it is recorded at its meeting."))]


CHECKS: Mapping[str, Check] = {
    "has_two_organisations": has_two_organisations,
    "complete": is_complete,
    "endorsed": is_endorsed,
    "call_open": call_is_open,
    "decided": is_decided,
    "recipients_cleared": recipients_are_cleared,
}
EFFECTS: Mapping[str, Effect] = {
    "give_number": give_number,
    "keep_version": keep_version,
    "open_form": open_form,
    "screen_recipients": screen_recipients,
}


def known() -> Known:
    """The names a table may use."""
    return Known(CHECKS.keys(), EFFECTS.keys(), {str(permission) for permission in Permission})
