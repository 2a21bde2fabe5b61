"""The thematic brief: programmes under their area as place and amount, a quoted title, and a description.

Two headings part what is funded from what waits. Where a heading was lost with its picture, the quoted title
alone shows that a programme stands there. Here the lines become sketches; `brief_programmes` interprets them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jointfund.reading.contributors import is_table_heading
from jointfund.reading.labels import Piece, says_unknown, without_unknown_amount
from jointfund.reading.records import Section
from jointfund.reading.words import Amount, Words, amount_in, is_capitals

_GLUED_AREA = re.compile(r"^(?P<text>.*\S)\s+THEMATIC AREA\s*(?P<number>\d{1,2})\s*$", re.S)
_AREA_LABEL = re.compile(r"^\W*thematic area\s*(?P<number>\d{1,2})\b\s*(?P<rest>$|[:.–—|\t-].{0,200}$)", re.I)
_PARTS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    ("pipeline", re.compile(r"^\W*what we (?:are ready to|plan to|could|can|will) do\b.{0,20}$", re.I)),
    ("funded", re.compile(r"^\W*what we (?:do|are doing|have done)\b.{0,20}$", re.I)),
    (
        "pipeline",
        re.compile(
            r"^\W*(?:the )?(?:pipeline (?:of )?joint programmes|joint programmes in the pipeline)\W*$", re.I
        ),
    ),
    ("funded", re.compile(r"^\W*funded (?:joint )?programmes\W*$", re.I)),
)
# The part that asks for money speaks of the fund and of no programme.
_SUPPORT = re.compile(r"^\W*support the fund\W*$", re.I)
_OPENING, _CLOSING = '"“„«', '"”“»'
_TITLE_TO_LINE_END = re.compile(rf"^[{_OPENING}](?P<title>.{{8,320}})[{_CLOSING}]\W*$", re.S)
_TITLE_THEN_TEXT = re.compile(
    rf"^[{_OPENING}](?P<title>.{{20,320}}?)[{_CLOSING}]\.?\s+(?P<text>[A-Z].*)$", re.S
)
_MAY_BE_A_MARK = re.compile(r"\W*(?:thematic|what|list|our|don|contrib)", re.I)
_TITLE_UNCLOSED = re.compile(rf"^[{_OPENING}](?P<title>[A-Z][^{_CLOSING}]{{20,320}}[^.;:{_CLOSING}])$", re.S)
_IMPRINT = re.compile(r"^\W*maps? (?:is|are) for\b|^[¹²³⁴⁵⁶⁷⁸⁹]|^\*\s", re.I)
_CURRENCY = re.compile(r"USD|US\$|\$")
_MAX_HEADING_WORDS = 30
_MAX_TITLE_WORDS = 45


@dataclass
class Sketch:
    """What the lines gave for one programme; nothing is interpreted yet."""

    section: Section
    area: int | None
    area_line: int | None
    heading: Piece | None = None
    places: list[Piece] = field(default_factory=list)
    amount: Amount | None = None
    amount_line: int | None = None
    is_amount_unknown: bool = False
    noise: list[Piece] = field(default_factory=list)
    title: Piece | None = None
    title_end: int = 0
    is_title_quoted: bool = True
    text: list[Piece] = field(default_factory=list)
    is_closed: bool = False


def looks_like_brief(lines: tuple[str, ...]) -> bool:
    """Whether the text has two of a brief's three marks: parts, area labels, a table of contributors."""
    has_parts = any(_part(line) for line in lines)
    has_areas = any(_AREA_LABEL.match(line) or _GLUED_AREA.match(line) for line in lines)
    return has_parts + has_areas + any(is_table_heading(line) for line in lines) >= 2


def is_mark(text: str) -> bool:
    """Whether the line opens an area, what is done or planned, or the table of a brief."""
    if not _MAY_BE_A_MARK.match(text):
        return False
    opens = any(pattern.match(text) for _, pattern in _PARTS[:2])
    return opens or bool(_AREA_LABEL.match(text)) or is_table_heading(text)


def find_sketches(lines: tuple[str, ...], words: Words) -> tuple[Sketch, ...]:
    """The programmes of the brief in their order."""
    sketcher = _Sketcher(words)
    for piece in _unglued(_with_whole_titles(lines)):
        sketcher.take(piece)
    return tuple(
        sketch for sketch in sketcher.sketches if sketch.title or sketch.amount or sketch.is_amount_unknown
    )


def _part(text: str) -> Section | None:
    return next((section for section, pattern in _PARTS if pattern.match(text)), None)


def _with_whole_titles(lines: tuple[str, ...]) -> Iterator[Piece]:
    """Lines that say something, cells parted by spaces; a quoted title broken over lines is put together."""
    index = 0
    while index < len(lines):
        number, text = index + 1, lines[index].strip().replace("\t", " ")
        index += 1
        if text[:1] and text[0] in _OPENING and not any(mark in text[1:] for mark in _CLOSING):
            for width in range(1, 5):
                added = [line.strip() for line in lines[index : index + width]]
                if added and added[-1][-1:] in _CLOSING and len(" ".join(added)) < 320:
                    text, index = " ".join([text, *filter(None, added)]), index + width
                    break
        if text and not says_unknown(text):
            yield Piece(number, None, text)


def _unglued(found: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces with an area label taken off the end of a paragraph: it opens what comes next."""
    for piece in found:
        match = _GLUED_AREA.match(piece.text)
        if match and _AREA_LABEL.match(piece.text) is None:
            yield Piece(piece.line, None, match["text"])
            yield Piece(piece.line, None, f"THEMATIC AREA {match['number']}")
        else:
            yield piece


class _Sketcher:
    """Takes piece after piece and decides which programme it belongs to."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.sketches: list[Sketch] = []
        self.current: Sketch | None = None
        self.section: Section | None = None
        self.area: int | None = None
        self.area_line: int | None = None

    def take(self, piece: Piece) -> None:
        if section := _part(piece.text):
            self._open_part(section)
        elif area := self._area(piece.text):
            self._close()
            self.area, self.area_line = area, piece.line
        elif is_table_heading(piece.text) or _SUPPORT.match(piece.text):
            self._open_part(None)
        elif _IMPRINT.match(piece.text):
            self._close_text()
        elif self.section or self.area:
            self._take_within_part(piece)

    def _open_part(self, section: Section | None) -> None:
        self._close()
        self.section, self.area, self.area_line = section, None, None

    def _area(self, text: str) -> int | None:
        if match := _AREA_LABEL.match(text):
            return int(match["number"])
        return self.words.area_titled(text) if self.section else None

    def _take_within_part(self, piece: Piece) -> None:
        if self._take_heading(piece) or self._take_title(piece):
            return
        current = self.current
        if current is None or current.is_closed:
            return
        if current.title is None:
            self._take_before_title(current, piece)
        elif is_capitals(piece.text) and len(piece.text.split()) <= 12:
            self._close_text() if current.text else current.noise.append(piece)
        else:
            current.text.append(piece)

    def _take_heading(self, piece: Piece) -> bool:
        """A place with an amount, a place alone, or the amount of the place above."""
        text = piece.text
        if len(text.split()) > _MAX_HEADING_WORDS or text[0] in _OPENING or text.endswith("."):
            return False
        amount = amount_in(text, with_currency=True)
        text = text if amount else without_unknown_amount(text)
        is_unknown = text != piece.text
        place = (_CURRENCY.split(text[: amount.start])[0] if amount else text).strip(" \t|:–—-")
        rest = text[amount.end :] if amount else ""
        is_place = self._is_place(place, alone=not (amount or is_unknown))
        if not is_place and (place or not amount or rest.strip()):
            return False
        current = self.current
        if current and current.title is None and not current.is_closed:
            if amount and current.amount is None:
                current.amount, current.amount_line = amount, piece.line
                current.places += [piece] if place else []
                return True
            if not amount and current.heading:
                current.places.append(piece)
                return True
        self._begin(heading=piece if place else None)
        if self.current and is_unknown:
            self.current.is_amount_unknown = True
        if self.current and amount:
            self.current.amount, self.current.amount_line = amount, piece.line
        return True

    def _is_place(self, text: str, *, alone: bool) -> bool:
        """Whether the text stands for a place: in capitals before an amount, or nothing but known names."""
        found = self.words.countries_in(text)
        is_known = bool(found.countries or found.names_region)
        if alone:
            return is_known and not found.leftover
        return bool(text) and (is_capitals(text) or (is_known and not found.leftover))

    def _take_title(self, piece: Piece) -> bool:
        """A quoted title; one that comes when the programme has its text begins the next programme."""
        forms = (_TITLE_TO_LINE_END, _TITLE_THEN_TEXT, _TITLE_UNCLOSED)
        match = next((found for form in forms if (found := form.match(piece.text))), None)
        if not match:
            return False
        current = self.current
        if current and current.title and not current.text and not current.is_closed:
            return False
        if current is None or current.title or current.is_closed:
            self._begin(heading=None)
        sketch = self.sketches[-1]
        sketch.title, sketch.title_end = Piece(piece.line, None, match["title"].strip()), piece.line
        if text := match.groupdict().get("text"):
            sketch.text.append(Piece(piece.line, None, text))
        return True

    def _take_before_title(self, current: Sketch, piece: Piece) -> None:
        """Logos and maps as stray words, or a title that was printed without quotation marks."""
        text = piece.text
        count = len(text.split())
        if is_capitals(text) or self.words.is_organisation(text) or count <= 3:
            current.noise.append(piece)
        elif count <= _MAX_TITLE_WORDS and not text.endswith((".", ";", ":")):
            current.title, current.title_end, current.is_title_quoted = piece, piece.line, False
        else:
            current.text.append(piece)

    def _begin(self, *, heading: Piece | None) -> None:
        self.current = Sketch(self.section or "funded", self.area, self.area_line, heading=heading)
        self.sketches.append(self.current)

    def _close(self) -> None:
        self.current = None

    def _close_text(self) -> None:
        if self.current:
            self.current.is_closed = True
