"""Signing in, and the page of one's own account."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.ui.pieces import EmptyState, FieldFault, Link, PageHead
from jointfund.ui.visit import visit_of


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


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in and what waits for them."""
    visit = visit_of(request)
    head = PageHead(_("Your account"), _("What waits for you, and who you are here."))
    waiting = EmptyState(
        _("Nothing waits for you"),
        _("Tasks will stand here when the fund gives you one: a text to review, a report to send."),
        Link(_("Look at the programmes"), visit.href("programmes")) if visit else None,
    )
    return render(request, "portal/account.html", {"head": head, "waiting": waiting})
