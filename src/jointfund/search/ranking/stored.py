"""The terms of a record as one line of text, which a database can index word by word, and back.

`|2 decent job =employment |1 local cooperative |3 @TGO @africa`: passages one after the other, each behind
its weight; the last one are the countries of the record.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jointfund.search.analysis.phrases import CODES
from jointfund.search.analysis.texts import place_codes
from jointfund.search.ranking.entries import COUNTRY_WEIGHT, NO_ANSWER, Answer, Entry
from jointfund.search.records import SearchRecord

MARK = "|"
_COUNTRIES = f"{MARK}{COUNTRY_WEIGHT:g}"


def stored(record: SearchRecord, entry: Entry) -> str:
    """The line of a record, whose terms the entry holds."""
    words: list[str] = []
    for weight, terms in zip(entry.weights, entry.passages, strict=True):
        words += [f"{MARK}{weight:g}", *terms.stems, *terms.codes]
    codes = [code for iso3 in record.countries for code in place_codes(iso3)]
    return " ".join([*words, _COUNTRIES, *codes])


@dataclass(frozen=True)
class StoredEntry:
    """A record's line as the ranking reads it: the passages only where they are asked for."""

    line: str
    length: float

    @cached_property
    def counts(self) -> Mapping[str, float]:
        """How often each term stands in it, by the weights of the fields."""
        counts: Counter[str] = Counter()
        for piece in self.line.split(MARK)[1:]:
            number, *terms = piece.split()
            if number == "1":
                counts.update(terms)
                continue
            weight = float(number)
            for term in terms:
                counts[term] += weight  # type: ignore[assignment]  # a counter of fractions
        return counts

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The passages that can answer."""
        return tuple(_answer(piece.split()) for piece in self.line.split(MARK)[1:-1])

    @property
    def passages(self) -> int:
        """How many passages it has."""
        return self.line.count(MARK) - 1


def _answer(words: list[str]) -> Answer:
    number, *terms = words
    if float(number) < 1:
        return NO_ANSWER
    return Answer(Counter(terms), sum(term[0] not in CODES for term in terms))
