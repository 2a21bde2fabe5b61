"""A question to the index: what answers it among what its reader may see.

Every entry that is found is asked of its room again (`visible`), before anything is counted, suggested or
shown: what was withdrawn a moment ago is gone at once, also where the index still holds it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from django.db.models import Q

from jointfund.documents.models import Document
from jointfund.funds.models import Fund
from jointfund.people.permissions import roles_of
from jointfund.search.analysis.phrases import PLACE, THING
from jointfund.search.analysis.texts import Question, question_of
from jointfund.search.analysis.words import words_in
from jointfund.search.index.candidates import MOST, Scope, find_candidates, find_each
from jointfund.search.meaning import configured_encoder, ordered_again
from jointfund.search.models import IndexedFund, SearchEntry, SearchTerm
from jointfund.search.ranking.scores import DEFAULT, Collection, Scored, Settings, rank
from jointfund.search.ranking.stored import StoredEntry
from jointfund.search.ranking.wholes import weights_for, wholes_first
from jointfund.search.records import Hit, Place, shorten
from jointfund.search.sources import SOURCES
from jointfund.search.sources.base import Reader, RecordSource, whole_of
from jointfund.search.suggesting import Word, best_guess

PAGE_SIZE = 10
LIKE_TERMS = 20  # of a record that others like it are looked for by
WORDS_LOOKED_THROUGH = 15_000
MOST_GUESSES = 5  # words of a question that others are looked for


@dataclass(frozen=True)
class Asked:
    """One question of one reader. `narrowed` leads from a facet to codes of which any will do."""

    fund: Fund
    reader: Reader
    text: str
    narrowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limit: int = PAGE_SIZE
    offset: int = 0


@dataclass(frozen=True)
class FacetCount:
    """How many answers bear a code of a facet."""

    facet: str
    code: str
    count: int


@dataclass(frozen=True)
class Answers:
    """A page of answers. `total` counts all that were ranked; an index of any size gives some hundreds at
    most, and `is_all` says whether there may be more. `suggestion` is the question with its unknown words
    replaced.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_all: bool = True
    facets: tuple[FacetCount, ...] = ()
    suggestion: str | None = None


def search(asked: Asked, sources: Sequence[RecordSource] = SOURCES, settings: Settings = DEFAULT) -> Answers:
    """The answers to a question, best first; none to a question without a word."""
    question = question_of(asked.text)
    state = IndexedFund.objects.filter(fund=asked.fund).first() if question else None
    if state is None:
        return Answers()
    index = _Index(asked, state, sources)
    return index.answer(question, settings, suggest=True)


def more_like(asked: Asked, kind: str, reference: str, sources: Sequence[RecordSource] = SOURCES) -> Answers:
    """What is most like a record, without the record itself; nothing where the reader may not see it."""
    state = IndexedFund.objects.filter(fund=asked.fund).first()
    row = SearchEntry.objects.filter(fund=asked.fund, kind=kind, reference=reference).first()
    if state is None or row is None:
        return Answers()
    index = _Index(asked, state, sources)
    if not index.visible([row]):
        return Answers()
    return index.answer(index.terms_that_tell(row), DEFAULT, leaving_out=row.pk)


def title_of(
    asked: Asked, kind: str, reference: str, sources: Sequence[RecordSource] = SOURCES
) -> str | None:
    """What a record of the index is called; None where the reader may not see it."""
    state = IndexedFund.objects.filter(fund=asked.fund).first()
    row = SearchEntry.objects.filter(fund=asked.fund, kind=kind, reference=reference).first()
    if state is None or row is None or not _Index(asked, state, sources).visible([row]):
        return None
    return row.title


class _Index:
    """The index of a fund as one reader sees it, for one question."""

    def __init__(self, asked: Asked, state: IndexedFund, sources: Sequence[RecordSource]) -> None:
        self.asked = asked
        self.state = state
        self.sources = {source.kind: source for source in sources}
        kinds = asked.narrowed.get("kind", ())
        public_only = not roles_of(asked.reader, asked.fund)
        self.scope = Scope(asked.fund, public_only)
        self.narrow_scope = Scope(asked.fund, public_only, kinds) if kinds else None

    def answer(
        self, question: Question, settings: Settings, *, suggest: bool = False, leaving_out: int | None = None
    ) -> Answers:
        """Find, ask who may see, rank, narrow, count."""
        frequencies = self.frequencies([*question.stems, *question.codes])
        collection = self.collection(frequencies)
        rarity = {term: collection.rarity(term) for term in (*question.stems, *question.codes)}
        keys = find_candidates(self.scope, rarity, frequencies)
        if self.narrow_scope:
            keys = list(dict.fromkeys([*keys, *find_candidates(self.narrow_scope, rarity, frequencies)]))
        wanted = [key for key in keys if key != leaving_out]
        guesses = self.guesses(question, frequencies) if suggest else {}
        led_to = find_each(self.scope, [guess.term for guess in guesses.values()])
        seen = self.visible_entries({*wanted, *(key for held in led_to.values() for key in held)})
        rows = [seen[key] for key in sorted(wanted) if key in seen]
        entries = [StoredEntry(row.terms, row.length) for row in rows]
        scored = rank(question, entries, collection, settings, self.frequencies)
        scored = wholes_first(scored, [row.kind for row in rows], weights_for(self.asked.text))
        if encoder := configured_encoder() if self.asked.text else None:
            scored = ordered_again(self.asked.text, scored, lambda some: self.texts(rows, some), encoder)
        ranked = [(rows[one.index], one) for one in scored]
        kept = [(row, one) for row, one in ranked if _bears(row, self.asked.narrowed)]
        page = kept[self.asked.offset : self.asked.offset + self.asked.limit]
        return Answers(
            self.hits(page),
            len(kept),
            len(keys) < MOST,
            _facets([row for row, _ in ranked], self.asked.narrowed),
            self.suggestion(
                {word: guess for word, guess in guesses.items() if seen.keys() & led_to[guess.term]}
            ),
        )

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """How many entries of the fund hold each of these terms."""
        rows = SearchTerm.objects.filter(fund=self.asked.fund, term__in=list(terms), entries__gt=0)
        return dict(rows.values_list("term", "entries"))

    def collection(self, frequencies: Mapping[str, int]) -> Collection:
        """The whole index, as far as rarity needs it."""
        state = self.state
        return Collection(
            state.entries,
            state.length / max(1, state.entries),
            state.passage_length / max(1, state.passages),
            frequencies,
        )

    def visible_entries(self, keys: Set[int]) -> Mapping[int, SearchEntry]:
        """The entries of these keys that the reader may see now."""
        found = SearchEntry.objects.filter(pk__in=keys).defer("passages")
        return {row.pk: row for row in self.visible(list(found))}

    def visible(self, rows: Sequence[SearchEntry]) -> list[SearchEntry]:
        """Those the reader may see now, asked of their room."""
        named: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            named[row.kind].add(whole_of(row.reference))
        allowed = {
            kind: self.sources[kind].visible(self.asked.reader, self.asked.fund, wholes)
            for kind, wholes in named.items()
            if kind in self.sources
        }
        return [row for row in rows if whole_of(row.reference) in allowed.get(row.kind, ())]

    def hits(self, page: Sequence[tuple[SearchEntry, Scored]]) -> tuple[Hit, ...]:
        """The answers with their passages; lines of a document the reader may not open are not named."""
        keys = [row.pk for row, _ in page]
        passages = dict(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "passages"))
        shown = {row.pk: _passage(passages.get(row.pk, []), one.passage, row.title) for row, one in page}
        named = {place.file for _, place in shown.values() if place}
        documents = Document.objects.visible_to(self.asked.reader, self.asked.fund).filter(key__in=named)
        open_keys = set(documents.values_list("key", flat=True)) if named else set()
        found = []
        for row, one in page:
            text, place = shown[row.pk]
            open_place = place if place and place.file in open_keys else None
            countries = tuple(row.facets.get("country", ()))
            score = round(one.score, 4)
            found.append(Hit(row.kind, row.reference, row.title, score, shorten(text), open_place, countries))
        return tuple(found)

    def texts(self, rows: Sequence[SearchEntry], scored: Sequence[Scored]) -> list[str]:
        """What an encoder reads of answers: the title and the passage that answers; one query."""
        keys = [rows[one.index].pk for one in scored]
        passages = dict(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "passages"))
        found = []
        for one in scored:
            row = rows[one.index]
            text, _place = _passage(passages.get(row.pk, []), one.passage, row.title)
            found.append(f"{row.title}\n{shorten(text)}")
        return found

    def guesses(self, question: Question, frequencies: Mapping[str, int]) -> Mapping[str, Word]:
        """The nearest word of the index for each unknown one of the question; one query."""
        unknown = {word: stem for stem, word in question.words.items() if stem not in frequencies}
        unknown = dict(list(unknown.items())[:MOST_GUESSES])
        if not unknown:
            return {}
        count = "public_entries" if self.scope.public_only else "entries"
        alike = Q()
        for begins in dict.fromkeys(word[:2] for word in unknown):
            alike |= Q(word__gte=begins, word__lt=begins + "\U0010ffff")
        rows = SearchTerm.objects.filter(alike, fund=self.asked.fund, **{f"{count}__gt": 0}).order_by("word")
        known = [Word(*row) for row in rows.values_list("word", "term", count)[:WORDS_LOOKED_THROUGH]]
        found = {
            word: best_guess(word, stem, (one for one in known if one.word[:2] == word[:2]))
            for word, stem in unknown.items()
        }
        return {word: guess for word, guess in found.items() if guess}

    def suggestion(self, guesses: Mapping[str, Word]) -> str | None:
        """The question with words replaced by these; None where there are none."""
        text = self.asked.text
        for word, guess in guesses.items():
            text = _replace(text, word, guess.word)
        return None if text == self.asked.text else text

    def terms_that_tell(self, row: SearchEntry) -> Question:
        """The terms that tell a record from others, as a question."""
        counts = Counter(StoredEntry(row.terms, row.length).counts)
        frequencies = self.frequencies(counts)
        collection = self.collection(frequencies)
        weighed = {term: min(count, 5) * collection.rarity(term) for term, count in counts.items()}
        telling = sorted(weighed, key=lambda term: (-weighed[term], term))[:LIKE_TERMS]
        codes = {term: 1.0 for term in telling if term[0] in (THING, PLACE)}
        return Question({term: 1.0 for term in telling if term not in codes}, codes)


def _bears(row: SearchEntry, narrowed: Mapping[str, tuple[str, ...]], but: str = "") -> bool:
    return all(
        set(codes) & set(row.facets.get(facet, ())) for facet, codes in narrowed.items() if facet != but
    )


def _facets(rows: Sequence[SearchEntry], narrowed: Mapping[str, tuple[str, ...]]) -> tuple[FacetCount, ...]:
    """How many answers bear each code; a facet that is narrowed counts as if it were not."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for facet, codes in row.facets.items():
            if _bears(row, narrowed, but=facet):
                counts[facet].update(codes)
    return tuple(
        FacetCount(facet, code, count)
        for facet in sorted(counts)
        for code, count in sorted(counts[facet].items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _passage(
    passages: Sequence[Mapping[str, object]], number: int | None, title: str
) -> tuple[str, Place | None]:
    """The passage that answers; where that is the title alone, or none does, the longest of the record."""
    if not passages:
        return "", None
    kept = passages[number or 0]
    if number is None or kept["text"] == title:
        others = [one for one in passages if one["text"] != title]
        kept = max(others, key=lambda one: len(str(one["text"])), default=kept)
    place = kept["place"]
    return str(kept["text"]), Place(**place) if isinstance(place, dict) else None


def _replace(text: str, word: str, guess: str) -> str:
    """The text with a folded word replaced wherever one of its words folds to it."""
    return " ".join(guess if word in words_in(one) else one for one in text.split())
