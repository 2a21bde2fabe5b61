"""Money of a fund: what the record opens with as published, and the books. No row is changed or removed.

`OpeningEntry` is what documents print; it is no part of the books: no source gives its dates and fees.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import DatePrecision, Source, partial
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.ledger.accounts import APPROVED_BY_ANOTHER, Account, EntryKind
from jointfund.people.models import Organisation
from jointfund.programmes.models import Programme


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


class Arrangement(models.Model):
    """A signed arrangement with a contributor: what it promises, in its own currency, and the fee it agrees.

    `commitment` is in `currency`; `agent_fee_rate` is a fraction of each deposit (0.01 for one per cent).
    `earmark` says in words what the money is bound to; empty when it is not.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="arrangements")
    contributor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="arrangements")
    reference = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    commitment = models.DecimalField(max_digits=16, decimal_places=2)
    agent_fee_rate = models.DecimalField(max_digits=6, decimal_places=5)
    earmark = models.CharField(max_length=300, blank=True)
    signed_on = models.DateField()

    class Meta:
        ordering = ["fund_id", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "reference"], name="arrangement_reference_is_unique"),
            models.CheckConstraint(condition=Q(commitment__gt=0), name="commitment_is_positive"),
            models.CheckConstraint(
                condition=Q(agent_fee_rate__gte=0, agent_fee_rate__lt=1), name="fee_rate_is_a_fraction"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Entry(models.Model):
    """One posting. The database refuses to change or remove it; a wrong one is taken back by a reversal.

    `on` is the day it counts for, `posted_at` the moment it was written. People are named by their audit
    references. `rests_on` is the reference of what it rests on: a decision, a bank advice, a report.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=30, choices=EntryKind)
    on = models.DateField()
    posted_at = models.DateTimeField(auto_now_add=True)
    posted_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True)
    rests_on = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )

    class Meta:
        ordering = ["fund_id", "on", "pk"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["fund", "on"], name="entry_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(APPROVED_BY_ANOTHER)) | ~Q(approved_by=""),
                name="money_out_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("posted_by")),
                name="poster_is_not_approver",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.REVERSAL, reverses__isnull=False)
                | (~Q(kind=EntryKind.REVERSAL) & Q(reverses__isnull=True)),
                name="only_a_reversal_reverses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Movement(models.Model):
    """An amount on its way from one account (credit) to another (debit), in the fund's currency, above zero.

    `original_amount` and `original_currency` are what came in where that was another currency, `rate` how
    much of the fund's currency one unit of it gave; all three are null otherwise.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="movements")
    debit = models.CharField(max_length=30, choices=Account)
    credit = models.CharField(max_length=30, choices=Account)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    original_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    original_currency = models.CharField(max_length=3, null=True)  # noqa: DJ001 - unknown is null
    rate = models.DecimalField(max_digits=18, decimal_places=10, null=True)
    arrangement = models.ForeignKey(
        Arrangement, on_delete=models.PROTECT, null=True, related_name="movements"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="movements"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="movements")
    allocation = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="transfers")
    category = models.CharField(max_length=10, blank=True)
    certified = models.BooleanField(null=True)

    class Meta:
        ordering = ["entry_id", "pk"]
        indexes = [
            models.Index(fields=["debit"], name="movement_by_debit"),
            models.Index(fields=["credit"], name="movement_by_credit"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="movement_is_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="movement_has_two_sides"),
            models.CheckConstraint(
                condition=Q(original_amount__isnull=True, original_currency__isnull=True, rate__isnull=True)
                | Q(original_amount__gt=0, original_currency__isnull=False, rate__gt=0),
                name="original_amount_has_currency_and_rate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit} < {self.credit} {self.amount}"


class TransferState(models.TextChoices):
    """Where a request to transfer stands."""

    REQUESTED = "requested", _("Requested")
    APPROVED = "approved", _("Approved")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


class TransferRequest(models.Model):
    """A tranche of an allocation that the administrator is asked to transfer.

    Who asks does not approve, who approves does not post: the database keeps them apart.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="transfer_requests")
    allocation = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="requests")
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    state = models.CharField(max_length=12, choices=TransferState, default=TransferState.REQUESTED)
    requested_by = models.CharField(max_length=80)
    requested_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.CharField(max_length=80, blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="transfer_request")

    class Meta:
        ordering = ["fund_id", "pk"]
        indexes = [models.Index(fields=["fund", "state"], name="transfer_request_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="requested_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("requested_by")),
                name="own_request_is_not_approved",
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.PAID, entry__isnull=False)
                | (~Q(state=TransferState.PAID) & Q(entry__isnull=True)),
                name="paid_means_posted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"
