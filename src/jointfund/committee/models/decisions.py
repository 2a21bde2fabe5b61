"""What a body decided, by consensus or by silence, what members said to it, and for how much."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jointfund.committee.models.bodies import Seat
from jointfund.committee.models.meetings import AgendaItem
from jointfund.funds.models import Fund
from jointfund.kernel.references import DecisionReference
from jointfund.people.models import Organisation


class DecisionMode(models.TextChoices):
    """How a body came to its decision."""

    CONSENSUS = "consensus", _("by consensus")
    SILENCE = "silence", _("by silence procedure")


class Decision(models.Model):
    """What a body decided on one item; one for each item, never changed or removed.

    `outcome` is a code of the body's rules. `quorum` keeps the count it was taken with: seats that count,
    seats present, seats needed. `recorded_by` wrote it down; the body took it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=40)
    text = models.TextField()
    mode = models.CharField(max_length=10, choices=DecisionMode)
    quorum = models.JSONField()
    decided_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["fund_id", "-number"]
        indexes = [
            models.Index(fields=["fund", "outcome"], name="decision_by_outcome"),
            models.Index(fields=["fund", "decided_at"], name="decision_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="decision_number_is_unique_in_fund"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`MIG-DEC-0004`; needs `fund` loaded."""
        return str(DecisionReference(self.fund.reference_prefix, self.number))

    @property
    def subject(self) -> str:
        """How events name it; needs `fund` loaded."""
        return f"{self.fund.code}/decision/{self.number}"


class DecisionAmount(models.Model):
    """What a decision gives one organisation, in the fund's currency; never changed or removed."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="amounts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["decision_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "organisation"], name="decision_gives_each_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="decided_amount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.amount}"


class Stance(models.TextChoices):
    """What a member says to a decision."""

    AGREES = "agrees", _("Agrees")
    ABSTAINS = "abstains", _("Abstains")
    OBJECTS = "objects", _("Objects")


class Voice(models.Model):
    """What the holder of a seat said to an item; the latest counts, none is changed or removed.

    `received_at` is the moment it reached the installation, to the microsecond.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="voices")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="voices")
    stance = models.CharField(max_length=10, choices=Stance)
    reason = models.TextField(blank=True)
    said_by = models.CharField(max_length=80)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["item_id", "received_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(stance="objects") | ~Q(reason=""), name="objection_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.stance}"


class SilenceState(models.TextChoices):
    """What became of a silence procedure."""

    OPEN = "open", _("Open")
    DECIDED = "decided", _("Decided: nobody objected")
    OBJECTED = "objected", _("A member objected: it goes to a meeting")
    FAILED = "failed", _("Nobody objected, but it could not be carried out")


class SilenceProcedure(models.Model):
    """A decision proposed to members, taken when nobody objects by the deadline, the deadline included.

    `proposed` holds outcome, text, conditions and amounts as `committee.proposed` writes them.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="silences")
    proposed = models.JSONField()
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    deadline = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SilenceState, default=SilenceState.OPEN)
    closed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["item_id", "pk"]
        indexes = [models.Index(fields=["state", "deadline"], name="silence_by_deadline")]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="open"), name="item_has_one_open_silence"
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("opened_at")), name="silence_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"
