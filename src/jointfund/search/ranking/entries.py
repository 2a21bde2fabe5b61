"""A record as the ranking sees it: how often each term stands in it, weighted by field, and its passages."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from jointfund.search.analysis.texts import Terms, place_codes, terms_of
from jointfund.search.records import SearchRecord

# A word of the title tells twice as much as one of the text; a country of the record three times as much
# as one that its text only mentions.
# What weighs less than one helps to find a record and is no answer by itself.
FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 2.0,
    "acronym": 2.0,
    "area": 0.5,
    "organisations": 0.5,
    "countries": 0.9,
}
COUNTRY_WEIGHT = 3.0


@dataclass(frozen=True)
class Answer:
    """A passage as it is compared with a question: counts of its terms, and how many stems it has."""

    counts: Mapping[str, int]
    length: int


NO_ANSWER = Answer({}, 0)


class Rankable(Protocol):
    """What the ranking reads of a record."""

    @property
    def counts(self) -> Mapping[str, float]: ...

    @property
    def length(self) -> float: ...

    @property
    def answers(self) -> tuple[Answer, ...]: ...


@dataclass(frozen=True)
class Entry:
    """The terms of one record. `counts` holds stems and codes, `length` counts stems alone.

    `weights` are those of the fields the passages belong to.
    """

    counts: Mapping[str, float]
    length: float
    passages: tuple[Terms, ...]
    weights: tuple[float, ...]

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """How often each term stands in each passage; nothing for one that is no answer by itself."""
        return tuple(
            Answer(Counter((*terms.stems, *terms.codes)), len(terms.stems)) if weight >= 1 else NO_ANSWER
            for terms, weight in zip(self.passages, self.weights, strict=True)
        )


def entry_of(record: SearchRecord) -> Entry:
    """The terms of a record, passage by passage."""
    counts: Counter[str] = Counter()
    length = 0.0
    analysed = tuple(terms_of(passage.text) for passage in record.passages)
    weights = tuple(FIELD_WEIGHTS.get(passage.field, 1.0) for passage in record.passages)
    for weight, terms in zip(weights, analysed, strict=True):
        length += weight * len(terms.stems)
        for term in (*terms.stems, *terms.codes):
            counts[term] += weight  # type: ignore[assignment]  # a counter of fractions
    for iso3 in record.countries:
        for code in place_codes(iso3):
            counts[code] += COUNTRY_WEIGHT  # type: ignore[assignment]
    return Entry(counts, length, analysed, weights)
