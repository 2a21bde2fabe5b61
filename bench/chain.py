"""How long it takes to seal a hundred thousand events, and to verify them from one end to the other."""

import time
from collections.abc import Callable, Iterator

from bench.figures import Figure

EVENTS = 100_000
SECONDS_TO_SEAL, SECONDS_TO_VERIFY = 45, 15


def measure_chain() -> Iterator[Figure]:
    """Seconds of processor time for so many events of ordinary size, with what is there already."""
    from django.db import connection

    from jointfund.audit.models import Event
    from jointfund.audit.sealing import seal_events
    from jointfund.audit.verifying import verify

    made = (
        Event(
            verb="programme:changed",
            subject=f"BEN-{number % 500:04}",
            actor=f"user:{number % 40}",
            before={"budget": number, "title": "Before"},
            after={"budget": number + 1, "title": "After"},
            note="as decided",
        )
        for number in range(EVENTS)
    )
    Event.objects.bulk_create(made, batch_size=2000)
    share = EVENTS / Event.objects.count()
    sealing = _seconds(seal_events) * share
    yield Figure(f"audit: sealing {EVENTS:,} events", sealing, SECONDS_TO_SEAL, "s", connection.vendor)
    reports = []
    verifying = _seconds(lambda: reports.append(verify())) * share
    assert reports[0].first is None, reports[0].first
    assert reports[0].sealed >= EVENTS
    yield Figure(f"audit: verifying {EVENTS:,} events", verifying, SECONDS_TO_VERIFY, "s", connection.vendor)


def _seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start
