"""Records into the index and out of it. Every write keeps the counts of terms true, in one transaction."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache

from django.db import connection, transaction
from django.db.models import F

from jointfund.funds.models import Fund
from jointfund.search.analysis.phrases import PLACE, THING
from jointfund.search.analysis.vocabulary import digest_of_words
from jointfund.search.models import IndexedFund, SearchEntry
from jointfund.search.ranking.entries import Entry, Rankable, entry_of
from jointfund.search.ranking.stored import MARK, StoredEntry, stored
from jointfund.search.records import Passage, SearchRecord

RULES = "2"  # raised when the same words would be stored as other terms
LONGEST_TERM = 60
MOST_ROWS = 200  # of one statement

COUNT_TERMS = """
INSERT INTO search_searchterm (fund_id, term, word, entries, public_entries) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (fund_id, term) DO UPDATE SET entries = search_searchterm.entries + excluded.entries,
public_entries = search_searchterm.public_entries + excluded.public_entries
"""


@dataclass
class _Change:
    """What a write does to the counts of a fund."""

    entries: int = 0
    length: float = 0.0
    passages: int = 0
    passage_length: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    public_terms: Counter[str] = field(default_factory=Counter)
    words: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry, *, is_public: bool) -> None:
        """Take an entry in."""
        self._count(entry, 1, len(entry.passages))
        terms = list(entry.counts)
        self.terms.update(terms)
        if is_public:
            self.public_terms.update(terms)
        for one in entry.passages:
            self.words.update(zip(one.stems, one.words, strict=True))

    def take_out(self, row: SearchEntry) -> None:
        """Take out what a row counted."""
        entry = StoredEntry(row.terms, row.length)
        self._count(entry, -1, entry.passages)
        terms = list(entry.counts)
        self.terms.subtract(terms)
        if row.is_public:
            self.public_terms.subtract(terms)

    def _count(self, entry: Rankable, sign: int, passages: int) -> None:
        self.entries += sign
        self.length += sign * entry.length
        self.passages += sign * passages
        self.passage_length += sign * sum(answer.length for answer in entry.answers)


@cache
def analysis_version() -> str:
    """The words and rules terms are made with, as one short text."""
    return f"{RULES}-{digest_of_words()}"


@transaction.atomic
def write_records(fund: Fund, records: Sequence[SearchRecord]) -> int:
    """Index these records of a fund; how many were new or changed. The fund's index is locked meanwhile."""
    current = lock_index(fund).round
    held = _held(fund, records)
    added: list[SearchEntry] = []
    changed: list[SearchEntry] = []
    same: list[int] = []
    change = _Change()
    for record in {(one.kind, one.reference): one for one in records}.values():
        before = held.get((record.kind, record.reference))
        digest = _digest(record)
        if before and before.digest == digest:
            same.append(before.pk)
            continue
        if before:
            change.take_out(before)
        entry = entry_of(record)
        change.add(entry, is_public=record.is_public)
        row = _row(fund, record, entry, digest, current)
        if before:
            row.pk = before.pk
        (changed if before else added).append(row)
    SearchEntry.objects.bulk_create(added, batch_size=MOST_ROWS)
    SearchEntry.objects.bulk_update(changed, _WRITTEN, batch_size=MOST_ROWS)
    SearchEntry.objects.filter(pk__in=same).exclude(round=current).update(round=current)
    _apply(fund, change)
    return len(added) + len(changed)


@transaction.atomic
def remove_entries(fund: Fund, keys: Collection[int]) -> int:
    """Take these entries out of the index."""
    lock_index(fund)
    rows = list(SearchEntry.objects.filter(fund=fund, pk__in=keys).only("terms", "length", "is_public"))
    change = _Change()
    for row in rows:
        change.take_out(row)
    SearchEntry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _apply(fund, change)
    return len(rows)


def lock_index(fund: Fund) -> IndexedFund:
    """The fund's index, nobody else writing it until the transaction ends."""
    IndexedFund.objects.get_or_create(fund=fund, defaults={"analysis": analysis_version()})
    return IndexedFund.objects.select_for_update().get(fund=fund)


_WRITTEN = ("is_public", "round", "digest", "title", "length", "terms", "facets", "passages")


def _held(fund: Fund, records: Iterable[SearchRecord]) -> dict[tuple[str, str], SearchEntry]:
    references: dict[str, list[str]] = defaultdict(list)
    for record in records:
        references[record.kind].append(record.reference)
    return {
        (row.kind, row.reference): row
        for kind, named in references.items()
        for row in SearchEntry.objects.filter(fund=fund, kind=kind, reference__in=named).defer("passages")
    }


def _row(fund: Fund, record: SearchRecord, entry: Entry, digest: str, current: int) -> SearchEntry:
    facets = {name: list(codes) for name, codes in record.facets.items()}
    return SearchEntry(
        fund=fund,
        is_public=record.is_public,
        round=current,
        kind=record.kind,
        reference=record.reference,
        digest=digest,
        title=record.title,
        length=entry.length,
        terms=stored(record, entry),
        facets={**facets, "kind": [record.kind], "country": list(record.countries)},
        passages=[_plain(passage, record) for passage in record.passages],
    )


def _plain(passage: Passage, record: SearchRecord) -> dict[str, object]:
    place = passage.place or record.place
    return {"text": passage.text, "place": asdict(place) if place else None}


def _digest(record: SearchRecord) -> str:
    return hashlib.sha256(f"{analysis_version()}{record!r}".encode()).hexdigest()


def _apply(fund: Fund, change: _Change) -> None:
    """Write the counts, terms in their order so that two writers never wait for each other crosswise."""
    rows = [
        (fund.pk, term, _word(term, change), count, change.public_terms[term])
        for term, count in sorted(change.terms.items())
        if (count or change.public_terms[term]) and len(term) <= LONGEST_TERM and term[0] != MARK
    ]
    with connection.cursor() as cursor:
        if rows:
            cursor.executemany(COUNT_TERMS, rows)
    IndexedFund.objects.filter(fund=fund).update(
        entries=F("entries") + change.entries,
        length=F("length") + change.length,
        passages=F("passages") + change.passages,
        passage_length=F("passage_length") + change.passage_length,
    )


def _word(term: str, change: _Change) -> str:
    return "" if term[0] in (THING, PLACE) else change.words.get(term, "")
