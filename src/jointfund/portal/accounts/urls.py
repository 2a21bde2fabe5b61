"""Addresses of signing in and of one's own account; allauth's views stand here with our heads and templates.

An address that is not here does not exist: no sign-up, no second address, no list of connected services.
"""

from collections.abc import Callable

from allauth.account import views as account_views
from allauth.mfa.base import views as step_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import URLPattern, path, re_path, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from jointfund.portal.accounts.recording import in_one_transaction
from jointfund.portal.accounts.views import account, invitation
from jointfund.portal.accounts.views.sign_in import SignIn
from jointfund.ui.pieces import Link, PageHead

type Words = Callable[[], str]
SECURITY = reverse_lazy("mfa_index")
FORM, NOTE = "portal/accounts/form.html", "portal/accounts/note.html"


def page(
    view: type[View],
    title: Words,
    answer: Words,
    *,
    template: str = FORM,
    button: Words = lambda: "",
    trail: bool = True,
    **more: object,
) -> Callable[..., HttpResponseBase]:
    """One of allauth's views with our head, template and button; kept by no browser and no proxy."""

    def head() -> PageHead:
        above = (Link(_("Your account"), "/account/"),) if trail else ()
        return PageHead(title(), answer(), trail=above)

    context = {"head": head, "button": button}
    shown = view.as_view(template_name=template, extra_context=context, **more)
    return never_cache(in_one_transaction(shown))


def paths() -> list[URLPattern]:
    """Every address of this kind; those of the sign-in service only where one is set."""
    return [*SIGN_IN, *ACCOUNT, *SECOND_STEP, *(service_paths() if settings.SIGN_IN_SERVICE else [])]


def service_paths() -> list[URLPattern]:
    """The two addresses of signing in through another service."""
    from allauth.socialaccount.providers.openid_connect import views as service_views

    return [
        path("sign-in/with/<slug:provider_id>/", service_views.login, name="openid_connect_login"),
        path(
            "sign-in/with/<slug:provider_id>/back/",
            transaction.atomic(service_views.callback),
            name="openid_connect_callback",
        ),
    ]


SIGN_IN: list[URLPattern] = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-in/", SignIn.as_view(), name="account_login"),  # as allauth calls it
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path(
        "sign-in/second-step/",
        page(
            step_views.AuthenticateView,
            lambda: _("Second step"),
            lambda: _("The password was right. Show that it is you, with your telephone or passkey."),
            template="portal/accounts/second_step.html",
            trail=False,
        ),
        name="mfa_authenticate",
    ),
    path("sign-in/passkey/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
    path(
        "sign-in/forgotten/",
        page(
            account_views.PasswordResetView,
            lambda: _("Forgotten password"),
            lambda: _("We send you a link with which to choose a new one."),
            button=lambda: _("Send the link"),
            trail=False,
        ),
        name="account_reset_password",
    ),
    path(
        "sign-in/forgotten/sent/",
        page(
            account_views.PasswordResetDoneView,
            lambda: _("Look into your mail"),
            lambda: _("If the address has an account, a link is on its way. It works once, for three days."),
            template=NOTE,
            trail=False,
        ),
        name="account_reset_password_done",
    ),
    path(
        "sign-in/forgotten/done/",
        page(
            account_views.PasswordResetFromKeyDoneView,
            lambda: _("The new password holds"),
            lambda: _("Sign in with it. Everywhere else you were signed out."),
            template=NOTE,
            trail=False,
        ),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^sign-in/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        page(
            account_views.PasswordResetFromKeyView,
            lambda: _("Choose a new password"),
            lambda: _("It takes the place of the forgotten one."),
            template="portal/accounts/new_password.html",
            button=lambda: _("Keep the new password"),
            trail=False,
        ),
        name="account_reset_password_from_key",
    ),
]

ACCOUNT: list[URLPattern] = [
    path("account/", account.account, name="account"),
    path("account/sessions/", account.end_session, name="account-sessions"),
    path("account/erase/", account.erase, name="account-erase"),
    path(
        "account/password/",
        page(
            account_views.PasswordChangeView,
            lambda: _("Change your password"),
            lambda: _("Everywhere else you will be signed out."),
            button=lambda: _("Change the password"),
        ),
        name="account_change_password",
    ),
    path(
        "account/password/first/",
        page(
            account_views.PasswordSetView,
            lambda: _("Choose a password"),
            lambda: _("You sign in through another service so far. With a password you need it no longer."),
            button=lambda: _("Keep the password"),
        ),
        name="account_set_password",
    ),
    path(
        "account/email/",
        page(
            account_views.EmailView,
            lambda: _("Change your e-mail address"),
            lambda: _("It is what you sign in with, and where we write to."),
            template="portal/accounts/email.html",
            button=lambda: _("Send the link"),
        ),
        name="account_email",
    ),
    path(
        "account/email/<str:key>/",
        page(
            account_views.ConfirmEmailView,
            lambda: _("Confirm your e-mail address"),
            lambda: _("From then on you sign in with it."),
            template="portal/accounts/confirm_email.html",
        ),
        name="account_confirm_email",
    ),
    path(
        "account/confirm/",
        page(
            account_views.ReauthenticateView,
            lambda: _("Is it you?"),
            lambda: _("Before this is changed, we ask for your password once more."),
            template="portal/accounts/again.html",
            button=lambda: _("Go on"),
        ),
        name="account_reauthenticate",
    ),
]

SECOND_STEP: list[URLPattern] = [
    path(
        "account/confirm/code/",
        page(
            step_views.ReauthenticateView,
            lambda: _("Is it you?"),
            lambda: _("Before this is changed, we ask for a code."),
            template="portal/accounts/again.html",
            button=lambda: _("Go on"),
        ),
        name="mfa_reauthenticate",
    ),
    path(
        "account/confirm/passkey/",
        page(
            passkey_views.ReauthenticateWebAuthnView,
            lambda: _("Is it you?"),
            lambda: _("Before this is changed, we ask for your passkey."),
            template="portal/accounts/again_passkey.html",
        ),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/second-step/",
        page(
            step_views.IndexView,
            lambda: _("Your second step"),
            lambda: _("A password can be guessed or stolen. With a second step it is not enough."),
            template="portal/accounts/second_steps.html",
        ),
        name="mfa_index",
    ),
    path(
        "account/second-step/app/",
        page(
            totp_views.ActivateTOTPView,
            lambda: _("Codes from an app"),
            lambda: _("Scan the picture with an authenticator app, then type the code it shows."),
            template="portal/accounts/app.html",
            button=lambda: _("Turn it on"),
        ),
        name="mfa_activate_totp",
    ),
    path(
        "account/second-step/app/remove/",
        page(
            totp_views.DeactivateTOTPView,
            lambda: _("Remove the app"),
            lambda: _("Its codes will not be asked for any more."),
            button=lambda: _("Remove the app"),
        ),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/second-step/codes/",
        page(
            code_views.ViewRecoveryCodesView,
            lambda: _("Recovery codes"),
            lambda: _("Each works once, when telephone or passkey is not at hand."),
            template="portal/accounts/codes.html",
        ),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-step/codes/new/",
        page(
            code_views.GenerateRecoveryCodesView,
            lambda: _("New recovery codes"),
            lambda: _("The codes you have now will not work any more."),
            button=lambda: _("Make new codes"),
        ),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-step/passkeys/new/",
        page(
            passkey_views.AddWebAuthnView,
            lambda: _("A new passkey"),
            lambda: _("Your device, or a security key you plug in, keeps it and never gives it away."),
            template="portal/accounts/passkey.html",
        ),
        name="mfa_add_webauthn",
    ),
    path(
        "account/second-step/passkeys/<int:pk>/remove/",
        page(
            passkey_views.RemoveWebAuthnView,
            lambda: _("Remove the passkey"),
            lambda: _("It opens nothing here any more."),
            button=lambda: _("Remove the passkey"),
            success_url=SECURITY,
        ),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/second-step/passkeys/<int:pk>/name/",
        page(
            passkey_views.EditWebAuthnView,
            lambda: _("Name of the passkey"),
            lambda: _("So that you know it among others."),
            button=lambda: _("Keep the name"),
            success_url=SECURITY,
        ),
        name="mfa_edit_webauthn",
    ),
]
