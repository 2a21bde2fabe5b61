"""A proposal as a Word file and its budget as a workbook: taken out, brought back, looked at, taken in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_access import head_of, refuse_unless, written_proposal
from jointfund.desk.proposal_pieces import plain_text
from jointfund.desk.views.proposals.overview import section_href
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Answer, Permission
from jointfund.proposals import services
from jointfund.proposals.exchange.offers import Fault, FieldChange, FileRefused, Offer, Sheet
from jointfund.proposals.exchange.sheet import read_budget, write_budget
from jointfund.proposals.exchange.word import read_word, write_word
from jointfund.proposals.forms import read_form
from jointfund.proposals.models import ProposalForm
from jointfund.proposals.queries.desk import Seen
from jointfund.proposals.redline import Piece, redline
from jointfund.proposals.services.taking_in import (
    Planned,
    TakenIn,
    budget_among,
    plan_offers,
    sheets_of,
    take_in,
)
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

READ = Permission.PROPOSAL_READ
WRITE = Permission.PROPOSAL_WRITE
SALT = "jointfund.proposals.offers"
LARGEST = 5 * 2**20
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ShownChange:
    """One field as the file would change it; in a conflict both texts stand beside each other."""

    label: str
    is_conflict: bool
    pieces: Sequence[Piece]
    standing: str
    offered: str


@dataclass(frozen=True)
class ShownSheet:
    """The changes of one section, with a link to it."""

    title: str
    href: str
    changes: Sequence[ShownChange]


@desk_page(read=READ, write=READ)
def word_file(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The proposal as it stands, to write in with Word."""
    seen = written_proposal(request, visit, draft)
    opened = _opened(seen)
    subtitle = f"{seen.proposal.reference} · {read_form(opened.form.document).title}"
    content = write_word(seen.proposal.title, subtitle, sheets_of(opened, person(request)))
    return _attached(content, WORD, f"{seen.proposal.reference}.docx")


@desk_page(read=READ, write=READ)
def budget_file(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The budget as it stands, to reckon with in a spreadsheet."""
    seen = written_proposal(request, visit, draft)
    budget = budget_among(sheets_of(_opened(seen), person(request)))
    if budget is None:
        raise Http404(_("There is no page at this address."))
    return _attached(
        write_budget(seen.proposal.title, budget), WORKBOOK, f"{seen.proposal.reference}-budget.xlsx"
    )


@desk_page(read=READ, write=WRITE)
def bring_back(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """Hand in a file, look at what it changes, then take it in."""
    seen = written_proposal(request, visit, draft)
    opened = _opened(seen)
    sheets = sheets_of(opened, person(request))
    refuse_unless(_writes(sheets))
    if request.method != "POST":
        return _show(request, visit, seen)
    try:
        if "offers" in request.POST:
            return _take_in(request, visit, seen, opened)
        offers = _read(request.FILES.get("file"), sheets)
        planned = plan_offers(opened, offers, person(request))
    except FileRefused as refused:
        return _show(request, visit, seen, refused.faults)
    except DomainError as fault:
        return _show(request, visit, seen, [Fault(_("The file"), str(fault))])
    return _show_preview(request, visit, seen, offers, planned)


class NoFile(DomainError):
    """Nothing was handed in, or what is no file of ours."""


def _opened(seen: Seen) -> ProposalForm:
    opened = services.form_of(seen.proposal)
    if opened is None:
        raise Http404(_("There is no page at this address."))
    return opened


def _writes(sheets: Sequence[Sheet]) -> Answer:
    reason = "" if any(one.is_mine for one in sheets) else _("You write in no section of this proposal.")
    return Answer(not reason, reason)


def _read(file: "UploadedFile[bytes] | None", sheets: Sequence[Sheet]) -> list[Offer]:
    if file is None or not file.size:
        raise NoFile(_("Choose a file first."))
    if file.size > LARGEST:
        raise NoFile(_("The file is larger than 5 MB."))
    name, content = str(file.name)[:100], file.read()
    if not name.lower().endswith(".xlsx"):
        return read_word(content, name, sheets)
    budget = budget_among(sheets)
    if budget is None:
        raise NoFile(_("This proposal has no budget."))
    return read_budget(content, budget)


def _take_in(request: HttpRequest, visit: Visit, seen: Seen, opened: ProposalForm) -> HttpResponse:
    offers = _unsealed(request.POST["offers"], opened)
    done = take_in(seen.proposal, opened, offers, actor=person(request), now=timezone.now())
    _say(request, done)
    return redirect(visit.href("desk-proposal", draft=seen.proposal.draft))


def _say(request: HttpRequest, done: TakenIn) -> None:
    if done.closed:
        words = _("“%(state)s”: it is not open for writing now. What the file says is kept beside it.")
        messages.warning(request, words % {"state": done.closed})
    elif done.saved:
        messages.success(request, _("Taken in. Sections changed: %(count)s.") % {"count": done.saved})
    if done.set_aside:
        words = _("Somebody wrote meanwhile in %(count)s section(s): both texts are kept there.")
        messages.warning(request, words % {"count": done.set_aside})
    if not done.saved and not done.set_aside:
        messages.info(request, _("Nothing was changed."))


def _sealed(opened: ProposalForm, offers: Sequence[Offer]) -> str:
    """What was looked at, so that exactly that is taken in."""
    return signing.dumps([opened.pk, [asdict(one) for one in offers]], salt=SALT, compress=True)


def _unsealed(token: str, opened: ProposalForm) -> list[Offer]:
    try:
        number, offers = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        number, offers = None, []
    if number != opened.pk:
        raise NoFile(_("What was looked at is no longer there: hand the file in again."))
    return [Offer(one["number"], one["version"], one["answers"]) for one in offers]


def _show(request: HttpRequest, visit: Visit, seen: Seen, faults: Sequence[Fault] = ()) -> HttpResponse:
    context = {
        "head": head_of(
            visit, seen, _("Bring a file back"), _("You see what it changes before anything is taken in.")
        ),
        "proposal": seen.proposal,
        "faults": faults,
    }
    return render(request, "desk/proposals/bring_back.html", context)


def _show_preview(
    request: HttpRequest, visit: Visit, seen: Seen, offers: Sequence[Offer], planned: Sequence[Planned]
) -> HttpResponse:
    context = {
        "head": head_of(visit, seen, _("What the file changes"), seen.proposal.title),
        "proposal": seen.proposal,
        "sheets": [_shown(visit, seen, one) for one in planned],
        "has_conflict": any(one.merge.has_conflict for one in planned),
        "offers": _sealed(_opened(seen), offers),
        "back": Link(_("Back to the proposal"), visit.href("desk-proposal", draft=seen.proposal.draft)),
    }
    return render(request, "desk/proposals/file_changes.html", context)


def _shown(visit: Visit, seen: Seen, one: Planned) -> ShownSheet:
    href = section_href(visit, seen.proposal, one.sheet.section.code, one.sheet.party)
    return ShownSheet(one.sheet.title, href, [_change(one.sheet, each) for each in one.merge.changes])


def _change(sheet: Sheet, one: FieldChange) -> ShownChange:
    field = sheet.section.field(one.field)
    if field is None:
        return ShownChange(one.field, one.is_conflict, (), "", "")
    before, after = (plain_text(field, {one.field: value}) for value in (one.before, one.after))
    return ShownChange(field.label, one.is_conflict, redline(before, after), before, after)


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
