"""What waits at the desk: uploads, the records read from them, and what was decided field by field.

Nothing here is the fund's record: a candidate enters it only through `services.accept_candidate`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import Document
from jointfund.funds.models import Fund
from jointfund.knowledge.models import Project, Session
from jointfund.people.models import User
from jointfund.programmes.models import Programme


class IntakeState(models.TextChoices):
    """How far an intake has come."""

    READING = "reading", _("being read")
    READY = "ready", _("waits for decisions")
    REFUSED = "refused", _("nothing could be read")
    DONE = "done", _("all decided")


class Origin(models.TextChoices):
    """How the files came in."""

    UPLOAD = "upload", _("uploaded at the desk")
    COMMAND = "command", _("handed in by command")


class Intake(models.Model):
    """Files that came in together. `number` is its address within the fund.

    `moved_at` is the last sign of life of its reading: a task that was killed leaves it behind.
    `discrepancies` are those the files bring, in the form of `jointfund discrepancies --json`.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="intakes")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    state = models.CharField(max_length=10, choices=IntakeState, default=IntakeState.READING)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    at_work_on = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="intakes")
    actor = models.CharField(max_length=80)
    opened_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(auto_now_add=True)
    discrepancies = models.JSONField(default=list)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="intake_number_is_unique_in_fund"),
        ]
        indexes = [models.Index(fields=["fund", "state"], name="intake_by_state")]

    def __str__(self) -> str:
        return f"intake {self.number}"


class FileState(models.TextChoices):
    """What became of one file."""

    WAITING = "waiting", _("waits to be read")
    READ = "read", _("read")
    REFUSED = "refused", _("refused")


class IntakeFile(models.Model):
    """One file as it came in: its bytes are kept at once, whatever becomes of it, and never served.

    It becomes a document of the fund with the first record accepted from it; before that only the desk
    reads its lines. `sheet` is the preview of a spreadsheet: its columns, first rows and refused rows.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.FileField(upload_to="intake/")
    state = models.CharField(max_length=10, choices=FileState, default=FileState.WAITING)
    refusal = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    kind = models.CharField(max_length=20, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=300, blank=True)
    issued = models.CharField(max_length=10, blank=True)
    text = models.TextField(blank=True)
    sheet = models.JSONField(null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="intake_files"
    )

    class Meta:
        ordering = ["intake_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "name"], name="file_name_is_unique_in_intake"),
        ]

    def __str__(self) -> str:
        return self.name


class CandidateKind(models.TextChoices):
    """What a record would become."""

    PROGRAMME = "programme", _("Programme")
    CONTRIBUTION = "contribution", _("Contribution")
    PROJECT = "project", _("Project")
    SESSION = "session", _("Session")
    RESOURCE = "resource", _("Resource")


# What enters the knowledge base.
OF_KNOWLEDGE = (CandidateKind.PROJECT, CandidateKind.SESSION, CandidateKind.RESOURCE)


class CandidateState(models.TextChoices):
    """Whether somebody decided."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class Target(models.TextChoices):
    """Who said what on record a candidate is."""

    FOUND = "found", _("found by comparison")
    CHOSEN = "chosen", _("chosen by a person")
    NEW = "new", _("a person said it is new")


class Candidate(models.Model):
    """One record as it was read, frozen in `record`, until a person decides.

    `programme`, `project` or `session` is what on record it would complete, by its kind.
    `version` counts every change: who decides on an older one is told so instead of overwriting.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="candidates")
    file = models.ForeignKey(IntakeFile, on_delete=models.CASCADE, related_name="candidates")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=CandidateKind)
    heading = models.CharField(max_length=300)
    record = models.JSONField()
    start_line = models.PositiveIntegerField()
    end_line = models.PositiveIntegerField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    target = models.CharField(max_length=6, choices=Target, default=Target.FOUND)
    state = models.CharField(max_length=8, choices=CandidateState, default=CandidateState.OPEN)
    version = models.PositiveIntegerField(default=1)
    reason = models.TextField(blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="decided_candidates"
    )

    class Meta:
        ordering = ["intake_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="candidate_number_is_unique_in_intake"),
        ]
        indexes = [models.Index(fields=["intake", "state"], name="candidate_by_state")]

    def __str__(self) -> str:
        return self.heading

    @property
    def fund(self) -> Fund:
        """The fund it would enter."""
        return self.intake.fund

    @property
    def known(self) -> Programme | Project | Session | None:
        """What on record it would complete."""
        return self.programme or self.project or self.session


class Decision(models.TextChoices):
    """What a person said of one field."""

    ACCEPT = "accept", _("Accept")
    CORRECT = "correct", _("Correct")
    REJECT = "reject", _("Reject")


class CandidateField(models.Model):
    """One value of a candidate: as printed, as understood, its lines, its doubt, and what was decided.

    `name` is the reader's name of the field, `tag:SCHEME:CODE` for a suggestion. An undecided field stands
    for the default (see `comparing`).
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    printed = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    start_line = models.PositiveIntegerField(null=True, blank=True)
    end_line = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    doubt = models.TextField(blank=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    corrected = models.TextField(blank=True)

    class Meta:
        ordering = ["candidate_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "name"], name="candidate_field_is_stored_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_suggestion(self) -> bool:
        """True for what the words of the text only suggest."""
        return self.name.startswith("tag:")
