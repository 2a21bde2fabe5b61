"""The page of one's own account: who one is here, how one signs in, where one is signed in; and its end."""

from dataclasses import replace

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, can
from jointfund.people.queries import administered_organisation, roles_held
from jointfund.people.second_factor import has_second_factor, is_required_anywhere, needs_second_factor
from jointfund.people.services import erase_oneself
from jointfund.portal.accounts.forms import EraseForm
from jointfund.portal.accounts.sessions_shown import shown_sessions
from jointfund.search.models import HowOften, SavedSearch
from jointfund.search.saved import followed_by, forget_searches
from jointfund.ui.pieces import FieldFault, Link, PageHead
from jointfund.ui.visit import Visit, visit_of
from jointfund.ui.waiting import waiting_for


def owner(request: HttpRequest) -> User:
    """Who is signed in; `login_required` has let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in and what waits for them."""
    person = owner(request)
    context = {
        "head": PageHead(_("Your account"), _("What waits for you, and who you are here.")),
        "waiting": waiting_for(person, visit_of(request)),
        "memberships": roles_held(person),
        "has_second_step": has_second_factor(person),
        "needs_second_step": needs_second_factor(person),
        "second_step_is_required": is_required_anywhere(),
        "sessions": shown_sessions(request, person),
        "offices": _offices(person, visit_of(request)),
        "followed": _followed(request, person),
        "ways": HowOften.choices,
    }
    return render(request, "portal/account.html", context)


@require_POST
@login_required
def end_session(request: HttpRequest) -> HttpResponse:
    """Ends one session of one's own, or all but this one."""
    person = owner(request)
    mine = UserSession.objects.filter(user=person)
    wanted = request.POST.get("session", "")
    if wanted == "others":
        ended = [one for one in mine if not one.is_current()]
    else:
        ended = list(mine.filter(pk=int(wanted))) if wanted.isdecimal() else []
    with transaction.atomic():
        if ended:
            audit.record(
                Verb.SESSIONS_ENDED,
                person.audit_reference,
                actor=person.audit_reference,
                after={"sessions": len(ended)},
            )
        end_sessions(request, ended)
    words = ngettext("%(count)s session ended.", "%(count)s sessions ended.", len(ended))
    messages.success(request, words % {"count": len(ended)})
    return redirect("account")


@never_cache
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Says what erasing means; the password once more does it."""
    person = owner(request)
    form = EraseForm(person, request.POST or None)
    faults = form.faults() if form.is_bound else []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                erase_oneself(person, now=timezone.now())
                forget_searches(person)
        except DomainError as fault:
            faults = [FieldFault("", str(fault))]
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Nothing here leads back to you."))
            return redirect("home")
    head = PageHead(
        _("Erase your account"),
        _("Name, address and every way to sign in go. What you did for the fund stays, without your name."),
        trail=(Link(_("Your account"), "/account/"),),
    )
    return render(request, "portal/accounts/erase.html", {"head": head, "form": form, "faults": faults})


def _followed(request: HttpRequest, person: User) -> list[tuple[SavedSearch, str]]:
    """The questions she follows, each with its address in its fund."""
    visit = visit_of(request)
    if visit is None:
        return []
    return [
        (one, replace(visit, fund=one.fund, fund_code=one.fund.code).href("search-saved", number=one.number))
        for one in followed_by(person)
    ]


def _offices(person: User, visit: Visit | None) -> list[Link]:
    """The lists of people she keeps: the fund's, her organisation's."""
    if visit is None:
        return []
    links = []
    if can(person, Permission.PEOPLE_MANAGE, InFund(visit.fund)):
        links.append(Link(_("People of the fund"), visit.href("desk-people")))
    if organisation := administered_organisation(person, visit.fund):
        words = _("People of %(organisation)s") % {"organisation": organisation}
        links.append(Link(words, visit.href("desk-organisation")))
    return links
