"""The silence procedure: a decision sent to all members, taken when nobody objects by the deadline."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.audit.services import Verb
from jointfund.committee.models import AgendaItem, DecisionMode, SilenceProcedure, SilenceState
from jointfund.committee.proposed import ProposedDecision, as_json, from_json
from jointfund.committee.queries.seats import recusals, seats_on
from jointfund.committee.rules import Quorum
from jointfund.committee.services.deciding import (
    NoQuorum,
    carry_out,
    checked,
    count_of,
    lock_for_decision,
    objections,
    require_recorder,
)
from jointfund.committee.services.meetings import WrongTime
from jointfund.committee.services.speaking import lock_item, tell
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import reference_of

# What was received by the deadline may still wait for the row: nothing is closed before it can have come in.
SETTLE = timedelta(seconds=5)
CLOCK = "system:clock"


@transaction.atomic
def open_silence(
    item: AgendaItem, proposed: ProposedDecision, *, deadline: datetime, actor: User | str, now: datetime
) -> SilenceProcedure:
    """Send a decision to the members. Raises NotAllowed, AlreadyDecided, WrongTime and what does not fit."""
    item = lock_for_decision(item)
    require_recorder(item, actor)
    checked(item, proposed, now)
    if deadline <= now:
        raise WrongTime(_("The deadline has passed already: choose a later one."))
    if item.silences.filter(state=SilenceState.OPEN).exists():
        raise WrongTime(_("A silence procedure on this item is open already."))
    opened = SilenceProcedure.objects.create(
        item=item,
        proposed=as_json(proposed),
        opened_by=reference_of(actor),
        opened_at=now,
        deadline=deadline,
    )
    tell(Verb.SILENCE_OPENED, item, actor, outcome=proposed.outcome, deadline=deadline.isoformat())
    return opened


def close_silence(procedure: SilenceProcedure, *, now: datetime) -> SilenceProcedure:
    """Close a procedure whose deadline has passed: with a decision, or with the objection that came in time.

    Closing twice changes nothing. What keeps the decision from being carried out is kept with the procedure.
    """
    try:
        return _close(procedure, now)
    except DomainError as fault:
        return _fail(procedure, str(fault), now)


def close_due(now: datetime | None = None) -> int:
    """Close every procedure that is due; how many were."""
    now = now or timezone.now()
    due = SilenceProcedure.objects.filter(state=SilenceState.OPEN, deadline__lt=now - SETTLE)
    found = list(due.select_related("item__meeting__body"))
    for one in found:
        close_silence(one, now=now)
    return len(found)


@transaction.atomic
def _close(procedure: SilenceProcedure, now: datetime) -> SilenceProcedure:
    item = lock_for_decision(procedure.item)
    procedure = SilenceProcedure.objects.select_for_update().get(pk=procedure.pk)
    if procedure.state != SilenceState.OPEN or now <= procedure.deadline + SETTLE:
        return procedure
    seats = seats_on(item.meeting.body, procedure.deadline.date())
    recused = frozenset(recusals(item, seats))
    if objections(item, recused, procedure.deadline):
        return _end(procedure, SilenceState.OBJECTED, item, now)
    asked = len({seat.pk for seat in seats} - recused)
    if not asked:
        raise NoQuorum(_("No seat that counts was asked."))
    needed = count_of(item, seats, recused).needed
    count = Quorum(asked, asked, needed)
    proposed = from_json(procedure.proposed)
    carry_out(item, proposed, DecisionMode.SILENCE, count, seats, actor=procedure.opened_by, now=now)
    return _end(procedure, SilenceState.DECIDED, item, now)


def _end(
    procedure: SilenceProcedure, state: SilenceState, item: AgendaItem, now: datetime
) -> SilenceProcedure:
    procedure.state, procedure.closed_at = state, now
    procedure.save(update_fields=["state", "closed_at", "failure"])
    tell(Verb.SILENCE_CLOSED, item, CLOCK, state=state.value)
    return procedure


@transaction.atomic
def _fail(procedure: SilenceProcedure, failure: str, now: datetime) -> SilenceProcedure:
    item = lock_item(procedure.item)
    procedure = SilenceProcedure.objects.select_for_update().get(pk=procedure.pk)
    if procedure.state != SilenceState.OPEN:
        return procedure
    procedure.failure = failure
    return _end(procedure, SilenceState.FAILED, item, now)
