"""Who is told of what happens in a committee."""

from collections.abc import Callable, Mapping

from django.utils.formats import date_format

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.committee.models import AgendaItem, SilenceProcedure, SilenceState
from jointfund.committee.queries.seats import recusals, seats_on
from jointfund.committee.services.speaking import subject_of
from jointfund.notices.kinds import Kind
from jointfund.notices.services import News, notify
from jointfund.people.addressees import addressee


def _tell_members(event: Event) -> None:
    """Every member without an interest in the item; nobody once the procedure is closed."""
    item = _item(event)
    found = SilenceProcedure.objects.filter(item=item, state=SilenceState.OPEN).first() if item else None
    if item is None or found is None:
        return
    seats = seats_on(item.meeting.body, found.opened_at.date())
    recused = recusals(item, seats)
    to = [addressee(seat.holder) for seat in seats if seat.pk not in recused and seat.holder.is_active]
    values = {
        "title": item.title,
        "body": str(item.meeting.body),
        "deadline": date_format(found.deadline, "j F Y, H:i:s"),
    }
    notify(
        Kind.SILENCE_OPENED,
        to,
        News(item.meeting.body.fund, subject_of(item), event.at, f"event:{event.pk}", values),
    )


def _item(event: Event) -> AgendaItem | None:
    _fund, _word, body, meeting, number = event.subject.split("/")
    rows = AgendaItem.objects.select_related("meeting__body__fund", "proposal__fund")
    return rows.filter(
        meeting__body__fund=event.fund, meeting__body__code=body, meeting__number=meeting, number=number
    ).first()


TELLS: Mapping[Verb, Callable[[Event], None]] = {Verb.SILENCE_OPENED: _tell_members}
