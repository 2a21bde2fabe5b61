"""People and organisations, the roles they hold, and the invitations by which they come."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund


class OrganisationKind(models.TextChoices):
    """What an organisation is; the codes are those of the partner kinds."""

    UN = "un", _("United Nations organisation")
    GOVERNMENT = "government", _("Government")
    LOCAL_GOVERNMENT = "local_government", _("Local government")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PRIVATE = "private", _("Private sector")
    ACADEMIA = "academia", _("Academia")
    REGIONAL_BODY = "regional_body", _("Regional body")
    OTHER = "other", _("Other")


class Organisation(models.Model):
    """A party of programmes or a contributor of a fund, known by its slug in addresses.

    A contributing State is an organisation of kind government with its `iso3`.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="organisations")
    slug = models.SlugField(max_length=80)
    acronym = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    iso3 = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "slug"], name="organisation_slug_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return self.acronym or self.name


class Role(models.TextChoices):
    """What a person is to a fund. What each may do stands in `permissions`."""

    SECRETARIAT = "secretariat", _("Fund secretariat")
    OFFICER = "officer", _("Officer of a participating organisation")
    ORGANISATION_ADMIN = "organisation_admin", _("Administrator of a participating organisation")
    ORGANISATION_HEAD = "organisation_head", _("Signs for a participating organisation")
    REVIEWER = "reviewer", _("Reviewer")
    COMMITTEE = "committee", _("Member of the committee")
    AGENT = "agent", _("Officer of the administrative agent")
    SIGNATORY = "signatory", _("Signs for a government or as Resident Coordinator")
    CONTRIBUTOR = "contributor", _("Contributor")
    PRACTITIONER = "practitioner", _("Practitioner")
    ANALYST = "analyst", _("Analyst or journalist")


ERASED_NAME = "a person who was erased"


class UserManager(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are kept in lower case so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, *, name: str) -> "User":
        """A new account. Without password it cannot sign in until one is set."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address. `pseudonym` is what the audit trail keeps.

    Who was erased keeps the pseudonym alone: `name` then holds ERASED_NAME and `email` leads nowhere.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return gettext(ERASED_NAME) if self.erased_at else self.name

    @property
    def audit_reference(self) -> str:
        """How events name this person."""
        return f"user:{self.pseudonym}"


class Membership(models.Model):
    """One role of one person in one fund, for one organisation or one country where the role needs it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    country = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["fund_id", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "fund", "role", "country"],
                condition=Q(organisation=None),
                name="role_is_held_once",
            ),
            models.UniqueConstraint(
                fields=["user", "fund", "role", "country", "organisation"],
                name="role_is_held_once_for_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class RecordRole(models.Model):
    """A role held for one record only, known by its audit reference, from one day to another.

    `valid_until` is the last day it counts; without it, until it is ended.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="record_roles")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    subject = models.CharField(max_length=120)
    given_by = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["user", "subject"], name="record_role_of_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "fund", "role", "subject"], name="record_role_is_held_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="record_role_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.subject}"


class Invitation(models.Model):
    """An address asked to join a fund in one role. The token is in the e-mail; here is only its digest."""

    email = models.EmailField()
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    country = models.CharField(max_length=3, blank=True)
    invited_by = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["email"], name="invitation_by_email")]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(withdrawn_at=None), name="invitation_is_used_or_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="invitation_expires_after_it_is_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    @property
    def reference(self) -> str:
        """How events name it."""
        return f"invitation:{self.pk}"


class SignInAttempt(models.Model):
    """A failed attempt to sign in, or one under way: digests of e-mail and address (see `sign_in`)."""

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [
            models.Index(fields=["account", "at"], name="sign_in_attempt_of_account"),
            models.Index(fields=["address", "at"], name="sign_in_attempt_of_address"),
            models.Index(fields=["at"], name="sign_in_attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
