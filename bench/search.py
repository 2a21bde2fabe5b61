"""`python -m bench.search`: how well questions are answered, and how fast; exit 1 when a limit is broken.

Quality is measured on graded questions where the fund's documents stand beside the project: nDCG@10 and the
part of the best answers among the first ten. The numbers of the ranking are chosen on four fifths of the
questions and measured on the fifth, five times.
"""

import json
import math
import random
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path

from bench.database import shared_folder, throw_away

LEAST = 0.90
FOLDS = 5
AT = 10
BASELINE = "plain BM25"


@dataclass(frozen=True)
class Graded:
    """A question and what answers it: 2 answers, 1 is related."""

    id: str
    text: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Lines:
    """Lines of a document, by the first letters of its name, that hold a graded record."""

    file: str
    first: int
    last: int
    key: str


def main() -> int:
    """Measure and print."""
    folder = shared_folder()
    broken = 0
    with throw_away():
        if (folder / "gold" / "queries.json").exists():
            broken += measure_quality(folder)
        else:
            sys.stdout.write(f"SKIPPED: no graded questions below {folder}: quality was NOT measured\n")
        if "--quality" not in sys.argv:
            from bench.search_speed import report_speed

            broken += report_speed()
    return 1 if broken else 0


def measure_quality(folder: Path) -> int:
    """Print the figures of ranking alone and through the database; how many limits are broken."""
    from bench.search_demo import report_demo
    from bench.search_parts import pieces_of_file, report_parts
    from bench.search_record import search_in_database
    from jointfund.reading.read import read_files
    from jointfund.search.corpus import Corpus, records_of
    from jointfund.search.ranking.scores import DEFAULT, Settings
    from jointfund.vocabularies.lexicon import load_lexicon

    seeds = sorted((folder / "seeds").glob("*.txt"))
    reading, _ = read_files(seeds, load_lexicon())
    records = list(records_of(reading))
    corpus, known = Corpus(records), gold_lines(folder / "gold")
    graded = graded_questions(folder / "gold" / "queries.json")
    missing = {key for one in graded for key in one.grades} - {
        key_of(known, passage.place.file, passage.place.start_line)
        for record in records
        for passage in record.passages
        if passage.place and passage.place.start_line
    }
    if missing:
        sys.stdout.write(
            f"       {len(missing)} graded records were not read: {', '.join(sorted(missing))}\n"
        )

    def answers(settings: Settings) -> Callable[[str], list[str]]:
        return lambda text: keys_of(known, corpus.search(text, AT, settings))

    @cache
    def scores(settings: Settings) -> tuple[float, ...]:
        return tuple(ndcg(one, answers(settings)(one.text)) for one in graded)

    sys.stdout.write(f"{len(graded)} questions, {len(records)} records\n\n")
    held_out = list(measured_apart(graded, scores))
    mean, spread = statistics.mean(held_out), statistics.stdev(held_out)
    sys.stdout.write("nDCG@10, numbers chosen on four folds and measured on the fifth:\n")
    sys.stdout.write(f"       folds {'  '.join(f'{one:.3f}' for one in held_out)}\n")
    broken = _say("mean of the folds", mean, LEAST, f"spread {spread:.3f}")
    broken += _say("nDCG@10 as shipped, ranking alone", statistics.mean(scores(DEFAULT)), LEAST)
    through = search_in_database(records)
    stored = [ndcg(one, keys_of(known, through(one.text))) for one in graded]
    broken += _say("nDCG@10 as shipped, through the database", statistics.mean(stored), LEAST)
    found = statistics.mean(recall(one, answers(DEFAULT)(one.text)) for one in graded)
    broken += _say("best answers among the first ten", found, LEAST)
    sys.stdout.write("\nWhat each part adds (nDCG@10, best answers among the first ten):\n")
    for name, settings in ablation(DEFAULT).items():
        found = statistics.mean(recall(one, answers(settings)(one.text)) for one in graded)
        sys.stdout.write(f"       {name:<44} {statistics.mean(scores(settings)):.4f}   {found:.4f}\n")
    pieces = [piece for path in seeds for piece in pieces_of_file(path)]
    report_parts(records, pieces, graded, known)
    report_demo(graded, known)
    return broken


def ablation[S](default: S) -> dict[str, S]:
    """The ranking with its parts added one by one, and the whole without each."""
    off = {"thing": 0.0, "place": 0.0, "passage": 0.0, "shared": 0.0}
    plain = replace(default, **off, saturation=1.2, length_share=0.75)  # type: ignore[type-var]
    parts = {"thing": "synonyms", "place": "places", "passage": "best passage", "shared": "shared words"}
    steps = {BASELINE: plain, "weighted fields, own numbers": replace(default, **off)}  # type: ignore[type-var]
    on = dict(off)
    for part, name in parts.items():
        on[part] = getattr(default, part)
        steps[f"+ {name}"] = replace(default, **on)  # type: ignore[type-var]
    for part, name in parts.items():
        steps[f"all but {name}"] = replace(default, **{part: 0.0})  # type: ignore[type-var]
    return steps


def measured_apart[S](graded: Sequence[Graded], scores: Callable[[S], tuple[float, ...]]) -> Iterator[float]:
    """For each fold its mean with the numbers that are best on the other folds."""
    from jointfund.search.ranking.scores import Settings

    choices = [
        Settings(thing=thing, place=place, passage=passage, shared=shared)
        for thing, place, passage, shared in product(
            (0.3, 0.6, 1.0), (1.0, 2.0, 3.0), (0.0, 0.3, 0.6), (0.0, 0.2, 0.3, 0.4)
        )
    ]
    for tuned, held in folds_of(len(graded)):
        best = max(choices, key=lambda one: statistics.mean(scores(one)[n] for n in tuned))  # type: ignore[arg-type]
        yield statistics.mean(scores(best)[n] for n in held)  # type: ignore[arg-type]


def folds_of(count: int) -> Iterator[tuple[list[int], list[int]]]:
    """The numbers of the questions to choose on, and of those to measure on; the same ones in every run."""
    order = list(range(count))
    random.Random(1).shuffle(order)
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        yield [n for n in order if n not in held], held


def ndcg(asked: Graded, found: Sequence[str]) -> float:
    """Gain of 2^grade - 1, discounted by place, against the best order there is."""
    gains = [2 ** asked.grades.get(key, 0) - 1 for key in found[:AT]]
    ideal = sorted((2**grade - 1 for grade in asked.grades.values()), reverse=True)[:AT]
    return _discounted(gains) / _discounted(ideal)


def recall(asked: Graded, found: Sequence[str]) -> float:
    """The part of the records graded 2 among the first ten."""
    best = {key for key, grade in asked.grades.items() if grade == 2}
    return len(best & set(found[:AT])) / len(best)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def graded_questions(path: Path) -> list[Graded]:
    """The questions of the file with their answers."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        Graded(row["id"], row["query"], {one["key"]: one["grade"] for one in row["relevant"]}) for row in rows
    ]


def gold_lines(gold: Path) -> list[Lines]:
    """Where each graded record stands."""
    found = []
    for row in _rows(gold / "joint_programmes.json"):
        places = [row.get(name) for name in ("heading_line", "budget_line", "duration_line", "status_line")]
        for name in ("summary", "title_pointer", "key_partners_pointer"):
            if (pointer := row.get(name)) and pointer["file"] == "000":
                places += [pointer["start_line"], pointer["end_line"]]
        lines = [line for line in places if line]
        found.append(Lines("000", min(lines), max(lines), row["key"]))
    for row in _rows(gold / "brief_programmes.json"):
        lines = [row["title_line"], row["description"]["end_line"]]
        lines = [line for line in lines if line]
        found.append(Lines("001", min(lines), max(lines), row["key"]))
    for name in ("fiches.json", "sessions.json"):
        found += [
            Lines("003", row["span"]["start_line"], row["span"]["end_line"], row["key"])
            for row in _rows(gold / name)
        ]
    return found


def _rows(path: Path) -> list[dict[str, object]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return data if isinstance(data, list) else next(part for part in data.values() if isinstance(part, list))


def key_of(known: Sequence[Lines], file: str, line: int) -> str:
    """The graded record a line belongs to; the line itself where it belongs to none."""
    inside = (one.key for one in known if file.startswith(one.file) and one.first <= line <= one.last)
    return next(inside, f"{file}:{line}")


def keys_of(known, hits) -> list[str]:
    """The graded records of hits, each once."""
    places = [hit.place for hit in hits if hit.place and hit.place.start_line]
    return list(dict.fromkeys(key_of(known, place.file, place.start_line) for place in places))


def _say(name: str, measured: float, least: float, note: str = "") -> int:
    mark = "holds " if measured >= least else "BROKEN"
    note = f"   ({note})" if note else ""
    sys.stdout.write(f"{mark} {name:<44} {measured:.4f}   at least {least:.2f}{note}\n")
    return int(measured < least)


if __name__ == "__main__":
    sys.exit(main())
