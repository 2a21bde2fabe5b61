"""When periodic work is due, and which worker is at it."""

from django.db import models


class DueWork(models.Model):
    """One piece of periodic work. Who takes it holds the row for a while; a killed worker lets go by time."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return self.name
