"""Printed results: who reached whom, how many, where, with the line. A register; nothing is added up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.knowledge.models.base import Reader, Rested, open_source, rests_on_something
from jointfund.knowledge.models.projects import Project
from jointfund.programmes.models import Programme
from jointfund.vocabularies.models import Country


class Measure(models.TextChoices):
    """Whether a number was reached or only meant to be; empty where the words do not tell."""

    ACHIEVED = "achieved", _("achieved")
    TARGET = "target", _("target")


class Bound(models.TextChoices):
    """How a printed number is meant where it is not exact."""

    AT_LEAST = "at_least", _("at least")
    OVER = "over", _("over")
    ABOUT = "about", _("about")
    ALMOST = "almost", _("almost")
    UP_TO = "up_to", _("up to")


class ReachedResultQuerySet(models.QuerySet["ReachedResult"]):
    """Scopes of printed results."""

    def visible_to(self, reader: Reader) -> "ReachedResultQuerySet":
        """Those of the fund whose document, and that of their project, the reader may read."""
        found = self.filter(fund=reader.fund)
        return found if reader.is_of_the_fund else found.filter(open_source(), open_source("project__source"))


class ReachedResult(Rested):
    """One quantified statement. `value` is null where the words give no number ("several hundred").

    `quote` are the words as printed, empty where only the figure is kept; `value_to` is the upper end of a
    printed range; `share` a fraction of the value, and `share_of` whom it counts.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="reached_results")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="reached_results"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="reached_results"
    )
    position = models.PositiveSmallIntegerField()
    quote = models.TextField(blank=True)
    whom = models.CharField(max_length=200, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    value_to = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    bound = models.CharField(max_length=8, choices=Bound, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    measure = models.CharField(max_length=8, choices=Measure, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    share_of = models.CharField(max_length=120, blank=True)

    objects = ReachedResultQuerySet.as_manager()

    class Meta:
        ordering = ["project_id", "programme_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="project_result_position_is_unique"),
            models.UniqueConstraint(
                fields=["programme", "position"], name="programme_result_position_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=1), name="share_is_a_fraction"
            ),
            rests_on_something("result_rests_on_something"),
        ]
        indexes = [models.Index(fields=["fund", "measure"], name="result_by_measure")]

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"
