"""Documents of a fund, the lines facts were read from, and the places where documents disagree."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate, Precision
from jointfund.people.models import User
from jointfund.people.permissions import roles_of


class DatePrecision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class DocumentKind(models.TextChoices):
    """What a document is for its readers."""

    BOOKLET = "booklet", _("Pipeline booklet")
    BRIEF = "brief", _("Thematic brief")
    WEB_PAGE = "web_page", _("Web page")
    OTHER = "other", _("Other document")


class Visibility(models.TextChoices):
    """Who may read a document's text."""

    PUBLIC = "public", _("Everybody")
    INTERNAL = "internal", _("People of the fund")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Scopes of documents."""

    def public(self) -> "DocumentQuerySet":
        """Those whose text everybody may read."""
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, reader: User | AnonymousUser, fund: Fund) -> "DocumentQuerySet":
        """Those of a fund this person may read: everybody the public ones, people of the fund all."""
        found = self.filter(fund=fund)
        return found if roles_of(reader, fund) else found.public()


class Document(models.Model):
    """A source the record rests on. `key` is its address; the original is kept where we have it.

    `sha256` is the hash of the kept original, empty where only the facts were entered.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="documents")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=DocumentKind)
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    original_name = models.CharField(max_length=255, blank=True)
    original = models.FileField(upload_to="originals/", blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["issued_on", "title"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "key"], name="document_key_is_unique_in_fund"),
            models.UniqueConstraint(
                fields=["fund", "sha256"],
                condition=~models.Q(sha256=""),
                name="original_is_kept_once_in_fund",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.visibility == Visibility.PUBLIC

    @property
    def issued(self) -> PartialDate | None:
        """The date it bears, as exactly as it bears it."""
        return partial(self.issued_on, self.issued_precision)


class DocumentText(models.Model):
    """The lines of a kept original, as the reader counted them (1-based, joined by line feeds)."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="text")
    text = models.TextField()

    def __str__(self) -> str:
        return f"text of {self.document_id}"


class Source(models.Model):
    """A span of a document: the lines a fact was read from. A web page has no lines."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sources")
    start_line = models.PositiveIntegerField(null=True, blank=True)
    end_line = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["document_id", "start_line", "end_line"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "start_line", "end_line"], name="source_span_is_stored_once"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(start_line__isnull=True),
                name="source_without_lines_is_stored_once",
            ),
            models.CheckConstraint(
                condition=models.Q(start_line__isnull=True) | models.Q(end_line__gte=models.F("start_line")),
                name="source_span_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}:{self.start_line}-{self.end_line}"


class DiscrepancyKind(models.TextChoices):
    """In what the places disagree; the codes are those of the reader."""

    COUNT = "count", _("A number against the list beside it")
    SUM = "sum", _("A total against its parts")
    PLACE = "place", _("Place")
    TITLE = "title", _("Title")
    FIGURE = "figure", _("The same quantity, given differently")
    OBJECTIVE = "objective", _("An objective's number against its title")
    LABEL = "label", _("Text damaged in conversion")
    CHANGE = "change", _("Changed with time")


class Severity(models.TextChoices):
    """How much a reader would be misled."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Discrepancy(models.Model):
    """Places of the fund's documents that do not agree. `number` is its address within the fund."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="discrepancies")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=DiscrepancyKind)
    severity = models.CharField(max_length=6, choices=Severity)
    subject = models.CharField(max_length=300)
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="discrepancy_number_is_unique_in_fund"),
            models.UniqueConstraint(fields=["fund", "kind", "subject"], name="discrepancy_is_stored_once"),
        ]

    def __str__(self) -> str:
        return self.subject


class DiscrepancyPlace(models.Model):
    """One side of a discrepancy: the words and where they stand."""

    discrepancy = models.ForeignKey(Discrepancy, on_delete=models.CASCADE, related_name="places")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    quote = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["discrepancy_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["discrepancy", "position"], name="discrepancy_place_is_numbered"),
        ]

    def __str__(self) -> str:
        return self.quote


def partial(on: date | None, precision: str) -> PartialDate | None:
    """A stored date and precision as one value; None where no date is stored."""
    if on is None:
        return None
    known: Precision = "month" if precision == "month" else "year" if precision == "year" else "day"
    return PartialDate(on, known)
