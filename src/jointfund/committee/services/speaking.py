"""What members say: an interest, a question before the meeting, agreement or objection."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.models import (
    AgendaItem,
    Decision,
    Interest,
    InterestKind,
    MeetingQuestion,
    MeetingState,
    Seat,
    SilenceState,
    Stance,
    Voice,
)
from jointfund.committee.queries.seats import recusals, seat_of
from jointfund.committee.rules import counts_by
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require


class NoSeat(DomainError):
    """The person holds no seat in the body on that day."""


class Recused(DomainError):
    """The seat has an interest in the item."""


class AlreadyDecided(DomainError):
    """There is a decision on the item."""


class TooLate(DomainError):
    """It came after the deadline, or the meeting is over."""


class NothingSaid(DomainError):
    """A reason, question or answer without words."""


@transaction.atomic
def declare_interest(item: AgendaItem, reason: str, *, actor: User, now: datetime) -> Interest:
    """The member takes no part in the item from now on. Raises NoSeat, NothingSaid, AlreadyDecided."""
    item, seat = lock_item(item), _seat(item, actor, now)
    if not reason.strip():
        raise NothingSaid(_("Say in a few words what your interest is."))
    _require_undecided(item)
    interest, is_new = Interest.objects.get_or_create(
        item=item,
        seat=seat,
        defaults={
            "kind": InterestKind.DECLARED,
            "reason": reason.strip(),
            "declared_by": actor.audit_reference,
            "declared_at": now,
        },
    )
    if is_new:
        tell(Verb.MEMBER_RECUSED, item, actor, seat=seat.label)
    return interest


@transaction.atomic
def ask(item: AgendaItem, text: str, *, actor: User, now: datetime) -> MeetingQuestion:
    """A question all members see. Raises NoSeat, Recused, NothingSaid, AlreadyDecided."""
    item, seat = lock_item(item), _seat(item, actor, now)
    _require_part(item, seat)
    _require_undecided(item)
    if not text.strip():
        raise NothingSaid(_("Write your question."))
    question = MeetingQuestion.objects.create(item=item, seat=seat, text=text.strip(), asked_at=now)
    tell(Verb.MEMBER_ASKED, item, actor, seat=seat.label)
    return question


@transaction.atomic
def answer(question: MeetingQuestion, text: str, *, actor: User | str, now: datetime) -> MeetingQuestion:
    """The secretariat's answer for all members, once. Raises NotAllowed, NothingSaid, AlreadyDecided."""
    item = lock_item(question.item)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(item.meeting.body.fund))
    question = MeetingQuestion.objects.select_for_update().get(pk=question.pk)
    if not text.strip():
        raise NothingSaid(_("Write the answer."))
    if question.answer:
        raise AlreadyDecided(_("This question is answered."))
    question.answer, question.answered_by, question.answered_at = text.strip(), reference_of(actor), now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    tell(Verb.MEMBER_ANSWERED, item, actor, question=question.pk)
    return question


@transaction.atomic
def speak(item: AgendaItem, stance: Stance, *, actor: User, received_at: datetime, reason: str = "") -> Voice:
    """What a member says to an item. `received_at` is when it reached the installation, before any waiting.

    In a silence procedure it counts up to and with the deadline, whenever the row is free.
    Raises NoSeat, Recused, NothingSaid, AlreadyDecided, TooLate.
    """
    item = lock_item(item)
    seat = _seat(item, actor, received_at)
    _require_part(item, seat)
    _require_undecided(item)
    _require_in_time(item, received_at)
    if stance == Stance.OBJECTS and not reason.strip():
        raise NothingSaid(_("Say why you object: the other members read it."))
    voice = Voice.objects.create(
        item=item,
        seat=seat,
        stance=stance,
        reason=reason.strip(),
        said_by=actor.audit_reference,
        received_at=received_at,
    )
    tell(Verb.VOICE_RECEIVED, item, actor, seat=seat.label, stance=str(stance.value))
    return voice


def lock_item(item: AgendaItem) -> AgendaItem:
    """The item, held still until the end of the transaction."""
    locked = AgendaItem.objects.select_for_update(of=("self",))
    return locked.select_related("meeting__body__fund", "proposal__fund").get(pk=item.pk)


def subject_of(item: AgendaItem) -> str:
    """How events name an item."""
    return f"{item.meeting.subject}/{item.number}"


def tell(verb: Verb, item: AgendaItem, actor: User | str, **after: str | int) -> None:
    """The event of something said or done about an item."""
    audit.record(verb, subject_of(item), actor=reference_of(actor), fund=item.meeting.body.fund, after=after)


def _seat(item: AgendaItem, actor: User, now: datetime) -> Seat:
    body = item.meeting.body
    require(actor, Permission.PROPOSAL_DECIDE, InFund(body.fund))
    seat = seat_of(actor, body, now.date())
    if seat is None:
        raise NoSeat(_("You hold no seat in this body today."))
    return seat


def _require_part(item: AgendaItem, seat: Seat) -> None:
    if found := recusals(item, [seat]).get(seat.pk):
        words = _("You take no part in this item: %(reason)s")
        raise Recused(words % {"reason": found.reason})


def _require_undecided(item: AgendaItem) -> None:
    if Decision.objects.filter(item=item).exists():
        raise AlreadyDecided(_("This item is decided."))


def _require_in_time(item: AgendaItem, received_at: datetime) -> None:
    open_one = item.silences.filter(state=SilenceState.OPEN).first()
    if open_one is None:
        if item.meeting.state == MeetingState.CLOSED:
            raise TooLate(_("The meeting is over."))
    elif not counts_by(received_at, open_one.deadline):
        raise TooLate(_("The deadline of the silence procedure has passed."))
