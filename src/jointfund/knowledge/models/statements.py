"""What a project, a session or a programme's report says: one row for each item, as it stands there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.knowledge.models.base import Reader, Rested, open_source, rests_on_something
from jointfund.knowledge.models.projects import Project
from jointfund.knowledge.models.sessions import Session
from jointfund.programmes.models import Programme, Standing
from jointfund.vocabularies.models import Term


class StatementKind(models.TextChoices):
    """Which question of a fiche or a session report a statement answers."""

    OBJECTIVE = "objective", _("Objective")
    EXPECTED_RESULT = "expected_result", _("Expected result")
    FEATURE = "feature", _("Main feature")
    NEXUS = "nexus", _("How it addresses migration and development")
    CHALLENGE = "challenge", _("Challenge")
    GOOD_PRACTICE = "good_practice", _("Good practice")
    CRISIS = "crisis", _("Adapting to a crisis")
    FINDING = "finding", _("Finding of a session")
    REMARK = "remark", _("Concluding remark")


# What can be learned from, and so promoted to a practice.
LESSONS = (
    StatementKind.CHALLENGE,
    StatementKind.GOOD_PRACTICE,
    StatementKind.CRISIS,
    StatementKind.FINDING,
    StatementKind.REMARK,
)


class StatementQuerySet(models.QuerySet["Statement"]):
    """Scopes of statements."""

    def visible_to(self, reader: Reader) -> "StatementQuerySet":
        """Those of the fund whose document, and that of what they speak of, the reader may read."""
        found = self.filter(fund=reader.fund)
        if reader.is_of_the_fund:
            return found
        return found.filter(open_source(), open_source("project__source"), open_source("session__source"))

    def lessons(self) -> "StatementQuerySet":
        """Those that can be learned from."""
        return self.filter(kind__in=LESSONS)


class Statement(Rested):
    """One item of a project, a session or a programme's report. `heading` is what stands over it.

    `about` are the projects a finding of a session rests on.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="statements")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="statements"
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="statements"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    kind = models.CharField(max_length=16, choices=StatementKind)
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    about = models.ManyToManyField(Project, blank=True, related_name="findings")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["project_id", "session_id", "programme_id", "kind", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, session__isnull=True, programme__isnull=True)
                | Q(project__isnull=True, session__isnull=False, programme__isnull=True)
                | Q(project__isnull=True, session__isnull=True, programme__isnull=False),
                name="statement_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "position"], name="project_statement_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["session", "kind", "position"], name="session_statement_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["programme", "kind", "position"], name="programme_statement_position_is_unique"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
            rests_on_something("statement_rests_on_something"),
        ]
        indexes = [models.Index(fields=["fund", "kind"], name="statement_by_kind")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def anchor(self) -> str:
        """Where it stands on the page of what it speaks of."""
        return f"{self.kind.replace('_', '-')}-{self.position}"


class StatementTag(models.Model):
    """A term a statement carries; a suggested one names the words that suggest it."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="tags")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["statement_id", "term__scheme", "term__position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "term"], name="statement_tag_is_stored_once"),
            models.CheckConstraint(
                condition=Q(standing="confirmed") | ~Q(words=""), name="suggested_statement_tag_names_words"
            ),
        ]
        indexes = [models.Index(fields=["term", "statement"], name="statement_by_tag")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.standing}"


class Testimony(Rested):
    """What somebody a project was for says of it; `said_by` as printed, empty where nobody is named."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="testimonies")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    said_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["project_id", "position"]
        verbose_name_plural = "testimonies"
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="testimony_position_is_unique"),
            rests_on_something("testimony_rests_on_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
