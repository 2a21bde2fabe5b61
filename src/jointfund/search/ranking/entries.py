"""A record as the ranking sees it: how often each term stands in it, weighted by field, and its passages."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jointfund.search.analysis.texts import Terms, place_codes, terms_of
from jointfund.search.records import SearchRecord

# A word of the title tells twice as much as one of the text; a country of the record three times as much
# as one that its text only mentions.
FIELD_WEIGHTS: Mapping[str, float] = {"title": 2.0, "acronym": 2.0}
COUNTRY_WEIGHT = 3.0


@dataclass(frozen=True)
class Entry:
    """The terms of one record. `counts` holds stems and codes, `length` counts stems alone."""

    counts: Mapping[str, float]
    length: float
    passages: tuple[Terms, ...]

    @cached_property
    def passage_counts(self) -> tuple[Counter[str], ...]:
        """How often each term stands in each passage."""
        return tuple(Counter((*terms.stems, *terms.codes)) for terms in self.passages)


def entry_of(record: SearchRecord) -> Entry:
    """The terms of a record, passage by passage."""
    counts: Counter[str] = Counter()
    length = 0.0
    analysed = tuple(terms_of(passage.text) for passage in record.passages)
    for passage, terms in zip(record.passages, analysed, strict=True):
        weight = FIELD_WEIGHTS.get(passage.field, 1.0)
        length += weight * len(terms.stems)
        for term in (*terms.stems, *terms.codes):
            counts[term] += weight  # type: ignore[assignment]  # a counter of fractions
    for iso3 in record.countries:
        for code in place_codes(iso3):
            counts[code] += COUNTRY_WEIGHT  # type: ignore[assignment]
    return Entry(counts, length, analysed)
