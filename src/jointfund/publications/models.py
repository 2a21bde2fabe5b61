"""Publications on their way to release, and releases: frozen content with the files made from it.

Releases and their files are written once: the database itself refuses to change or remove one. What moves
(who works on it, embargo, withdrawal, how far the rendering has come) stands on the publication.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.kernel.references import ReleaseReference
from jointfund.people.models import Organisation, User


class PublicationKind(models.TextChoices):
    """What is published; the codes are the names of `publications.documents`."""

    BOOKLET = "booklet", _("Pipeline booklet")
    BRIEF = "brief", _("Thematic brief")
    PORTFOLIO = "portfolio", _("Portfolio at a glance")
    CONTRIBUTORS = "contributors", _("Table of contributors")
    PROGRAMME = "programme", _("Programme paper")
    COUNTRY = "country", _("Country paper")
    ORGANISATION = "organisation", _("Organisation paper")


class InterestBasis(models.TextChoices):
    """What a contributor's interest rests on."""

    EARMARK = "earmark", _("earmark of an arrangement")
    STATED = "stated", _("stated interest")


class SavedFilter(models.Model):
    """A question to the programme list under a name, to be a theme of a brief or the choice of a booklet.

    `asked` are the pairs of an address. With a `contributor` it is that contributor's interest: then it says
    what it rests on, where that is said and since when. A removed one stays for those who cited it.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="saved_filters")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    asked = models.JSONField()
    contributor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="interests"
    )
    basis = models.CharField(max_length=10, choices=InterestBasis, blank=True)
    stated_in = models.CharField(max_length=300, blank=True)
    stated_on = models.DateField(null=True, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "slug"],
                condition=Q(removed_at__isnull=True),
                name="saved_filter_name_is_unique_in_fund",
            ),
            models.CheckConstraint(
                condition=Q(contributor__isnull=True, basis="", stated_in="", stated_on__isnull=True)
                | (
                    Q(contributor__isnull=False, stated_on__isnull=False)
                    & Q(basis__in=InterestBasis.values)
                    & ~Q(stated_in="")
                ),
                name="interest_of_a_contributor_has_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublicationState(models.TextChoices):
    """How far a publication has come."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    RELEASED = "released", _("released")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Publication(models.Model):
    """A document the fund makes of its record. `draft` is its number at the desk, within the fund.

    `order` are its parameters (see `orders`). `version` counts its changes, so that nobody overwrites what
    somebody else wrote meanwhile. Nobody who drafted or edited it may release it.
    `rendered_at` is the last sign of life of the rendering; `at_work_on` the form it is making.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="publications")
    draft = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=PublicationKind)
    title = models.CharField(max_length=300)
    order = models.JSONField()
    state = models.CharField(max_length=10, choices=PublicationState, default=PublicationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    embargo_until = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="drafted_publications"
    )
    drafted_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(auto_now_add=True)
    authors = models.JSONField(default=list, help_text=_("audit references of all who drafted or edited it"))
    sent_at = models.DateTimeField(null=True, blank=True)
    return_note = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    at_work_on = models.CharField(max_length=20, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-draft"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "draft"], name="publication_draft_is_unique_in_fund"),
            models.CheckConstraint(
                condition=Q(state=PublicationState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=PublicationState.WITHDRAWN) & Q(withdrawn_on__isnull=True)),
                name="withdrawn_publication_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["fund", "state"], name="publication_by_state")]

    def __str__(self) -> str:
        return self.title

    def is_public(self, today: date) -> bool:
        """Whether strangers may know of it: released, and its embargo over before it was withdrawn."""
        if self.state not in (PublicationState.RELEASED, PublicationState.WITHDRAWN):
            return False
        if self.embargo_until is None:
            return True
        was_shown = self.withdrawn_on is None or self.withdrawn_on >= self.embargo_until
        return self.embargo_until <= today and was_shown


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Scopes of releases."""

    def public(self, today: date) -> "ReleaseQuerySet":
        """Those strangers may know of, withdrawn ones with them (see `Publication.is_public`)."""
        embargo = Q(publication__embargo_until__isnull=True) | Q(publication__embargo_until__lte=today)
        was_shown = (
            Q(publication__withdrawn_on__isnull=True)
            | Q(publication__embargo_until__isnull=True)
            | Q(publication__withdrawn_on__gte=F("publication__embargo_until"))
        )
        return self.filter(embargo, was_shown)


class Release(models.Model):
    """What was released, for good: the frozen content, under a number no other release of the fund has.

    `content` is `{"kind", "content", "labels"}`: the values and the words around them (see `documents`).
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="releases")
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="release")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    as_of = models.DateField()
    content = models.JSONField()
    renderer = models.CharField(max_length=60)
    released_on = models.DateField()
    released_at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=80)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="release_number_is_unique_in_fund"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its address and what it is cited by: `MIG-P-0001`."""
        return str(ReleaseReference(self.fund.reference_prefix, self.number))


class CoverPicture(models.Model):
    """A picture for covers, as we drew it anew: a JPEG kept for good under the hash of its bytes."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="cover_pictures")
    content = models.FileField(upload_to="covers/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "sha256"], name="cover_picture_is_kept_once"),
        ]

    def __str__(self) -> str:
        return self.sha256


class ReleaseFile(models.Model):
    """One form of a release, kept under the hash of its bytes. `renderer` is the version that made it."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=5)
    content = models.FileField(upload_to="releases/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    renderer = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["release_id", "form"]
        constraints = [
            models.UniqueConstraint(fields=["release", "form"], name="release_has_one_file_of_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}.{self.form}"
