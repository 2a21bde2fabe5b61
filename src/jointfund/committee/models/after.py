"""What follows a decision: conditions to answer, minutes, letters, and the papers pack before it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.committee.models.decisions import Decision
from jointfund.committee.models.meetings import Meeting
from jointfund.people.models import Organisation


class ConditionKind(models.TextChoices):
    """Whether a decision depends on it."""

    CONDITION = "condition", _("Condition")
    RECOMMENDATION = "recommendation", _("Recommendation")


class TaskState(models.TextChoices):
    """Whose turn it is."""

    OPEN = "open", _("To be answered")
    ANSWERED = "answered", _("Answered, to be accepted")
    ACCEPTED = "accepted", _("Accepted")


class ConditionTask(models.Model):
    """A condition or recommendation of a decision: who answers it, until when, and what was answered."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, choices=ConditionKind)
    text = models.TextField()
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="condition_tasks")
    due = models.DateField()
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)
    accepted_by = models.CharField(max_length=80, blank=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["decision_id", "number"]
        indexes = [models.Index(fields=["state", "due"], name="condition_by_due")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="condition_number_is_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="condition_asks_something"),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(answer=""), name="answered_condition_has_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.number}"


class MinutesState(models.TextChoices):
    """How far the minutes are."""

    DRAFT = "draft", _("Draft")
    COMMENTS = "comments", _("Members comment")
    ADOPTED = "adopted", _("Adopted")
    RELEASED = "released", _("Public part released")


class Minutes(models.Model):
    """The minutes of a meeting. `text` is for members, `public_text` for everybody once released."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField()
    public_text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.DRAFT)
    saves = models.PositiveIntegerField(default=0)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"


class MinutesComment(models.Model):
    """What a member wants changed in the minutes."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["minutes_id", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="minutes_comment_says_something")]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.pk}"


class LetterToProposer(models.Model):
    """The letter an organisation got about a decision, as it was sent; never changed or removed."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="letters")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject_line = models.CharField(max_length=300)
    text = models.TextField()
    sent_by = models.CharField(max_length=80)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["decision_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "organisation"], name="letter_is_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.organisation_id}"


class PackState(models.TextChoices):
    """How far a papers pack is."""

    WAITING = "waiting", _("Waits to be made")
    MAKING = "making", _("Is being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class PapersPack(models.Model):
    """The papers of a meeting as one PDF, made in the background; each order has a number.

    `done` of `total` items are written; `content` is the file's key in the storage, empty until it is ready.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PackState, default=PackState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True)
    content = models.CharField(max_length=200, blank=True)
    failure = models.TextField(blank=True)
    ordered_by = models.CharField(max_length=80)
    ordered_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["meeting_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="pack_number_is_unique_in_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"
