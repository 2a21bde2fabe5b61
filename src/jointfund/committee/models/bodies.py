"""The bodies of a fund, the groups that hold seats in them, and who sits there from when to when."""

from django.db import models
from django.db.models import F, Q

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation, User


class Body(models.Model):
    """A body of a fund, loaded from its data. `rules` is the document `committee.bodies.read_body` takes."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="bodies")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    decides = models.BooleanField()
    rules = models.JSONField()
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["fund_id", "pk"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["fund", "code"], name="body_code_is_unique_in_fund")]

    def __str__(self) -> str:
        return self.name


class Constituency(models.Model):
    """A group that holds seats. `seats` is null where no source says how many."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="constituencies")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField(null=True)
    confidence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["body_id", "pk"]
        verbose_name_plural = "constituencies"
        constraints = [
            models.UniqueConstraint(fields=["body", "code"], name="constituency_code_is_unique_in_body")
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A seat as one holder has it, from one day to another, both included; open-ended without the second.

    The holder speaks for an organisation or a country (ISO 3166-1 alpha-3), or for herself alone.
    """

    constituency = models.ForeignKey(Constituency, on_delete=models.PROTECT, related_name="held_seats")
    label = models.CharField(max_length=160)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    country = models.CharField(max_length=3, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["constituency_id", "pk"]
        indexes = [models.Index(fields=["holder", "valid_from"], name="seat_of_holder")]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="seat_has_a_label"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="seat_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label
