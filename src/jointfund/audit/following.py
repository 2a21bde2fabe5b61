"""Following the record: sealed events in the order of the chain, each handed on once.

The chain is the one order in which no event comes late: numbers are drawn before a transaction commits,
seals only after. A follower keeps its place in the database, so that it goes on where it was killed.
"""

import logging
from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jointfund.audit.models import Event, Follower, Seal

log = logging.getLogger(__name__)

MOST_FAILURES = 3
MOST_AT_ONCE = 500
CHUNK = 200
# After a long stop, and when sealing is new to an installation, what is older is news to nobody.
MOST_AGE = timedelta(days=7)

type Handle = Callable[[Event], None]


def follow(name: str, verbs: Collection[str], handle: Handle) -> int:
    """Hand the sealed events of these verbs on, from where this follower stands; how many.

    Each is handled in the transaction that moves the place on: its effects in the database happen once.
    An event whose handling failed three times is passed over with an error in the log.
    """
    Follower.objects.get_or_create(name=name)
    handled = 0
    while handled < MOST_AT_ONCE and (found := _next_event(name, verbs)):
        _count_attempt(name, *found)
        handled += _hand_on(name, handle, *found)
    return handled


def _next_event(name: str, verbs: Collection[str]) -> tuple[int, Event] | None:
    """The position and event that come next; None where none is left. What is passed over is left behind."""
    recent = Event.objects.filter(verb__in=verbs, at__gte=timezone.now() - MOST_AGE)
    position = Follower.objects.get(name=name).position
    while seals := list(Seal.objects.filter(position__gt=position)[:CHUNK]):
        events = {event.pk: event for event in recent.filter(pk__in=[seal.event_key for seal in seals])}
        for seal in seals:
            if event := events.get(seal.event_key):
                return seal.position, event
        position = seals[-1].position
        Follower.objects.filter(name=name, position__lt=position).update(position=position, failures=0)
    return None


def _count_attempt(name: str, position: int, event: Event) -> None:
    """Counted before the attempt, so that one that kills the worker is counted too."""
    Follower.objects.filter(name=name, position__lt=position).update(failures=F("failures") + 1)


@transaction.atomic
def _hand_on(name: str, handle: Handle, position: int, event: Event) -> int:
    place = Follower.objects.select_for_update().get(name=name)
    if place.position >= position:  # another worker was first
        return 0
    if place.failures > MOST_FAILURES:
        log.error("%s passes over event %s, which failed %s times", name, event.pk, MOST_FAILURES)
    else:
        handle(event)
    place.position, place.failures = position, 0
    place.save()
    return 1
