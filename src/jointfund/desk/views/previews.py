"""The PDF of a draft at the desk: asked for, waited for, opened; nothing of it is public or kept."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, person
from jointfund.desk.views.publications import find_draft
from jointfund.people.permissions import Permission
from jointfund.publications.orders import Parameters
from jointfund.publications.services import find_cover
from jointfund.publications.services.previewing import PreviewState, ask_for_preview, preview_of
from jointfund.ui.downloads import picture_answer
from jointfund.ui.visit import Visit

EDIT = Permission.PUBLICATION_EDIT


@desk_page(read=EDIT, write=EDIT, of="publication/{draft}")
def cover(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The picture of a draft, for the pages of the desk that show it."""
    kept = Parameters.from_json(find_draft(visit, draft).order).cover
    found = find_cover(visit.fund, kept)
    if found is None:
        raise Http404(_("This draft has no picture."))
    with found.content.open("rb") as file:
        return picture_answer(file.read(), found.sha256)


@desk_page(read=EDIT, write=EDIT, of="publication/{draft}")
def preview_file(request: HttpRequest, visit: Visit, draft: int) -> HttpResponseBase:
    """The file, once it is made; a post asks for it."""
    found = find_draft(visit, draft)
    if request.method == "POST":
        ask_for_preview(found, visit.today, by=person(request))
        return redirect(visit.href("desk-publication-preview", draft=draft))
    preview = preview_of(found, visit.today)
    if preview.state != PreviewState.MADE:
        raise Http404(_("The PDF of this draft is not made: its preview has the button for it."))
    name = _("draft-%(number)s.pdf") % {"number": draft}
    return FileResponse(preview.path.open("rb"), content_type="application/pdf", filename=name)
