"""What waits for a person because of a committee: a word, an answer, an acceptance."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from jointfund.committee.models import (
    ConditionTask,
    MeetingQuestion,
    SilenceProcedure,
    SilenceState,
    TaskState,
)
from jointfund.committee.queries.seats import recusals, seat_of
from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Role, User


def open_silences_for(user: User, fund: Fund) -> Sequence[SilenceProcedure]:
    """The open procedures the person may still speak to and has not; few are open at a time."""
    found = SilenceProcedure.objects.filter(item__meeting__body__fund=fund, state=SilenceState.OPEN)
    found = found.filter(deadline__gte=timezone.now()).exclude(item__voices__said_by=user.audit_reference)
    rows = found.select_related("item__meeting__body", "item__proposal__fund")
    return [one for one in rows if _is_asked(user, one)]


def conditions_to_answer(user: User, fund: Fund) -> Sequence[ConditionTask]:
    """Open conditions of the organisations the person writes for; one query."""
    theirs = Membership.objects.filter(user=user, fund=fund, role=Role.OFFICER).exclude(organisation=None)
    return list(_tasks(fund).filter(state=TaskState.OPEN, owner__in=theirs.values("organisation")))


def answers_to_accept(fund: Fund) -> Sequence[ConditionTask]:
    """Answered conditions the secretariat has not accepted; one query."""
    return list(_tasks(fund).filter(state=TaskState.ANSWERED))


def questions_to_answer(fund: Fund) -> Sequence[MeetingQuestion]:
    """Questions of members without an answer; one query."""
    rows = MeetingQuestion.objects.filter(item__meeting__body__fund=fund, answer="")
    return list(rows.select_related("item__meeting__body", "item__proposal__fund"))


def _tasks(fund: Fund) -> QuerySet[ConditionTask]:
    return ConditionTask.objects.filter(decision__fund=fund).select_related("decision__fund", "owner")


def _is_asked(user: User, one: SilenceProcedure) -> bool:
    seat = seat_of(user, one.item.meeting.body, timezone.localdate())
    return seat is not None and seat.pk not in recusals(one.item, [seat])
