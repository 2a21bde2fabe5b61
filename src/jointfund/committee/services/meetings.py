"""Planning a meeting, its agenda, its session, who was there."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Values, Verb
from jointfund.committee.models import AgendaItem, Attendance, Body, Decision, Meeting, MeetingState, Seat
from jointfund.committee.queries.seats import seats_on
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.models import Proposal


class UnknownZone(DomainError):
    """A time zone nobody knows."""


class WrongTime(DomainError):
    """The meeting is not in the state this is done in."""


class AlreadyOnTheAgenda(DomainError):
    """A proposal stands on one agenda once."""


class NotOnTheAgenda(DomainError):
    """What is not submitted, or not of this fund, is not put on an agenda."""


class ItemInUse(DomainError):
    """Something was said or decided about the item already."""


@transaction.atomic
def plan_meeting(
    body: Body, *, starts_at: datetime, time_zone: str, place: str, actor: User | str
) -> Meeting:
    """The body's next meeting. `time_zone` is an IANA name. Raises NotAllowed, UnknownZone."""
    require(actor, Permission.COMMITTEE_PREPARE, InFund(body.fund))
    if time_zone not in available_timezones():
        raise UnknownZone(
            f"There is no time zone “{time_zone}”: write one like Europe/Zurich or Africa/Lome."
        )
    body = Body.objects.select_for_update().select_related("fund").get(pk=body.pk)
    highest: int = body.meetings.aggregate(Max("number"))["number__max"] or 0
    meeting = Meeting.objects.create(
        body=body, number=highest + 1, starts_at=starts_at, time_zone=time_zone, place=place[:200]
    )
    local = starts_at.astimezone(ZoneInfo(time_zone)).isoformat()
    _tell(Verb.MEETING_PLANNED, meeting, actor, {"starts_at": local, "place": place})
    return meeting


@transaction.atomic
def add_proposal(meeting: Meeting, proposal: Proposal, *, actor: User | str) -> AgendaItem:
    """A submitted proposal as the last item.

    Raises NotAllowed, WrongTime, AlreadyOnTheAgenda, NotOnTheAgenda.
    """
    meeting = lock_meeting(meeting, MeetingState.PLANNED, MeetingState.IN_SESSION)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    if proposal.fund_id != meeting.body.fund_id or proposal.number is None:
        raise NotOnTheAgenda("Only a proposal that was submitted can be put on the agenda.")
    if meeting.agenda.filter(proposal=proposal).exists():
        raise AlreadyOnTheAgenda(f"{proposal.reference} stands on this agenda already.")
    return _add(meeting, actor, proposal=proposal)


@transaction.atomic
def add_subject(meeting: Meeting, subject: str, *, actor: User | str) -> AgendaItem:
    """Something else to decide or to hear as the last item. Raises NotAllowed, WrongTime, NotOnTheAgenda."""
    meeting = lock_meeting(meeting, MeetingState.PLANNED, MeetingState.IN_SESSION)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    if not subject.strip():
        raise NotOnTheAgenda("Say what the item is about.")
    return _add(meeting, actor, subject=subject.strip()[:300])


@transaction.atomic
def advise(item: AgendaItem, *, advice: str, risks: str, actor: User | str) -> AgendaItem:
    """The secretariat's advice and the risks it sees. Raises NotAllowed, WrongTime."""
    meeting = lock_meeting(item.meeting, MeetingState.PLANNED, MeetingState.IN_SESSION)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    item.advice, item.risks = advice.strip(), risks.strip()
    item.save(update_fields=["advice", "risks"])
    _tell(Verb.AGENDA_CHANGED, meeting, actor, {"item": item.number, "change": "advice"})
    return item


@transaction.atomic
def move_up(item: AgendaItem, *, actor: User | str) -> None:
    """Change places with the item before; the first stays. Raises NotAllowed, WrongTime."""
    meeting = lock_meeting(item.meeting, MeetingState.PLANNED, MeetingState.IN_SESSION)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    rows = list(meeting.agenda.order_by("position", "pk"))
    at = next(place for place, one in enumerate(rows) if one.pk == item.pk)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    for place, one in enumerate(rows, start=1):
        one.position = place
    AgendaItem.objects.bulk_update(rows, ["position"])
    _tell(Verb.AGENDA_CHANGED, meeting, actor, {"item": item.number, "change": "order"})


@transaction.atomic
def take_off(item: AgendaItem, *, actor: User | str) -> None:
    """Take an item off the agenda nobody has said anything to. Raises NotAllowed, WrongTime, ItemInUse."""
    meeting = lock_meeting(item.meeting, MeetingState.PLANNED)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    is_used = (item.interests, item.questions, item.voices, item.silences)
    if any(rows.exists() for rows in is_used) or Decision.objects.filter(item=item).exists():
        raise ItemInUse("Members have said something to this item: it stays on the agenda.")
    number = item.number
    item.delete()
    _tell(Verb.AGENDA_CHANGED, meeting, actor, {"item": number, "change": "taken off"})


@transaction.atomic
def open_session(meeting: Meeting, *, actor: User | str) -> Meeting:
    """The meeting begins. Raises NotAllowed, WrongTime."""
    return _turn(meeting, MeetingState.PLANNED, MeetingState.IN_SESSION, Verb.MEETING_OPENED, actor)


@transaction.atomic
def close_session(meeting: Meeting, *, actor: User | str) -> Meeting:
    """The meeting ends; what is not decided is decided at another. Raises NotAllowed, WrongTime."""
    return _turn(meeting, MeetingState.IN_SESSION, MeetingState.CLOSED, Verb.MEETING_CLOSED, actor)


@transaction.atomic
def record_attendance(meeting: Meeting, present: Collection[Seat], *, actor: User | str) -> None:
    """Which seats are there, all of them anew; one not held is left out. Raises NotAllowed, WrongTime."""
    meeting = lock_meeting(meeting, MeetingState.IN_SESSION)
    require(actor, Permission.COMMITTEE_RECORD, InFund(meeting.body.fund))
    held = {seat.pk for seat in seats_on(meeting.body, meeting.starts_at.date())}
    there = sorted({seat.pk for seat in present} & held)
    meeting.attendances.exclude(seat__in=there).delete()
    for key in there:
        Attendance.objects.get_or_create(
            meeting=meeting, seat_id=key, defaults={"recorded_by": reference_of(actor)}
        )
    _tell(Verb.ATTENDANCE_RECORDED, meeting, actor, {"seats": [str(key) for key in there]})


def lock_meeting(meeting: Meeting, *expected: MeetingState) -> Meeting:
    """The meeting, held still until the end of the transaction. Raises WrongTime."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("body__fund").get(pk=meeting.pk)
    if found.state not in expected:
        raise WrongTime(f"This meeting is {found.get_state_display().lower()}: this cannot be done now.")
    return found


def _add(
    meeting: Meeting, actor: User | str, *, proposal: Proposal | None = None, subject: str = ""
) -> AgendaItem:
    highest = meeting.agenda.aggregate(number=Max("number"), position=Max("position"))
    item = AgendaItem.objects.create(
        meeting=meeting,
        number=(highest["number"] or 0) + 1,
        position=(highest["position"] or 0) + 1,
        proposal=proposal,
        subject=subject,
    )
    _tell(Verb.AGENDA_CHANGED, meeting, actor, {"item": item.number, "change": item.title})
    return item


def _turn(
    meeting: Meeting, source: MeetingState, target: MeetingState, verb: Verb, actor: User | str
) -> Meeting:
    meeting = lock_meeting(meeting, source)
    require(actor, Permission.COMMITTEE_RECORD, InFund(meeting.body.fund))
    meeting.state = target
    meeting.save(update_fields=["state"])
    _tell(verb, meeting, actor, {"state": target.value})
    return meeting


def _tell(verb: Verb, meeting: Meeting, actor: User | str, after: Values) -> None:
    audit.record(verb, meeting.subject, actor=reference_of(actor), fund=meeting.body.fund, after=after)
