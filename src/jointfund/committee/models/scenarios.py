"""Scenarios of the balance board: which proposals are tried together, kept by name and shown to members."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.committee.models.meetings import Meeting
from jointfund.funds.models import Fund
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call


class Against(models.TextChoices):
    """Which programmes a scenario is held against."""

    PORTFOLIO = "portfolio", _("funded and waiting for money")
    FUNDED = "funded", _("funded only")


class Scenario(models.Model):
    """A set of proposals tried together. Once kept it changes no more; members read it once it is shown.

    `call` narrows the board to the proposals of one call, and its envelope is what the money is taken from.
    `meeting` is the one it is shown at, null while it is shown to nobody.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="scenarios")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="scenarios")
    against = models.CharField(max_length=10, choices=Against, default=Against.PORTFOLIO)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="scenarios")
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["fund_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="scenario_number_is_unique_in_fund"),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name"),
            models.CheckConstraint(
                condition=Q(meeting=None) | Q(kept_at__isnull=False), name="shown_scenario_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How events name it; needs `fund` loaded."""
        return f"{self.fund.code}/scenario/{self.number}"

    @property
    def is_kept(self) -> bool:
        return self.kept_at is not None


class ScenarioItem(models.Model):
    """That a proposal is in a scenario."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="proposals_in")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["scenario_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "proposal"], name="proposal_is_in_a_scenario_once")
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.proposal_id}"
