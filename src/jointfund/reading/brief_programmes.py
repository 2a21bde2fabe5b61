"""The programmes of a thematic brief, from the sketches of its lines, with places and doubts."""

from jointfund.reading.brief import Sketch, find_sketches
from jointfund.reading.labels import Piece
from jointfund.reading.organisations import read_organisations
from jointfund.reading.records import Country, DocumentRecord, Doubt, Organisation, Programme, Span
from jointfund.reading.words import Words


def read_brief(document: DocumentRecord, words: Words) -> tuple[Programme, ...]:
    """Every programme of the brief, in its order."""
    return tuple(
        _Interpreter(document, words, sketch).programme() for sketch in find_sketches(document.lines, words)
    )


class _Interpreter:
    """Turns one sketch into a programme, collecting the place and the doubts of each field."""

    def __init__(self, document: DocumentRecord, words: Words, sketch: Sketch) -> None:
        self.document = document
        self.words = words
        self.sketch = sketch
        self.places: dict[str, Span] = {}
        self.doubts: list[Doubt] = []

    def programme(self) -> Programme:
        sketch = self.sketch
        return Programme(
            source=self._source(),
            document_kind="brief",
            section=sketch.section,
            heading=self._heading(),
            title=self._title(),
            countries=self._countries(),
            thematic_area=self._area(),
            thematic_area_basis="printed label above" if sketch.area else None,
            budget_usd=self._budget(),
            budget_precision=sketch.amount.precision if sketch.amount else None,
            duration_months=None,
            status=None,
            status_text=None,
            participating_organisations=self._organisations(),
            key_partners_text=None,
            key_partners=(),
            summary_text=self._summary(),
            doubts=tuple(self.doubts),
            places=self.places,
        )

    def _place(self, field: str, start: int, end: int | None = None) -> None:
        self.places[field] = self.document.span(start, end or start)

    def _doubt(self, field: str, reason: str) -> None:
        self.doubts.append(Doubt(field, reason))

    def _source(self) -> Span:
        sketch = self.sketch
        pieces = [sketch.heading, sketch.title, *sketch.places, *sketch.noise, *sketch.text]
        lines = [piece.line for piece in pieces if piece]
        lines += [sketch.amount_line] if sketch.amount_line else []
        return self.document.span(min(lines), max(lines))

    def _heading(self) -> str | None:
        if self.sketch.heading is None:
            self._doubt("heading", "no heading stands above the title: it may have been a picture")
            return None
        self._place("heading", self.sketch.heading.line)
        return self.sketch.heading.text

    def _title(self) -> str | None:
        title = self.sketch.title
        if title is None:
            self._doubt("title", "no title is printed as text: it may have been a picture")
            return None
        self._place("title", title.line)
        if not self.sketch.is_title_quoted:
            self._doubt("title", "the title stands without quotation marks, where a title is expected")
        return title.text

    def _area(self) -> int | None:
        if self.sketch.area is None or self.sketch.area_line is None:
            self._doubt("thematic_area", "no label of a thematic area stands above the programme")
            return None
        self._place("thematic_area", self.sketch.area_line)
        return self.sketch.area

    def _budget(self) -> int | None:
        if self.sketch.amount is None or self.sketch.amount_line is None:
            self._doubt("budget_usd", "no amount is printed: it may have been lost with the heading")
            return None
        self._place("budget_usd", self.sketch.amount_line)
        return self.sketch.amount.usd

    def _countries(self) -> tuple[Country, ...]:
        """Countries of the heading and the lines beside it; else of the title, in doubt."""
        sketch = self.sketch
        beside = [piece for piece in (sketch.heading, *sketch.places) if piece]
        found = self._named_in(beside)
        if not found and sketch.title and not sketch.heading:
            found = self._named_in([sketch.title])
            if found:
                self._doubt("countries", "the heading is lost: the countries are those the title names")
        if not found:
            self._doubt("countries", "no country is printed beside the title")
        elif self._is_list_cut_off(beside):
            self._doubt(
                "countries", "the list of countries breaks off into damaged text: more may be missing"
            )
        return found

    def _named_in(self, pieces: list[Piece]) -> tuple[Country, ...]:
        found: dict[str, Country] = {}
        for piece in pieces:
            for country in self.words.countries_in(piece.text).countries:
                place = self.document.span(piece.line, piece.line)
                found.setdefault(country.iso3, Country(country.iso3, country.name, place))
        if found:
            lines = [country.place.start_line for country in found.values()]
            self._place("countries", min(lines), max(lines))
        return tuple(found.values())

    def _is_list_cut_off(self, beside: list[Piece]) -> bool:
        return any(self._damaged(piece.text) for piece in beside)

    def _damaged(self, text: str) -> str:
        """What a heading holds besides countries, groups of them and the amount."""
        words = self.words.countries_in(text).leftover.split()
        kept = [word for word in words if word.isalpha() and word not in _AMOUNT_WORDS]
        return " ".join(kept)

    def _organisations(self) -> tuple[Organisation, ...]:
        sketch = self.sketch
        beside = [piece for piece in (sketch.heading, *sketch.places) if piece]
        remains = [Piece(piece.line, None, self._damaged(piece.text).upper()) for piece in beside]
        logos = [piece for piece in (*remains, *sketch.noise) if piece.text]
        found, doubts = read_organisations(logos, self.words, self.document)
        known = tuple(organisation for organisation in found if organisation.acronym)
        for reason in doubts:
            self._doubt("participating_organisations", reason)
        if known:
            lines = [organisation.place.start_line for organisation in known]
            self._place("participating_organisations", min(lines), max(lines))
        return known

    def _summary(self) -> str | None:
        texts = self.sketch.text
        if not texts:
            self._doubt("summary_text", "no description follows the title")
            return None
        self._place("summary_text", texts[0].line, texts[-1].line)
        return "\n".join(piece.text for piece in texts)


_AMOUNT_WORDS = frozenset({"usd", "us", "m", "mn", "k", "million", "millions", "thousand", "bn", "billion"})
