"""Signing in with a password. A second step, where there is one, follows."""

from math import ceil

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jointfund.people.second_factor import is_required_anywhere
from jointfund.people.sign_in import SignInPaused, begin_attempt, forget_failures
from jointfund.portal.accounts.forms import SignInForm
from jointfund.portal.accounts.visitor import address_of


class SignIn(LoginView):
    """The sign-in page; a signed-in person goes on to the account."""

    template_name = "portal/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """What else the page offers and says."""
        return super().get_context_data(**kwargs) | {
            "second_step_is_required": is_required_anywhere(),
            "service": settings.SIGN_IN_SERVICE,
        }

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Signs in; after too many failures says when to go on, without looking at the password."""
        email = request.POST.get("username", "")
        try:
            self.attempt = begin_attempt(email=email, address=address_of(request), now=timezone.now())
        except SignInPaused as pause:
            return paused(request, pause)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password is right: on to the second step, or in."""
        forget_failures(self.attempt)
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_redirect_url() or None)
        response: HttpResponse = perform_password_login(self.request, {"email": user.get_username()}, login)
        return response


def paused(request: HttpRequest, pause: SignInPaused) -> HttpResponse:
    """The page that says from when on the next attempt is looked at."""
    seconds = ceil((pause.until - timezone.now()).total_seconds())
    context = {"until": pause.until, "minutes": max(1, ceil(seconds / 60))}
    response = render(request, "portal/sign_in_paused.html", context, status=429)
    response.headers["Retry-After"] = str(max(1, seconds))
    return response
