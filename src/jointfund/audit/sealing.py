"""Sealing: events are written freely, and sealed afterwards into one chain by whoever holds its head.

A writer never waits for the chain and two never fight over its end. Whoever seals locks the head, so that two
workers at once seal nothing twice; a worker that is killed leaves nothing half done.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from jointfund.audit.canonical import COLUMNS, START, SealedWords, event_digest, seal_digest
from jointfund.audit.models import ChainHead, Event, Seal
from jointfund.kernel.errors import DomainError

BATCH = 1000
# How far the clocks of several servers may be apart.
SKEW = timedelta(minutes=5)
HEAD = 1

type Row = Sequence[object]


class ChainBroken(DomainError):
    """The chain does not end where it was left: nothing is sealed onto it."""


def seal_events(batch: int = BATCH) -> int:
    """Seal every event that is not sealed yet, in order; how many. Raises ChainBroken."""
    sealed = 0
    while unsealed_events().exists():
        count = _seal_batch(batch)
        sealed += count
        if count < batch:
            break
    return sealed


def unsealed_events() -> QuerySet[Event]:
    """The events that no seal stands for."""
    return Event.objects.exclude(Exists(Seal.objects.filter(event_key=OuterRef("pk"))))


@transaction.atomic
def _seal_batch(batch: int) -> int:
    head = _locked_head()
    # In this order: a number up to the horizon was drawn by a transaction that has ended or is seen as open.
    horizon: int = Event.objects.aggregate(Max("pk"))["pk__max"] or 0
    now = timezone.now()
    closed_until = min(now, _oldest_open_transaction() or now)
    found = unsealed_events().filter(pk__gt=head.settled, pk__lte=horizon)
    if head.closed_until:  # what claims to be older was not written then: `verify` tells of it
        found = found.filter(at__gte=head.closed_until - SKEW)
    rows = list(found.order_by("pk").values_list(*COLUMNS)[:batch])
    if rows:
        _append(head, rows, now, closed_until if len(rows) < batch else None)
    return len(rows)


def _append(head: ChainHead, rows: Sequence[Row], now: datetime, closed_until: datetime | None) -> None:
    """Seals for the rows, and the head moved behind them."""
    seals = []
    for row in rows:
        is_last = row is rows[-1]
        seal = _seal(head, row, now, closed_until if is_last else None)
        seals.append(seal)
        head.position, head.digest = seal.position, seal.digest
        head.highest = max(head.highest, seal.event_key)
    Seal.objects.bulk_create(seals)
    if closed_until:
        head.closed_until = max(closed_until, head.closed_until or closed_until)
    if closed_until == now:
        head.settled = head.highest
    head.save()


def _seal(head: ChainHead, row: Row, now: datetime, closed_until: datetime | None) -> Seal:
    key = row[0]
    assert isinstance(key, int)  # noqa: S101
    words = SealedWords(head.position + 1, key, event_digest(row), head.digest or START, now, closed_until)
    return Seal(
        position=words.position,
        event_key=words.event_key,
        event_digest=words.event_digest,
        previous=words.previous,
        digest=seal_digest(words),
        sealed_at=words.sealed_at,
        closed_until=words.closed_until,
    )


def _locked_head() -> ChainHead:
    """The head, nobody else sealing until this is done. Raises ChainBroken."""
    if not Seal.objects.exists():
        ChainHead.objects.get_or_create(pk=HEAD)
    head = ChainHead.objects.select_for_update().filter(pk=HEAD).first()
    last = Seal.objects.order_by("-position").values_list("position", "digest").first()
    if head is None or (last or (0, "")) != (head.position, head.digest):
        raise ChainBroken("The chain of seals does not end where it was left. See `jointfund audit verify`.")
    return head


def _oldest_open_transaction() -> datetime | None:
    """When the oldest transaction began that may still commit an event; None where none can.

    SQLite has one writer, and that is who asks.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND (backend_xid IS NOT NULL OR state = 'active')"
        )
        found = cursor.fetchone()
    return found[0] if found else None
