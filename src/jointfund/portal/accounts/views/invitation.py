"""Accepting an invitation: the only way to an account."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jointfund.kernel.errors import DomainError
from jointfund.people.models import Invitation, User
from jointfund.people.services import (
    InvitationClosed,
    accept_invitation,
    accept_invitation_as,
    find_invitation,
    wanted_of,
)
from jointfund.portal.accounts.forms import WelcomeForm
from jointfund.portal.accounts.words import role_words
from jointfund.ui.pieces import FieldFault, PageHead


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to; a post accepts it. Used, too old or wrong: there is no such page."""
    try:
        found = find_invitation(token, now=timezone.now())
    except InvitationClosed as closed:
        raise Http404(str(closed)) from closed
    if User.objects.filter(email=found.email).exists():
        return _join(request, found, token)
    return _begin(request, found, token)


def _begin(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """Name and password make the account, and its owner is signed in."""
    form = WelcomeForm(found.email, request.POST or None)
    faults = form.faults() if form.is_bound else []
    if request.method == "POST" and form.is_valid():
        try:
            person = accept_invitation(
                token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                now=timezone.now(),
            )
        except DomainError as fault:
            faults = [FieldFault("", str(fault))]
        else:
            messages.success(request, _("Welcome. Your account is ready."))
            response: HttpResponse = perform_login(request, Login(user=person))
            return response
    context = {"head": _head(found), "invitation": found, "form": form, "faults": faults}
    return render(request, "portal/accounts/invitation.html", context)


def _join(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """Who has an account signs in and accepts with one press."""
    is_hers = isinstance(request.user, User) and request.user.email == found.email
    if request.method == "POST" and is_hers and isinstance(request.user, User):
        accept_invitation_as(token, request.user, now=timezone.now())
        messages.success(request, _("Accepted. The role is yours."))
        return redirect("account")
    context = {"head": _head(found), "invitation": found, "is_hers": is_hers, "path": request.path}
    return render(request, "portal/accounts/invitation.html", context)


def _head(found: Invitation) -> PageHead:
    words = {"role": role_words(wanted_of(found)), "fund": found.fund.name}
    return PageHead(_("You are invited"), _("%(fund)s asks you to join as: %(role)s.") % words)
