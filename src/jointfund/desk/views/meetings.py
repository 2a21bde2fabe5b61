"""Meetings: the list, planning one, its agenda, its session and its papers."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.committee.bodies import read_body
from jointfund.committee.models import AgendaItem, Body, Meeting, PackState
from jointfund.committee.queries.desk import (
    agenda_of,
    find_item,
    find_meeting,
    for_the_agenda,
    meetings_of,
    outcome_labels,
)
from jointfund.committee.queries.scenarios import shown_at
from jointfund.committee.queries.seats import seats_on
from jointfund.committee.services import meetings as services
from jointfund.committee.services.papers import order_papers
from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.intake_pieces import Row
from jointfund.desk.meeting_forms import NotReadable, read_moment
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.proposals.models import Proposal
from jointfund.ui.pieces import Link, PageHead
from jointfund.ui.visit import Visit

READ = Permission.COMMITTEE_READ


@desk_page(read=READ, write=Permission.COMMITTEE_PREPARE)
def meetings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every meeting, the latest first; a post plans the next."""
    fault = ""
    if request.method == "POST":
        try:
            made = _plan(request, visit)
        except DomainError as refused:
            fault = str(refused)
        else:
            messages.success(request, _("Planned. Now put the agenda together."))
            return redirect(meeting_href(visit, made))
    context = {
        "head": page_head(
            visit, _("Meetings"), _("Agenda, papers, decisions and minutes of the fund's bodies.")
        ),
        "rows": [_row(visit, one) for one in meetings_of(visit.fund)],
        "bodies": Body.objects.filter(fund=visit.fund),
        "may_plan": may(request, visit, Permission.COMMITTEE_PREPARE),
        "fault": fault,
        "typed": request.POST,
    }
    return render(request, "desk/meetings/list.html", context, status=400 if fault else 200)


@desk_page(read=READ, write=READ)
def meeting(request: HttpRequest, visit: Visit, body: str, number: int) -> HttpResponse:
    """A meeting's own page; a post does one thing to it."""
    found = seen_meeting(visit, body, number)
    fault = ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""), _nothing)
        try:
            said = act(request, found, person(request))
        except DomainError as refused:
            fault = str(refused)
        else:
            messages.success(request, said)
            return redirect(meeting_href(visit, found))
    return render(
        request,
        "desk/meetings/meeting.html",
        _context(request, visit, found, fault),
        status=400 if fault else 200,
    )


def seen_meeting(visit: Visit, body: str, number: int) -> Meeting:
    """The meeting, or 404."""
    if found := find_meeting(visit.fund, body, number):
        return found
    raise Http404(_("There is no page at this address."))


def meeting_href(visit: Visit, one: Meeting) -> str:
    """The address of a meeting."""
    return visit.href("desk-meeting", body=one.body.code, number=one.number)


def meeting_head(visit: Visit, one: Meeting, title: str = "", answer: str = "") -> PageHead:
    """The head of a meeting's page, or of a page under it."""
    trail = [Link(_("Meetings"), visit.href("desk-meetings"))]
    if title:
        trail.append(Link(str(one), meeting_href(visit, one)))
    return PageHead(title or str(one), answer or when_words(one), "", trail)


def when_words(one: Meeting) -> str:
    """When and where, on the meeting's own clock."""
    local = one.starts_at.astimezone(ZoneInfo(one.time_zone))
    when = f"{date_format(local, 'j F Y, H:i')} ({one.time_zone})"
    return " · ".join(part for part in (when, one.place, str(one.get_state_display())) if part)


def _context(request: HttpRequest, visit: Visit, one: Meeting, fault: str) -> dict[str, object]:
    prepares = may(request, visit, Permission.COMMITTEE_PREPARE)
    present = set(one.attendances.values_list("seat_id", flat=True))
    labels = outcome_labels(visit.fund)
    pack = one.packs.first()
    return {
        "head": meeting_head(visit, one),
        "meeting": one,
        "fault": fault,
        "agenda": [_shown(visit, item, labels) for item in agenda_of(one)],
        "candidates": for_the_agenda(one) if prepares and one.state != "closed" else (),
        "seats": [(seat, seat.pk in present) for seat in seats_on(one.body, one.starts_at.date())],
        "prepares": prepares,
        "decides": read_body(one.body.rules).decides,
        "pack": pack,
        "pack_waits": pack is not None and pack.state in (PackState.WAITING, PackState.MAKING),
        "minutes": getattr(one, "minutes", None),
        "scenarios": shown_at(one),
    }


def _shown(visit: Visit, item: AgendaItem, labels: Mapping[str, str]) -> tuple[AgendaItem, str, str]:
    href = visit.href(
        "desk-meeting-topic", body=item.meeting.body.code, number=item.meeting.number, place=item.number
    )
    decision = getattr(item, "decision", None)
    return item, href, labels.get(decision.outcome, decision.outcome) if decision else ""


def _row(visit: Visit, one: Meeting) -> Row:
    counts = vars(one)
    words = _("%(items)s items, %(decided)s decided") % {
        "items": counts["items"],
        "decided": counts["decided"],
    }
    return Row(meeting_href(visit, one), str(one), when_words(one), words)


def _plan(request: HttpRequest, visit: Visit) -> Meeting:
    body = Body.objects.filter(fund=visit.fund, code=request.POST.get("body", "")).first()
    if body is None:
        raise NotReadable(_("Choose the body that meets."))
    zone = request.POST.get("time_zone", "").strip()
    return services.plan_meeting(
        body,
        starts_at=read_moment(request.POST.get("starts_at", ""), zone),
        time_zone=zone,
        place=request.POST.get("place", ""),
        actor=person(request),
    )


def _item(request: HttpRequest, one: Meeting) -> AgendaItem:
    typed = request.POST.get("place", "")
    if found := find_item(one, int(typed) if typed.isdecimal() else 0):
        return found
    raise NotReadable(_("Choose an item."))


def _nothing(request: HttpRequest, one: Meeting, user: User) -> str:
    return _("Nothing was changed.")


def _add(request: HttpRequest, one: Meeting, user: User) -> str:
    typed = request.POST.get("proposal", "")
    found = Proposal.objects.filter(
        fund=one.body.fund, draft=int(typed) if typed.isdecimal() else 0
    ).select_related("fund")
    if subject := request.POST.get("subject", "").strip():
        services.add_subject(one, subject, actor=user)
    elif proposal := found.first():
        services.add_proposal(one, proposal, actor=user)
    else:
        raise NotReadable(_("Choose a proposal, or say what else the item is about."))
    return _("Added as the last item.")


def _up(request: HttpRequest, one: Meeting, user: User) -> str:
    services.move_up(_item(request, one), actor=user)
    return _("Moved up.")


def _off(request: HttpRequest, one: Meeting, user: User) -> str:
    services.take_off(_item(request, one), actor=user)
    return _("Taken off the agenda.")


def _open(request: HttpRequest, one: Meeting, user: User) -> str:
    services.open_session(one, actor=user)
    return _("The meeting is in session. Record who is there.")


def _close(request: HttpRequest, one: Meeting, user: User) -> str:
    services.close_session(one, actor=user)
    return _("The meeting is closed. Minutes and letters can be made.")


def _attend(request: HttpRequest, one: Meeting, user: User) -> str:
    there = set(request.POST.getlist("seat"))
    seats = seats_on(one.body, one.starts_at.date())
    services.record_attendance(one, [seat for seat in seats if str(seat.pk) in there], actor=user)
    return _("Recorded who is there.")


def _papers(request: HttpRequest, one: Meeting, user: User) -> str:
    order_papers(one, actor=user, now=timezone.now())
    return _("The papers are being made.")


ACTS: dict[str, Callable[[HttpRequest, Meeting, User], str]] = {
    "add": _add,
    "up": _up,
    "off": _off,
    "open": _open,
    "close": _close,
    "attend": _attend,
    "papers": _papers,
}
