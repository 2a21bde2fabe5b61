"""The fund: every record of the installation belongs to one. What differs between funds is data here."""

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _


class Fund(models.Model):
    """One multi-partner trust fund. `code` is its address, `reference_prefix` begins its references."""

    code = models.CharField(max_length=12, unique=True)
    reference_prefix = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    currency = models.CharField(max_length=3)
    launched = models.CharField(max_length=10, blank=True, help_text=_("year, month or day as published"))
    target_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    target_by = models.CharField(
        max_length=120, blank=True, help_text=_("event or date the target is set for")
    )
    target_source = models.CharField(max_length=200, blank=True)
    names_note = models.TextField(blank=True, help_text=_("note on names of countries and territories"))
    maps_note = models.TextField(blank=True, help_text=_("disclaimer printed with each map"))
    programme_word = models.CharField(
        max_length=60, default="programme", help_text=_("what the fund calls one thing it pays for")
    )
    programmes_word = models.CharField(max_length=60, default="programmes", help_text=_("and several"))
    deciding_body = models.CharField(
        max_length=120, default="committee", help_text=_("who decides, after “the”")
    )
    data_licence = models.CharField(max_length=60, default="CC BY 4.0")
    is_demo = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(
        default=0, help_text=_("the first fund stands at the root address")
    )

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code=Upper("code")), name="fund_code_is_upper_case"),
        ]

    def __str__(self) -> str:
        return self.short_name


class FundPart(models.Model):
    """One version of a part of a fund's configuration that has no table of its own; never changed.

    `name` is that of the part in the fund's file (`bodies`, `letters`, `fees`, `markers`), `document` what
    stands there. `source` says what it rests on, `confidence` whether the fund published it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    document = models.JSONField()
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "name", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "name", "number"], name="part_version_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
