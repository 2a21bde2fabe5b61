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
