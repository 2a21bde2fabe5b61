"""The checks and effects a table of moves can name. Nothing else of the workflow is code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from jointfund.people.permissions import Permission
from jointfund.proposals.models import PartyState, Proposal, ProposalParty
from jointfund.proposals.moves import Known


@dataclass(frozen=True)
class Missing:
    """What keeps a move from being made: where (an anchor of the form), and what is missing there."""

    place: str
    reason: str


@dataclass(frozen=True)
class Situation:
    """When a move is made, by whom (an audit reference), and with what note."""

    now: datetime
    actor: str
    note: str = ""


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


CHECKS: Mapping[str, Check] = {"has_two_organisations": has_two_organisations}
EFFECTS: Mapping[str, Effect] = {"give_number": give_number}


def known() -> Known:
    """The names a table may use."""
    return Known(CHECKS.keys(), EFFECTS.keys(), {str(permission) for permission in Permission})
