"""Notices, the letters they leave in, and what each recipient chose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.notices.rules import How


class Recipient(models.Model):
    """Who is told: a reference and the address last handed in with it. Nothing else of a person is kept."""

    reference = models.CharField(max_length=80, unique=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")

    def __str__(self) -> str:
        return self.reference


class Preference(models.Model):
    """What a recipient chose for one kind; without a row the kind's own way holds."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=60)
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind"], name="kind_is_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.how}"


class LetterState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("waits to be sent")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("could not be sent")


class Letter(models.Model):
    """One e-mail to one recipient. It is written when it is sent, from its notices as they then stand."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="letters")
    how = models.CharField(max_length=10, choices=How)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    failure = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="letter_by_due")]

    def __str__(self) -> str:
        return f"{self.how} {self.state}"


class Notice(models.Model):
    """One thing one recipient is told. `about` is the record's reference, `source` what it was made of.

    `how` is what held when it was made. A notice of a digest has no letter until the digest is made.
    """

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="notices")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=60)
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How)
    letter = models.ForeignKey(
        Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "source"], name="notice_is_given_once"),
        ]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notice_unread"),
            models.Index(fields=["how", "letter", "at"], name="notice_for_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
