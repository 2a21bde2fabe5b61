"""The clock of the worker: runs what is due, one piece after the other, beside the queue of tasks.

Several servers may each have a worker. A row in the database decides who takes what is due, so that no piece
of work ever runs twice at once. A piece that fails is logged, and runs again when it is next due.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from jointfund.config.models import DueWork

log = logging.getLogger(__name__)

TICK = 1.0  # seconds between two looks at what is due
GRACE = 5.0  # seconds a piece of work has to end when the worker is told to stop


@dataclass(frozen=True)
class PeriodicWork:
    """Work that comes back. `lease` is how long a worker that fell silent keeps others from it.

    It must be safe to run twice, and should take far less than its lease.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    lease: timedelta = timedelta(minutes=10)


@contextmanager
def running(works: Sequence[PeriodicWork]) -> Iterator[None]:
    """While the block runs, what is due is done in a thread beside it."""
    stop = threading.Event()
    thread = threading.Thread(target=_tick, args=(stop, works), name="clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(GRACE)


def register(works: Sequence[PeriodicWork]) -> None:
    """A row for each; those that are there keep what they say."""
    now = timezone.now()
    DueWork.objects.bulk_create((DueWork(name=one.name, due_at=now) for one in works), ignore_conflicts=True)


def run_if_due(work: PeriodicWork, now: datetime) -> bool:
    """Run the work unless it is not due or somebody is at it; whether it ran. Raises what the work raises."""
    holder = get_random_string(32)
    free = Q(held_until=None) | Q(held_until__lte=now)
    row = DueWork.objects.filter(pk=work.name)
    if not row.filter(free, due_at__lte=now).update(held_until=now + work.lease, holder=holder):
        return False
    try:
        work.run()
    finally:
        row.filter(holder=holder).update(held_until=None, holder="", due_at=now + work.every)
    return True


def guarded(pool: Executor, function: Callable[[], object]) -> None:
    """Run the function in the pool; whatever it raises is logged and goes no further."""
    if fault := pool.submit(function).exception():
        log.error("Periodic work failed and runs again when it is next due", exc_info=fault)


def _run_now(work: PeriodicWork) -> None:
    run_if_due(work, timezone.now())


def run_all(works: Sequence[PeriodicWork], pool: Executor) -> None:
    """One look at the clock."""
    for work in works:
        guarded(pool, partial(_with_connection, partial(_run_now, work)))


def _tick(stop: threading.Event, works: Sequence[PeriodicWork]) -> None:
    with ThreadPoolExecutor(1, thread_name_prefix="clock") as pool:
        guarded(pool, lambda: _with_connection(lambda: register(works)))
        while not stop.wait(TICK):
            run_all(works, pool)


def _with_connection(function: Callable[[], object]) -> object:
    """A worker lives for weeks: a connection the database dropped meanwhile is opened anew."""
    close_old_connections()
    try:
        return function()
    finally:
        close_old_connections()
