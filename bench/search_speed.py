"""How fast the index is asked and written, at two sizes; run inside a throw-away database."""

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, batched

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from bench.figures import Figure, report
from bench.search_record import Shelf, make_fund
from jointfund.funds.models import Fund
from jointfund.search.analysis.texts import question_of
from jointfund.search.queries import Asked, search
from jointfund.search.records import Passage, SearchRecord
from jointfund.search.services.writing import write_records

FEW, MANY = 20_000, 200_000
WORDS_OF_A_RECORD = 180
WORDS_OF_THE_LANGUAGE = 30_000
QUESTIONS = 200
COUNTRIES = ("TGO", "PER", "NPL", "SRB", "KEN", "MEX", "PHL", "MAR", "MLI", "CHL")
BATCH = 500


def _clock() -> float:
    """Seconds of the processor on SQLite, which works inside this process, whatever else the machine does."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def report_speed() -> int:
    """Print each figure; 1 where a limit is broken."""
    return report(measure_speed())


def measure_speed() -> Iterator[Figure]:
    """The figures at 20,000 records, then at 200,000."""
    fund, chance = make_fund("SPEED"), random.Random(11)
    language = _Language(chance)
    yield Figure(f"indexing {FEW:,} records", _fill(fund, language, 0, FEW), 30, "s")
    yield Figure("indexing one record", _one(fund, language) * 1000, 50, "ms")
    questions = [language.question() for _ in range(QUESTIONS)]
    few, middle = _percentiles(_times(fund, questions))
    yield Figure(
        f"a question at {FEW:,}, 95th percentile", few * 1000, 50, "ms", f"half within {middle * 1000:.1f} ms"
    )
    yield from _against_raw(questions, middle)
    _fill(fund, language, FEW, MANY)
    many, middle = _percentiles(_times(fund, questions))
    note = f"{many * 1000:.1f} ms; half within {middle * 1000:.1f} ms"
    yield Figure(f"a question at {MANY:,}, times that at {FEW:,}", many / few, 5, "x", note)
    yield from _against_raw(questions, middle)


class _Language:
    """Invented words, as unevenly common as those of a real language."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        letters = "bcdfglmnprst"
        self.words = [
            "".join(letters[n // 12**k % 12] + "aeiou"[n // 5**k % 5] for k in range(4))
            for n in range(WORDS_OF_THE_LANGUAGE)
        ]
        self.shares = list(accumulate(1 / (place + 10) for place in range(WORDS_OF_THE_LANGUAGE)))

    def text(self, words: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.shares, k=words))

    def question(self) -> str:
        return self.text(self.chance.choice((1, 2, 3, 4, 6, 9)))

    def record(self, number: int) -> SearchRecord:
        title = self.text(8)
        body = (Passage("summary", self.text((WORDS_OF_A_RECORD - 8) // 2)) for _ in range(2))
        country = self.chance.choice(COUNTRIES)
        passages = (Passage("title", title), *body)
        return SearchRecord("programme", f"SEA-{number:07d}", title, passages, (country,))


def _fill(fund: Fund, language: _Language, first: int, last: int) -> float:
    """Seconds to index these records; making them is not counted."""
    seconds = 0.0
    for numbers in batched(range(first, last), BATCH):
        records = [language.record(number) for number in numbers]
        start = _clock()
        write_records(fund, records)
        seconds += _clock() - start
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return seconds


def _one(fund: Fund, language: _Language) -> float:
    """Seconds to bring one changed record into the index: the middle of 21."""
    seconds = []
    for number in range(21):
        record = language.record(number)
        start = _clock()
        write_records(fund, [record])
        seconds.append(_clock() - start)
    return statistics.median(seconds)


def _times(fund: Fund, questions: Sequence[str]) -> list[float]:
    sources = (Shelf("programme"),)
    search(Asked(fund, AnonymousUser(), questions[0]), sources)
    seconds = []
    for text in questions:
        start = _clock()
        search(Asked(fund, AnonymousUser(), text), sources)
        seconds.append(_clock() - start)
    return seconds


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """The 95th percentile and the middle."""
    return statistics.quantiles(seconds, n=20)[-1], statistics.median(seconds)


def _against_raw(questions: Sequence[str], middle: float) -> Iterator[Figure]:
    """The same questions put to FTS5 alone on the same index: any word, its own order, ten rows."""
    if connection.vendor != "sqlite":
        return
    seconds = []
    for text in questions:
        match = " OR ".join(f'"{stem}"' for stem in question_of(text).stems)
        start = _clock()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM search_fts WHERE terms MATCH %s ORDER BY rank LIMIT 10", [match]
            )
            cursor.fetchall()
        seconds.append(_clock() - start)
    raw_p95, raw_middle = _percentiles(seconds)
    note = f"FTS5 alone: half within {raw_middle * 1000:.1f} ms, 95% within {raw_p95 * 1000:.1f} ms"
    yield Figure("half of the questions, times raw FTS5", middle / raw_middle, 20, "x", note)
