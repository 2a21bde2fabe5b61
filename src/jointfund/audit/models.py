"""Events of the record and the chain of seals over them.

The database itself refuses to change or remove an event or a seal (see migrations).
"""

from django.db import models

from jointfund.funds.models import Fund


class Event(models.Model):
    """One thing that was done.

    `actor` and `subject` are stored references, never keys: an event outlives what it speaks of, and a
    person can be erased without touching the chain of events.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject", "at"], name="event_by_subject"),
            models.Index(fields=["fund", "id"], name="event_by_fund"),
            models.Index(fields=["fund", "verb", "id"], name="event_by_verb"),
            models.Index(fields=["fund", "actor", "id"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class Seal(models.Model):
    """One link of the chain: the event at this position, its digest, and the digest of the link before.

    `event_key` is no foreign key: a seal outlives an event that somebody removed, and tells of it.
    `closed_until` stands on the last seal of a sealing: no event of before that moment can still arrive.
    """

    position = models.BigIntegerField(primary_key=True)
    event_key = models.BigIntegerField(unique=True)
    event_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    closed_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"


class ChainHead(models.Model):
    """The end of the chain: one row, locked by who seals, and a first anchor for who verifies.

    Every event numbered up to `settled` that ever was committed is sealed; `highest` is the highest sealed.
    """

    position = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    highest = models.BigIntegerField(default=0)
    settled = models.BigIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"


class Follower(models.Model):
    """How far somebody who follows the sealed events has come. `failures` are those at the next event."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.position}"
