"""Verifying: the chain read from one end to the other, each event held against its seal.

Nothing is locked and little is held at a time; events written meanwhile count as not sealed yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain

from django.db.models import F, Max, Q

from jointfund.audit.canonical import COLUMNS, START, SealedWords, event_digest, seal_digest
from jointfund.audit.models import ChainHead, Event, Seal
from jointfund.audit.sealing import HEAD, SKEW, Row, unsealed_events

BATCH = 2000


class FaultKind(StrEnum):
    """What can be wrong with the chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    SEAL_CHANGED = "seal changed"


@dataclass(frozen=True)
class Fault:
    """One bad row. `event` is None where it is not known any more which event stood there."""

    kind: FaultKind
    words: str
    event: int | None = None
    position: int | None = None


@dataclass(frozen=True)
class Anchor:
    """One seal as it was printed once: `1234:9f86…`, or its hash alone."""

    digest: str
    position: int | None = None

    @classmethod
    def from_text(cls, text: str) -> "Anchor":
        """Raises ValueError for what is no anchor."""
        before, colon, digest = text.strip().lower().rpartition(":")
        if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            raise ValueError(f"“{text}” is no anchor: write the 64 letters and digits `audit seal` printed.")
        return cls(digest, int(before) if colon else None)

    def find(self) -> Seal | None:
        """The seal it names; None where the chain does not hold it."""
        found = Seal.objects.filter(digest=self.digest)
        return found.filter(position=self.position).first() if self.position else found.first()


@dataclass(frozen=True)
class Report:
    """What verifying gave. `anchor` is the end of the chain, to be kept elsewhere; "" without any seal."""

    sealed: int
    unsealed: int
    faults: int
    first: Fault | None
    anchor: str


@dataclass
class _Walk:
    """Where the reading stands, and what can be said of every later event from there."""

    position: int = 0
    digest: str = START
    highest: int = 0
    settled: int = 0
    closed_until: datetime | None = None
    read: int = field(default=0)

    def step(self, seal: Seal) -> None:
        self.position, self.digest = seal.position, seal.digest
        self.highest = max(self.highest, seal.event_key)
        self.read += 1
        if seal.closed_until:
            self.closed_until = max(seal.closed_until, self.closed_until or seal.closed_until)
            if seal.closed_until == seal.sealed_at:
                self.settled = self.highest


def verify(*, anchor: Anchor | None = None, since: Anchor | None = None) -> Report:
    """Holds every event against its seal, and the chain against its head and an anchor kept elsewhere.

    With `since` what lies before that anchor is taken as verified.
    """
    head = ChainHead.objects.filter(pk=HEAD).first() or ChainHead()
    walk, begun_at = _Walk(), since.find() if since else None
    if begun_at:
        walk = _resumed(begun_at)
    first: Fault | None = None
    count = 0
    for fault in chain(
        _faults_of_anchor(since), _walked(walk, head), _faults_at_end(walk, head), _faults_of_anchor(anchor)
    ):
        first = first or fault
        count += 1
    end = f"{walk.position}:{walk.digest}" if walk.position else ""
    return Report(walk.read, unsealed_events().count(), count, first, end)


def _walked(walk: _Walk, head: ChainHead) -> Iterator[Fault]:
    while seals := list(Seal.objects.filter(position__gt=walk.position, position__lte=head.position)[:BATCH]):
        events = _rows([seal.event_key for seal in seals])
        for seal in seals:
            if fault := _fault_of(walk, seal, events):
                yield fault
            walk.step(seal)


def _fault_of(walk: _Walk, seal: Seal, events: Mapping[int, Row]) -> Fault | None:
    """The gravest fault of one seal and its event; None where both hold."""
    here = {"event": seal.event_key, "position": seal.position}
    if seal.position != walk.position + 1:
        gone = f"the seals {walk.position + 1} to {seal.position - 1} are gone"
        return Fault(FaultKind.REMOVED, gone, None, walk.position + 1)
    if seal.previous != walk.digest or seal.digest != seal_digest(_words(seal)):
        return Fault(FaultKind.SEAL_CHANGED, "its seal does not fit into the chain", **here)
    row = events.get(seal.event_key)
    if row is None:
        return Fault(FaultKind.REMOVED, "the event is gone, its seal is there", **here)
    if event_digest(row) != seal.event_digest:
        return Fault(FaultKind.CHANGED, "the event is not what was sealed", **here)
    if _came_too_late(walk, row):
        return Fault(FaultKind.INSERTED, "it claims to be older than what was sealed before it", **here)
    return None


def _came_too_late(walk: _Walk, row: Row) -> bool:
    """True for an event that cannot have been there when those before it were sealed, yet says so."""
    key, at = row[0], row[1]
    if isinstance(key, int) and key < walk.settled:
        return True
    return bool(walk.closed_until and isinstance(at, datetime) and at < walk.closed_until - SKEW)


def _faults_at_end(walk: _Walk, head: ChainHead) -> Iterator[Fault]:
    """What only shows when the chain has been read: a tail cut off, rows put between, seals put behind."""
    if walk.position != head.position or (walk.position and walk.digest != head.digest):
        words = f"the chain should end at seal {head.position}, and ends at {walk.position}"
        yield Fault(FaultKind.REMOVED, words, None, walk.position + 1)
    late = Q(pk__lt=walk.settled)
    if walk.closed_until:
        late |= Q(at__lt=walk.closed_until - SKEW)
    for key in unsealed_events().filter(late).order_by("pk").values_list("pk", flat=True):
        yield Fault(FaultKind.INSERTED, "it stands between sealed events and has no seal", key)
    now = ChainHead.objects.filter(pk=HEAD).first() or ChainHead()
    for seal in Seal.objects.filter(position__gt=now.position)[:1]:
        yield Fault(FaultKind.INSERTED, "a seal behind the end of the chain", seal.event_key, seal.position)


def _faults_of_anchor(anchor: Anchor | None) -> Iterator[Fault]:
    if anchor and not anchor.find():
        words = "the chain does not hold the anchor: it was cut off or written anew"
        yield Fault(FaultKind.REMOVED, words, None, anchor.position)


def _resumed(seal: Seal) -> _Walk:
    """A walk that stands at a seal, as if it had come from the beginning."""
    before = Seal.objects.filter(position__lte=seal.position)
    settling = before.filter(closed_until=F("sealed_at")).aggregate(Max("position"))["position__max"] or 0
    return _Walk(
        seal.position,
        seal.digest,
        before.aggregate(Max("event_key"))["event_key__max"] or 0,
        before.filter(position__lte=settling).aggregate(Max("event_key"))["event_key__max"] or 0,
        before.aggregate(Max("closed_until"))["closed_until__max"],
    )


def _words(seal: Seal) -> SealedWords:
    return SealedWords(
        seal.position, seal.event_key, seal.event_digest, seal.previous, seal.sealed_at, seal.closed_until
    )


def _rows(keys: Sequence[int]) -> Mapping[int, Row]:
    """The events of these numbers, column by column."""
    try:
        return {row[0]: row for row in Event.objects.filter(pk__in=keys).values_list(*COLUMNS)}
    except (TypeError, ValueError):  # a cell that is not of its column's kind: find out which
        return {key: row for key in keys for row in _row(key)}


def _row(key: int) -> list[Row]:
    try:
        return list(Event.objects.filter(pk=key).values_list(*COLUMNS))
    except (TypeError, ValueError):
        return [(key, "unreadable")]
