"""The pipeline booklet: one spread a programme, with labels for its facts, in areas and an annex.

Rules speak of labels, layout and order; which words are countries or areas the lexicon says.
"""

import re

from jointfund.reading.areas import AreaFinding, find_areas
from jointfund.reading.entries import Booklet, Entry, find_entries
from jointfund.reading.labels import Label, Piece, pieces
from jointfund.reading.organisations import read_organisations
from jointfund.reading.partners import split_partners
from jointfund.reading.records import (
    Country,
    DocumentRecord,
    Doubt,
    KeyPartner,
    Organisation,
    Programme,
    Section,
    Span,
)
from jointfund.reading.words import Amount, Words, amount_in, months_in

_BULLET = re.compile(r"^[-•–*‣▪●◦➢]\s+")
_MEASURED: frozenset[Label] = frozenset({"budget", "duration", "summary", "status", "partners"})


def looks_like_booklet(lines: tuple[str, ...]) -> bool:
    """Whether the text has entries with at least three of the labels a booklet prints."""
    return len({piece.label for piece in pieces(lines)} & _MEASURED) >= 3


def read_booklet(document: DocumentRecord, words: Words) -> tuple[Programme, ...]:
    """Every programme of the booklet, in its order."""
    booklet = find_entries(document.lines, words)
    sections = _sections(booklet, words)
    areas = find_areas(booklet, sections, words)
    return tuple(
        _Reader(document, words, entry).programme(section, area)
        for entry, section, area in zip(booklet.entries, sections, areas, strict=True)
    )


def _sections(booklet: Booklet, words: Words) -> tuple[Section, ...]:
    """Pipeline until the banner of the annex, funded after it; without one, the printed status tells."""
    has_annex = any(banner.opens_funded for entry in booklet.entries for banner in entry.banners)
    sections: list[Section] = []
    is_funded = False
    for entry in booklet.entries:
        is_funded = is_funded or any(banner.opens_funded for banner in entry.banners)
        if not has_annex:
            is_funded = words.section_of(_status_code(entry, words)) == "funded"
        sections.append("funded" if is_funded else "pipeline")
    return tuple(sections)


def _status_code(entry: Entry, words: Words) -> str | None:
    return words.status(" ".join(piece.text for piece in entry.values.get("status", [])))


class _Reader:
    """Turns one entry into a programme, collecting the place and the doubts of each field."""

    def __init__(self, document: DocumentRecord, words: Words, entry: Entry) -> None:
        self.document = document
        self.words = words
        self.entry = entry
        self.places: dict[str, Span] = {}
        self.doubts: list[Doubt] = []

    def programme(self, section: Section, area: AreaFinding) -> Programme:
        entry = self.entry
        if entry.heading:
            self._place("heading", [entry.heading])
        else:
            self._doubt("heading", "no heading stands above the labels")
        status_text = self._text("status", "status")
        status = self._status(status_text, section)
        budget = self._budget()
        if area.number is not None and area.line:
            self.places["thematic_area"] = self.document.span(area.line, area.line)
        if area.doubt:
            self._doubt("thematic_area", area.doubt)
        return Programme(
            source=self.document.span(entry.first_line, entry.last_line),
            document_kind="booklet",
            section=section,
            heading=entry.heading.text if entry.heading else None,
            title=self._title(),
            countries=self._countries(),
            thematic_area=area.number,
            thematic_area_basis=area.basis,
            budget_usd=budget.usd if budget else None,
            budget_precision=budget.precision if budget else None,
            duration_months=self._duration(),
            status=status,
            status_text=status_text,
            participating_organisations=self._organisations(),
            key_partners_text=self._text("partners", "key_partners_text"),
            key_partners=self._partners(),
            summary_text=self._summary(),
            doubts=tuple(self.doubts),
            places=self.places,
        )

    def _pieces(self, label: Label) -> list[Piece]:
        return self.entry.values.get(label, [])

    def _place(self, field: str, pieces: list[Piece]) -> None:
        self.places[field] = self.document.span(pieces[0].line, pieces[-1].line)

    def _doubt(self, field: str, reason: str) -> None:
        self.doubts.append(Doubt(field, reason))

    def _text(self, label: Label, field: str) -> str | None:
        """The paragraphs of a value, one a line; None with a doubt where nothing is printed."""
        texts = self._pieces(label)
        if not texts:
            self._doubt(field, f"nothing is printed under the label of the {field.replace('_', ' ')}")
            return None
        self._place(field, texts)
        return "\n".join(piece.text for piece in texts)

    def _title(self) -> str | None:
        texts = self._pieces("title")
        if not texts:
            self._doubt("title", "no title is printed as text: it may have been a picture")
            return None
        self._place("title", texts)
        return " ".join(piece.text for piece in texts)

    def _countries(self) -> tuple[Country, ...]:
        """Countries of the lines under the heading, or of the heading where they name none."""
        under = self.entry.under_heading
        heading = [self.entry.heading] if self.entry.heading else []
        for lines in (under, heading):
            found = {
                country.iso3: Country(country.iso3, country.name, self.document.span(piece.line, piece.line))
                for piece in reversed(lines)
                for country in reversed(self.words.countries_in(piece.text).countries)
            }
            if found:
                named = [piece for piece in lines if self.words.countries_in(piece.text).countries]
                self._place("countries", named)
                self._doubt_leftovers(named)
                return tuple(found.values())[::-1]
        self._doubt("countries", "neither the heading nor the lines under it name a country that is known")
        return ()

    def _doubt_leftovers(self, named: list[Piece]) -> None:
        for piece in named:
            if leftover := self.words.countries_in(piece.text).leftover:
                self._doubt("countries", f"“{leftover}” beside the countries is not understood")

    def _budget(self) -> Amount | None:
        for piece in self._pieces("budget"):
            if amount := amount_in(piece.text, with_currency=False):
                self._place("budget_usd", [piece])
                return amount
        self._doubt("budget_usd", "no amount is printed under the label of the budget")
        return None

    def _duration(self) -> int | None:
        for piece in self._pieces("duration"):
            if months := months_in(piece.text):
                self._place("duration_months", [piece])
                return months
        self._doubt("duration_months", "no number of months is printed under the label of the duration")
        return None

    def _status(self, text: str | None, section: Section) -> str | None:
        if text is None:
            return None
        code = self.words.status(text)
        if code is None:
            self._doubt("status", f"“{text}” is not a status that is known")
        elif self.words.section_of(code) not in ("", section):
            self._doubt("section", f"the status “{text}” does not fit the part of the booklet it stands in")
        return code

    def _organisations(self) -> tuple[Organisation, ...]:
        found, doubts = read_organisations(self._pieces("organisations"), self.words, self.document)
        for reason in doubts:
            self._doubt("participating_organisations", reason)
        if found:
            self._place("participating_organisations", self._pieces("organisations"))
        return found

    def _partners(self) -> tuple[KeyPartner, ...]:
        paragraphs = [(piece.line, piece.text) for piece in self._pieces("partners")]
        return tuple(
            KeyPartner(p.name, p.kind, p.group, self.document.span(p.line, p.line))
            for p in split_partners(paragraphs, self.words)
        )

    def _summary(self) -> str | None:
        text = self._text("summary", "summary_text")
        return None if text is None else "\n".join(_BULLET.sub("- ", line) for line in text.split("\n"))
