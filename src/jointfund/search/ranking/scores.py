"""The score of each entry for a question: terms weighted by rarity (BM25 over weighted fields), the best
passage, and the words that the best entries share.

Each part can be turned off (see `Settings`), so that the bench can show what it adds.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jointfund.search.analysis.phrases import CODES, PLACE, THING
from jointfund.search.analysis.texts import Question
from jointfund.search.ranking.entries import Entry, Rankable


@dataclass(frozen=True)
class Settings:
    """The few numbers of the ranking. `bench/search.py` chooses among them on questions it does not measure.

    `saturation` and `length_share` are BM25's k1 and b. `thing`, `place` weigh the codes of things and
    places beside plain words; `passage` the best passage beside the whole; `shared` the words the best
    entries have in common, of which the `shared_terms` strongest of `shared_entries` entries are taken.
    """

    saturation: float = 1.5
    code_saturation: float = 2.0
    length_share: float = 0.6
    thing: float = 0.6
    place: float = 2.0
    passage: float = 0.3
    shared: float = 0.3
    shared_entries: int = 5
    shared_terms: int = 30


DEFAULT = Settings()
_PASSAGE_SATURATION, _PASSAGE_LENGTH_SHARE = 0.9, 0.4
_SHARED_OF = 100  # entries in which shared words are looked for
_LOOKED_UP = 200  # stems whose rarity is asked for, to find those that tell
_PASSAGES_OF = 30  # entries whose passages are read: those further down cannot reach the first page


@dataclass(frozen=True)
class Collection:
    """What the rarity of a term is measured by: entries in all, their mean length, entries with each term."""

    count: int
    mean_length: float
    mean_passage: float
    frequencies: Mapping[str, int]

    def rarity(self, term: str) -> float:
        """Inverse document frequency, never negative."""
        found = self.frequencies.get(term, 0)
        return math.log(1 + (self.count - found + 0.5) / (found + 0.5))


def collection_of(entries: Sequence[Entry]) -> Collection:
    """A collection of just these entries."""
    frequencies = Counter(term for entry in entries for term in entry.counts)
    lengths = [len(terms.stems) for entry in entries for terms in entry.passages]
    return Collection(
        len(entries),
        sum(entry.length for entry in entries) / max(1, len(entries)),
        sum(lengths) / max(1, len(lengths)),
        frequencies,
    )


@dataclass(frozen=True)
class Scored:
    """An entry by its place in `entries`, its score, and its best passage where passages were read."""

    index: int
    score: float
    passage: int | None


def rank(
    question: Question,
    entries: Sequence[Rankable],
    collection: Collection,
    settings: Settings = DEFAULT,
    frequencies_of: Callable[[Iterable[str]], Mapping[str, int]] | None = None,
) -> list[Scored]:
    """The entries that hold anything of the question, best first; equal ones in their order.

    `frequencies_of` finds how many entries of the collection hold other terms, where it does not know all.
    """
    weights = {**question.stems, **shared_between_regions(question.codes)}
    scores = [_score(entry, weights, collection, settings) for entry in entries]
    order = _best_first(scores)
    passages = _add_passages(order[:_PASSAGES_OF], scores, entries, weights, collection, settings)
    if settings.shared:
        best = _best_first(scores)[: settings.shared_entries]
        if frequencies_of:
            known = frequencies_of(_commonest(entries[index] for index in best))
            collection = _with(collection, known)
        shared = _shared_words(question, best, scores, entries, collection, settings)
        total = sum(question.stems.values()) + 1
        more = {term: settings.shared * total * weight for term, weight in shared.items()}
        for index in order[:_SHARED_OF]:
            scores[index] += _score(entries[index], more, collection, settings)
    final = _best_first(scores)
    for index in final[:_PASSAGES_OF]:
        if index not in passages:
            passages[index] = best_passage(entries[index], weights, collection, settings)[0]
    return [Scored(index, scores[index], passages.get(index)) for index in final]


def shared_between_regions(codes: Mapping[str, float]) -> Mapping[str, float]:
    """The codes with the weight of one region shared between all that the question names."""
    regions = [code for code in codes if code.startswith(PLACE) and not code[1:].isupper()]
    return {code: weight / len(regions) if code in regions else weight for code, weight in codes.items()}


def _best_first(scores: Sequence[float]) -> list[int]:
    return sorted((n for n, score in enumerate(scores) if score > 0), key=lambda n: (-scores[n], n))


def _score(
    entry: Rankable, weights: Mapping[str, float], collection: Collection, settings: Settings
) -> float:
    share = settings.length_share
    length = 1 - share + share * entry.length / (collection.mean_length or 1)
    score = 0.0
    for term, weight in weights.items():
        if count := entry.counts.get(term):
            saturation, kind = _of_kind(term, settings)
            # A place is named or not: a long text names it no less clearly.
            bound = saturation * (1 if term.startswith(PLACE) else length)
            score += weight * kind * collection.rarity(term) * count * (saturation + 1) / (count + bound)
    return score


def _of_kind(term: str, settings: Settings) -> tuple[float, float]:
    if term.startswith(THING):
        return settings.code_saturation, settings.thing
    if term.startswith(PLACE):
        return settings.code_saturation, settings.place
    return settings.saturation, 1.0


def best_passage(
    entry: Rankable, weights: Mapping[str, float], collection: Collection, settings: Settings
) -> tuple[int | None, float]:
    """The passage that holds most of the question, and its score; None where none holds any of it."""
    best, best_score = None, 0.0
    for number, answer in enumerate(entry.answers):
        length = answer.length / (collection.mean_passage or 1)
        bound = _PASSAGE_SATURATION * (1 - _PASSAGE_LENGTH_SHARE + _PASSAGE_LENGTH_SHARE * length)
        score = 0.0
        for term, weight in weights.items():
            if count := answer.counts.get(term):
                kind = settings.thing if term[0] in CODES else 1.0
                score += (
                    weight
                    * kind
                    * collection.rarity(term)
                    * count
                    * (1 + _PASSAGE_SATURATION)
                    / (count + bound)
                )
        if score > best_score:
            best, best_score = number, score
    return best, best_score


def _add_passages(
    order: Sequence[int],
    scores: list[float],
    entries: Sequence[Rankable],
    weights: Mapping[str, float],
    collection: Collection,
    settings: Settings,
) -> dict[int, int | None]:
    """Add to each score what its best passage earns; the passages by entry."""
    found = {}
    for index in order:
        found[index], score = best_passage(entries[index], weights, collection, settings)
        scores[index] += settings.passage * score
    return found


def _shared_words(
    question: Question,
    best: Sequence[int],
    scores: Sequence[float],
    entries: Sequence[Rankable],
    collection: Collection,
    settings: Settings,
) -> Mapping[str, float]:
    """The stems that tell the best entries from all others; their weights add up to one."""
    total = sum(scores[index] for index in best) or 1
    found: Counter[str] = Counter()
    for index in best:
        entry = entries[index]
        for term, count in entry.counts.items():
            is_new = term not in question.stems and term[0] not in CODES
            if is_new and collection.frequencies.get(term, 0) > 1:
                weight = scores[index] / total * count / entry.length * collection.rarity(term)
                found[term] += weight  # type: ignore[assignment]
    strongest = found.most_common(settings.shared_terms)
    sum_of_weights = sum(weight for _, weight in strongest) or 1
    return {term: weight / sum_of_weights for term, weight in strongest}


def _commonest(entries: Iterable[Rankable]) -> list[str]:
    """The stems that stand most often in these entries."""
    found: Counter[str] = Counter()
    for entry in entries:
        for term, count in entry.counts.items():
            if term[0] not in CODES:
                found[term] += count / entry.length  # type: ignore[assignment]
    return [term for term, _ in found.most_common(_LOOKED_UP)]


def _with(collection: Collection, more: Mapping[str, int]) -> Collection:
    return Collection(
        collection.count,
        collection.mean_length,
        collection.mean_passage,
        {**collection.frequencies, **more},
    )
