"""What the pages of tables and forms under edit have in common: the draft, its day, letting it count."""

from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jointfund.desk.access import person
from jointfund.desk.proposal_typed import whole_number
from jointfund.desk.way_form import said
from jointfund.proposals import services
from jointfund.proposals.models import DraftKind, WayDraft
from jointfund.proposals.services import Edit
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class DraftPanel:
    """The draft as its page shows it: with what was typed where that was refused."""

    draft: WayDraft
    is_author: bool
    valid_from: str
    source: str


def find_draft(visit: Visit, kind: DraftKind, code: str = "") -> WayDraft | None:
    """The draft of the table or of a form."""
    return visit.fund.way_drafts.select_related("fund").filter(kind=kind, code=code).first()


def panel_of(request: HttpRequest, draft: WayDraft | None) -> DraftPanel | None:
    """What the page says of a draft; None without one."""
    if draft is None:
        return None
    day = draft.valid_from.isoformat() if draft.valid_from else ""
    typed = request.POST
    is_author = person(request).audit_reference in draft.authors
    return DraftPanel(draft, is_author, typed.get("valid_from", day), typed.get("source", draft.source))


def carry_out(request: HttpRequest, visit: Visit, edit: Edit, draft: WayDraft | None) -> None:
    """Say from when the draft counts, let it count, or discard it. Raises the services' refusals."""
    what, by = request.POST.get("do", ""), person(request)
    if what == "when":
        services.save_way_draft(visit.fund, _dated(request, edit), revision=revision_of(request), actor=by)
        messages.success(request, _("Saved. A second person lets it count."))
    elif what == "publish" and draft:
        version = services.publish_way_draft(draft, revision=revision_of(request), actor=by)
        counts = {"number": version.number, "day": dated(version.valid_from)}
        messages.success(request, _("Version %(number)s counts from %(day)s.") % counts)
    elif what == "discard" and draft:
        services.discard_way_draft(draft, actor=by)
        messages.success(request, _("The draft is gone; the versions stay."))


def revision_of(request: HttpRequest) -> int:
    """The revision the page was opened with."""
    return whole_number(request.POST.get("revision", ""))


def _dated(request: HttpRequest, edit: Edit) -> Edit:
    try:
        day = date.fromisoformat(request.POST.get("valid_from", ""))
    except ValueError as fault:
        raise services.DraftIncomplete(_("Write the day as a date, like 2027-03-31.")) from fault
    return replace(edit, valid_from=day, source=said(request.POST, "source"))
