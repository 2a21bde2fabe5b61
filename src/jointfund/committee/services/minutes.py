"""Minutes: drafted from the record, commented by members, adopted, their public part released."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.minuting import drafted
from jointfund.committee.models import Meeting, MeetingState, Minutes, MinutesComment, MinutesState
from jointfund.committee.queries.seats import seat_of
from jointfund.committee.services.meetings import WrongTime, lock_meeting
from jointfund.committee.services.speaking import NoSeat, NothingSaid
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require

WAY = {
    "send": (MinutesState.DRAFT, MinutesState.COMMENTS),
    "adopt": (MinutesState.COMMENTS, MinutesState.ADOPTED),
    "release": (MinutesState.ADOPTED, MinutesState.RELEASED),
}


class ChangedMeanwhile(DomainError):
    """Somebody else saved the minutes after this page was opened."""


@transaction.atomic
def draft_minutes(meeting: Meeting, *, actor: User | str, now: datetime) -> Minutes:
    """The minutes as the record has them, once; those there stay. Raises NotAllowed, WrongTime."""
    meeting = lock_meeting(meeting, MeetingState.CLOSED)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    if found := Minutes.objects.filter(meeting=meeting).first():
        return found
    text = drafted(meeting)
    minutes = Minutes.objects.create(
        meeting=meeting,
        text=text.for_members,
        public_text=text.for_everybody,
        written_by=reference_of(actor),
        written_at=now,
    )
    _tell(minutes, meeting, Verb.MINUTES_WRITTEN, actor)
    return minutes


@transaction.atomic
def write_minutes(
    minutes: Minutes, text: str, public_text: str, *, expected: int, actor: User | str, now: datetime
) -> Minutes:
    """Save them over the save the page was opened with. Raises NotAllowed, WrongTime, ChangedMeanwhile."""
    minutes, meeting = _locked(minutes, MinutesState.DRAFT, MinutesState.COMMENTS)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    if minutes.saves != expected:
        raise ChangedMeanwhile(
            _("Somebody else saved these minutes meanwhile. Your text is still here: compare and save again.")
        )
    if not text.strip():
        raise NothingSaid(_("Minutes say something."))
    minutes.text, minutes.public_text, minutes.saves = text.strip(), public_text.strip(), expected + 1
    minutes.written_by, minutes.written_at = reference_of(actor), now
    minutes.save()
    _tell(minutes, meeting, Verb.MINUTES_WRITTEN, actor)
    return minutes


@transaction.atomic
def move_minutes(minutes: Minutes, step: str, *, actor: User | str, now: datetime) -> Minutes:
    """`send` them to members, `adopt` them, `release` the public part. Raises NotAllowed, WrongTime."""
    source, target = WAY[step]
    minutes, meeting = _locked(minutes, source)
    require(actor, Permission.COMMITTEE_RECORD, InFund(meeting.body.fund))
    minutes.state = target
    if target == MinutesState.ADOPTED:
        minutes.adopted_at = now
    if target == MinutesState.RELEASED:
        minutes.released_at = now
    minutes.save()
    _tell(minutes, meeting, Verb.MINUTES_MOVED, actor)
    return minutes


@transaction.atomic
def comment_minutes(minutes: Minutes, text: str, *, actor: User, now: datetime) -> MinutesComment:
    """What a member wants changed. Raises NotAllowed, NoSeat, WrongTime, NothingSaid."""
    minutes, meeting = _locked(minutes, MinutesState.COMMENTS)
    require(actor, Permission.PROPOSAL_DECIDE, InFund(meeting.body.fund))
    if seat_of(actor, meeting.body, meeting.starts_at.date()) is None:
        raise NoSeat(_("You held no seat in this body on the day of the meeting."))
    if not text.strip():
        raise NothingSaid(_("Write your comment."))
    made = MinutesComment.objects.create(
        minutes=minutes, text=text.strip(), written_by=actor.audit_reference, written_at=now
    )
    _tell(minutes, meeting, Verb.MINUTES_COMMENTED, actor)
    return made


def _locked(minutes: Minutes, *expected: MinutesState) -> tuple[Minutes, Meeting]:
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__body__fund")
    found = rows.get(pk=minutes.pk)
    if found.state not in expected:
        raise WrongTime(_("The minutes stand at “%(state)s”.") % {"state": found.get_state_display()})
    return found, found.meeting


def _tell(minutes: Minutes, meeting: Meeting, verb: Verb, actor: User | str) -> None:
    after: dict[str, str | int] = {"state": minutes.state, "saves": minutes.saves}
    audit.record(verb, meeting.subject, actor=reference_of(actor), fund=meeting.body.fund, after={**after})
