"""The timeline of a round: how long each step took, what is late, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.committee.queries.timeline import Holder, Line, Step, StepTime, timeline_of, times_of
from jointfund.desk.access import desk_page, page_head, person
from jointfund.people.permissions import Permission
from jointfund.proposals.queries.calls import find_call
from jointfund.reviews.access import ties_of
from jointfund.ui.pieces import Cell, Link, Table, TableColumn
from jointfund.ui.visit import Visit

ASSIGN = Permission.REVIEW_ASSIGN


@dataclass(frozen=True)
class ShownLine:
    """A proposal of the round in words; `steps` are what it went through, `late` is empty in time."""

    href: str
    title: str
    meta: str
    turn: str
    late: str
    steps: Sequence[str]


@desk_page(read=ASSIGN, write=ASSIGN)
def timeline(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The steps of the round with their times, then each proposal, the late ones first."""
    found, now = find_call(visit.fund, ref), timezone.now()
    if found is None:
        raise Http404(_("There is no page at this address."))
    lines = timeline_of(found, now)
    ties = ties_of([person(request)], [one.proposal for one in lines])
    late = sum(one.turn.is_late for one in lines)
    words = ngettext("%(count)s proposal was submitted", "%(count)s proposals were submitted", len(lines))
    answer = ", ".join((words % {"count": len(lines)}, _("%(late)s late.") % {"late": late}))
    trail = (
        Link(_("Calls"), visit.href("desk-calls")),
        Link(found.reference, visit.href("desk-call", ref=found.reference)),
    )
    context = {
        "head": page_head(visit, _("How the round goes"), answer, trail=trail),
        "call": found,
        "times": _times(times_of(lines)),
        "lines": [
            _shown(visit, one, may_name=ties[person(request).pk, one.proposal.pk] is None) for one in lines
        ],
    }
    return render(request, "desk/calls/timeline.html", context)


def _times(times: Sequence[StepTime]) -> Table:
    columns = (
        TableColumn(_("Step")),
        TableColumn(_("Proposals that passed it"), is_number=True),
        TableColumn(_("Proposals in it"), is_number=True),
        TableColumn(_("Days, the middle one"), is_number=True),
        TableColumn(_("Days, the longest"), is_number=True),
    )
    rows = [
        (
            Cell(one.label),
            Cell(str(one.ended)),
            Cell(str(one.going_on)),
            Cell("–" if one.middle is None else f"{one.middle:g}"),
            Cell("–" if one.longest is None else str(one.longest)),
        )
        for one in times
    ]
    return Table(_("How long each step took"), columns, rows, stacks_on_phone=True)


def _shown(visit: Visit, one: Line, *, may_name: bool) -> ShownLine:
    decided = ", ".join(one.decided)
    meta = (one.proposal.reference, one.state, _("decided: %(what)s") % {"what": decided} if decided else "")
    return ShownLine(
        visit.href("desk-proposal", draft=one.proposal.draft),
        one.proposal.title,
        " · ".join(part for part in meta if part),
        _turn(one, may_name=may_name),
        _("late") if one.turn.is_late else "",
        [_step(each) for each in one.steps],
    )


def _turn(one: Line, *, may_name: bool) -> str:
    """Whose turn it is. Who has a part in the proposal is not told who reviews it."""
    names = ", ".join(one.turn.names) if may_name or one.turn.holder is not Holder.REVIEWERS else ""
    words = {
        Holder.LEAD: _("With its lead"),
        Holder.SECRETARIAT: _("With the secretariat"),
        Holder.REVIEWERS: _("With its reviewers"),
        Holder.BODY: _("Waits for a decision"),
        Holder.OWNER: _("A condition is to be answered"),
        Holder.NOBODY: _("Closed"),
    }
    due = _("by %(day)s") % {"day": date_format(one.turn.due, "j F Y")} if one.turn.due else ""
    return " · ".join(part for part in (words[one.turn.holder], names, due) if part)


def _step(one: Step) -> str:
    values = {
        "label": one.label,
        "day": date_format(timezone.localtime(one.at), "j F Y"),
        "days": ngettext("%(count)s day", "%(count)s days", one.days) % {"count": one.days},
    }
    return (
        _("%(day)s: %(label)s, %(days)s") if one.until else _("%(day)s: %(label)s, %(days)s so far")
    ) % values
