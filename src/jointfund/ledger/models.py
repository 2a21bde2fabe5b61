"""Money of a fund. So far the contributions as published; entries are never changed or removed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import DatePrecision, Source, partial
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.people.models import Organisation


class OpeningKind(models.TextChoices):
    """What an opening entry is."""

    CONTRIBUTION_AS_PUBLISHED = "contribution_as_published", _("Contribution as published")


class OpeningEntry(models.Model):
    """An amount the record opens with, exactly as its source prints it.

    Commitment, deposit date, original currency and fee are null because no source prints them.
    The database refuses to change or remove a row (see migrations).
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="opening_entries")
    contributor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="opening_entries")
    kind = models.CharField(max_length=40, choices=OpeningKind)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    as_of = models.DateField()
    as_of_precision = models.CharField(max_length=5, choices=DatePrecision)
    commitment = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    deposited_on = models.DateField(null=True)
    original_currency = models.CharField(max_length=3, null=True)  # noqa: DJ001 - unknown is null
    agent_fee = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "-as_of", "-amount"]
        verbose_name_plural = "opening entries"
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "contributor", "kind", "as_of"], name="contribution_is_entered_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="opening_amount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id} {self.amount}"

    @property
    def published(self) -> PartialDate | None:
        """The date the amount stands for, as exactly as printed."""
        return partial(self.as_of, self.as_of_precision)
