"""Events of the record. The database itself refuses to change or remove one (see migrations)."""

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
        indexes = [models.Index(fields=["subject", "at"], name="event_by_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
