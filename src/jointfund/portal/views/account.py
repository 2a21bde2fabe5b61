"""Signing in, and the page of one's own account."""

from math import ceil

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from jointfund.people.sign_in import SignInPaused, begin_attempt, forget_failures
from jointfund.ui.context import has_desk
from jointfund.ui.pieces import EmptyState, FieldFault, Link, PageHead
from jointfund.ui.visit import Visit, visit_of


class SignInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "This address and password do not belong together. Check both; capital letters count."
        ),
        "inactive": gettext_lazy("This account is closed. Ask the fund's secretariat."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username"})

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        general = [FieldFault("id_username", str(message)) for message in self.non_field_errors()]
        return general + [
            FieldFault(f"id_{name}", f"{self.fields[name].label}: {messages[0]}")
            for name, messages in self.errors.items()
            if name in self.fields
        ]


class SignIn(LoginView):
    """The sign-in page; a signed-in person goes on to the account."""

    template_name = "portal/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Signs in; after too many failures says when to go on, without looking at the password."""
        email = request.POST.get("username", "")
        try:
            attempt = begin_attempt(email=email, address=address_of(request), now=timezone.now())
        except SignInPaused as pause:
            return paused(request, pause)
        response = super().post(request, *args, **kwargs)
        if request.user.is_authenticated:
            forget_failures(attempt)
        return response


def paused(request: HttpRequest, pause: SignInPaused) -> HttpResponse:
    """The page that says from when on the next attempt is looked at."""
    seconds = ceil((pause.until - timezone.now()).total_seconds())
    context = {"until": pause.until, "minutes": max(1, ceil(seconds / 60))}
    response = render(request, "portal/sign_in_paused.html", context, status=429)
    response.headers["Retry-After"] = str(max(1, seconds))
    return response


def address_of(request: HttpRequest) -> str:
    """The network address of the visitor; behind the TLS proxy the one that the proxy itself noted last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SERVED_OVER_TLS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in and what waits for them."""
    visit = visit_of(request)
    head = PageHead(_("Your account"), _("What waits for you, and who you are here."))
    context = {"head": head, "waiting": _waiting(request, visit)}
    return render(request, "portal/account.html", context)


def _waiting(request: HttpRequest, visit: Visit | None) -> EmptyState:
    """Where what waits for the person stands."""
    if visit and has_desk(request, visit):
        return EmptyState(
            _("Your desk"),
            _("What waits for your decision stands on the desk."),
            Link(_("Go to the desk"), visit.href("desk")),
        )
    return EmptyState(
        _("Nothing waits for you"),
        _("Tasks will stand here when the fund gives you one: a text to review, a report to send."),
        Link(_("Look at the programmes"), visit.href("programmes")) if visit else None,
    )
