"""Tables of moves and forms while they are edited. What counts is a version; a draft counts for nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund


class DraftKind(models.TextChoices):
    """What is edited."""

    MOVES = "moves", _("Table of moves")
    FORM = "form", _("Form")


class WayDraft(models.Model):
    """A table of moves or a form as it is edited: any document, also one that does not hold together yet.

    `code` is that of the form, empty for the table. `authors` are the audit references of all who edited it,
    `revision` counts saves.
    """

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="way_drafts")
    kind = models.CharField(max_length=10, choices=DraftKind)
    code = models.CharField(max_length=40, blank=True)
    document = models.JSONField()
    source = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    authors = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["fund_id", "kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "kind", "code"], name="way_has_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.kind} {self.code}"
