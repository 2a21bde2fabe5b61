"""The balance board: scenarios, putting proposals in and out, and what it does to the portfolio."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import reswap, retarget

from jointfund.committee.models import Against, Meeting, Scenario
from jointfund.committee.queries.board import Board, board_of
from jointfund.committee.queries.desk import meetings_of
from jointfund.committee.queries.scenarios import find_scenario, is_on_the_board, scenarios_seen
from jointfund.committee.services import scenarios as services
from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.board_pieces import (
    ShownProposal,
    dimensions,
    figures,
    scores_for,
    seen_as,
    shown_proposals,
)
from jointfund.desk.intake_pieces import Row
from jointfund.desk.meeting_forms import NotReadable
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call
from jointfund.ui.pieces import Link, PageHead
from jointfund.ui.visit import Visit

READ, WRITE = Permission.COMMITTEE_READ, Permission.COMMITTEE_PREPARE


@desk_page(read=READ, write=WRITE)
def board(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every scenario the reader may see, the latest first; a post makes another."""
    fault = ""
    if request.method == "POST":
        try:
            made = _make(request, visit)
        except DomainError as refused:
            fault = str(refused)
        else:
            return redirect(scenario_href(visit, made))
    answer = _("Put proposals in and out, and see at once how the portfolio and the money move.")
    context = {
        "head": page_head(visit, _("Balance board"), answer),
        "rows": [_row(visit, one) for one in scenarios_seen(person(request), visit.fund)],
        "calls": Call.objects.filter(fund=visit.fund, version__gt=0).select_related("fund"),
        "may_make": may(request, visit, WRITE),
        "fault": fault,
        "typed": request.POST,
    }
    return render(request, "desk/board/list.html", context, status=400 if fault else 200)


@desk_page(read=READ, write=WRITE, keeps_roles=True)
def scenario(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """The board of a scenario; a post does one thing to it. htmx takes what a move changes."""
    found, fault = _found(request, visit, number), ""
    if request.method == "POST":
        try:
            gone_to, said = ACTS.get(request.POST.get("act", ""), _nothing)(request, found, person(request))
        except DomainError as refused:
            fault = str(refused)
        else:
            if not _is_move(request):
                messages.success(request, said)
                return redirect(scenario_href(visit, gone_to))
            return _moved(request, visit, found, said)
    context = _context(request, visit, found) | {"fault": fault}
    return render(request, "desk/board/board.html", context, status=400 if fault else 200)


@desk_page(read=READ, write=WRITE)
@require_safe
def printed(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """A scenario on paper: what is in it, and the balance in full."""
    found = _found(request, visit, number)
    return render(request, "desk/board/print.html", _context(request, visit, found))


def scenario_href(visit: Visit, one: Scenario) -> str:
    """The address of a scenario."""
    return visit.href("desk-scenario", number=one.number)


def _is_move(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.POST.get("act") in ("in", "out")


def _found(request: HttpRequest, visit: Visit, number: int) -> Scenario:
    if found := find_scenario(person(request), visit.fund, number):
        return found
    raise Http404(_("There is no page at this address."))


def _head(visit: Visit, one: Scenario) -> PageHead:
    trail = [Link(_("Balance board"), visit.href("desk-board"))]
    parts = [one.call.reference if one.call else "", _state(one)]
    return PageHead(one.name, " · ".join(part for part in parts if part), "", trail)


def _state(one: Scenario) -> str:
    if one.meeting:
        return _("Shown to members at %(meeting)s") % {"meeting": one.meeting}
    return _("Kept as it is") if one.is_kept else _("Being tried")


def _moved(request: HttpRequest, visit: Visit, one: Scenario, said: str) -> HttpResponse:
    """What a move changed, for a page that shows the board as it was; the whole board for any other page."""
    found, proposal = board_of(one), _proposal(request, one)
    if request.POST.get("seen") != seen_as(found, proposal):
        context = {**_context(request, visit, one, found), "said": said}
        return reswap(
            retarget(render(request, "desk/board/board.html#board", context), "#board"), "outerHTML"
        )
    proposals = shown_proposals(found, scores_for(person(request), [proposal]))
    moved = next(each for each in proposals if each.draft == proposal.draft)
    side = [each for each in proposals if each.is_in == moved.is_in]
    place = side.index(moved)
    context = {
        **_shown(visit, found, proposals),
        "said": said,
        "is_move": True,
        "changes": True,
        "one": moved,
        "above": side[place - 1] if place else None,
        "side": "in" if moved.is_in else "out",
        "act": "out" if moved.is_in else "in",
    }
    return render(request, "desk/board/move.html", context)


def _shown(visit: Visit, found: Board, proposals: list[ShownProposal]) -> dict[str, object]:
    return {
        "inside": [each for each in proposals if each.is_in],
        "outside": [each for each in proposals if not each.is_in],
        "seen": seen_as(found),
        "figures": figures(found),
        "dimensions": dimensions(found),
        "currency": visit.fund.currency,
        "as_of": date_format(timezone.localtime(), "j F Y, H:i"),
    }


def _context(
    request: HttpRequest, visit: Visit, one: Scenario, found: Board | None = None
) -> dict[str, object]:
    prepares = may(request, visit, WRITE)
    found = found or board_of(one)
    scores = scores_for(person(request), [each.proposal for each in found.proposals]) if prepares else {}
    return {
        **_shown(visit, found, shown_proposals(found, scores)),
        "head": _head(visit, one),
        "scenario": one,
        "changes": prepares and not one.is_kept,
        "prepares": prepares,
        "against": Against.choices,
        "meetings": meetings_of(visit.fund) if prepares else (),
        "print_href": visit.href("desk-scenario-print", number=one.number),
    }


def _row(visit: Visit, one: Scenario) -> Row:
    count = _("%(count)s in it") % {"count": vars(one)["count"]}
    meta = " · ".join(part for part in (one.call.reference if one.call else "", count) if part)
    return Row(scenario_href(visit, one), one.name, meta, _state(one))


def _make(request: HttpRequest, visit: Visit) -> Scenario:
    typed = request.POST.get("call", "")
    call = None
    if typed:
        number = int(typed) if typed.isdecimal() else 0
        call = (
            Call.objects.filter(fund=visit.fund, version__gt=0, number=number).select_related("fund").first()
        )
        if call is None:
            raise NotReadable(_("Choose a call of this fund, or none."))
    name = request.POST.get("name", "")
    return services.make_scenario(visit.fund, name, actor=person(request), now=timezone.now(), call=call)


def _proposal(request: HttpRequest, one: Scenario) -> Proposal:
    typed = request.POST.get("proposal", "")
    draft = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    found = Proposal.objects.filter(fund=one.fund_id, draft=draft).select_related("fund").first()
    if found is None:
        raise NotReadable(_("Choose a proposal of the board."))
    return found


type Done = tuple[Scenario, str]


def _nothing(request: HttpRequest, one: Scenario, user: User) -> Done:
    return one, _("Nothing was changed.")


def _in(request: HttpRequest, one: Scenario, user: User) -> Done:
    proposal = _proposal(request, one)
    if not is_on_the_board(one, proposal):
        raise NotReadable(_("This proposal does not wait for a decision."))
    services.put_in(one, proposal, actor=user)
    return one, _("Put in: %(title)s") % {"title": proposal.title}


def _out(request: HttpRequest, one: Scenario, user: User) -> Done:
    proposal = _proposal(request, one)
    services.take_out(one, proposal, actor=user)
    return one, _("Taken out: %(title)s") % {"title": proposal.title}


def _settle(request: HttpRequest, one: Scenario, user: User) -> Done:
    name, against = request.POST.get("name", ""), request.POST.get("against", "")
    return services.settle_scenario(one, name=name, against=against, actor=user), _("Saved.")


def _keep(request: HttpRequest, one: Scenario, user: User) -> Done:
    kept = services.keep_scenario(one, actor=user, now=timezone.now())
    return kept, _("Kept. It changes no more; a copy can.")


def _copy(request: HttpRequest, one: Scenario, user: User) -> Done:
    name = request.POST.get("name", "").strip() or _("Copy of %(name)s") % {"name": one.name}
    made = services.copy_scenario(one, name, actor=user, now=timezone.now())
    return made, _("Copied. This is the copy.")


def _show(request: HttpRequest, one: Scenario, user: User) -> Done:
    typed = request.POST.get("meeting", "")
    meetings = Meeting.objects.filter(body__fund=one.fund_id).select_related("body__fund")
    meeting = meetings.filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 10 else None
    if meeting is None:
        raise NotReadable(_("Choose the meeting it is shown at."))
    shown = services.show_scenario(one, meeting, actor=user, now=timezone.now())
    return shown, _("Members see it now.")


def _hide(request: HttpRequest, one: Scenario, user: User) -> Done:
    return services.hide_scenario(one, actor=user), _("Members see it no longer.")


ACTS: dict[str, Callable[[HttpRequest, Scenario, User], Done]] = {
    "in": _in,
    "out": _out,
    "settle": _settle,
    "keep": _keep,
    "copy": _copy,
    "show": _show,
    "hide": _hide,
}
