"""Lines of columns joined to paragraphs, wherever a line was broken only because it was full."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise

from jointfund.reading.sources.columns import Column
from jointfund.reading.sources.fragments import Fragment
from jointfund.reading.sources.lines import LabelTest
from jointfund.reading.words import is_capitals

_BULLET = re.compile(r"^[•*‣▪●◦➢]\s")
# A dash may begin an item of a list or stand inside a sentence; a number is more often inside.
_DASHED_ITEM = re.compile(r"^[-–]\s")
_NUMBERED_ITEM = re.compile(r"^\(?(?:\d{1,2}|[a-z]|[ivx]+)\)\s")
_SENTENCE_END = re.compile(r"[.!?:;][\"”’)]*$")
_ITEM_MAY_FOLLOW = re.compile(r"[.;:]$")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_HYPHENS = "-\u2010\u00ad"
_SUSPENDS = frozenset({"and", "or", "to"})  # "short- and long-term"
_NO_SPACE_AFTER = f"/—{_HYPHENS}"

type Columns = list[Column]


@dataclass(frozen=True)
class _Edges:
    """Edges of a column's text, to tell a full line."""

    left: float
    right: float


def join_paragraphs(pages: list[Columns], is_label: LabelTest) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Paragraphs, one a line with an empty line between them, and the page each begins on."""
    columns = [column for page in pages for column in page]
    joiner = _Joiner(columns, is_label)
    paragraphs: list[list[Fragment]] = []
    before: Column | None = None
    for column in columns:
        edges = joiner.edges(column)
        first, *others = column.lines
        if before and not (before.is_cell or column.is_cell) and joiner.continues_over(before, first):
            paragraphs[-1].append(first)
        else:
            paragraphs.append([first])
        for line in others:
            if joiner.continues(paragraphs[-1][-1], line, edges):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        before = column
    lines: list[str] = []
    line_pages: list[int] = []
    for paragraph in paragraphs:
        lines += [joiner.text(paragraph), ""]
        line_pages += [paragraph[0].page, paragraph[-1].page]
    return tuple(lines), tuple(line_pages)


class _Joiner:
    """Knows the document's usual distances and words, and decides line by line."""

    def __init__(self, columns: Columns, is_label: LabelTest) -> None:
        self.is_label = is_label
        self.widths = _edges_by_left(columns)
        self.pitches = _usual_pitches(columns)
        lines = list(chain.from_iterable(column.lines for column in columns))
        self.vocabulary = _vocabulary(lines)
        self.first_parts = {word.split("-")[0] for word in self.vocabulary if "-" in word}
        self.second_parts = {word.split("-", 1)[1] for word in self.vocabulary if "-" in word}
        self.breaks_words = self._breaks_words(lines)
        self.marks_breaks, self.sets_paragraphs_apart = False, False
        self._learn_habits(columns)

    def _learn_habits(self, columns: Columns) -> None:
        """Whether paragraphs have a distance of their own, and whether only broken lines end in a space."""
        near: list[Fragment] = []
        far: list[Fragment] = []
        for column in columns:
            edges = self.edges(column)
            for line, following in pairwise(column.lines):
                pitch = line.bottom - following.bottom
                if abs(line.height - following.height) > 0.5 or line.ends_in_hyphen or pitch <= 0:
                    continue
                if pitch > self._usual_pitch(line) + 0.3 * line.height:
                    far.append(line)
                elif self._is_full(line, following, edges):
                    near.append(line)
        self.sets_paragraphs_apart = len(far) > 0.03 * (len(near) + len(far))
        self.marks_breaks = (
            len(near) > 5
            and sum(line.ends_in_space for line in near) >= 0.9 * len(near)
            and sum(line.ends_in_space for line in far) <= 0.1 * len(far)
        )

    def _usual_pitch(self, line: Fragment) -> float:
        return self.pitches.get(round(line.height), 1.25 * line.height)

    def edges(self, column: Column) -> _Edges:
        """Left and right edge of a column, as wide as its neighbours on other pages."""
        left = min(line.left for line in column.lines)
        right = max(line.right for line in column.lines)
        return _Edges(left, max(right, self.widths.get(round(left / 6), right)))

    def continues(self, line: Fragment, following: Fragment, edges: _Edges) -> bool:
        """Whether the next line of the same column goes on with the paragraph."""
        if not self._may_continue(line, following):
            return False
        pitch = line.bottom - following.bottom
        if pitch <= 0.3 * line.height:
            return False
        if pitch > self._usual_pitch(line) + 0.3 * line.height:
            return False
        if following.left - line.left > 1.2 * line.height and line.left - edges.left < 1:
            return False
        return line.ends_in_hyphen or self._goes_on(line, following, edges)

    def continues_over(self, column: Column, following: Fragment) -> bool:
        """Whether the first line of the next column goes on with the paragraph.

        There no distance tells: a full line that ends a sentence counts as the end of a paragraph.
        """
        line = column.lines[-1]
        if not self._may_continue(line, following):
            return False
        if line.ends_in_hyphen:
            return True
        begins_unit = is_capitals(following.text) and len(following.text) > 3 and not is_capitals(line.text)
        if begins_unit or not self._goes_on(line, following, self.edges(column), is_first=True):
            return False
        return self.marks_breaks or following.text[0].islower() or not _SENTENCE_END.search(line.text)

    def _may_continue(self, line: Fragment, following: Fragment) -> bool:
        if abs(line.height - following.height) > 0.08 * line.height:
            return False
        if _BULLET.match(following.text) or self.is_label(line.text) or self.is_label(following.text):
            return False
        if (
            _DASHED_ITEM.match(following.text)
            and _ITEM_MAY_FOLLOW.search(line.text)
            and not self.marks_breaks
        ):
            return False
        return not (is_capitals(line.text) != is_capitals(following.text) and _ends_unit(line, following))

    def _goes_on(self, line: Fragment, following: Fragment, edges: _Edges, *, is_first: bool = False) -> bool:
        """Whether the line was broken only because it was full.

        Where paragraphs are set apart, lines at the usual distance get the benefit of the doubt; the first
        line of a column has no distance to go by.
        """
        if self.marks_breaks:
            return line.ends_in_space or (
                line.text[-1] in _NO_SPACE_AFTER and self._is_full(line, following, edges)
            )
        in_doubt = self.sets_paragraphs_apart and not is_first and not _NUMBERED_ITEM.match(following.text)
        return self._is_full(line, following, edges, tolerance=1.8 if in_doubt else 1.08)

    def _is_full(
        self, line: Fragment, following: Fragment, edges: _Edges, *, tolerance: float = 1.08
    ) -> bool:
        """Whether the next line's first word, a little wider than reckoned, would not have found room."""
        room = edges.right - line.right
        indent = line.left - edges.left
        if indent > 2 * line.height and abs(indent - room) < 0.15 * (edges.right - edges.left):
            room += indent  # a centred line could have grown on both sides
        first_word = following.text.split(maxsplit=1)[0]
        needed = (len(first_word) + 1) * following.letter_width
        return needed * tolerance > room

    def text(self, paragraph: list[Fragment]) -> str:
        """The lines as one, without the hyphens that only broke a word."""
        text = paragraph[0].text
        for line, following in pairwise(paragraph):
            if line.ends_in_hyphen:
                text += self._at_hyphen(text, following.text) + following.text
            elif text[-1] in _HYPHENS and text[-2:-1].isalnum():
                text = text[:-1] + self._at_hyphen(text[:-1], following.text) + following.text
            elif text[-1] in _NO_SPACE_AFTER and self.marks_breaks and not line.ends_in_space:
                text += following.text
            else:
                text += f" {following.text}"
        return text

    def _at_hyphen(self, before: str, after: str) -> str:
        """The hyphen if it belongs to the word ("evidence-based"), else nothing ("inter-national")."""
        left, right = _last_word(before), _first_word(after)
        if right in _SUSPENDS:
            return "- "
        is_name = after[0].isupper() and not is_capitals(before.split()[-1])
        if not self.breaks_words or not left or not right[:1].isalpha() or is_name:
            return "-"
        whole, compound = self._uses(left, right)
        if whole or compound:
            return "-" if compound >= whole else ""
        first, second = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
        is_compound = first in self.vocabulary and second in self.vocabulary
        return "-" if is_compound and (first in self.first_parts or second in self.second_parts) else ""

    def _uses(self, left: str, right: str) -> tuple[int, int]:
        """How often the broken word stands elsewhere as one word, and how often with the hyphen."""
        short = right.split("-", 1)[0]
        wholes, compounds = {f"{left}{right}", f"{left}{short}"}, {f"{left}-{right}", f"{left}-{short}"}
        return sum(self.vocabulary[w] for w in wholes), sum(self.vocabulary[w] for w in compounds)

    def _breaks_words(self, lines: list[Fragment]) -> bool:
        """Whether words are hyphenated at line ends at all: many broken words are whole elsewhere."""
        broken = [
            self._uses(_last_word(line.text), _first_word(following.text))
            for line, following in pairwise(lines)
            if line.ends_in_hyphen
        ]
        wholes = sum(whole > compound for whole, compound in broken)
        compounds = sum(compound > whole for whole, compound in broken)
        return wholes > 0 and wholes * 3 > compounds


def _ends_unit(line: Fragment, following: Fragment) -> bool:
    """Whether capitals beside other text part a heading from it, not an acronym from its sentence."""
    if is_capitals(line.text):
        return not following.text[0].islower() and len(line.text) > 3
    return bool(_SENTENCE_END.search(line.text)) and not _SENTENCE_END.search(following.text)


def _edges_by_left(columns: Columns) -> dict[int, float]:
    """Right edge of columns that begin at the same place, over all pages."""
    found: dict[int, list[float]] = {}
    for column in columns:
        left = min(line.left for line in column.lines)
        found.setdefault(round(left / 6), []).append(max(line.right for line in column.lines))
    return {key: sorted(rights)[int(0.9 * (len(rights) - 1))] for key, rights in found.items()}


def _usual_pitches(columns: Columns) -> dict[int, float]:
    """Distance of baselines inside a paragraph for each height of letters.

    A line that begins with a small letter goes on with the line above: their distances are typical.
    """
    found: dict[int, list[float]] = {}
    for column in columns:
        for line, following in pairwise(column.lines):
            pitch = line.bottom - following.bottom
            is_alike = abs(line.height - following.height) < 0.5
            if is_alike and following.text[0].islower() and 0.6 * line.height < pitch < 3 * line.height:
                found.setdefault(round(line.height), []).append(pitch)
    return {height: _typical(sorted(pitches), height) for height, pitches in found.items()}


def _typical(pitches: list[float], height: int) -> float:
    """A small one of the distances; where there are few, no more than lines are usually set apart."""
    small = pitches[len(pitches) // 10]
    return small if len(pitches) > 4 else min(small, 1.4 * height)


def _vocabulary(lines: list[Fragment]) -> Counter[str]:
    """Every word that stands whole inside a line, without case."""
    words: Counter[str] = Counter()
    for line in lines:
        found = [word.casefold() for word in _WORD.findall(line.text)]
        words.update(found[1:-1] if line.ends_in_hyphen else found[1:])
    return words


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-40:])
    return found[-1].casefold() if found else ""


def _first_word(text: str) -> str:
    match = _WORD.match(text)
    return match.group().casefold() if match else ""
