"""What waits for the person who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.desk.access import desk_page, page_head
from jointfund.desk.intake_pieces import intake_rows
from jointfund.intake.queries import waiting_intakes
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import EmptyState, Link
from jointfund.ui.visit import Visit


@desk_page(read=Permission.INTAKE_READ, write=Permission.INTAKE_DECIDE)
def desk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Open intakes with how many of their records need a decision, most doubts first."""
    rows = intake_rows(visit, waiting_intakes(visit.fund))
    answer = ngettext("%(count)s intake to decide.", "%(count)s intakes to decide.", len(rows))
    head = page_head(
        visit,
        _("What waits for you"),
        answer % {"count": len(rows)} if rows else _("Nothing waits."),
    )
    empty = EmptyState(
        _("All decided"),
        _("When a document comes in, what was read from it waits here for your decision."),
        Link(_("Hand in documents"), visit.href("desk-intakes")),
    )
    context = {"head": head, "rows": rows, "empty": empty, "hand_in": visit.href("desk-intakes")}
    return render(request, "desk/home.html", context)
