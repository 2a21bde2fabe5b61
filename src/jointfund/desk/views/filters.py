"""Saved filters at the desk: the list, a form to save one, and removal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.filter_forms import FilterForm
from jointfund.desk.publication_pieces import saved_rows
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.publications import services
from jointfund.publications.queries.saved import saved_filters
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

EDIT = Permission.PUBLICATION_EDIT


@desk_page(read=EDIT, write=EDIT)
def saved(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every saved filter and the form for another; a post saves it."""
    form = FilterForm(visit.fund, request.POST or None, address=request.GET.get("address", ""))
    if request.method == "POST" and form.is_valid():
        by, typed = person(request), form.cleaned_data
        try:
            made = services.save_filter(
                visit.fund,
                typed["name"],
                typed["address"],
                actor=by.audit_reference,
                by=by,
                interest=form.interest(),
            )
        except DomainError as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": made.name})
            return redirect(visit.href("desk-filters"))
    trail = (Link(_("Publications"), visit.href("desk-publications")),)
    answer = _("Questions to the programme list under a name: themes of briefs, choices of booklets.")
    context = {
        "head": page_head(visit, _("Saved filters"), answer, trail=trail),
        "form": form,
        "faults": form.faults(),
        "rows": saved_rows(visit, saved_filters(visit.fund)),
    }
    return render(request, "desk/publications/filters.html", context)


@desk_page(read=EDIT, write=EDIT)
@require_POST
def remove(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """One filter is offered no more."""
    by = person(request)
    try:
        services.remove_filter(visit.fund, slug, actor=by.audit_reference, by=by)
    except DomainError as fault:
        messages.warning(request, str(fault))
    else:
        messages.success(request, _("Removed. What was released with it stays."))
    return redirect(visit.href("desk-filters"))
