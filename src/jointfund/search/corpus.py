"""The records of documents that were just read, and a search through these alone. No database."""

from collections.abc import Iterable, Iterator, Sequence

from jointfund.reading.agency_paper.records import AgencyPaper
from jointfund.reading.discrepancies.matching import same_programmes
from jointfund.reading.fiches.records import ProjectFiche
from jointfund.reading.passages import passages
from jointfund.reading.records import DocumentRecord, Programme, Reading, Span
from jointfund.reading.sessions.records import Session
from jointfund.search.analysis.texts import question_of
from jointfund.search.meaning import configured_encoder, ordered_again
from jointfund.search.pieces import pieces_of
from jointfund.search.ranking.entries import Entry, entry_of
from jointfund.search.ranking.scores import DEFAULT, Scored, Settings, collection_of, rank
from jointfund.search.ranking.wholes import weights_for, wholes_first
from jointfund.search.records import Hit, Passage, Place, SearchRecord, shorten


class Corpus:
    """Records held in memory, ready to be asked."""

    def __init__(self, records: Iterable[SearchRecord]) -> None:
        self.records = tuple(records)
        self.entries: tuple[Entry, ...] = tuple(entry_of(record) for record in self.records)
        self.collection = collection_of(self.entries)

    def search(self, question: str, limit: int = 10, settings: Settings = DEFAULT) -> list[Hit]:
        """The best answers, at most `limit`; none for a question without a word."""
        found = rank(question_of(question), self.entries, self.collection, settings)
        found = wholes_first(found, [record.kind for record in self.records], weights_for(question))
        if encoder := configured_encoder():
            found = ordered_again(question, found, self._texts, encoder)
        return [hit_of(self.records[one.index], one.score, one.passage) for one in found[:limit]]

    def _texts(self, scored: Sequence[Scored]) -> list[str]:
        """What an encoder reads of answers: the title and the passage that answers."""
        hits = [hit_of(self.records[one.index], one.score, one.passage) for one in scored]
        return [f"{hit.title}\n{hit.passage}" for hit in hits]


def hit_of(record: SearchRecord, score: float, passage: int | None) -> Hit:
    """A record as an answer; where no passage holds the question, its first one stands in."""
    shown = record.passages[passage or 0] if record.passages else None
    text = shown.text if shown else ""
    place = shown.place if shown and shown.place else record.place
    return Hit(record.kind, record.reference, record.title, round(score, 4), shorten(text), place)


def records_of(reading: Reading) -> Iterator[SearchRecord]:
    """All that was read: records, of which two documents may print one, then the text that is in none."""
    records = tuple(_records(reading))
    yield from records
    places = [one.place for one in records]
    places += [passage.place for one in records for passage in one.passages]
    for document in reading.documents:
        yield from _rest(document, [place for place in places if place and place.file == document.file])


def _rest(document: DocumentRecord, places: Sequence[Place]) -> Iterator[SearchRecord]:
    """The text outside these places, in pieces; a document without a record is found by all of it."""
    taken = {
        line for one in places if one.start_line for line in range(one.start_line, (one.end_line or 0) + 1)
    }
    for held in pieces_of(document.lines, document.file, but=taken):
        if (first := held[0].place) and (last := held[-1].place):
            place = Place(document.file, first.start_line, last.end_line)
            reference = f"{document.file}:{place.start_line}-{place.end_line}"
            yield SearchRecord("document", reference, document.file, held, place=place)


def _records(reading: Reading) -> Iterator[SearchRecord]:
    documents = {document.file: document for document in reading.documents}
    for group in same_programmes(reading):
        yield _programme(group, documents)
    for fiche in reading.projects:
        yield _project(fiche, documents[fiche.source.file])
    for session in reading.sessions:
        yield _session(session, documents[session.source.file])
    for paper in reading.agency_papers:
        yield from _initiatives(paper, documents[paper.source.file])


def _programme(group: Sequence[Programme], documents: dict[str, DocumentRecord]) -> SearchRecord:
    """The first document's entry, with what later ones say of it; their lines are not its place."""
    first = group[0]
    found: list[Passage] = []
    for programme in group:
        found += _programme_passages(programme, documents[programme.source.file])
    own = _place(first.source)
    kept = [one if _is_within(one.place, own) else Passage(one.field, one.text, own) for one in found]
    title = next((one.title for one in group if one.title), first.heading or "")
    countries = tuple(dict.fromkeys(country.iso3 for one in group for country in one.countries))
    return SearchRecord("programme", _reference(first.source), title, tuple(kept), countries, place=own)


def _programme_passages(programme: Programme, document: DocumentRecord) -> Iterator[Passage]:
    places = programme.places
    texts = (
        ("title", programme.title, places.get("title")),
        ("heading", programme.heading, places.get("heading")),
        ("countries", ", ".join(one.name for one in programme.countries), places.get("countries")),
        ("partners", programme.key_partners_text, places.get("key_partners_text")),
    )
    for field, text, span in texts:
        if text:
            yield Passage(field, text, _place(span or programme.source))
    if programme.summary_text and (span := places.get("summary_text")):
        yield from _paragraphs(document, span, "summary")


def _project(fiche: ProjectFiche, document: DocumentRecord) -> SearchRecord:
    place = _place(fiche.source)
    named = [("acronym", fiche.acronym, "acronym"), ("title", fiche.full_title, "full_title")]
    found = [
        Passage(field, text, _place(fiche.places.get(key, fiche.source)))
        for field, text, key in named
        if text
    ]
    found += _paragraphs(document, fiche.source, "text")
    title = fiche.full_title or fiche.annex_label or fiche.acronym or ""
    countries = tuple(country.iso3 for country in fiche.countries)
    return SearchRecord("project", _reference(fiche.source), title, tuple(found), countries, place=place)


def _session(session: Session, document: DocumentRecord) -> SearchRecord:
    found = [
        Passage("title", session.title, _place(session.places.get("title", session.source))),
        *_paragraphs(document, session.source, "text"),
    ]
    reference = _reference(session.source)
    return SearchRecord("session", reference, session.title, tuple(found), place=_place(session.source))


def _initiatives(paper: AgencyPaper, document: DocumentRecord) -> Iterator[SearchRecord]:
    for initiative in paper.initiatives:
        found = [Passage("title", initiative.name, _place(initiative.place))]
        found += _paragraphs(document, initiative.place, "text")
        yield SearchRecord(
            "initiative",
            _reference(initiative.place),
            initiative.name,
            tuple(found),
            tuple(country.iso3 for country in initiative.countries),
            place=_place(initiative.place),
        )


def _paragraphs(document: DocumentRecord, span: Span, field: str) -> Iterator[Passage]:
    for paragraph in passages(document.lines, document.file, span.start_line, span.end_line):
        yield Passage(field, paragraph.text, _place(paragraph.span()))


def _place(span: Span) -> Place:
    return Place(span.file, span.start_line, span.end_line, span.page)


def _is_within(place: Place | None, whole: Place) -> bool:
    return place is not None and place.file == whole.file


def _reference(span: Span) -> str:
    """What a record of a document is called before it has a reference of its own: `file:lines`."""
    return f"{span.file}:{span.start_line}-{span.end_line}"
