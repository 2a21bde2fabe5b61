"""The index follows the record: what audit events touched is read again, or all of it when asked."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from jointfund.audit.models import Event
from jointfund.funds.models import Fund
from jointfund.search.models import IndexedFund, SearchEntry
from jointfund.search.services.writing import analysis_version, lock_index, remove_entries, write_records
from jointfund.search.sources import SOURCES
from jointfund.search.sources.base import PART, RecordSource

BATCH = 500
WHOLES = 100  # read again in one go: a longer list of conditions is more than SQLite takes
MOST_EVENTS = 5_000  # of one run: the next one goes on
# An event may become readable after a later one, as long as its transaction took: so long both are read.
OPEN_TRANSACTIONS = timedelta(minutes=2)


def rebuild_index(fund: Fund, sources: Sequence[RecordSource] = SOURCES) -> int:
    """Bring every record of the fund into the index and take out what is gone; how many entries changed.

    It runs in small transactions, so that others go on writing; what happens meanwhile is followed later.
    """
    settled = Event.objects.filter(at__lt=timezone.now() - OPEN_TRANSACTIONS)
    last = settled.aggregate(last=Max("pk"))["last"] or 0
    current = _begin_round(fund)
    changed = 0
    for source in sources:
        for records in batched(source.records(fund), BATCH):
            changed += write_records(fund, records)
        changed += _remove_gone(fund, source, current)
    with transaction.atomic():
        lock_index(fund)
        IndexedFund.objects.filter(fund=fund).update(analysis=analysis_version(), followed_to=last)
    return changed


def follow_all() -> int:
    """Bring the index of every fund to what its record says; how many entries changed."""
    return sum(follow_events(fund) for fund in Fund.objects.all())


def follow_events(fund: Fund, sources: Sequence[RecordSource] = SOURCES) -> int:
    """Read again what events touched since the last run; how many entries changed.

    Makes the whole index where there is none, or where it was made with other words or rules.
    """
    state = IndexedFund.objects.filter(fund=fund).first()
    if state is None or state.analysis != analysis_version():
        return rebuild_index(fund, sources)
    events = list(Event.objects.filter(fund=fund, pk__gt=state.followed_to).order_by("pk")[:MOST_EVENTS])
    changed = 0
    for source in sources:
        touched = dict.fromkeys(one for event in events for one in source.touched(event))
        for wholes in batched(touched, WHOLES):
            changed += _refresh(fund, source, wholes)
    settled = [event.pk for event in events if event.at < timezone.now() - OPEN_TRANSACTIONS]
    if settled:
        IndexedFund.objects.filter(fund=fund, followed_to__lt=settled[-1]).update(followed_to=settled[-1])
    return changed


@transaction.atomic
def _begin_round(fund: Fund) -> int:
    state = lock_index(fund)
    state.round += 1
    state.save(update_fields=["round"])
    return state.round


def _refresh(fund: Fund, source: RecordSource, wholes: Sequence[str]) -> int:
    """Index these wholes as they are now, and take out the parts they no longer have."""
    changed, present = 0, set()
    for records in batched(source.records(fund, wholes), BATCH):
        changed += write_records(fund, records)
        present |= {record.reference for record in records}
    return changed + _remove_missing(fund, source, _entries_of(fund, source, wholes), present)


def _entries_of(fund: Fund, source: RecordSource, wholes: Iterable[str]) -> dict[int, str]:
    named = Q()
    for whole in wholes:
        named |= Q(reference=whole) | Q(reference__startswith=f"{whole}{PART}")
    rows = SearchEntry.objects.filter(named, fund=fund, kind=source.kind)
    return dict(rows.values_list("pk", "reference"))


def _remove_gone(fund: Fund, source: RecordSource, current: int) -> int:
    """Take out the entries of a kind that this round did not bring again, some at a time."""
    gone = 0
    rows = SearchEntry.objects.filter(fund=fund, kind=source.kind, round__lt=current)
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        gone += remove_entries(fund, keys)
    return gone


def _remove_missing(fund: Fund, source: RecordSource, entries: dict[int, str], present: set[str]) -> int:
    missing = [key for key, reference in entries.items() if reference not in present]
    return remove_entries(fund, missing) if missing else 0
