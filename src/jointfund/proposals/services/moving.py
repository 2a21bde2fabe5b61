"""The one writer of a proposal's state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.citations import Citation
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import OfRecord, Permission, can, reference_of, require
from jointfund.proposals.models import PartyRole, PartyState, Proposal, ProposalMove, ProposalParty
from jointfund.proposals.moves import Move
from jointfund.proposals.services.showing import show_status
from jointfund.proposals.stages import lock_texts
from jointfund.proposals.workflow import (
    CHECKS,
    EFFECTS,
    Missing,
    Situation,
    form_of,
    other_way,
    table_of,
    unmet_conditions,
)

BY_THE_LEAD = frozenset({Permission.PROPOSAL_SUBMIT, Permission.PROPOSAL_WITHDRAW})


class IllegalMove(DomainError):
    """The table has no such move from the state the proposal is in."""


class Incomplete(DomainError):
    """What is missing before the move can be made, each with its place."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(" ".join(one.reason for one in missing))
        self.missing = tuple(missing)


@dataclass(frozen=True)
class OpenMove:
    """A move as a button: open, or closed with the reason."""

    move: Move
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not self.reason


@transaction.atomic
def move(
    proposal: Proposal,
    name: str,
    *,
    actor: User | str,
    now: datetime,
    note: str = "",
    decision: Citation | None = None,
) -> Proposal:
    """Carry out one move of the proposal's table and record it; the row is locked before anything is judged.

    `decision` is what a move that is decided by a body rests on; the public status cites it.

    Raises IllegalMove, NotAllowed, and Incomplete with every missing part.
    """
    proposal = Proposal.objects.select_for_update().select_related("fund", "table").get(pk=proposal.pk)
    table = table_of(proposal)
    step = table.move(name, proposal.state)
    if step is None:
        raise IllegalMove(f"From “{table.state(proposal.state).label}” this cannot be done.")
    require(actor, Permission(step.permission), thing_for(proposal, Permission(step.permission)))
    if opened := form_of(proposal):
        lock_texts(opened)  # nobody saves between the check and what is kept
    situation = Situation(now, reference_of(actor), note.strip(), decision)
    if missing := missing_for(proposal, step, situation):
        raise Incomplete(missing)
    source, proposal.state, proposal.state_since = proposal.state, step.target, now
    for effect in step.effects:
        EFFECTS[effect](proposal, situation)
    show_status(proposal, step, situation)
    proposal.save()
    ProposalMove.objects.create(
        proposal=proposal,
        name=step.name,
        source=source,
        target=step.target,
        actor=situation.actor,
        at=now,
        note=situation.note,
    )
    audit.record(
        Verb.PROPOSAL_MOVED,
        proposal.subject,
        actor=situation.actor,
        fund=proposal.fund,
        before={"state": source},
        after={
            "state": proposal.state,
            "move": step.name,
            "number": proposal.number,
            "decision": decision.reference if decision else None,
        },
        note=situation.note[:2000],
    )
    return proposal


def missing_for(proposal: Proposal, step: Move, situation: Situation) -> list[Missing]:
    """Everything that keeps a move from being made, over all its checks."""
    missing = _checked(proposal, step, situation)
    if step.needs_note and not situation.note:
        missing.append(Missing("note", "Say why: this step needs a reason."))
    return missing


def missing_before(proposal: Proposal, now: datetime) -> list[Missing]:
    """What keeps the lead from submitting now; nothing where no submission leaves the state.

    Where there are several ways, that of the way the form chooses; of all of them while it chooses none.
    """
    leaving = table_of(proposal).moves_from(proposal.state)
    steps = [step for step in leaving if step.permission == Permission.PROPOSAL_SUBMIT]
    chosen = [step for step in steps if not other_way(proposal, step)]
    found = [one for step in chosen or steps for one in _checked(proposal, step, Situation(now, ""))]
    return list(dict.fromkeys(found))


def _checked(proposal: Proposal, step: Move, situation: Situation) -> list[Missing]:
    checked = [one for check in step.checks for one in CHECKS[check](proposal, situation)]
    return checked + unmet_conditions(proposal, step)


def open_moves(proposal: Proposal, user: User) -> tuple[OpenMove, ...]:
    """The moves that leave the proposal's state, each closed one with its reason."""
    return tuple(
        OpenMove(step, _reason_against(proposal, step, user))
        for step in table_of(proposal).moves_from(proposal.state)
    )


def thing_of(proposal: Proposal) -> OfRecord:
    """The proposal as who reads it is judged: also an organisation that has not answered may."""
    return _thing(proposal, proposal.parties.exclude(state=PartyState.LEFT))


def thing_for(proposal: Proposal, permission: Permission) -> OfRecord:
    """The proposal as who acts on it is judged: the lead submits and withdraws, who takes part writes."""
    if permission is Permission.PROPOSAL_READ:
        return thing_of(proposal)
    if permission in BY_THE_LEAD:
        return _thing(proposal, proposal.parties.filter(role=PartyRole.LEAD))
    return _thing(proposal, proposal.parties.filter(state=PartyState.TAKES_PART))


def _thing(proposal: Proposal, parties: QuerySet[ProposalParty]) -> OfRecord:
    return OfRecord(
        proposal.fund,
        proposal.subject,
        parties=frozenset(parties.values_list("organisation__slug", flat=True)),
        countries=frozenset(proposal.countries.values_list("country__iso3", flat=True)),
        author=proposal.started_by,
    )


def _reason_against(proposal: Proposal, step: Move, user: User) -> str:
    permission = Permission(step.permission)
    reason = can(user, permission, thing_for(proposal, permission)).reason
    if not reason and "decided" in step.checks:
        return CHECKS["decided"](proposal, Situation(proposal.state_since, ""))[0].reason
    return reason or other_way(proposal, step)
