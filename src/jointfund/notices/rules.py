"""When a letter leaves: what a person may choose, when digests are made, how long a failure waits. Pure."""

from datetime import UTC, datetime, time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

MORNING = time(6, tzinfo=UTC)
MONDAY = 0
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
)


class How(models.TextChoices):
    """How a person wants to be told of a kind."""

    AT_ONCE = "at_once", _("by e-mail at once")
    DAILY = "daily", _("in a daily e-mail")
    WEEKLY = "weekly", _("in a weekly e-mail")
    HERE = "here", _("only here")


DIGESTS = (How.DAILY, How.WEEKLY)


def last_digest_time(how: How, now: datetime) -> datetime:
    """When the last digest of this kind was due: 06:00 UTC every day, on Mondays for the weekly one."""
    morning = datetime.combine(now.astimezone(UTC).date(), MORNING)
    if morning > now:
        morning -= timedelta(days=1)
    if how == How.WEEKLY:
        morning -= timedelta(days=(morning.weekday() - MONDAY) % 7)
    return morning


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When a letter that failed so many times is tried again; None when it is given up."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None
