"""The list of sanctions at the desk: take in a file, decide what is like one of its names."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, page_head, person
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.proposals.models import SanctionsMatch
from jointfund.proposals.queries.calls import list_in_use, matches_of
from jointfund.proposals.screening import matches_in
from jointfund.proposals.services.sanctions import decide_match, import_sanctions
from jointfund.reading.sanctions import MOST_BYTES
from jointfund.ui.pieces import FieldFault
from jointfund.ui.visit import Visit

SCREEN = Permission.PROPOSAL_SCREEN


@desk_page(read=SCREEN, write=SCREEN)
def sanctions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list in use with its date, and the matches; a post takes in a file or decides one."""
    if request.method != "POST":
        return _show(request, visit)
    return _take_in(request, visit) if "import" in request.POST else _decide(request, visit)


def _take_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > MOST_BYTES:
        return _show(request, visit, fault=FieldFault("file", _("Choose the file of the list.")))
    source = request.POST.get("source", "").strip() or str(file.name)
    try:
        kept = import_sanctions(
            visit.fund, file.read(), source=source, actor=person(request), now=timezone.now()
        )
    except DomainError as fault:
        return _show(request, visit, fault=FieldFault("file", str(fault)))
    words = _("Taken in: %(count)s entries of %(day)s.")
    messages.success(request, words % {"count": kept.entries_count, "day": kept.issued_on.isoformat()})
    return redirect(visit.href("desk-sanctions"))


def _decide(request: HttpRequest, visit: Visit) -> HttpResponse:
    number = request.POST.get("match", "")
    rows = SanctionsMatch.objects.filter(matches_in(visit.fund)).select_related(
        "organisation__fund", "proposal__fund"
    )
    match = rows.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if match is None:
        messages.warning(request, _("There is no such match."))
        return redirect(visit.href("desk-sanctions"))
    state, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    try:
        decide_match(match, state, reason=reason, actor=person(request), now=timezone.now())
    except DomainError as fault:
        return _show(request, visit, FieldFault(f"reason-{match.pk}", str(fault)), match.pk, reason)
    messages.success(request, _("Decided, for later lists too."))
    return redirect(visit.href("desk-sanctions"))


def _show(
    request: HttpRequest, visit: Visit, fault: FieldFault | None = None, failed: int = 0, typed: str = ""
) -> HttpResponse:
    answer = _("Names like one on the list, of organisations and of those a proposal hands money to.")
    context = {
        "head": page_head(visit, _("Sanctions"), answer),
        "list": list_in_use(visit.fund),
        "matches": matches_of(visit.fund),
        "faults": [fault] if fault else [],
        "failed": failed,
        "typed": typed,
        "chosen": request.POST.get("state", "") if failed else "",
    }
    return render(request, "desk/calls/sanctions.html", context)
