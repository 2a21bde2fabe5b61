"""How a round goes: how long each step took, who holds a proposal now, and what is late."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median

from django.utils.translation import gettext as _

from jointfund.committee.models import AgendaItem, Body, ConditionTask, MeetingState, TaskState
from jointfund.committee.queries.desk import outcome_labels
from jointfund.people.permissions import Permission
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call
from jointfund.proposals.moves import MoveTable, StateKind
from jointfund.proposals.services import table_of
from jointfund.reviews.access import recused
from jointfund.reviews.models import Assignment, ReviewRound, Scorecard

type ByProposal[T] = Mapping[int, Sequence[T]]


class Holder(StrEnum):
    """Whose turn it is."""

    LEAD = "lead"
    SECRETARIAT = "secretariat"
    REVIEWERS = "reviewers"
    BODY = "body"
    OWNER = "owner"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Step:
    """One step: from when to when, `until` None while it goes on; `days` counts whole days to now then."""

    label: str
    at: datetime
    until: datetime | None
    days: int


@dataclass(frozen=True)
class Turn:
    """Who holds a proposal: the names as far as there are any, and since or until when it is late."""

    holder: Holder
    names: Sequence[str] = ()
    due: date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Line:
    """A proposal of the round: its steps in order, whose turn it is, and what was decided."""

    proposal: Proposal
    state: str
    steps: Sequence[Step]
    turn: Turn
    decided: Sequence[str]


@dataclass(frozen=True)
class StepTime:
    """How long a step took over a round, in days: of those that ended, the middle and the longest."""

    label: str
    ended: int
    going_on: int
    middle: float | None
    longest: int | None


@dataclass(frozen=True)
class _Record:
    """All that is read for a round, by proposal."""

    tables: Mapping[int, MoveTable]
    rounds: Mapping[int, ReviewRound]
    owed: ByProposal[Assignment]
    items: ByProposal[AgendaItem]
    tasks: ByProposal[ConditionTask]
    closes: Mapping[str, datetime]
    body: str
    labels: Mapping[str, str]


def timeline_of(call: Call, now: datetime) -> list[Line]:
    """Every proposal submitted to a call, the late ones first; a constant number of queries."""
    rows = call.proposals.filter(number__isnull=False).select_related("fund", "lead", "table")
    proposals = list(rows.prefetch_related("moves").order_by("number"))
    record = _read(call, proposals)
    lines = [_line(one, record, now) for one in proposals]
    return sorted(lines, key=lambda line: not line.turn.is_late)


def times_of(lines: Sequence[Line]) -> list[StepTime]:
    """How long the steps of a round took, in the order they were first met."""
    by_label: dict[str, list[Step]] = defaultdict(list)
    for line in lines:
        for step in line.steps:
            by_label[step.label].append(step)
    return [_time(label, steps) for label, steps in by_label.items()]


def _time(label: str, steps: Sequence[Step]) -> StepTime:
    ended = [one.days for one in steps if one.until is not None]
    return StepTime(
        label,
        len(ended),
        len(steps) - len(ended),
        median(ended) if ended else None,
        max(ended, default=None),
    )


def _read(call: Call, proposals: Sequence[Proposal]) -> _Record:
    tables: dict[int, MoveTable] = {}
    for one in proposals:
        if one.table_id not in tables:
            tables[one.table_id] = table_of(one)
    rounds = {
        one.proposal_id: one for one in ReviewRound.objects.filter(proposal__in=proposals).order_by("pk")
    }
    items = AgendaItem.objects.filter(proposal__in=proposals).select_related("meeting__body", "decision")
    tasks = ConditionTask.objects.filter(decision__item__proposal__in=proposals, state=TaskState.OPEN)
    latest = call.versions.last()
    stages = read_terms(from_json(latest.words))[0].stages if latest else ()
    body = Body.objects.filter(fund=call.fund_id, decides=True).first()
    return _Record(
        tables,
        rounds,
        _owed(proposals, rounds),
        _grouped([(one.proposal_id or 0, one) for one in items.order_by("meeting__starts_at", "pk")]),
        _grouped(
            [
                (one.decision.item.proposal_id or 0, one)
                for one in tasks.select_related("decision__item", "owner").order_by("due", "pk")
            ]
        ),
        {one.code: one.closes for one in stages if one.closes},
        str(body) if body else "",
        outcome_labels(call.fund),
    )


def _owed(proposals: Sequence[Proposal], rounds: Mapping[int, ReviewRound]) -> ByProposal[Assignment]:
    """What reviewers of open rounds still owe, one task of each, the first due first."""
    still_open = [one for one in rounds.values() if one.closed_at is None]
    cards = Scorecard.objects.filter(round__in=still_open, revisions__isnull=False)
    done = set(cards.values_list("round_id", "reviewer_id"))
    barred = recused(proposals)
    found: dict[int, dict[int, Assignment]] = defaultdict(dict)
    tasks = Assignment.objects.filter(round__in=still_open).select_related("reviewer", "round")
    for one in tasks.order_by("due", "pk"):
        key = one.round.proposal_id
        if (one.round_id, one.reviewer_id) not in done and (one.reviewer_id, key) not in barred:
            found[key].setdefault(one.reviewer_id, one)
    return {key: list(each.values()) for key, each in found.items()}


def _grouped[T](rows: Sequence[tuple[int, T]]) -> ByProposal[T]:
    found: dict[int, list[T]] = defaultdict(list)
    for key, one in rows:
        found[key].append(one)
    return found


def _line(one: Proposal, record: _Record, now: datetime) -> Line:
    decisions = [item.decision for item in record.items.get(one.pk, ()) if hasattr(item, "decision")]
    return Line(
        one,
        record.tables[one.table_id].state(one.state).label,
        _steps(one, record, now),
        _turn(one, record, now),
        [record.labels.get(each.outcome, each.outcome) for each in decisions],
    )


def _steps(one: Proposal, record: _Record, now: datetime) -> list[Step]:
    """A step for each state it came to, and one for its review."""
    table, moves = record.tables[one.table_id], list(one.moves.all())
    ends = [*(move.at for move in moves[1:]), None]
    steps = [
        _step(table.state(move.target).label, move.at, end, now)
        for move, end in zip(moves, ends, strict=False)
        if end is not None or table.state(move.target).kind is not StateKind.CLOSED
    ]
    if reviewed := record.rounds.get(one.pk):
        steps.append(_step(_("Review"), reviewed.opened_at, reviewed.closed_at, now))
    return sorted(steps, key=lambda step: step.at)


def _step(label: str, at: datetime, until: datetime | None, now: datetime) -> Step:
    return Step(label, at, until, max(0, ((until or now) - at).days))


def _turn(one: Proposal, record: _Record, now: datetime) -> Turn:
    table = record.tables[one.table_id]
    state = table.state(one.state)
    if state.is_editable:
        closes = record.closes.get(state.stage)
        return Turn(
            Holder.LEAD,
            [str(one.lead)],
            closes.date() if closes else None,
            is_late=closes is not None and closes < now,
        )
    if tasks := record.tasks.get(one.pk):
        names = list(dict.fromkeys(str(each.owner) for each in tasks))
        return Turn(Holder.OWNER, names, tasks[0].due, is_late=tasks[0].due < now.date())
    if state.kind is StateKind.CLOSED:
        return Turn(Holder.NOBODY)
    return _turn_of_the_fund(one, record, table, now)


def _turn_of_the_fund(one: Proposal, record: _Record, table: MoveTable, now: datetime) -> Turn:
    if owed := record.owed.get(one.pk):
        names = [str(each.reviewer) for each in owed]
        return Turn(Holder.REVIEWERS, names, owed[0].due, is_late=owed[0].due < now.date())
    for item in record.items.get(one.pk, ()):
        if not hasattr(item, "decision") and item.meeting.state != MeetingState.CLOSED:
            starts = item.meeting.starts_at
            late = item.meeting.state == MeetingState.PLANNED and starts < now
            return Turn(Holder.BODY, [str(item.meeting)], starts.date(), is_late=late)
    leaving = table.moves_from(one.state)
    is_screened = any(
        step.permission == Permission.PROPOSAL_SCREEN and not step.needs_note for step in leaving
    )
    if not is_screened and _was_decided(one, record):
        return Turn(Holder.BODY, [record.body] if record.body else [])
    return Turn(Holder.SECRETARIAT)


def _was_decided(one: Proposal, record: _Record) -> bool:
    return any(hasattr(item, "decision") for item in record.items.get(one.pk, ()))
