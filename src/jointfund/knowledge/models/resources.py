"""Resources: what can be read, joined or used, of a project or by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.knowledge.models.base import Reader, Rested, open_source, rests_on_something
from jointfund.knowledge.models.projects import Project


class ResourceKind(models.TextChoices):
    """What a resource is."""

    WEBSITE = "website", _("Website")
    PUBLICATION = "publication", _("Publication")
    FILM = "film", _("Film")
    EVENT = "event", _("Event")
    NETWORK = "network", _("Network")
    INITIATIVE = "initiative", _("Initiative")


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Scopes of resources."""

    def visible_to(self, reader: Reader) -> "ResourceQuerySet":
        """Those of the fund whose document, and that of their project, the reader may read."""
        found = self.filter(fund=reader.fund)
        return found if reader.is_of_the_fund else found.filter(open_source(), open_source("project__source"))


class Resource(Rested):
    """Something to read, join or use. `language` is ISO 639-1, empty where it is not told.

    `organisation` is who offers it, as printed; `note` when and where, for an event.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="resources")
    slug = models.SlugField(max_length=80)
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="resources"
    )
    kind = models.CharField(max_length=12, choices=ResourceKind, default=ResourceKind.WEBSITE)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=2, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["fund_id", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "slug"], name="resource_slug_is_unique_in_fund"),
            models.UniqueConstraint(fields=["project", "position"], name="resource_position_is_unique"),
            rests_on_something("resource_rests_on_something"),
        ]
        indexes = [models.Index(fields=["fund", "kind"], name="resource_by_kind")]

    def __str__(self) -> str:
        return self.title
