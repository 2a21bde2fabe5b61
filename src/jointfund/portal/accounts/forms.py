"""allauth's forms with our words: labels in sentence case, rules told before typing, faults listed on top."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.people.models import User
from jointfund.ui.pieces import FieldFault

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

type Words = Mapping[str, str | StrPromise]


def password_rules() -> str:
    """The rules of a password as sentences."""
    return " ".join(password_validators_help_texts())


RULES = lazy(password_rules, str)()
CODE = gettext_lazy("Six digits from the app, or one of your recovery codes.")


class InOurWords(forms.Form):
    """A form whose labels and helps are replaced, without placeholders, that can list its faults."""

    labels: Words = {}
    helps: Words = {}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        first = next((name for name, field in self.fields.items() if not field.widget.is_hidden), "")
        general = [FieldFault(f"id_{first}", str(message)) for message in self.non_field_errors()]
        return general + [
            FieldFault(
                f"id_{first if self.fields[name].widget.is_hidden else name}",
                f"{self.fields[name].label}: {messages[0]}",
            )
            for name, messages in self.errors.items()
            if name in self.fields
        ]


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

    faults = InOurWords.faults


class WelcomeForm(InOurWords):
    """What somebody who was invited tells of herself."""

    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("A password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    helps: Words = {
        "name": gettext_lazy("As colleagues in the fund should read it."),
        "password": RULES,
    }

    def __init__(self, email: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, object]:
        """Holds the password against the rules, with name and address of its owner."""
        found = self.cleaned_data
        if password := found.get("password"):
            owner = User(email=self.email, name=found.get("name", ""))
            try:
                validate_password(password, owner)
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return found


class EraseForm(InOurWords):
    """The password once more, and nothing else."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """The password, if it is hers."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password. Capital letters count."))
        return password


class EmailForm(InOurWords, account_forms.AddEmailForm):  # type: ignore[misc]
    labels = {"email": gettext_lazy("New e-mail address")}
    helps = {"email": gettext_lazy("A link goes there. The old address counts until you open it.")}


class PasswordForm(InOurWords, account_forms.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": gettext_lazy("Present password"),
        "password1": gettext_lazy("New password"),
        "password2": gettext_lazy("New password once more"),
    }
    helps = {"password1": RULES}


class FirstPasswordForm(InOurWords, account_forms.SetPasswordForm):  # type: ignore[misc]
    labels = {
        "password1": gettext_lazy("Password"),
        "password2": gettext_lazy("Password once more"),
    }
    helps = {"password1": RULES}


class ForgottenPasswordForm(InOurWords, account_forms.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": gettext_lazy("E-mail address")}
    helps = {"email": gettext_lazy("The one you sign in with.")}


class NewPasswordForm(InOurWords, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = {
        "password1": gettext_lazy("New password"),
        "password2": gettext_lazy("New password once more"),
    }
    helps = {"password1": RULES}


class PasswordAgainForm(InOurWords, account_forms.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": gettext_lazy("Your password")}


class CodeForm(InOurWords, code_forms.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": gettext_lazy("Code")}
    helps = {"code": CODE}


class CodeAgainForm(InOurWords, code_forms.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": gettext_lazy("Code")}
    helps = {"code": CODE}


class FirstCodeForm(InOurWords, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": gettext_lazy("Code the app shows now")}
    helps = {"code": gettext_lazy("Six digits; they change every half minute.")}


class PasskeyForm(InOurWords, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    labels = {
        "name": gettext_lazy("Name of this passkey"),
        "passwordless": gettext_lazy("Sign in with this passkey alone, without a password"),
    }
    helps = {
        "name": gettext_lazy("So that you know it among others: the device it is on."),
        "passwordless": gettext_lazy("The device then asks for its PIN, finger or face."),
    }


class PasskeyNameForm(InOurWords, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": gettext_lazy("Name of this passkey")}
