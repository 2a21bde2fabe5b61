"""The side box of a fiche, wherever it stands: donors, start, countries, partners.

A text file keeps the distance between its cells. A PDF or Word file keeps only the order: there the line with
the start date is the middle of the box, and its cells are told by what they hold.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jointfund.reading.fiches.amounts import money_in
from jointfund.reading.fiches.headings import heading
from jointfund.reading.fiches.stanzas import (
    Line,
    Stanza,
    ends_sentence,
    is_item,
    reads_as_text,
    stanzas,
    without_bullet,
)
from jointfund.reading.fiches.starts import belongs_to_starts, is_start

_CONTINUED = re.compile(r"\W*\(?continued\)?\W*", re.IGNORECASE)
_FUNDING_NOTE = re.compile(
    r"(?:additional|complementary|further|parallel|co-?)\s*(?:funding|financing)\b", re.I
)
_LONGEST_ITEM = 100  # letters; a longer bullet is text
_MOST_DONORS = 6

type IsCountry = Callable[[str], bool]


@dataclass
class Box:
    """The lines of each cell; what was left over is text of the section the box cut."""

    donors: list[Stanza] = field(default_factory=list)
    starts: list[Stanza] = field(default_factory=list)
    countries: list[Stanza] = field(default_factory=list)
    partners: list[Stanza] = field(default_factory=list)
    notes: list[Stanza] = field(default_factory=list)

    @property
    def numbers(self) -> frozenset[int]:
        """Numbers of the lines that stand in the box."""
        cells = (self.donors, self.starts, self.countries, self.partners, self.notes)
        return (
            frozenset(line.number for cell in cells for stanza in cell for line in stanza.lines) | self.marks
        )

    marks: frozenset[int] = frozenset()  # lines that only say that the box goes on


def find_box(body: tuple[Line, ...], is_country: IsCountry) -> Box:
    """The cells of one fiche's box."""
    return _Finder(stanzas(body), is_country).box()


class _Finder:
    """Goes through the stanzas of a fiche and sorts those of the box into its cells."""

    def __init__(self, found: tuple[Stanza, ...], is_country: IsCountry) -> None:
        self.stanzas = found
        self.is_country = is_country
        self._box = Box()
        self._marks: set[int] = set()

    def box(self) -> Box:
        """All cells: first those set apart, then, where none is, those around the date."""
        opened = [self._is_heading(n) for n in range(len(self.stanzas))]
        position = 0
        while position < len(self.stanzas):
            stanza = self.stanzas[position]
            is_cell = stanza.is_set_apart and not opened[position] and self._may_be_cell(stanza)
            position = self._read_cell(position) if is_cell else position + 1
        if not self._box.starts:
            self._read_around_date()
        self._read_continued()
        self._box.marks = frozenset(self._marks)
        return self._box

    def _is_heading(self, position: int) -> bool:
        return heading(self.stanzas[position].lines[0].text) is not None

    def _may_be_cell(self, stanza: Stanza) -> bool:
        if _CONTINUED.fullmatch(stanza.text) or self._is_start(stanza):
            return True
        if is_item(stanza.lines[0].text):
            return all(_is_short_item(line.text) for line in stanza.lines)
        return not reads_as_text(stanza)

    @staticmethod
    def _is_start(stanza: Stanza) -> bool:
        return is_start(stanza.text) or any(is_start(line.text) for line in stanza.lines[:2])

    def _read_cell(self, position: int) -> int:
        """Sorts the cell that begins here; gives the position after it."""
        end = position + 1
        while end < len(self.stanzas) and not (self.stanzas[end].is_set_apart or self._is_heading(end)):
            end += 1
        is_last = end == len(self.stanzas) or not self.stanzas[end].is_set_apart or self._is_heading(end)
        cell = list(self.stanzas[position:end])
        first = cell[0]
        box = self._box
        if _CONTINUED.fullmatch(first.text):
            return position + 1  # partners may follow it: they are read at the end
        if self._is_start(first):
            box.starts += cell[:1]
        elif not box.starts and not box.donors:
            box.donors += self._names(cell) if is_last else cell
        elif not box.countries:
            box.countries += cell[:1] if is_last else cell
        else:
            taken = self._names(cell)
            box.partners += taken
            self._take_note(cell[len(taken) :], end)
        return position + 1 if self._is_start(first) else end

    def _names(self, cell: list[Stanza]) -> list[Stanza]:
        """The stanzas of a cell until text begins."""
        for count, stanza in enumerate(cell):
            if not _is_name(stanza):
                return cell[:count]
        return cell

    def _take_note(self, rest: list[Stanza], end: int) -> None:
        """A sentence on funding below the partners is a note of the box."""
        is_end = end == len(self.stanzas) or self._is_heading(end)
        if len(rest) == 1 and is_end and _FUNDING_NOTE.match(rest[0].text):
            self._box.notes += rest

    def _read_around_date(self) -> None:
        dated = [n for n, stanza in enumerate(self.stanzas) if self._is_start(stanza)]
        if not dated:
            return
        first = last = dated[0]
        while first and self._is_part_of_date(first - 1):
            first -= 1
        while last + 1 < len(self.stanzas) and self._is_part_of_date(last + 1):
            last += 1
        self._box.starts += self.stanzas[first : last + 1]
        self._read_donors_before(first)
        self._read_cells_after(last + 1)

    def _is_part_of_date(self, position: int) -> bool:
        return all(belongs_to_starts(line.text) for line in self.stanzas[position].lines)

    def _read_donors_before(self, end: int) -> None:
        """The names right above the date; a heading or text ends them."""
        start = end
        while start and end - start < _MOST_DONORS:
            stanza = self.stanzas[start - 1]
            if self._is_heading(start - 1) or not _is_name(stanza):
                break
            start -= 1
        self._box.donors += self.stanzas[start:end]

    def _read_cells_after(self, position: int) -> None:
        """The countries right below the date, then the partners."""
        while position < len(self.stanzas) and not self._is_heading(position):
            stanza = self.stanzas[position]
            goes_on = self.is_country(stanza.text) or stanza.text.startswith("(")
            if (self._box.countries and not goes_on) or not _is_name(stanza):
                break
            self._box.countries.append(stanza)
            position += 1
        rest = []
        while position < len(self.stanzas) and not self._is_heading(position):
            rest.append(self.stanzas[position])
            position += 1
        taken = self._names(rest)
        self._box.partners += taken
        self._take_note(rest[len(taken) :], position)

    def _read_continued(self) -> None:
        """Partners behind a line that only says "continued"."""
        for position, stanza in enumerate(self.stanzas):
            if not _CONTINUED.fullmatch(stanza.text):
                continue
            self._marks |= {line.number for line in stanza.lines}
            rest = []
            for after in range(position + 1, len(self.stanzas)):
                if self._is_heading(after):
                    break
                rest.append(self.stanzas[after])
            self._box.partners += self._names(rest)


def _is_name(stanza: Stanza) -> bool:
    first = stanza.lines[0].text
    if is_item(first):
        return all(_is_short_item(line.text) for line in stanza.lines)
    if any(is_item(line.text) for line in stanza.lines):
        return False
    if any(money_in(stanza.text)) and len(stanza.text.split()) <= 16:
        return True
    return not reads_as_text(stanza)


def _is_short_item(line: str) -> bool:
    words = without_bullet(line)
    return len(words) <= _LONGEST_ITEM and not (ends_sentence(words) and len(words.split()) > 3)
