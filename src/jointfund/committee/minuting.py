"""The minutes as the record has them: who was there, each item, what was decided by whom and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.committee.bodies import read_body
from jointfund.committee.models import AgendaItem, Decision, Meeting
from jointfund.committee.queries.seats import seats_on
from jointfund.kernel.money import exact


@dataclass(frozen=True)
class MinutesText:
    """What members read, and what everybody may read: the decisions alone."""

    for_members: str
    for_everybody: str


def drafted(meeting: Meeting) -> MinutesText:
    """A first draft from the record; nothing in it is invented."""
    items = list(meeting.agenda.select_related("proposal__fund").prefetch_related("interests__seat"))
    decisions = {
        one.item_id: one
        for one in Decision.objects.filter(item__meeting=meeting)
        .select_related("fund", "item__meeting__body")
        .prefetch_related("amounts__organisation", "conditions__owner")
    }
    parts = [*_opening(meeting)]
    public = [_heading(meeting)]
    for item in items:
        decision = decisions.get(item.pk)
        parts.append("\n".join(_told(item, decision)))
        if decision:
            public.append("\n".join(decided_lines(item, decision)))
    return MinutesText("\n\n".join(parts), "\n\n".join(public))


def decided_lines(item: AgendaItem, decision: Decision) -> Iterator[str]:
    """A decision in lines: what, the words, the amounts, the conditions."""
    outcome = read_body(decision.item.meeting.body.rules).outcome(decision.outcome)
    label = outcome.label if outcome else decision.outcome
    name = f"{item.proposal.reference} {item.title}" if item.proposal else item.title
    yield f"{decision.reference}: {name}. {label} ({decision.get_mode_display()})."
    yield decision.text
    for amount in decision.amounts.all():
        yield f"– {amount.organisation}: {exact(amount.amount, decision.fund.currency)}"
    for task in decision.conditions.all():
        words = _("%(kind)s for %(owner)s by %(day)s: %(text)s")
        yield "– " + words % {
            "kind": task.get_kind_display(),
            "owner": task.owner,
            "day": date_format(task.due, "j F Y"),
            "text": task.text,
        }


def _heading(meeting: Meeting) -> str:
    local = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    when = f"{date_format(local, 'j F Y, H:i')} ({meeting.time_zone})"
    return ", ".join(part for part in (str(meeting), when, meeting.place) if part)


def _opening(meeting: Meeting) -> Iterator[str]:
    yield _heading(meeting)
    present = set(meeting.attendances.values_list("seat_id", flat=True))
    seats = seats_on(meeting.body, meeting.starts_at.date())
    there = ", ".join(seat.label for seat in seats if seat.pk in present)
    absent = ", ".join(seat.label for seat in seats if seat.pk not in present)
    lines = [_("Present: %(names)s") % {"names": there or _("nobody")}]
    if absent:
        lines.append(_("Absent: %(names)s") % {"names": absent})
    yield "\n".join(lines)


def _told(item: AgendaItem, decision: Decision | None) -> Iterator[str]:
    yield f"{item.position}. {item.title}"
    if recused := ", ".join(one.seat.label for one in item.interests.all()):
        yield _("Took no part: %(names)s") % {"names": recused}
    if decision is None:
        yield _("Not decided at this meeting.")
        return
    count = decision.quorum
    words = _("Seats that count: %(counting)s, there: %(present)s, needed: %(needed)s.")
    yield words % {key: count[key] for key in ("counting", "present", "needed")}
    yield from decided_lines(item, decision)
