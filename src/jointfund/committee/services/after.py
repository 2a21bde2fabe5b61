"""What follows a decision: answering its conditions."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.models import ConditionTask, TaskState
from jointfund.committee.services.meetings import WrongTime
from jointfund.committee.services.speaking import NothingSaid
from jointfund.people.models import User
from jointfund.people.permissions import InFund, OfRecord, Permission, can, reference_of, require


@transaction.atomic
def answer_condition(task: ConditionTask, text: str, *, actor: User, now: datetime) -> ConditionTask:
    """What its owner did about it. Raises NotAllowed, WrongTime, NothingSaid."""
    task = _locked(task, TaskState.OPEN)
    require(actor, Permission.PROPOSAL_WRITE, thing_of(task))
    if not text.strip():
        raise NothingSaid(_("Write what you did about it."))
    task.state, task.answer, task.answered_by, task.answered_at = (
        TaskState.ANSWERED,
        text.strip(),
        actor.audit_reference,
        now,
    )
    return _kept(task, Verb.CONDITION_ANSWERED, actor, task.answer)


@transaction.atomic
def accept_condition(task: ConditionTask, *, actor: User | str, now: datetime) -> ConditionTask:
    """The secretariat finds it met. Raises NotAllowed, WrongTime."""
    task = _locked(task, TaskState.ANSWERED)
    require(actor, Permission.COMMITTEE_RECORD, InFund(task.decision.fund))
    task.state, task.accepted_by, task.accepted_at = TaskState.ACCEPTED, reference_of(actor), now
    return _kept(task, Verb.CONDITION_ACCEPTED, actor, "")


@transaction.atomic
def return_condition(task: ConditionTask, why: str, *, actor: User | str) -> ConditionTask:
    """It is not met yet: back to its owner with the reason. Raises NotAllowed, WrongTime, NothingSaid."""
    task = _locked(task, TaskState.ANSWERED)
    require(actor, Permission.COMMITTEE_RECORD, InFund(task.decision.fund))
    if not why.strip():
        raise NothingSaid(_("Say what is missing."))
    task.state, task.returned_because = TaskState.OPEN, why.strip()
    return _kept(task, Verb.CONDITION_RETURNED, actor, why.strip())


def thing_of(task: ConditionTask) -> OfRecord:
    """The task as who answers it is judged: its owner alone; needs `decision.fund` and `owner` loaded."""
    return OfRecord(task.decision.fund, task.decision.subject, parties=frozenset({task.owner.slug}))


def may_answer(user: User, task: ConditionTask) -> bool:
    """Whether it is this person's turn."""
    return task.state == TaskState.OPEN and bool(can(user, Permission.PROPOSAL_WRITE, thing_of(task)))


def _locked(task: ConditionTask, expected: TaskState) -> ConditionTask:
    rows = ConditionTask.objects.select_for_update(of=("self",)).select_related("decision__fund", "owner")
    found = rows.get(pk=task.pk)
    if found.state != expected:
        raise WrongTime(_("This stands at “%(state)s”.") % {"state": found.get_state_display()})
    return found


def _kept(task: ConditionTask, verb: Verb, actor: User | str, note: str) -> ConditionTask:
    task.save()
    audit.record(
        verb,
        f"{task.decision.subject}/condition/{task.number}",
        actor=reference_of(actor),
        fund=task.decision.fund,
        after={"state": str(task.state), "owner": task.owner.slug},
        note=note[:2000],
    )
    return task
