"""Files that go with a proposal: signed letters and what else its writers attach."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttachmentKind(models.TextChoices):
    """What a file is for."""

    LETTER = "letter", _("Signed endorsement letter")
    OTHER = "other", _("Other attachment")


class Attachment(models.Model):
    """One file of a proposal, counted from 1 in it. A file taken away keeps its row, so that it can be told.

    `original` is where it lies, under its hash. `size` is in bytes.
    """

    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=AttachmentKind)
    title = models.CharField(max_length=200)
    original = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    ending = models.CharField(max_length=5)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    removed_by = models.CharField(max_length=80, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["proposal_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="attachment_number_is_unique_in_proposal"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="attachment_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title
