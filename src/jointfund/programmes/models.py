"""Joint programmes: what they are, where, with whom, for how much, and how far each one has come."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jointfund.documents.models import DatePrecision, Source, partial
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.references import Reference
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.programmes import naming
from jointfund.vocabularies.models import Country, Term, ThematicArea


class Standing(models.TextChoices):
    """Whether a fact is printed or was confirmed by a person, or only follows from the words of a text."""

    CONFIRMED = "confirmed", _("confirmed")
    SUGGESTED = "suggested", _("suggested from the text")


class Stage(models.TextChoices):
    """The part of the way a status belongs to, the same for every fund."""

    PIPELINE = "pipeline", _("Approved, waiting for money")
    FUNDED = "funded", _("Funded")
    CLOSED = "closed", _("Left the pipeline")


class Status(models.Model):
    """One status of a fund's programmes, in the fund's own words; loaded from the fund's data."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="statuses")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    stage = models.CharField(max_length=10, choices=Stage)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["fund_id", "position"]
        verbose_name_plural = "statuses"
        constraints = [
            models.UniqueConstraint(fields=["fund", "code"], name="status_code_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return self.label


class BudgetPrecision(models.TextChoices):
    """Whether the amount was printed to the dollar or rounded for reading."""

    EXACT = "exact", _("exact")
    ROUNDED = "rounded", _("rounded")


class Programme(models.Model):
    """One joint programme. `status` repeats the latest status event; only `services.record_status` writes it.

    `title` is null where no source gives it; `heading` is what the fund's papers print over the entry
    ("MENA"), kept because readers look for it. Amounts are in the fund's currency.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="programmes")
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    title = models.TextField(null=True, blank=True)  # noqa: DJ001 - unknown is null, never an empty word
    summary = models.TextField(blank=True)
    area = models.ForeignKey(
        ThematicArea, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    area_basis = models.CharField(max_length=200, blank=True)
    budget = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    budget_precision = models.CharField(max_length=7, choices=BudgetPrecision, blank=True)
    duration_months = models.PositiveSmallIntegerField(null=True, blank=True)
    key_partners_text = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    ends_on_original = models.DateField(null=True, blank=True)
    ends_original_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ends_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    status = models.ForeignKey(Status, on_delete=models.PROTECT, null=True, related_name="programmes")
    status_on = models.DateField(null=True)
    listed_on = models.DateField(
        null=True, help_text=_("date of its first status: before it, it is not shown")
    )

    class Meta:
        ordering = ["fund_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="programme_number_is_unique_in_fund"),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gt=0), name="programme_budget_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | ~Q(budget_precision=""),
                name="programme_budget_has_precision",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="programme_title_is_null_when_unknown"),
        ]
        indexes = [
            models.Index(fields=["fund", "area"], name="programme_by_area"),
            models.Index(fields=["fund", "status"], name="programme_by_status"),
            models.Index(fields=["fund", "budget"], name="programme_by_budget"),
            models.Index(fields=["fund", "listed_on"], name="programme_by_listing"),
            # Holds all that the counts by stage, status, area and budget read: the long texts stay unread.
            models.Index(fields=["fund", "listed_on", "status", "area", "budget"], name="programme_by_count"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`MIG-0022`; needs `fund` loaded."""
        return str(Reference(self.fund.reference_prefix, self.number))

    @property
    def name(self) -> str:
        """The title, or what to call it while its title is unknown; that needs `fund` loaded."""
        return self.title or naming.untitled(self.fund.programme_word, self.place_name)

    @property
    def place_name(self) -> str:
        """The heading as people write it: country names where they are known, else the printed words."""
        links = [link for link in self.country_links.all() if link.role == "implementing"]
        return naming.place_name(self.heading, [link.country.short_name for link in links])

    @property
    def starts(self) -> PartialDate | None:
        """Start as exactly as it is known."""
        return partial(self.starts_on, self.starts_precision)

    @property
    def ends_original(self) -> PartialDate | None:
        """End as first agreed."""
        return partial(self.ends_on_original, self.ends_original_precision)

    @property
    def ends(self) -> PartialDate | None:
        """End as it stands now."""
        return partial(self.ends_on, self.ends_precision)


class ProgrammeWords(models.Model):
    """What the free-text search reads of a programme, folded to lower case without accents.

    A table of its own keeps the long text out of every list and count.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    class Meta:
        verbose_name_plural = "programme words"

    def __str__(self) -> str:
        return f"words of {self.programme_id}"


class ProgrammeCountry(models.Model):
    """A country of a programme in one role; several rows where it has several (transit and destination)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="country_links")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="programme_links")
    role = models.CharField(max_length=20, default="implementing", help_text=_("code of the country roles"))
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.CONFIRMED)
    words = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["programme_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "country", "role"], name="country_role_is_stored_once"
            ),
        ]
        indexes = [models.Index(fields=["country", "role", "programme"], name="programme_by_country")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.role}"


class ProgrammePlace(models.Model):
    """A place below country, by its printed name."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=200)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.CONFIRMED)
    words = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["programme_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="place_is_stored_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PartyRole(models.TextChoices):
    """What an organisation is to a programme."""

    LEAD = "lead", _("Lead organisation")
    PARTICIPATING = "participating", _("Participating organisation")
    ASSOCIATED = "associated", _("Associated body")


class ProgrammeParty(models.Model):
    """An organisation that carries the programme out, or is associated with it.

    `confidence` is the source's own ("high", "medium (logo text)"); empty where it is printed plainly.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=15, choices=PartyRole)
    confidence = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    budget_share = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["programme_id", "role", "pk"]
        verbose_name_plural = "programme parties"
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="party_is_stored_once"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(role="lead"), name="programme_has_one_lead_at_most"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "programme"], name="programme_by_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


class KeyPartner(models.Model):
    """One key partner as printed; `kind` is null where its words do not tell."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="key_partners")
    position = models.PositiveSmallIntegerField()
    name = models.TextField()
    kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    group = models.CharField(max_length=80, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["programme_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="partner_position_is_unique"),
        ]
        indexes = [models.Index(fields=["kind", "programme"], name="programme_by_partner_kind")]

    def __str__(self) -> str:
        return self.name


class ProgrammeTag(models.Model):
    """A vocabulary term a programme carries; a suggested one names the words that suggest it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="tags")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="tags")
    standing = models.CharField(max_length=10, choices=Standing)
    words = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["programme_id", "term__scheme", "term__position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "term"], name="tag_is_stored_once"),
            models.CheckConstraint(
                condition=Q(standing="confirmed") | ~Q(words=""), name="suggested_tag_names_its_words"
            ),
        ]
        indexes = [models.Index(fields=["term", "standing", "programme"], name="programme_by_tag")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.standing}"


class StatusEvent(models.Model):
    """One change of status. `on` is the last day its date may mean; what it rests on is always cited."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="status_events")
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    citation_kind = models.CharField(max_length=10)
    citation_reference = models.CharField(max_length=500)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confidence = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "status__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "status", "on"], name="status_event_is_stored_once"),
            models.CheckConstraint(condition=~Q(citation_reference=""), name="status_event_cites_its_source"),
        ]
        indexes = [models.Index(fields=["programme", "on"], name="status_event_by_date")]

    def __str__(self) -> str:
        return f"{self.status_id} {self.on}"

    @property
    def dated(self) -> PartialDate:
        """The date as exactly as it is known."""
        known = partial(self.on, self.precision)
        assert known is not None  # noqa: S101 - `on` is never null
        return known


class Milestone(models.Model):
    """Something that happened to a programme and is no change of status: a launch, a closing event.

    `on` is null where the source bears no date.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=60)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    confidence = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["programme_id", "on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "source"], name="milestone_is_stored_once"),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def dated(self) -> PartialDate | None:
        """The date as exactly as it is known."""
        return partial(self.on, self.precision)


class FieldSource(models.Model):
    """The lines one value of a programme was read from; several where several documents print it.

    `printed` is the value as that source prints it, so that a reader sees which one differs.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="field_sources")
    field = models.CharField(max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="field_sources")
    printed = models.TextField(blank=True)
    doubt = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["programme_id", "field", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "field", "source"], name="field_source_is_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.source_id}"


def latest_status_on(day: date) -> models.Subquery:
    """The key of the status a programme had on a day, as an expression over programmes."""
    events = StatusEvent.objects.filter(programme=models.OuterRef("pk"), on__lte=day)
    return models.Subquery(events.order_by("-on", "-status__position", "-pk").values("status_id")[:1])
