"""Files with a proposal: handed in, taken away, given back as a download and never shown in the browser."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_access import head_of, refuse_unless, seen_proposal
from jointfund.desk.proposal_typed import whole_number
from jointfund.documents.uploads import ACCEPTED, UploadRefused, check_size, neutral_name
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.proposals.models_files import AttachmentKind
from jointfund.proposals.queries.desk import Seen
from jointfund.proposals.queries.files import attachments_seen
from jointfund.proposals.services.attaching import (
    NoTitle,
    attach_file,
    may_attach,
    remove_attachment,
)
from jointfund.ui.downloads import file_answer
from jointfund.ui.visit import Visit

READ = Permission.PROPOSAL_READ


@desk_page(read=READ, write=READ)
def files(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The files of a proposal; a post attaches one or takes one away."""
    seen = seen_proposal(request, visit, draft)
    if request.method != "POST":
        return _show(request, visit, seen)
    refuse_unless(may_attach(person(request), seen.proposal))
    try:
        return _done(request, visit, seen)
    except NoTitle as fault:
        return _show(request, visit, seen, at_title=str(fault))
    except DomainError as fault:
        return _show(request, visit, seen, at_file=str(fault))


@desk_page(read=READ, write=READ)
def file_of(request: HttpRequest, visit: Visit, draft: int, number: int) -> HttpResponse:
    """One file as a download."""
    seen = seen_proposal(request, visit, draft)
    found = next((one for one in attachments_seen(seen) if one.number == number), None)
    if found is None:
        raise Http404(_("There is no page at this address."))
    name = neutral_name(seen.proposal.reference, str(found.number), found.title, ending=found.ending)
    with default_storage.open(found.original) as kept:
        return file_answer(kept.read(), found.media_type, name)


def _done(request: HttpRequest, visit: Visit, seen: Seen) -> HttpResponse:
    now, user = timezone.now(), person(request)
    if number := whole_number(request.POST.get("remove", "")):
        found = next((one for one in attachments_seen(seen) if one.number == number), None)
        if found is None:
            raise Http404(_("There is no page at this address."))
        remove_attachment(found, actor=user, now=now)
        messages.success(request, _("Removed."))
    else:
        made = attach_file(
            seen.proposal,
            title=request.POST.get("title", ""),
            kind=_kind(request),
            content=_content(request.FILES.get("file")),
            actor=user,
            now=now,
        )
        messages.success(request, _("Attached: %(title)s") % {"title": made.title})
    return redirect(visit.href("desk-proposal-files", draft=seen.proposal.draft))


def _kind(request: HttpRequest) -> AttachmentKind:
    sent = request.POST.get("kind", "")
    return AttachmentKind(sent) if sent in AttachmentKind.values else AttachmentKind.OTHER


def _content(file: "UploadedFile[bytes] | None") -> bytes:
    """What was sent, its size looked at before it is read. Raises UploadRefused."""
    if file is None:
        raise UploadRefused(_("Choose a file first."))
    check_size(file.size or 0)
    return bytes(file.read())


def _show(
    request: HttpRequest, visit: Visit, seen: Seen, *, at_title: str = "", at_file: str = ""
) -> HttpResponse:
    context = {
        "head": head_of(visit, seen, _("Files"), _("Signed letters and other attachments.")),
        "proposal": seen.proposal,
        "files": attachments_seen(seen),
        "attaches": bool(may_attach(person(request), seen.proposal)),
        "kinds": AttachmentKind.choices,
        "kind": _kind(request) if request.method == "POST" else AttachmentKind.LETTER,
        "title": request.POST.get("title", ""),
        "at_title": at_title,
        "at_file": at_file,
        "accepted": ACCEPTED,
    }
    return render(request, "desk/proposals/files.html", context)
