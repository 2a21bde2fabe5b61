"""A status recorded by hand: for a decision of which no document came in."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.status_form import StatusForm
from jointfund.people.permissions import Permission
from jointfund.programmes.services import record_status
from jointfund.ui.visit import Visit


@desk_page(read=Permission.PROGRAMME_RECORD_STATUS, write=Permission.PROGRAMME_RECORD_STATUS)
def status(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, with `?programme=MIG-0022` for that programme; a post records the status."""
    asked = request.GET.get("programme", "")
    form = StatusForm(visit.fund, visit.today, request.POST or None, programme=asked)
    if request.method == "POST" and form.is_valid():
        found = form.chosen()
        with transaction.atomic():
            event = record_status(found, form.draft(), actor=person(request).audit_reference)
        said = _("On record: %(reference)s has been “%(status)s” since %(day)s.")
        messages.success(
            request,
            said % {"reference": found.reference, "status": event.status.label, "day": event.dated},
        )
        return redirect(visit.href("programme", ref=found.reference))
    answer = _("A status is shown with the document or decision it rests on, and stays in the history.")
    context = {
        "head": page_head(visit, _("Record a status"), answer),
        "form": form,
        "faults": form.faults(),
    }
    return render(request, "desk/status.html", context)
