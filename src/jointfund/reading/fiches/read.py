"""The fiches of a report: each cut out, its box and sections read, and what the report says of it elsewhere.

Rules speak of headings, layout and words of the form; which words are countries the lexicon says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jointfund.kernel.words import fold
from jointfund.reading.fiches.amounts import Money, money_in
from jointfund.reading.fiches.bodies import PrintedName, read_names, without_amount
from jointfund.reading.fiches.boxes import Box, find_box
from jointfund.reading.fiches.context import Label, Speaker, Surroundings, read_surroundings
from jointfund.reading.fiches.headings import HeadingName
from jointfund.reading.fiches.matching import Called, Register, assign_labels, assign_speakers
from jointfund.reading.fiches.outline import FicheLines, cut_fiches, is_acronym_like
from jointfund.reading.fiches.points import FoundPoint, find_expected_results, read_points
from jointfund.reading.fiches.records import (
    BudgetPart,
    NamedBody,
    Part,
    Point,
    PointList,
    PrintedStart,
    ProjectFiche,
    SessionMention,
    Site,
)
from jointfund.reading.fiches.sections import Run, Sections, read_sections
from jointfund.reading.fiches.stanzas import Line, Stanza, address, closing_agency
from jointfund.reading.fiches.starts import read_starts
from jointfund.reading.records import Country, DocumentRecord, Doubt, Span
from jointfund.reading.words import Words

_COUNTED_PROJECT = re.compile(r"(?:project|component|projet|proyecto)\s+(?:\d{1,2}|[ivx]+|[a-e])", re.I)
_COMPONENT = re.compile(r"(?P<label>[^\W\d_][^:€$£]{1,60}?)\s*:\s*$")
_WHOLE = re.compile(
    r"\b(?:aggregated?|overall|total)\s+(?:budget|programme|program|project|cost|amount|volume)\b", re.I
)
_AGENCY_JOINT = re.compile(r"\s*(?:&|,|;|\band\b|\bfor\b)\s*")
_SPACES = re.compile(r"[ \t]+")


def read_fiches(document: DocumentRecord, words: Words) -> tuple[ProjectFiche, ...]:
    """Every fiche of the report, in its order."""
    cut = cut_fiches(document.lines)
    if not cut:
        return ()
    around = read_surroundings(document.lines, cut[0].first)
    readers = [_Reader(document, words, around, each) for each in cut]
    register = Register([reader.called for reader in readers])
    labels = assign_labels(around.labels, register)
    speakers = assign_speakers(around.speakers, register, labels)
    return tuple(
        reader.fiche(labels.get(index), speakers.get(index, [])) for index, reader in enumerate(readers)
    )


class _Reader:
    """Turns the lines of one fiche into a record, collecting the place and the doubts of each field."""

    def __init__(self, document: DocumentRecord, words: Words, around: Surroundings, cut: FicheLines) -> None:
        self.document = document
        self.words = words
        self.around = around
        self.cut = cut
        self.box: Box = find_box(cut.body, self._is_country)
        self.sections: Sections = read_sections(cut.body, self.box.numbers)
        self.places: dict[str, Span] = {}
        self.doubts: list[Doubt] = []
        self.acronym, self.title = self._title()
        text = "\n".join(line.text for line in cut.body)
        self.called = Called(self.acronym, self.title, text)

    def fiche(self, label: Label | None, speakers: list[Speaker]) -> ProjectFiche:
        """The whole record."""
        donors, partners = self._donors(), self._partners()
        budget, starts = self._budget(donors, partners), self._starts()
        countries, note = self._countries()
        return ProjectFiche(
            source=self.document.span(self.cut.first, self.cut.last),
            acronym=self.acronym,
            full_title=self.title,
            annex_label=label.text if label else None,
            projects=_projects(budget, starts),
            agencies=self._agencies(label, speakers, partners),
            donors=tuple(self._body(donor, without_amount(donor.name)) for donor in donors),
            budget=budget,
            starts=starts,
            countries=countries,
            countries_note=note,
            partners=tuple(self._body(partner, partner.name) for partner in partners),
            main_objectives=self._parts("main_objectives"),
            main_features=self._parts("main_features"),
            nexus=self._parts("nexus"),
            testimony=self._parts("testimony"),
            covid=self._parts("covid"),
            expected_results=self._expected_results(),
            challenges=self._points("challenges"),
            good_practices=self._points("good_practices"),
            sites=self._sites(),
            other_links=tuple(self._site(line) for line in self.sections.links),
            sessions=tuple(
                SessionMention(one.session, one.project, self._line(one.line)) for one in speakers
            ),
            doubts=tuple(self.doubts),
            places=self.places,
        )

    def _line(self, first: int, last: int | None = None) -> Span:
        return self.document.span(first, last or first)

    def _place(self, field: str, stanzas: Sequence[Stanza]) -> None:
        if stanzas:
            self.places[field] = self._line(stanzas[0].first, stanzas[-1].last)

    def _doubt(self, field: str, reason: str) -> None:
        self.doubts.append(Doubt(field, reason))

    def _title(self) -> tuple[str | None, str | None]:
        block = self.cut.title
        if not block:
            self._doubt("full_title", "no title stands above the first heading: the text may begin too late")
            return None, None
        if len(block) > 1:
            self._place("acronym", block[:1])
            self._place("full_title", block[1:])
            return block[0].text, " ".join(stanza.text for stanza in block[1:])
        self._place("full_title", block)
        first, _, rest = block[0].text.partition(" ")
        if len(block[0].lines) > 1 and is_acronym_like(block[0].lines[0].text):
            first, rest = block[0].lines[0].text.strip(), " ".join(line.text for line in block[0].lines[1:])
        if rest and (fold(first) in self.around.acronyms or _abbreviates(first, rest)):
            self._place("acronym", block)
            return first, rest
        return None, block[0].text

    def _is_country(self, text: str) -> bool:
        found = self.words.countries_in(_unbracketed(text))
        return bool(found.countries) and not found.leftover

    def _ends_in_country(self, line: str) -> bool:
        head, comma, tail = line.rpartition(",")
        return bool(comma and head) and self.words.country(tail.strip()) is not None

    def _read_names(self, cell: list[Stanza]) -> tuple[PrintedName, ...]:
        return read_names(cell, self.around.acronyms, self._ends_in_country)

    def _body(self, printed: PrintedName, name: str) -> NamedBody:
        return NamedBody(name, self._line(printed.first, printed.last), printed.group)

    def _donors(self) -> tuple[PrintedName, ...]:
        names = self._read_names(self.box.donors)
        kept = tuple(name for name in names if without_amount(name.name))
        if kept:
            self.places["donors"] = self._line(kept[0].first, kept[-1].last)
        else:
            self._doubt("donors", "no donor is printed in the box")
        return kept

    def _partners(self) -> tuple[PrintedName, ...]:
        self._place("partners", self.box.partners)
        for note in self.box.notes:
            self._doubt("partners", f"a note stands in the box on line {note.first}: “{note.text}”")
        return self._read_names(self.box.partners)

    def _starts(self) -> tuple[PrintedStart, ...]:
        self._place("start", self.box.starts)
        found = read_starts([line for stanza in self.box.starts for line in stanza.lines])
        if not found:
            self._doubt("start", "no start is printed in the box")
        return tuple(
            PrintedStart(
                one.printed,
                one.start,
                one.end,
                one.months,
                one.component,
                self._line(one.line, one.last_line),
            )
            for one in found
        )

    def _countries(self) -> tuple[tuple[Country, ...], str | None]:
        self._place("countries", self.box.countries)
        found: dict[str, Country] = {}
        for line in (line for stanza in self.box.countries for line in stanza.lines):
            for country in self.words.countries_in(line.text).countries:
                found.setdefault(country.iso3, Country(country.iso3, country.name, self._line(line.number)))
        text = " ".join(stanza.text for stanza in self.box.countries)
        if not found:
            self._doubt("countries", f"no country is named, only “{text}”" if text else "no country box")
        bare = self.words.countries_in(_unbracketed(text)).leftover
        note = text if text and (bare or "(" in text) else None
        return tuple(found.values()), note

    def _budget(
        self, donors: tuple[PrintedName, ...], partners: tuple[PrintedName, ...]
    ) -> tuple[BudgetPart, ...]:
        boxed = [*self._boxed_money(self.box.donors, donors), *self._boxed_money(self.box.partners, partners)]
        parts = (
            boxed
            if len(boxed) > 1
            else [replace(part, component=_numbered(part.component)) for part in boxed]
        )
        if parts:
            self.places["budget"] = self._line(
                min(part.place.start_line for part in parts), max(part.place.end_line for part in parts)
            )
        return (*parts, *self._printed_whole())

    def _boxed_money(self, cell: list[Stanza], names: tuple[PrintedName, ...]) -> Iterator[BudgetPart]:
        for line in (line for stanza in cell for line in stanza.lines):
            before = 0
            for money in money_in(line.text):
                label = _COMPONENT.search(line.text[before : money.start].strip("( "))
                above = next((n for n in reversed(names) if n.first <= line.number <= n.last), None)
                component = label["label"] if label else without_amount(above.name) if above else None
                yield self._part(line, money, component)
                before = money.end

    def _part(self, line: Line, money: Money, component: str | None, *, is_sum: bool = False) -> BudgetPart:
        printed = line.text[money.start : money.end].strip()
        place = self._line(line.number)
        return BudgetPart(money.amount, money.currency, printed, component or None, place, is_sum)

    def _printed_whole(self) -> Iterator[BudgetPart]:
        """Amounts the text calls the whole: "this 41 million Euros aggregated programme"."""
        for name in ("main_objectives", "main_features", "nexus"):
            for line in self.sections.lines(name):
                for money in money_in(line.text):
                    around = line.text[max(0, money.start - 30) : money.end + 30]
                    if _WHOLE.search(around):
                        yield self._part(line, money, None, is_sum=True)

    def _agencies(
        self, label: Label | None, speakers: list[Speaker], partners: tuple[PrintedName, ...]
    ) -> tuple[NamedBody, ...]:
        """Who carries the project: speakers' agencies, the list of fiches, the closing line, the box."""
        found: dict[str, NamedBody] = {}
        for speaker in speakers:
            for name in self._known_in(speaker.agency) or [speaker.agency]:
                found.setdefault(fold(name), NamedBody(name, self._line(speaker.line)))
        if label and (listed := self._known_at_end(label.text)):
            found.setdefault(fold(listed), NamedBody(listed, self._line(label.line)))
        for line in self.sections.closing:
            for name in self._known_in(closing_agency(line.text) or ""):
                found.setdefault(fold(name), NamedBody(name, self._line(line.number)))
        for partner in partners:
            if known := self.around.agencies.get(fold(partner.name)):
                found.setdefault(fold(known), self._body(partner, known))
        if not found:
            self._doubt("agency", "neither the sessions nor the list of fiches say which agency carries it")
        return tuple(found.values())

    def _known_in(self, text: str) -> list[str]:
        parts = [part for part in _AGENCY_JOINT.split(text) if part]
        return [self.around.agencies[fold(part)] for part in parts if fold(part) in self.around.agencies]

    def _known_at_end(self, text: str) -> str | None:
        folded = fold(text)
        ends = (known for short, known in self.around.agencies.items() if folded.endswith(f" {short}"))
        return max(ends, key=len, default=None)

    def _parts(self, name: HeadingName) -> tuple[Part, ...]:
        runs = [run for run in self.sections.runs.get(name, ()) if run.with_heading]
        parts = tuple(self._part_of(run) for run in runs)
        if parts:
            self.places[name] = self._line(parts[0].place.start_line, parts[-1].place.end_line)
        return parts

    def _part_of(self, run: Run) -> Part:
        lines = run.with_heading
        place = self._line(lines[0].number, lines[-1].number)
        return Part("\n".join(_SPACES.sub(" ", line.text.strip()) for line in lines), place)

    def _points(self, name: HeadingName) -> PointList:
        lines = self.sections.lines(name)
        points = read_points(lines)
        if not lines:
            return PointList()
        self.places[name] = self._line(lines[0].number, lines[-1].number)
        return self._list(points, lines)

    def _expected_results(self) -> PointList:
        runs = [
            run.lines
            for name in ("main_objectives", "main_features")
            for run in self.sections.runs.get(name, ())
        ]
        points = find_expected_results(runs)
        if not points:
            return PointList()
        first, last = points[0].lines[0].number, points[-1].lines[-1].number
        lines = [line for run in runs for line in run if first <= line.number <= last]
        self.places["expected_results"] = self._line(first, last)
        return self._list(points, lines)

    def _list(self, points: Sequence[FoundPoint], lines: Sequence[Line]) -> PointList:
        found = tuple(
            Point(point.text, self._line(point.lines[0].number, point.lines[-1].number), point.group)
            for point in points
        )
        words = sum(len(line.text.split()) for line in lines)
        return PointList(found, self._line(lines[0].number, lines[-1].number), words)

    def _sites(self) -> tuple[Site, ...]:
        lines = [line for line in self.sections.lines("project_site") if address(line.text)]
        if lines:
            self.places["project_site"] = self._line(lines[0].number, lines[-1].number)
        return tuple(self._site(line) for line in lines)

    def _site(self, line: Line) -> Site:
        return Site(address(line.text) or line.text.strip(), self._line(line.number))


def _projects(budget: tuple[BudgetPart, ...], starts: tuple[PrintedStart, ...]) -> tuple[str, ...]:
    """Labels of the projects a fiche numbers in its box; empty where it holds one."""
    printed = [*(start.component for start in starts), *(part.component for part in budget)]
    labels = [label for label in printed if label]
    counted = tuple(dict.fromkeys(label for label in labels if _COUNTED_PROJECT.fullmatch(label)))
    return counted if len(counted) > 1 else ()


def _numbered(component: str | None) -> str | None:
    """The label of a lone amount only where it numbers a project."""
    return component if component and _COUNTED_PROJECT.fullmatch(component) else None


def _unbracketed(text: str) -> str:
    return re.sub(r"\([^()]*\)?", " ", text)


def _abbreviates(short: str, words: str) -> bool:
    """Whether the letters of a short name begin words of the long one, in order."""
    letters = [letter for letter in short if letter.isalpha()]
    if not 2 <= len(letters) <= 8 or short != short.upper() or len(words.split()) < 3:
        return False
    initials = iter(word[0].upper() for word in re.findall(r"[^\W\d_]+", words))
    return all(letter in initials for letter in letters)
