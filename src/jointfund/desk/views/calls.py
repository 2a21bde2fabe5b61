"""Calls at the desk: the list, the editor, preview, the second pair of eyes, publication, withdrawal."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.call_forms import CallForm
from jointfund.desk.intake_pieces import Row
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.words import CallWords, changed_parts, from_json
from jointfund.proposals.models_calls import Call, CallState
from jointfund.proposals.queries.calls import applicants, calls_at_the_desk, find_call, list_in_use
from jointfund.proposals.services import calls as services
from jointfund.ui.calls import deadline_words, moment_words, part_labels, shown_call
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

EDIT, PUBLISH, SCREEN = Permission.CALL_EDIT, Permission.CALL_PUBLISH, Permission.PROPOSAL_SCREEN


@desk_page(read=EDIT, write=EDIT)
def calls(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every call of the fund and what it waits for."""
    context = {
        "head": page_head(visit, _("Calls"), _("Drafted by one person, published by another.")),
        "rows": [_row(visit, one, getattr(one, "waiting", 0)) for one in calls_at_the_desk(visit.fund)],
    }
    return render(request, "desk/calls/list.html", context)


@desk_page(read=EDIT, write=EDIT)
def new_call(request: HttpRequest, visit: Visit) -> HttpResponse:
    """An empty call; the first save makes its draft."""
    if request.method == "POST":
        form = CallForm(visit.fund, CallWords(), 0, request.POST)
        made = services.draft_call(visit.fund, form.words, actor=person(request), now=timezone.now())
        if request.POST.get("then") == "send":
            return _send(request, visit, made)
        messages.success(request, _("Kept as the draft %(reference)s.") % {"reference": made.reference})
        return redirect(visit.href("desk-call", ref=made.reference))
    head = page_head(
        visit, _("New call"), _("Save whenever you like, whatever is missing."), trail=_trail(visit)
    )
    return render(
        request, "desk/calls/form.html", {"head": head, "form": CallForm(visit.fund, CallWords(), 0)}
    )


@desk_page(read=EDIT, write=EDIT)
def call(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A call to write, or how it stands; a post saves it and, where asked, sends it on."""
    found = _find(visit, ref)
    if request.method == "POST":
        return _save(request, visit, found)
    if found.state == CallState.DRAFT or (found.state == CallState.PUBLISHED and "edit" in request.GET):
        return _show_form(request, visit, found, CallForm(visit.fund, found.draft, found.saves))
    return _show_state(request, visit, found)


@desk_page(read=EDIT, write=EDIT)
def call_preview(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The draft as proposers would see it, with what still keeps it from being published."""
    found, now = _find(visit, ref), timezone.now()
    terms, _faults = read_terms(found.draft)
    title = found.draft.title or _("Call without a title")
    context = {
        "head": page_head(visit, title, found.reference, trail=_trail(visit, found)),
        "call": shown_call(visit, found.draft, terms, now),
        "deadline": deadline_words(terms, now),
        "missing": [one.reason for one in services.faults_of(found, now)],
    }
    return render(request, "desk/calls/preview.html", context)


@desk_page(read=EDIT, write=EDIT)
@require_POST
def call_move(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """One step of the way: back, publish, withdraw."""
    found = _find(visit, ref)
    step = MOVES.get(request.POST.get("move", ""))
    if step is None:
        messages.warning(request, _("There is no such step."))
        return redirect(visit.href("desk-call", ref=found.reference))
    try:
        said = step(found, person(request), request.POST.get("note", ""))
    except DomainError as fault:
        return _show_state(request, visit, _find(visit, ref), fault=str(fault))
    messages.success(request, said)
    return redirect(visit.href("desk-call", ref=found.reference))


@desk_page(read=SCREEN, write=SCREEN)
def call_applicants(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The proposals of a call, with names of their organisations that are like one on the sanctions list."""
    found = _find(visit, ref)
    title = _("Who applies to %(reference)s") % {"reference": found.reference}
    context = {
        "head": page_head(visit, title, found.draft.title, trail=_trail(visit, found)),
        "applicants": applicants(found),
        "sanctions": list_in_use(visit.fund),
    }
    return render(request, "desk/calls/applicants.html", context)


def _return(found: Call, by: User, note: str) -> str:
    services.return_call(found, note=note, actor=by)
    return _("Returned to its editors.")


def _publish(found: Call, by: User, note: str) -> str:
    services.publish_call(found, actor=by, now=timezone.now())
    return _("Published. Readers find it under its reference.")


def _withdraw(found: Call, by: User, note: str) -> str:
    services.withdraw_call(found, reason=note, actor=by, now=timezone.now())
    return _("Withdrawn. Its page tells readers why.")


MOVES: dict[str, Callable[[Call, User, str], str]] = {
    "return": _return,
    "publish": _publish,
    "withdraw": _withdraw,
}


def _save(request: HttpRequest, visit: Visit, found: Call) -> HttpResponse:
    form = CallForm(visit.fund, found.draft, found.saves, request.POST)
    try:
        saved = services.save_call(found, form.words, saves=form.opened_saves(), actor=person(request))
    except DomainError as fault:
        form.full_clean()
        form.add_error(None, str(fault))
        return _show_form(request, visit, found, form)
    if request.POST.get("then") == "send":
        return _send(request, visit, saved)
    messages.success(request, _("Saved."))
    return redirect(visit.href("desk-call", ref=saved.reference))


def _send(request: HttpRequest, visit: Visit, saved: Call) -> HttpResponse:
    try:
        services.send_call(saved, actor=person(request), now=timezone.now())
    except services.CallIncomplete as fault:
        fresh = _find(visit, saved.reference)
        data = request.POST.copy()
        data["saves"] = str(fresh.saves)  # it was saved meanwhile: what is shown is what is stored
        form = CallForm(visit.fund, fresh.draft, fresh.saves, data)
        form.show_faults(fault.faults)
        return _show_form(request, visit, fresh, form, is_saved=True)
    except DomainError as fault:
        messages.warning(request, str(fault))
        return redirect(visit.href("desk-call", ref=saved.reference))
    messages.success(request, _("Sent to review. A second person publishes it."))
    return redirect(visit.href("desk-call", ref=saved.reference))


def _show_form(
    request: HttpRequest, visit: Visit, found: Call, form: CallForm, *, is_saved: bool = False
) -> HttpResponse:
    title = found.draft.title or _("Call without a title")
    context = {
        "head": page_head(visit, title, found.reference, trail=_trail(visit)),
        "one": found,
        "form": form,
        "faults": form.faults(),
        "is_saved": is_saved,
    }
    return render(request, "desk/calls/form.html", context)


def _show_state(request: HttpRequest, visit: Visit, found: Call, fault: str = "") -> HttpResponse:
    now = timezone.now()
    terms, _faults = read_terms(found.draft)
    latest = found.versions.order_by("-number").first()
    context = {
        "head": page_head(visit, found.draft.title, found.reference, trail=_trail(visit)),
        "one": found,
        "call": shown_call(visit, found.draft, terms, now),
        "deadline": deadline_words(terms, now),
        "changes": part_labels(changed_parts(from_json(latest.words), found.draft)) if latest else [],
        "versions": [
            (one.number, moment_words(timezone.localtime(one.published_at)), part_labels(one.changes))
            for one in found.versions.order_by("-number")
        ],
        "fault": fault,
        "note": request.POST.get("note", "") if fault else "",
        "failed_move": request.POST.get("move", "") if fault else "",
        "is_editor": person(request).audit_reference in found.editors,
        "may_publish": may(request, visit, PUBLISH),
    }
    return render(request, "desk/calls/state.html", context)


def _row(visit: Visit, one: Call, waiting: int) -> Row:
    words = one.draft
    terms, _faults = read_terms(words)
    public = _("readers see version %(number)s") % {"number": one.version} if one.version else ""
    alert = _("%(count)s questions to answer") % {"count": waiting} if waiting else ""
    return Row(
        visit.href("desk-call", ref=one.reference),
        words.title or _("Call without a title"),
        " · ".join(part for part in (one.reference, deadline_words(terms, timezone.now()), public) if part),
        str(one.get_state_display()),
        alert,
    )


def _find(visit: Visit, ref: str) -> Call:
    if found := find_call(visit.fund, ref):
        return found
    raise Http404(_("There is no call of this reference."))


def _trail(visit: Visit, found: Call | None = None) -> tuple[Link, ...]:
    trail = (Link(_("Calls"), visit.href("desk-calls")),)
    return (*trail, Link(found.reference, visit.href("desk-call", ref=found.reference))) if found else trail
