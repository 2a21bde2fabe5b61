"""Who reviews a proposal: families of criteria, due dates, progress, load and reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_access import seen_proposal
from jointfund.desk.review_access import family_label, review_head
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.terms import Terms
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models import Proposal
from jointfund.reviews import services
from jointfund.reviews.access import tie_of
from jointfund.reviews.interest import TIE_WORDS
from jointfund.reviews.queries.desk import Column, Load, columns_of, loads, round_of
from jointfund.reviews.queries.summaries import terms_of
from jointfund.ui.pieces import Cell, Table, TableColumn
from jointfund.ui.visit import Visit

ASSIGN = Permission.REVIEW_ASSIGN


class NotADay(DomainError):
    """No day was typed."""


@dataclass(frozen=True)
class Choice:
    """A reviewer to choose: her load, or what bars her."""

    number: str
    name: str
    load: str
    barred: str


@desk_page(read=ASSIGN, write=ASSIGN)
def assign(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The reviewers of a proposal; a post assigns, takes back, reminds or closes."""
    one = seen_proposal(request, visit, draft).proposal
    if tie := tie_of(person(request), one):
        words = _("Nothing of this review is open to you. %(why)s")
        raise PermissionDenied(words % {"why": TIE_WORDS[tie]})
    fault = ""
    if request.method == "POST":
        try:
            said = _act(request, one)
        except DomainError as refused:
            fault = str(refused)
        else:
            messages.success(request, said)
            return redirect(visit.href("desk-review-assign", draft=draft))
    return _show(request, visit, one, fault)


def _act(request: HttpRequest, one: Proposal) -> str:
    user, found, now = person(request), round_of(one), timezone.now()
    act = request.POST.get("act", "")
    if act == "assign":
        reviewer, due = _reviewer(request.POST.get("reviewer", "")), _day(request.POST.get("due", ""))
        services.assign(one, reviewer, request.POST.getlist("families"), due=due, actor=user, now=now)
        return _("%(name)s was assigned and is told.") % {"name": reviewer}
    if found is None:
        raise services.CannotBeReviewed(_("Nobody reviews it yet."))
    if act == "remind":
        count = services.remind(found, actor=user, now=now)
        return ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", count) % {
            "count": count
        }
    if act == "close":
        services.close_round(found, actor=user, now=now)
        return _("The review is closed.")
    reviewer = _reviewer(act.removeprefix("unassign-"))
    services.unassign(found, reviewer, actor=user)
    return _("%(name)s reviews it no longer.") % {"name": reviewer}


def _show(request: HttpRequest, visit: Visit, one: Proposal, fault: str) -> HttpResponse:
    found = round_of(one)
    terms = terms_of(found) if found else _terms_now(one)
    columns = columns_of(found, terms) if found and terms else []
    submitted = sum(each.is_submitted for each in columns)
    words = _("%(done)s of %(asked)s reviews are submitted.") % {"done": submitted, "asked": len(columns)}
    context = {
        "head": review_head(visit, one, one.title, words if columns else _("Nobody reviews it yet.")),
        "proposal": one,
        "round": found,
        "is_open": terms is not None and (found is None or found.closed_at is None),
        "families": [(family, family_label(family)) for family in terms.families] if terms else [],
        "chosen_families": request.POST.getlist("families"),
        "columns": [_shown(each) for each in columns],
        "matrix": _matrix(terms, columns) if columns and terms else None,
        "choices": [_choice(each) for each in loads(visit.fund, one)],
        "chosen": request.POST.get("reviewer", ""),
        "due": request.POST.get("due", ""),
        "fault": fault,
    }
    return render(request, "desk/reviews/assign.html", context)


@dataclass(frozen=True)
class Shown:
    """A reviewer of the round in words."""

    number: str
    name: str
    families: str
    due: str
    state: str
    is_late: bool
    may_go: bool


def _shown(one: Column) -> Shown:
    late = not one.is_submitted and one.tie is None and one.due < timezone.localdate()
    if one.tie is not None:
        state = str(TIE_WORDS[one.tie])
    elif one.is_submitted:
        state = _("submitted")
    else:
        state = _("%(done)s of %(asked)s scored") % {"done": len(one.scored), "asked": one.asked}
    families = ", ".join(family_label(family) for family in one.families)
    return Shown(
        str(one.reviewer.pseudonym),
        str(one.reviewer),
        families,
        date_format(one.due, "j F Y"),
        " · ".join((state, _("reminded"))) if one.reminded and not one.is_submitted else state,
        late,
        not one.is_submitted,
    )


def _matrix(terms: Terms, columns: Sequence[Column]) -> Table:
    """Criteria by reviewers: who has scored what, never how."""
    words = {"given": _("scored"), "open": _("open"), "not_asked": "–"}
    rows = [
        [Cell(one.title), *(Cell(words[each.state_of(one)]) for each in columns)] for one in terms.criteria
    ]
    heads = [TableColumn(_("Criterion")), *(TableColumn(str(each.reviewer)) for each in columns)]
    return Table(_("Progress: criteria by reviewers"), heads, rows)


def _choice(one: Load) -> Choice:
    words = ngettext("%(count)s open review", "%(count)s open reviews", one.open_count)
    load = words % {"count": one.open_count}
    if one.next_due:
        load = _("%(load)s, the next due on %(day)s") % {
            "load": load,
            "day": date_format(one.next_due, "j F Y"),
        }
    barred = str(TIE_WORDS[one.tie]) if one.tie is not None else ""
    return Choice(str(one.reviewer.pseudonym), str(one.reviewer), load, barred)


def _terms_now(one: Proposal) -> Terms | None:
    latest = one.call.versions.last() if one.call else None
    return read_terms(from_json(latest.words))[0] if latest else None


def _reviewer(typed: str) -> User:
    try:
        return User.objects.get(pseudonym=UUID(typed))
    except (ValueError, User.DoesNotExist) as fault:
        raise services.NotAReviewer(_("Choose a reviewer.")) from fault


def _day(typed: str) -> date:
    try:
        found = date.fromisoformat(typed)
    except ValueError as fault:
        raise NotADay(_("Say until when: choose a day.")) from fault
    if found < timezone.localdate():
        raise NotADay(_("Choose a day that is still to come."))
    return found
