"""Versions of questionnaires, the rounds in which they are answered, and what came of it.

Versions, submissions and validations are never changed or removed: the database refuses it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund


class Stage(models.TextChoices):
    """When in its life a subject is assessed."""

    CONCEPT_NOTE = "concept_note", _("Concept note")
    DOCUMENT = "document", _("Programme document")
    YEARLY = "yearly", _("Each year")
    FINAL = "final", _("Final report")
    EVALUATION = "evaluation", _("Evaluation")
    SELF = "self", _("Self-assessment")


class InstrumentVersion(models.Model):
    """One published version of a questionnaire; never changed, the next takes its place.

    `authors` are the audit references of those who wrote it, `published_by` of the other person.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="instruments")
    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    document = models.JSONField()
    is_public = models.BooleanField()
    valid_from = models.DateField()
    authors = models.JSONField(default=list)
    published_by = models.CharField(max_length=80)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["fund_id", "code", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "code", "number"], name="instrument_version_is_unique_in_fund"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class InstrumentDraft(models.Model):
    """A questionnaire being written, one for each code; `revision` counts its savings."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="instrument_drafts")
    code = models.CharField(max_length=40)
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    authors = models.JSONField(default=list)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["fund_id", "code"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "code"], name="instrument_has_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.code} draft {self.revision}"


class Round(models.Model):
    """One assessment of one subject at one stage by one version, answered by one or several respondents.

    `subject` is a stored reference such as a programme's, or the name of a place; `subject_key` the same
    folded, so that one place is one however it is written. `invitation` is the token others join with.
    `is_tried` tells a round somebody opened on the public site; nobody shows who answered it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="assessment_rounds")
    instrument = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=120)
    subject_key = models.CharField(max_length=120)
    stage = models.CharField(max_length=16, choices=Stage)
    is_for_several = models.BooleanField(default=False)
    is_tried = models.BooleanField(default=False)
    is_compared = models.BooleanField(default=False)
    invitation = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - many have none
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["fund", "is_tried", "-id"], name="round_by_fund"),
            models.Index(fields=["instrument", "is_compared"], name="round_compared"),
            models.Index(fields=["fund", "subject_key"], name="round_by_subject"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="round_number_is_unique_in_fund"),
            models.CheckConstraint(condition=~Q(subject=""), name="round_has_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.stage}"

    @property
    def reference(self) -> str:
        """How events name it; needs `fund` loaded."""
        return f"{self.fund.code}/assessment/{self.number}"


class Assessment(models.Model):
    """One respondent's answers while they are written. `digest` is that of the token that opens them.

    `respondent` is an audit reference, or `guest:` and a number of its own; `label` is the name a respondent
    gives to those of the round. `share` is the token under which the owner shows the result to others.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessments")
    respondent = models.CharField(max_length=80)
    label = models.CharField(max_length=120)
    is_lead = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, unique=True)
    share = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - many have none
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["round_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "respondent"], name="respondent_answers_once"),
            models.UniqueConstraint(fields=["round"], condition=Q(is_lead=True), name="round_has_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.pk}"


class Submission(models.Model):
    """Answers as they were sent, with their result; never changed. `sections` holds per cent by section."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="submission")
    answers = models.JSONField()
    grade = models.CharField(max_length=20)
    score = models.DecimalField(max_digits=12, decimal_places=1)
    sections = models.JSONField()
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment_id"]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.grade}"


class Validation(models.Model):
    """The grade another person confirmed or set for a round, with the reason; the latest counts."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="validations")
    grade = models.CharField(max_length=20)
    reason = models.TextField()
    validated_by = models.CharField(max_length=80)
    validated_at = models.DateTimeField()

    class Meta:
        ordering = ["round_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="validation_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.grade}"
