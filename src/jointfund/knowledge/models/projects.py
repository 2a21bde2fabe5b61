"""Projects, whoever funds them: their facts, parties, countries, money as printed, and tags."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import DatePrecision, Source, partial
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge.models.base import Reader, Rested, open_source, rests_on_something
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.programmes.models import Programme, Standing
from jointfund.vocabularies.models import Country, Term


class ProjectQuerySet(models.QuerySet["Project"]):
    """Scopes of projects."""

    def visible_to(self, reader: Reader) -> "ProjectQuerySet":
        """Those of the fund whose document the reader may read."""
        found = self.filter(fund=reader.fund)
        return found if reader.is_of_the_fund else found.filter(open_source())


class Project(Rested):
    """A project of anybody's, known by its acronym. `programme` is set where it is one of the fund's."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="projects")
    slug = models.SlugField(max_length=80)
    acronym = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    duration_months = models.PositiveSmallIntegerField(null=True, blank=True)
    site = models.URLField(max_length=500, blank=True)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "slug"], name="project_slug_is_unique_in_fund"),
            models.CheckConstraint(
                condition=Q(duration_months__isnull=True) | Q(duration_months__gt=0),
                name="project_lasts_some_months",
            ),
            rests_on_something("project_rests_on_something"),
        ]

    def __str__(self) -> str:
        return self.acronym or self.title

    @property
    def starts(self) -> PartialDate | None:
        """Start as exactly as it is known."""
        return partial(self.starts_on, self.starts_precision)


class Party(models.TextChoices):
    """What an organisation is to a project."""

    AGENCY = "agency", _("Carried out by")
    DONOR = "donor", _("Paid for by")
    PARTNER = "partner", _("Partner")


class ProjectParty(models.Model):
    """An organisation of a project as printed; `organisation` is set where the fund's record knows it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=8, choices=Party)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["project_id", "role", "position"]
        verbose_name_plural = "project parties"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "position"], name="project_party_position_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["role", "slug", "project"], name="project_by_party")]

    def __str__(self) -> str:
        return self.name


class ProjectCountry(models.Model):
    """A country a project works in; `places` are those below it, as printed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="country_links")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    places = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["project_id", "country__name"]
        verbose_name_plural = "project countries"
        constraints = [
            models.UniqueConstraint(fields=["project", "country"], name="project_country_is_stored_once"),
        ]
        indexes = [models.Index(fields=["country", "project"], name="project_by_country")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.country_id}"


class BudgetPart(models.Model):
    """Money of a project as printed, in its own currency; `amount` null where only words are printed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_parts")
    position = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    label = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["project_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="budget_part_position_is_unique"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | (Q(amount__gt=0) & ~Q(currency="")),
                name="budget_part_has_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"


class ProjectTag(models.Model):
    """A vocabulary term a project carries; a suggested one names the words that suggest it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tags")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["project_id", "term__scheme", "term__position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "term"], name="project_tag_is_stored_once"),
            models.CheckConstraint(
                condition=Q(standing="confirmed") | ~Q(words=""), name="suggested_project_tag_names_words"
            ),
        ]
        indexes = [models.Index(fields=["term", "project"], name="project_by_tag")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.standing}"
