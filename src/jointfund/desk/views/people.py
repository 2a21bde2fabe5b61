"""The people of a fund, kept by its secretariat, and those of an organisation, kept by its administrator."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.people_forms import InvitationForm, ReasonForm, RoleForm
from jointfund.desk.people_mail import send_invitation
from jointfund.kernel.errors import DomainError
from jointfund.people import services
from jointfund.people.models import Invitation, Organisation
from jointfund.people.permissions import Permission
from jointfund.people.queries import (
    Member,
    administered_organisation,
    find_member,
    members_of,
    open_invitations,
)
from jointfund.search.saved import forget_searches
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

FUND, ORGANISATION = Permission.PEOPLE_MANAGE, Permission.ORGANISATION_MANAGE_PEOPLE


@dataclass(frozen=True)
class Office:
    """Whose people a page keeps: the fund's, or one organisation's."""

    visit: Visit
    organisation: Organisation | None = None

    @property
    def title(self) -> str:
        """What the list is called."""
        if self.organisation:
            return _("People of %(organisation)s") % {"organisation": self.organisation}
        return _("People of the fund")

    def href(self, page: str = "", **parts: str | int) -> str:
        """The address of one of its pages."""
        room = "desk-organisation" if self.organisation else "desk-people"
        return self.visit.href(f"{room}-{page}" if page else room, **parts)

    @property
    def trail(self) -> tuple[Link, ...]:
        """The way back to the list."""
        return (Link(self.title, self.href()),)


def office_of(request: HttpRequest, visit: Visit) -> Office:
    """The organisation the person administers; 404 when she administers none."""
    if found := administered_organisation(person(request), visit.fund):
        return Office(visit, found)
    raise Http404(_("There is no page at this address."))


@desk_page(read=FUND, write=FUND)
def people(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everybody with a role in the fund."""
    return _list(request, Office(visit))


@desk_page(read=ORGANISATION, write=ORGANISATION)
def organisation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everybody with a role for one's organisation."""
    return _list(request, office_of(request, visit))


@desk_page(read=FUND, write=FUND)
def invite(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Invite somebody into the fund."""
    return _invite(request, Office(visit))


@desk_page(read=ORGANISATION, write=ORGANISATION)
def organisation_invite(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Invite somebody into one's organisation."""
    return _invite(request, office_of(request, visit))


@desk_page(read=FUND, write=FUND)
def member(request: HttpRequest, visit: Visit, pseudonym: UUID) -> HttpResponse:
    """One person's roles in the fund."""
    return _member(request, Office(visit), pseudonym)


@desk_page(read=ORGANISATION, write=ORGANISATION)
def organisation_member(request: HttpRequest, visit: Visit, pseudonym: UUID) -> HttpResponse:
    """One person's roles for one's organisation."""
    return _member(request, office_of(request, visit), pseudonym)


@desk_page(read=FUND, write=FUND)
def invitation(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """An open invitation into the fund."""
    return _invitation(request, Office(visit), number)


@desk_page(read=ORGANISATION, write=ORGANISATION)
def organisation_invitation(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """An open invitation into one's organisation."""
    return _invitation(request, office_of(request, visit), number)


def _list(request: HttpRequest, office: Office) -> HttpResponse:
    found = members_of(office.visit.fund, office.organisation)
    invited = open_invitations(office.visit.fund, now=timezone.now(), organisation=office.organisation)
    context = {
        "head": page_head(
            office.visit, office.title, _("Who holds which role, and who is invited. Nobody signs up alone.")
        ),
        "members": [(one, office.href("person", pseudonym=str(one.person.pseudonym))) for one in found],
        "invitations": [(one, office.href("invitation", number=one.pk)) for one in invited],
        "invite": office.href("invite"),
    }
    return render(request, "desk/people/list.html", context)


def _invite(request: HttpRequest, office: Office) -> HttpResponse:
    form = InvitationForm(office.visit.fund, office.organisation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.invite_person(
                form.cleaned_data["email"],
                form.wanted(),
                fund=office.visit.fund,
                actor=person(request),
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except DomainError as fault:
            form.refuse(fault)
        else:
            _send(request, issued)
            return redirect(office.href())
    context = {"head": page_head(office.visit, _("Invite somebody"), trail=office.trail), "form": form}
    return render(request, "desk/people/invite.html", context)


def _member(request: HttpRequest, office: Office, pseudonym: UUID) -> HttpResponse:
    found = find_member(office.visit.fund, pseudonym, office.organisation)
    if found is None:
        raise Http404(_("There is no page at this address."))
    done = request.POST.get("do", "")
    role_form = RoleForm(office.visit.fund, office.organisation, request.POST if done == "give" else None)
    is_reason = request.method == "POST" and done != "give"
    place = f"reason-{done.removeprefix('end-')}"
    reason_form = ReasonForm(request.POST if is_reason else None, place=place)
    form = role_form if done == "give" else reason_form
    if request.method == "POST" and form.is_valid():
        try:
            said = _carry_out(request, office, found, role_form, done)
        except DomainError as fault:
            form.refuse(fault)
        else:
            messages.success(request, said)
            still_here = find_member(office.visit.fund, pseudonym, office.organisation)
            return redirect(request.path if still_here else office.href())
    context = {
        "head": page_head(office.visit, str(found.person), trail=office.trail),
        "member": found,
        "endings": [(one, str(one.pk), f"end-{one.pk}") for one in found.memberships],
        "role_form": role_form,
        "form": form,
        "done": done,
        "may_erase": office.organisation is None,
    }
    return render(request, "desk/people/person.html", context)


def _carry_out(request: HttpRequest, office: Office, found: Member, role_form: RoleForm, done: str) -> str:
    """Does what the button said and tells so."""
    actor, fund, reason = person(request), office.visit.fund, request.POST.get("reason", "")
    if done == "give":
        services.give_further_role(found.person, role_form.wanted(), fund=fund, actor=actor, reason=reason)
        return _("The role is given.")
    if done == "erase" and office.organisation is None:
        with transaction.atomic():
            services.erase_person(found.person, fund=fund, actor=actor, reason=reason, now=timezone.now())
            forget_searches(found.person)
        return _("The person is erased. What was done stays, without a name.")
    ended = next((one for one in found.memberships if done == f"end-{one.pk}"), None)
    if ended is None:
        raise Http404(_("There is no page at this address."))
    services.end_membership(ended, actor=actor, reason=reason)
    return _("The role has ended.")


def _invitation(request: HttpRequest, office: Office, number: int) -> HttpResponse:
    found = _open_invitation(office, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _withdraw_or_repeat(request, found, form.cleaned_data["reason"])
        except DomainError as fault:
            form.refuse(fault)
        else:
            return redirect(office.href())
    head = page_head(office.visit, _("An invitation that waits"), trail=office.trail)
    return render(request, "desk/people/invitation.html", {"head": head, "invitation": found, "form": form})


def _withdraw_or_repeat(request: HttpRequest, found: Invitation, reason: str) -> None:
    actor, now = person(request), timezone.now()
    if request.POST.get("do") == "withdraw":
        services.withdraw_invitation(found, actor=actor, reason=reason, now=now)
        messages.success(request, _("Withdrawn. The link leads nowhere any more."))
        return
    wanted = services.wanted_of(found)
    issued = services.invite_person(found.email, wanted, fund=found.fund, actor=actor, reason=reason, now=now)
    _send(request, issued)


def _open_invitation(office: Office, number: int) -> Invitation:
    waiting = open_invitations(office.visit.fund, now=timezone.now(), organisation=office.organisation)
    if found := next((one for one in waiting if one.pk == number), None):
        return found
    raise Http404(_("There is no page at this address."))


def _send(request: HttpRequest, issued: services.IssuedInvitation) -> None:
    words = {"address": issued.invitation.email}
    if send_invitation(request, issued):
        messages.success(request, _("The invitation is on its way to %(address)s.") % words)
    else:
        said = _(
            "The invitation is kept, but the e-mail to %(address)s could not be sent. Send it again later."
        )
        messages.warning(request, said % words)
