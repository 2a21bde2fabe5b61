"""Reads for the desk and the public register: meetings, items, conditions, decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from jointfund.committee.bodies import read_body
from jointfund.committee.models import AgendaItem, Body, ConditionTask, Decision, Meeting, TaskState
from jointfund.funds.models import Fund
from jointfund.kernel.references import DecisionReference
from jointfund.people.models import Membership, Role, User
from jointfund.people.permissions import InFund, Permission, can
from jointfund.proposals.models import Proposal

MOST = 200


@dataclass(frozen=True)
class DecisionFilter:
    """What of the register is asked for; empty asks for all."""

    outcome: str = ""
    year: str = ""
    words: str = ""


def meetings_of(fund: Fund) -> Sequence[Meeting]:
    """Every meeting, the latest first, with `items` and `decided`; one query."""
    counted = Meeting.objects.filter(body__fund=fund).select_related("body__fund")
    return list(
        counted.annotate(
            items=Count("agenda", distinct=True), decided=Count("agenda__decision", distinct=True)
        ).order_by("-starts_at")[:MOST]
    )


def find_meeting(fund: Fund, body: str, number: int) -> Meeting | None:
    """The meeting of that number of a body."""
    found = Meeting.objects.filter(body__fund=fund, body__code=body, number=number)
    return found.select_related("body__fund").first()


def find_item(meeting: Meeting, number: int) -> AgendaItem | None:
    """The item of that number, which it keeps whatever the order."""
    rows = meeting.agenda.select_related(
        "meeting__body__fund", "proposal__fund", "proposal__lead", "proposal__table", "proposal__call__fund"
    )
    return rows.filter(number=number).first()


def agenda_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """The agenda in its order with the decision of each; one query."""
    return list(meeting.agenda.select_related("proposal__fund", "decision__fund").order_by("position", "pk"))


def for_the_agenda(meeting: Meeting) -> Sequence[Proposal]:
    """Submitted proposals a decision could move on from where they are, and that are not on the agenda."""
    states: set[str] = set()
    moves = {move for one in read_body(meeting.body.rules).outcomes for move in one.moves}
    for version in meeting.body.fund.move_tables.all():
        for row in version.table["moves"]:
            if row["name"] in moves and "decided" in row["checks"]:
                states.update(row["sources"])
    found = Proposal.objects.filter(fund=meeting.body.fund_id, number__isnull=False, state__in=states)
    found = found.exclude(agenda_items__meeting=meeting).select_related("fund", "lead")
    return list(found.order_by("number")[:MOST])


def outcome_labels(fund: Fund) -> Mapping[str, str]:
    """The labels of every outcome of the fund's bodies."""
    bodies = Body.objects.filter(fund=fund, decides=True)
    return {one.code: one.label for body in bodies for one in read_body(body.rules).outcomes}


def decisions_of(fund: Fund, wanted: DecisionFilter) -> QuerySet[Decision]:
    """The register of decisions, the latest first. Words find only titles that are public."""
    found = Decision.objects.filter(fund=fund).select_related(
        "fund", "item__proposal__fund", "item__proposal__programme__fund", "item__meeting__body"
    )
    if wanted.outcome:
        found = found.filter(outcome=wanted.outcome)
    if wanted.year.isdecimal() and len(wanted.year) == 4:
        found = found.filter(decided_at__year=int(wanted.year))
    if wanted.words:
        public = Q(item__proposal__programme__isnull=False, item__proposal__title__icontains=wanted.words)
        found = found.filter(public | Q(item__subject__icontains=wanted.words))
    return found


def find_decision(fund: Fund, reference: str) -> Decision | None:
    """The decision of a reference, as everybody may read it."""
    parsed = DecisionReference.parse(reference)
    if parsed is None or parsed.prefix != fund.reference_prefix:
        return None
    return decisions_of(fund, DecisionFilter()).filter(number=parsed.number).first()


def conditions_seen(user: User, fund: Fund) -> Sequence[ConditionTask]:
    """The conditions a person answers or follows, open ones first by day; two queries."""
    found = ConditionTask.objects.filter(decision__fund=fund).select_related(
        "owner", "decision__fund", "decision__item__proposal__fund"
    )
    if not can(user, Permission.COMMITTEE_READ, InFund(fund)):
        theirs = Membership.objects.filter(user=user, fund=fund, role=Role.OFFICER).values("organisation")
        found = found.filter(owner__in=theirs)
    order = {TaskState.OPEN: 0, TaskState.ANSWERED: 1, TaskState.ACCEPTED: 2}
    return sorted(found.order_by("due", "pk")[:MOST], key=lambda one: order[TaskState(one.state)])


def is_late(task: ConditionTask, today: date) -> bool:
    """Whether its day is past and it is not answered."""
    return task.state == TaskState.OPEN and task.due < today
