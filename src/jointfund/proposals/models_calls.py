"""Calls for proposals, questions about them, and the lists of sanctions organisations are held against."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.kernel.references import CallReference
from jointfund.proposals.calls.words import CallWords, from_json


class CallState(models.TextChoices):
    """Where the draft of a call stands. What readers see is the latest version, until it is withdrawn."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Waits for a second person")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Call(models.Model):
    """One call. `words` is the draft as typed, `saves` counts saves, `editors` wrote since it was published.

    `version` is the number of the version readers see, 0 before there is one.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="calls")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    words = models.JSONField()
    saves = models.PositiveIntegerField(default=0)
    editors = models.JSONField(default=list)
    return_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    withdrawal_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["fund_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="call_number_is_unique_in_fund"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawal_reason=""), name="withdrawn_call_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(version__gt=0), name="published_call_has_a_version"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`MIG-C-0003`; needs `fund` loaded."""
        return str(CallReference(self.fund.reference_prefix, self.number))

    @property
    def subject(self) -> str:
        """How events name it; needs `fund` loaded."""
        return f"{self.fund.code}/call/{self.number}"

    @property
    def draft(self) -> CallWords:
        """The draft as typed."""
        return from_json(self.words)


class CallVersion(models.Model):
    """A call as it was published, never changed. `changes` names the parts that differ from the last one."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.JSONField()
    changes = models.JSONField(default=list)
    note = models.TextField(blank=True)
    published_by = models.CharField(max_length=80)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["call_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="version_is_unique_in_call"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.number}"


class CallQuestion(models.Model):
    """A question about a call. Who asked is not kept; readers see it once it is answered."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    is_set_aside = models.BooleanField(default=False)

    class Meta:
        ordering = ["call_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="question_is_unique_in_call"),
            models.CheckConstraint(condition=~Q(text=""), name="question_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="answer_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.number}"


class AskedLately(models.Model):
    """That somebody asked: a keyed digest of account or address, for as long as the limit looks back."""

    asker = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["asker", "at"], name="asked_lately_by")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class SanctionsList(models.Model):
    """One import of a list: the day the list itself bears, and the digest of its file."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="sanctions_lists")
    source = models.CharField(max_length=200)
    issued_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    entries_count = models.PositiveIntegerField()
    imported_by = models.CharField(max_length=80)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["fund_id", "pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.issued_on}"


class SanctionsEntry(models.Model):
    """An entry of the list in use: an import replaces them all. `names` has the name and the aliases."""

    list = models.ForeignKey(SanctionsList, on_delete=models.CASCADE, related_name="entries")
    reference = models.CharField(max_length=80)
    names = models.JSONField()
    is_person = models.BooleanField(default=False)

    class Meta:
        ordering = ["list_id", "pk"]
        verbose_name_plural = "sanctions entries"

    def __str__(self) -> str:
        return self.reference


class MatchState(models.TextChoices):
    """What a person decided about a match."""

    OPEN = "open", _("To decide")
    SAME = "same", _("The same")
    NOT_SAME = "not_same", _("Not the same")
