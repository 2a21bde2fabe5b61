"""Practices: their way to publication, and every version of their words, which never changes once written."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import Source
from jointfund.funds.models import Fund
from jointfund.kernel.references import PracticeReference
from jointfund.knowledge.models.base import CostBand, Reader, open_source
from jointfund.knowledge.models.projects import Project
from jointfund.knowledge.models.results import ReachedResult
from jointfund.knowledge.models.statements import Statement
from jointfund.people.models import User
from jointfund.programmes.models import Programme
from jointfund.vocabularies.models import Term


class PracticeState(models.TextChoices):
    """How far a practice has come."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Scopes of practices."""

    def visible_to(self, reader: Reader) -> "PracticeQuerySet":
        """Those with a published version, and whose lesson and project the reader may read."""
        found = self.filter(fund=reader.fund, published__isnull=False)
        if reader.is_of_the_fund:
            return found
        paths = ("lesson", "lesson__project", "lesson__session", "project")
        return found.filter(*(open_source(f"{path}__source") for path in paths))


class Practice(models.Model):
    """Something that worked and can be done elsewhere. `number` makes its reference, for good.

    `current` is what its editors work on, `published` what readers see: null before the first publication and
    after a withdrawal. `authors` are the audit references of all who drafted or edited since readers last
    got it; none of them may publish. `version` counts changes, so that nobody overwrites what somebody else
    wrote meanwhile.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="practices")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PracticeState, default=PracticeState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    lesson = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="practices"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="practices"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="practices"
    )
    current = models.ForeignKey(
        "PracticeVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published = models.ForeignKey(
        "PracticeVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="drafted_practices"
    )
    authors = models.JSONField(default=list)
    return_note = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["fund_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="practice_number_is_unique_in_fund"),
            models.CheckConstraint(
                condition=~Q(state=PracticeState.PUBLISHED) | Q(published__isnull=False),
                name="published_practice_has_its_version",
            ),
            models.CheckConstraint(
                condition=~Q(state=PracticeState.WITHDRAWN)
                | Q(published__isnull=True, withdrawn_on__isnull=False),
                name="withdrawn_practice_is_shown_to_nobody",
            ),
        ]
        indexes = [models.Index(fields=["fund", "state"], name="practice_by_state")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its address and what it is cited by: `MIG-KB-0012`; needs `fund` loaded."""
        return str(PracticeReference(self.fund.reference_prefix, self.number))


class PracticeVersion(models.Model):
    """The words of a practice as somebody saved them. The database refuses to change or remove one."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    what = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    context = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    actors = models.TextField(blank=True)
    cost_band = models.CharField(max_length=6, choices=CostBand, blank=True)
    cost = models.TextField(blank=True)
    results = models.TextField(blank=True)
    failed = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    licence = models.CharField(max_length=60, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=80)

    class Meta:
        ordering = ["practice_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="practice_version_is_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}.{self.number}"


class PracticeTag(models.Model):
    """A term of one version of a practice; an editor chose it."""

    version = models.ForeignKey(PracticeVersion, on_delete=models.PROTECT, related_name="tags")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version_id", "term__scheme", "term__position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "term"], name="practice_tag_is_stored_once"),
        ]
        indexes = [models.Index(fields=["term", "version"], name="practice_by_tag")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.term_id}"


class Figure(models.TextChoices):
    """What of a programme's own record can be evidence; shown as it stands."""

    BUDGET = "budget", _("Budget")
    DURATION = "duration", _("Duration")


class PracticeEvidence(models.Model):
    """What the results of a practice rest on: exactly one of lines, a printed result, a statement, a
    programme's figure, or what `cites` names.

    It counts from version `since` on, and no longer from version `until` on: readers see what was published.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="evidence")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    result = models.ForeignKey(
        ReachedResult, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_of"
    )
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_of"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_of"
    )
    figure = models.CharField(max_length=10, choices=Figure, blank=True)
    cites = models.CharField(max_length=500, blank=True)
    since = models.PositiveIntegerField(default=1)
    until = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["practice_id", "position"]
        verbose_name_plural = "practice evidence"
        constraints = [
            models.UniqueConstraint(fields=["practice", "position"], name="practice_evidence_is_numbered"),
            models.CheckConstraint(
                condition=Q(source__isnull=False)
                | Q(result__isnull=False)
                | Q(statement__isnull=False)
                | (Q(programme__isnull=False) & ~Q(figure=""))
                | ~Q(cites=""),
                name="evidence_names_its_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}.{self.position}"

    @property
    def place(self) -> Source | None:
        """The lines it names: its own, else those of the printed result or statement."""
        if self.source:
            return self.source
        rested = self.result or self.statement
        return rested.source if rested else None

    def counts_in(self, version: int) -> bool:
        """Whether it stands behind that version of the practice."""
        return self.since <= version and (self.until is None or version < self.until)
