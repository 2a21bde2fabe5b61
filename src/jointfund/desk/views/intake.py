"""Handing documents in, and one intake: its files, what they contradict, and what waits for a decision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jointfund.desk import intake_pieces, words
from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.intake import services
from jointfund.intake.candidates.outlook import outlooks
from jointfund.intake.models import CandidateKind, Intake, IntakeState, Origin
from jointfund.intake.queries import all_intakes, find_intake
from jointfund.intake.services.handing_in import MAX_BYTES, MAX_FILES
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.visit import Visit

READ, DECIDE = Permission.INTAKE_READ, Permission.INTAKE_DECIDE
ONE = "intake/{number}"
desk_intake_page = desk_page(read=READ, write=DECIDE, of=ONE)


@desk_page(read=READ, write=DECIDE)
def intakes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All intakes of the fund, and the form to hand files in."""
    faults: list[FieldFault] = []
    if request.method == "POST":
        try:
            return redirect(_address(visit, _hand_in(request, visit)))
        except DomainError as refusal:
            faults = [FieldFault("files", str(refusal))]
    context = {
        "head": page_head(visit, _("Intake"), _("Hand documents in; decide what of them enters the record.")),
        "rows": intake_pieces.intake_rows(visit, all_intakes(visit.fund)),
        "faults": faults,
        "may_decide": may(request, visit, DECIDE),
        "may_record_status": may(request, visit, Permission.PROGRAMME_RECORD_STATUS),
        "max_files": MAX_FILES,
        "max_megabytes": MAX_BYTES // 2**20,
    }
    return render(request, "desk/intakes.html", context)


@desk_intake_page
def intake(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One intake; while it is read, its progress."""
    found = _found(visit, number)
    progress = intake_pieces.progress_of(found)
    if not progress and request.headers.get("HX-Request"):
        # The reading has ended since the page was loaded: it is shown whole.
        return HttpResponse(headers={"HX-Refresh": "true"})
    all_outlooks = () if progress else outlooks(found)
    rows = intake_pieces.candidate_rows(visit, all_outlooks)
    context = {
        "head": page_head(
            visit,
            words.shortened([words.file_title(file) for file in found.files.all()]),
            _answer(found, rows),
            as_of=intake_pieces.came_in(found),
            trail=(Link(_("Intake"), visit.href("desk-intakes")),),
        ),
        "intake": found,
        "progress": progress,
        "is_silent": services.is_silent(found),
        "files": intake_pieces.file_rows(found),
        "discrepancies": intake_pieces.discrepancies_of(found),
        "rows": rows,
        "may_decide": may(request, visit, DECIDE, ONE.format(number=number)),
    }
    return render(request, "desk/intake.html", context)


@desk_intake_page
@require_POST
def read_again(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Ask the worker once more for an intake whose reading died."""
    found = _found(visit, number)
    try:
        services.read_again(found)
    except DomainError as refusal:
        messages.info(request, str(refusal))
    return redirect(_address(visit, found))


@desk_intake_page
@require_POST
def accept_plain(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Accept every record of a kind that raises no doubt and contradicts nothing."""
    found = _found(visit, number)
    asked = request.POST.get("kind", "")
    kind = CandidateKind(asked) if asked in CandidateKind.values else CandidateKind.PROGRAMME
    count = services.accept_plain_candidates(found, kind, by=person(request))
    said = ngettext("%(count)s record is accepted.", "%(count)s records are accepted.", count)
    messages.success(request, said % {"count": count})
    return redirect(_address(visit, found))


def _hand_in(request: HttpRequest, visit: Visit) -> Intake:
    uploads = [
        # What is too large is not even read: its name and size are enough to say so.
        services.Upload(
            file.name or "", file.size or 0, None if (file.size or 0) > MAX_BYTES else file.read()
        )
        for file in request.FILES.getlist("files")
    ]
    who = person(request)
    return services.hand_in(visit.fund, uploads, actor=who.audit_reference, origin=Origin.UPLOAD, by=who)


def _found(visit: Visit, number: int) -> Intake:
    if found := find_intake(visit.fund, number):
        return found
    raise Http404(_("There is no intake of this number."))


def _address(visit: Visit, found: Intake) -> str:
    return visit.href("desk-intake", number=found.number)


def _answer(found: Intake, rows: intake_pieces.CandidateRows) -> str:
    match found.state:
        case IntakeState.READING:
            return _("You can leave this page; what was read waits for you.")
        case IntakeState.REFUSED:
            return _("None of the files could be read. Each says why.")
    waiting = rows.waiting
    if not waiting:
        return _("Everything is decided.") if rows.decided else _("No record was found in the files.")
    said = ngettext("%(count)s record to decide", "%(count)s records to decide", waiting)
    looked = ngettext("%(count)s needs a look", "%(count)s need a look", len(rows.look))
    parts = [said % {"count": waiting}]
    if rows.look:
        parts.append(looked % {"count": len(rows.look)})
    return f"{_('; ').join(parts)}."
