"""Proposals and the tables they go by. A proposal keeps the version of the table it began with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.kernel.references import ProposalReference
from jointfund.people.models import Organisation
from jointfund.programmes.models import Programme


class MoveTableVersion(models.Model):
    """One version of a fund's table of moves, as JSON; never changed, a new version takes its place.

    `source` says what the table rests on, `valid_from` the day from which new proposals go by it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="move_tables")
    number = models.PositiveIntegerField()
    table = models.JSONField()
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="table_version_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.number}"


class Proposal(models.Model):
    """One joint proposal on its way. `state` is a code of its table; only `services.move` writes it.

    `number` is given with the first submission; until then the proposal is known by `draft`.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="proposals")
    draft = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals_led")
    table = models.ForeignKey(MoveTableVersion, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=40)
    state_since = models.DateTimeField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "draft"]
        indexes = [models.Index(fields=["fund", "state"], name="proposal_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["fund", "draft"], name="draft_number_is_unique_in_fund"),
            models.UniqueConstraint(fields=["fund", "number"], name="proposal_number_is_unique_in_fund"),
            models.CheckConstraint(condition=~Q(title=""), name="proposal_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`MIG-N-0007`; needs `fund` loaded. A draft is `MIG-D-0012` until it is submitted."""
        letter = "D" if self.number is None else "N"
        return str(ProposalReference(self.fund.reference_prefix, letter, self.number or self.draft))


class PartyRole(models.TextChoices):
    """What an organisation is to a proposal."""

    LEAD = "lead", _("Lead")
    PARTICIPANT = "participant", _("Participating organisation")


class PartyState(models.TextChoices):
    """Whether an invited organisation takes part."""

    INVITED = "invited", _("Invited")
    TAKES_PART = "takes_part", _("Takes part")
    LEFT = "left", _("Does not take part")


class ProposalParty(models.Model):
    """An organisation of a joint proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposal_parties")
    role = models.CharField(max_length=12, choices=PartyRole)
    state = models.CharField(max_length=12, choices=PartyState)
    invited_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["proposal_id", "role", "pk"]
        verbose_name_plural = "proposal parties"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "organisation"], name="party_is_named_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(role="lead"), name="proposal_has_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.organisation_id} {self.role}"


class ProposalMove(models.Model):
    """One move a proposal made; never changed or removed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="moves")
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["proposal_id", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.source} > {self.target}"
