"""What allauth asks of us: nobody signs up, events of an account are audited, texts are ours."""

from collections.abc import Mapping
from functools import partial

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.people.services import accept_invitations_of
from jointfund.portal.accounts.visitor import address_of

# allauth tells the owner of each of these by e-mail; the audit trail hears of it at the same place. Of second
# steps it hears in `recording`.
NOTED: Mapping[str, Verb] = {
    "account/email/password_changed": Verb.PASSWORD_CHANGED,
    "account/email/password_reset": Verb.PASSWORD_CHANGED,
    "account/email/password_set": Verb.PASSWORD_CHANGED,
    "account/email/email_changed": Verb.EMAIL_CHANGED,
    "socialaccount/email/account_connected": Verb.SIGN_IN_CONNECTED,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts by invitation only; passwords are looked at by Django, limits kept by `people.sign_in`."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Wait five minutes."),
        "incorrect_password": gettext_lazy("This is not your password. Capital letters count."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "duplicate_email": gettext_lazy("This is your address already."),
        "rate_limited": gettext_lazy("Too many attempts. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address, as the sign-in limits count it."""
        return address_of(request)

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether the password is this person's; how often may be tried is counted by the view."""
        return authenticate(self.request, username=user.email, password=password) == user

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: object) -> str:
        """To the account, by way of the sign-in page for who is not signed in."""
        return reverse("account")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A closed account gets no further than the sign-in page."""
        messages.error(request, _("This account is closed. Ask the fund's secretariat."))
        return redirect("sign-in")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, object] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells the audit trail in the transaction of the change, and the owner by e-mail after it."""
        if verb := NOTED.get(template_prefix):
            audit.record(verb, user.audit_reference, actor=user.audit_reference)
        tell = partial(super().send_notification_mail, template_prefix, user, context, email)
        transaction.on_commit(tell, robust=True)  # a mail server that fails undoes nothing


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps under the name of the fund."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right, or was used before. Wait for the next one."),
    }

    def get_totp_issuer(self) -> str:
        """What the app on the telephone shows beside the code."""
        fund = Fund.objects.first()
        return fund.short_name if fund else "JointFund"

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, as markup of the page itself: our policy takes no picture as an address."""
        drawn = str(super().build_totp_svg(url))
        return drawn[drawn.index("<svg") :]

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """A first name for a passkey, to be changed."""
        return _("My passkey")


class SignInServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through another service: for who is here or invited, by confirmed address only."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: no account is made for a stranger."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Accepts the open invitations of an address the service has confirmed."""
        if sociallogin.is_existing:
            return
        for address in sociallogin.email_addresses:
            if not address.verified:
                continue
            name = str(sociallogin.account.extra_data.get("name") or "")
            if user := accept_invitations_of(address.email, name=name, now=timezone.now()):
                sociallogin.connect(request, user)
                return

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: object = None,
        exception: object = None,
        extra_context: object = None,
    ) -> None:
        """Back to the sign-in page with a sentence; what went wrong in detail is the service's to tell."""
        messages.error(request, _("Signing in there did not work. Try again, or sign in here."))
        raise ImmediateHttpResponse(redirect("sign-in"))
