"""Words the record is tagged with. All of them are loaded from data files (see `services`)."""

from django.db import models
from django.db.models import Q

from jointfund.funds.models import Fund


class Country(models.Model):
    """A country or territory, by ISO 3166-1 (user-assigned codes included) and UN M49 region."""

    iso3 = models.CharField(max_length=3, unique=True)
    iso2 = models.CharField(max_length=2, blank=True)
    m49 = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=60, db_index=True)
    subregion = models.CharField(max_length=60, db_index=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The name as sentences use it: `Bolivia` for `Bolivia (Plurinational State of)`."""
        return self.name.partition(" (")[0]


class ThematicArea(models.Model):
    """A thematic area of one fund; a programme has one primary area."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="areas")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    short = models.CharField(max_length=60)
    source = models.CharField(max_length=300)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["fund_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="area_number_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Scheme(models.TextChoices):
    """Vocabularies whose terms a programme can carry."""

    PRINCIPLE = "principle", "Guiding principle"
    THEME = "theme", "Theme"
    POPULATION = "population", "Population"
    LEVEL = "level", "Level"
    GCM_OBJECTIVE = "gcm_objective", "GCM objective"
    SDG_GOAL = "sdg_goal", "SDG"
    SDG_TARGET = "sdg_target", "SDG target"
    PARTNER_KIND = "partner_kind", "Partner kind"
    COUNTRY_ROLE = "country_role", "Role of a country"
    TOPIC = "topic", "Topic"


class Term(models.Model):
    """One entry of a vocabulary. A term of one fund has `fund`; without it every fund shares the term."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="terms")
    scheme = models.CharField(max_length=20, choices=Scheme)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    short = models.CharField(max_length=80, blank=True)
    gloss = models.CharField(max_length=500, blank=True)
    parent = models.CharField(max_length=40, blank=True, help_text="code of the broader term")
    colour = models.CharField(max_length=7, blank=True)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    as_of = models.CharField(max_length=10)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["scheme", "position"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "scheme", "code"], name="term_code_is_unique_in_fund"),
            models.UniqueConstraint(
                fields=["scheme", "code"], condition=Q(fund__isnull=True), name="shared_term_code_is_unique"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="term_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.label
