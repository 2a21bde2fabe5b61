"""How much a part counts beside its whole: the documents' records together with their paragraphs as lessons
and their text in pieces, as the index of a record holds them.

A reader meets a thing once: of several answers from one graded record the first one counts, the others take a
place and bring nothing. One weight for all parts is chosen on four folds and measured on the fifth; that of
lessons among what a fund really keeps is measured by `bench/search_demo.py`.
"""

import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bench.search import AT, Graded, Lines, folds_of, key_of, ndcg
from jointfund.search.analysis.texts import question_of
from jointfund.search.pieces import pieces_of
from jointfund.search.ranking.entries import entry_of
from jointfund.search.ranking.scores import collection_of, rank
from jointfund.search.ranking.wholes import PARTS, wholes_first
from jointfund.search.records import SearchRecord

WEIGHTS = (1.0, 0.8, 0.5, 0.3, 0.2, 0.1)
FEWEST_WORDS = 12


def report_parts(
    records: Sequence[SearchRecord],
    pieces: Sequence[SearchRecord],
    graded: Sequence[Graded],
    known: Sequence[Lines],
) -> None:
    """Print nDCG@10 by weight, and by folds."""
    wholes = [record for record in records if record.kind != "document"]
    everything = [*wholes, *_lessons(wholes), *pieces]
    names = [_key(record, known) for record in everything]
    kinds = [record.kind for record in everything]
    entries = [entry_of(record) for record in everything]
    collection = collection_of(entries)
    ranked = [rank(question_of(one.text), entries, collection) for one in graded]

    @cache
    def scores(part: float) -> tuple[float, ...]:
        found = (
            [names[one.index] for one in wholes_first(order, kinds, dict.fromkeys(PARTS, part))[:AT]]
            for order in ranked
        )
        return tuple(ndcg(one, _once(keys)) for one, keys in zip(graded, found, strict=True))

    sys.stdout.write(
        f"\nBeside {len(everything) - len(wholes)} parts (nDCG@10, what a whole said counts once):\n"
    )
    for part in WEIGHTS:
        mark = "   as shipped for text in pieces" if part == PARTS["document"] else ""
        sys.stdout.write(f"       a part counts {part:<30} {statistics.mean(scores(part)):.4f}{mark}\n")
    held_out = []
    for tuned, held in folds_of(len(graded)):
        best = max(WEIGHTS, key=lambda part: statistics.mean(scores(part)[n] for n in tuned))
        held_out.append(statistics.mean(scores(best)[n] for n in held))
    mean, spread = statistics.mean(held_out), statistics.stdev(held_out)
    sys.stdout.write(f"       mean of the folds {'':<26} {mean:.4f}   (spread {spread:.3f})\n")


def pieces_of_file(path: Path) -> Iterator[SearchRecord]:
    """All text of a document in pieces."""
    for held in pieces_of(path.read_text(encoding="utf-8").split("\n"), path.name):
        if place := held[0].place:
            reference = f"{path.name}#{place.start_line}"
            yield SearchRecord("document", reference, path.name, held, place=place)


def _lessons(records: Sequence[SearchRecord]) -> Iterator[SearchRecord]:
    for record in records:
        if record.kind not in ("project", "session"):
            continue
        for number, passage in enumerate(record.passages):
            if passage.field == "text" and len(passage.text.split()) >= FEWEST_WORDS:
                reference = f"{record.kind}/{record.reference}/{number}"
                yield SearchRecord(
                    "lesson", reference, record.title, (passage,), record.countries, place=passage.place
                )


def _key(record: SearchRecord, known: Sequence[Lines]) -> str:
    """The graded record most of its passages stand in."""
    places = [passage.place for passage in record.passages if passage.place and passage.place.start_line]
    counted = Counter(key_of(known, place.file, place.start_line) for place in places)
    return counted.most_common(1)[0][0] if counted else record.reference


def _once(keys: Sequence[str]) -> list[str]:
    """Each key where it stands first; its later places hold nothing."""
    return [key if key not in keys[:place] else "" for place, key in enumerate(keys)]
