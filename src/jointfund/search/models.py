"""What the index keeps: a row for each record, how many records hold each term, how far it has followed.

None of these is the record itself: all can be made anew (`services.rebuild_index`), and who may see a
row is asked of its room each time it is found. Beside them the questions people follow.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jointfund.funds.models import Fund
from jointfund.people.models import User


class IndexedFund(models.Model):
    """The index of one fund: its totals, and the last audit event it has seen. Locked while it is written.

    `analysis` names the words and rules its terms were made with; when they change it is made anew. `round`
    counts how often it was: an entry of an earlier round that nothing brought again is gone.
    """

    fund = models.OneToOneField(Fund, on_delete=models.CASCADE, related_name="+")
    analysis = models.CharField(max_length=64)
    followed_to = models.BigIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    length = models.FloatField(default=0)
    passages = models.PositiveIntegerField(default=0)
    passage_length = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"index of {self.fund_id}"


class SearchEntry(models.Model):
    """One record as it is found. `terms` is written by `ranking.stored`; the database indexes its words.

    `length` counts its stems by the weight of their field.
    """

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="+")
    is_public = models.BooleanField()
    round = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=140)
    digest = models.CharField(max_length=64)
    title = models.TextField()
    length = models.FloatField()
    terms = models.TextField()
    facets = models.JSONField(default=dict)
    passages = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["fund", "kind", "reference"], name="record_is_indexed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class SearchTerm(models.Model):
    """How many entries of a fund hold a term; `word` is how one of them writes it, empty for a code."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="+")
    term = models.CharField(max_length=60)
    word = models.CharField(max_length=40, blank=True)
    entries = models.IntegerField(default=0)
    public_entries = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "term"], name="term_is_counted_once_in_fund"),
        ]
        indexes = [models.Index(fields=["fund", "word"], name="term_by_word")]

    def __str__(self) -> str:
        return self.term


class HowOften(models.TextChoices):
    """How often a followed question is looked at again."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class SavedSearch(models.Model):
    """A question somebody follows. `number` counts hers, `address` is what stands behind the question mark.

    `seen` leads from each answer of the last look to a hash of what it said, `news` names those that were
    new or changed when there last were any, `looks` counts how often that was.
    """

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    address = models.TextField()
    how = models.CharField(max_length=10, choices=HowOften, default=HowOften.DAILY)
    saved_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField()
    seen = models.JSONField(default=dict)
    news = models.JSONField(default=list)
    looks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["person_id", "number"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="saved_search_is_numbered"),
        ]
        indexes = [models.Index(fields=["how", "looked_at"], name="saved_search_by_due")]

    def __str__(self) -> str:
        return self.name
