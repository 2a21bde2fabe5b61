"""Eligibility checks, rounds of review with who reviews what, declarations of interest, scorecards.

Checks, declarations and revisions of scorecards are never changed or removed: the database refuses it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.people.models import User
from jointfund.proposals.models import Proposal, ProposalVersion
from jointfund.proposals.models_calls import CallVersion


class EligibilityCheck(models.Model):
    """One check of one submitted version. `answers` holds each condition, whether it holds, and why."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="eligibility_checks")
    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    is_eligible = models.BooleanField()
    checked_by = models.CharField(max_length=80)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal_id", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.is_eligible}"


class ReviewRound(models.Model):
    """The review of one proposal at one stage, by the criteria of the call version it began with.

    While it is open scorecards can be changed. Once closed the lead may answer until `answer_until`, where
    the call gives that right.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="review_rounds")
    stage = models.CharField(max_length=40)
    call_version = models.ForeignKey(CallVersion, on_delete=models.PROTECT, related_name="+")
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer_until = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposal_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "stage"], name="stage_is_reviewed_once"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="answer_to_review_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.stage}"


class Assignment(models.Model):
    """A reviewer's task: one family of criteria of one round, until a day.

    An empty `family` stands for the criteria that name none.
    """

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="review_assignments")
    family = models.CharField(max_length=120, blank=True)
    due = models.DateField()
    assigned_by = models.CharField(max_length=80)
    assigned_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round_id", "family", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "reviewer", "family"], name="family_is_assigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.reviewer_id} {self.family}"


class InterestKind(models.TextChoices):
    """What a reviewer says of her ties to a proposal."""

    NONE = "none", _("No interest")
    DECLARED = "declared", _("An interest")


class Declaration(models.Model):
    """What a person declared of one proposal, never changed. One declared interest bars her for good."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="interest_declarations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interest_declarations")
    kind = models.CharField(max_length=10, choices=InterestKind)
    reason = models.TextField(blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="none") | ~Q(reason=""), name="interest_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.person_id} {self.kind}"


class Scorecard(models.Model):
    """What a reviewer is writing about a proposal. `saves` counts savings; `answers` is as typed.

    What counts is the latest revision; without one nothing was submitted.
    """

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="scorecards")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="scorecards")
    answers = models.JSONField(default=dict)
    saves = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "reviewer"], name="reviewer_has_one_scorecard"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.reviewer_id}"


class ScorecardRevision(models.Model):
    """A scorecard as it was submitted or changed, never changed itself. The first needs no reason.

    `scores` holds by code of the criterion the score as text and the note; `version` is what was read.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="+")
    scores = models.JSONField()
    overall = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["scorecard_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "number"], name="revision_is_unique_in_scorecard"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="changed_scorecard_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard_id} {self.number}"
