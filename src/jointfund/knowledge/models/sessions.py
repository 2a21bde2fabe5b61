"""Sessions in which practitioners compared what they learned, and who spoke of which project."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import DatePrecision, Source, partial
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge.models.base import Reader, Rested, open_source, rests_on_something
from jointfund.knowledge.models.projects import Project


class SessionQuerySet(models.QuerySet["Session"]):
    """Scopes of sessions."""

    def visible_to(self, reader: Reader) -> "SessionQuerySet":
        """Those of the fund whose document the reader may read."""
        found = self.filter(fund=reader.fund)
        return found if reader.is_of_the_fund else found.filter(open_source())


class Session(Rested):
    """One session; its findings and concluding remarks are statements of it."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="knowledge_sessions")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    held_on = models.DateField(null=True, blank=True)
    held_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "slug"], name="session_slug_is_unique_in_fund"),
            rests_on_something("session_rests_on_something"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def held(self) -> PartialDate | None:
        """Its day as exactly as it is known."""
        return partial(self.held_on, self.held_precision)


class SessionRole(models.TextChoices):
    """What somebody did in a session."""

    MODERATOR = "moderator", _("Moderator")
    EXPERT = "expert", _("External expert")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    COORDINATOR = "coordinator", _("Coordinator")
    SPEAKER = "speaker", _("Speaker")


class SessionPerson(models.Model):
    """Somebody in a session as printed, with the project she spoke of where the record knows it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(max_length=12, choices=SessionRole)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="spoken_of"
    )
    project_printed = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["session_id", "role", "position"]
        verbose_name_plural = "session people"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "role", "position"], name="session_person_position_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["project", "session"], name="session_by_project")]

    def __str__(self) -> str:
        return self.name
