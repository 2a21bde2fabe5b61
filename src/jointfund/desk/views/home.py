"""What waits for the person who is signed in, and the rooms of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jointfund.desk.access import DESK, desk_page, may, page_head, person
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit
from jointfund.ui.waiting import waiting_for


@desk_page(read=DESK, write=Permission.INTAKE_DECIDE)
def desk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything that waits, the longest first, each with what comes next."""
    waiting = waiting_for(person(request), visit)
    context = {
        "head": page_head(visit, _("What waits for you"), waiting.in_words),
        "waiting": waiting,
        "rooms": _rooms(request, visit),
    }
    return render(request, "desk/home.html", context)


def _rooms(request: HttpRequest, visit: Visit) -> list[Link]:
    rooms = [(Permission.INTAKE_READ, _("Hand in documents"), "desk-intakes")]
    rooms.append((Permission.DOCUMENT_SHOW, _("Documents and who reads them"), "desk-documents"))
    rooms.append((Permission.PUBLICATION_EDIT, _("Publications"), "desk-publications"))
    rooms.append(
        (Permission.KNOWLEDGE_READ_DRAFTS, _("Practices to draft, review and publish"), "desk-practices")
    )
    rooms.append((Permission.ASSESSMENT_READ, _("Assessments and questionnaires"), "desk-assessments"))
    rooms.append((Permission.CALL_EDIT, _("Calls for proposals"), "desk-calls"))
    rooms.append((Permission.COMMITTEE_READ, _("Meetings and decisions"), "desk-meetings"))
    rooms.append((Permission.COMMITTEE_READ, _("Balance board"), "desk-board"))
    rooms.append((Permission.REVIEW_ASSIGN, _("Eligibility and reviews"), "desk-reviews"))
    rooms.append((Permission.MOVES_EDIT, _("The way of a proposal"), "desk-way"))
    rooms.append((Permission.MOVES_EDIT, _("Forms of proposals"), "desk-forms"))
    rooms.append((Permission.AUDIT_READ, _("History of the record"), "desk-history"))
    return [
        Link(label, visit.href(name)) for permission, label, name in rooms if may(request, visit, permission)
    ]
