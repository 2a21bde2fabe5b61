"""A person's roles for single records: given for some days or until they are ended, each with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.audit.queries import is_on_record
from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.people_forms import ReasonForm, RecordRoleForm, RefusableForm
from jointfund.kernel.errors import DomainError
from jointfund.people import services
from jointfund.people.models import RecordRole, Role
from jointfund.people.permissions import OfRecord, Permission
from jointfund.people.queries import Member, find_member, record_roles_of
from jointfund.ui.pieces import Link
from jointfund.ui.subjects import subject_href
from jointfund.ui.visit import Visit

KEEP = Permission.PEOPLE_MANAGE


@desk_page(read=KEEP, write=KEEP)
def record_roles(request: HttpRequest, visit: Visit, pseudonym: UUID) -> HttpResponse:
    """Her roles for single records; a post gives one or ends one."""
    found = find_member(visit.fund, pseudonym)
    if found is None:
        raise Http404(_("There is no page at this address."))
    held = record_roles_of(visit.fund, found.person)
    done = request.POST.get("do", "")
    ended = next((one for one in held if done == f"end-{one.pk}"), None)
    give_form = RecordRoleForm(request.POST if done == "give" else None)
    end_form = ReasonForm(request.POST if ended else None, place=f"reason-{ended.pk if ended else ''}")
    form: RefusableForm = end_form if ended else give_form
    if request.method == "POST" and form.is_valid():
        try:
            said = _end(request, ended) if ended else _give(request, visit, found, give_form)
        except DomainError as fault:
            form.refuse(fault)
        else:
            messages.success(request, said)
            return redirect(request.path)
    trail = (
        Link(_("People of the fund"), visit.href("desk-people")),
        Link(str(found.person), visit.href("desk-people-person", pseudonym=str(pseudonym))),
    )
    answer = _("For one record only: to review it, to sign for it, to work on it.")
    context = {
        "head": page_head(visit, _("Roles for single records"), answer, trail=trail),
        "rows": [(one, subject_href(visit, one.subject), str(one.pk), f"end-{one.pk}") for one in held],
        "form": form,
        "give_form": give_form,
        "done": done,
    }
    return render(request, "desk/people/records.html", context)


def _give(request: HttpRequest, visit: Visit, found: Member, form: RecordRoleForm) -> str:
    values = form.cleaned_data
    if not is_on_record(visit.fund, values["record"]):
        raise services.RecordUnknown
    services.give_record_role(
        actor=person(request),
        user=found.person,
        thing=OfRecord(visit.fund, values["record"]),
        role=Role(values["role"]),
        valid_from=values["valid_from"] or timezone.localdate(),
        valid_until=values["valid_until"],
        reason=values["reason"],
    )
    return _("The role is given.")


def _end(request: HttpRequest, ended: RecordRole) -> str:
    services.end_record_role(ended, actor=person(request), reason=request.POST.get("reason", ""))
    return _("The role has ended.")
