"""Meetings: the agenda, who was there, who has an interest in what, and questions asked before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.committee.models.bodies import Body, Seat
from jointfund.proposals.models import Proposal


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    PLANNED = "planned", _("Planned")
    IN_SESSION = "in_session", _("In session")
    CLOSED = "closed", _("Closed")


class Meeting(models.Model):
    """One meeting of a body. `time_zone` is where its clock hangs; `starts_at` is the moment itself."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.PLANNED)

    class Meta:
        ordering = ["body_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="meeting_number_is_unique_in_body")
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.number}"

    @property
    def subject(self) -> str:
        """How events name it; needs `body.fund` loaded."""
        return f"{self.body.fund.code}/meeting/{self.body.code}/{self.number}"


class AgendaItem(models.Model):
    """One item: a proposal, or a subject in words. The secretariat writes `advice` and `risks`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    subject = models.CharField(max_length=300, blank=True)
    advice = models.TextField(blank=True)
    risks = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="item_number_is_unique_in_meeting"),
            models.UniqueConstraint(fields=["meeting", "proposal"], name="proposal_is_on_an_agenda_once"),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, subject="") | Q(proposal=None) & ~Q(subject=""),
                name="item_is_a_proposal_or_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"

    @property
    def title(self) -> str:
        """What it is about; needs `proposal` loaded."""
        return self.proposal.title if self.proposal else self.subject


class Attendance(models.Model):
    """That a seat was there, in person or by somebody else of its side."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    represented_by = models.CharField(max_length=120, blank=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["meeting_id", "seat_id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="seat_attends_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.seat_id}"


class InterestKind(models.TextChoices):
    """How an interest is known."""

    DECLARED = "declared", _("declared by the member")
    COMPUTED = "computed", _("follows from the record")


class Interest(models.Model):
    """That a seat has an interest in an item and takes no part in it; never changed or removed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="interests")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=10, choices=InterestKind)
    reason = models.TextField()
    declared_by = models.CharField(max_length=80)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["item_id", "seat_id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="interest_is_declared_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="interest_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.seat_id}"


class MeetingQuestion(models.Model):
    """A question of a member before the meeting; every member sees it and its answer."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="questions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="members_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="members_answer_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.pk}"
