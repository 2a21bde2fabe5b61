"""Where each entry of a booklet begins and ends: its heading, the lines under it and its labelled values."""

import re
from dataclasses import dataclass, field

from jointfund.kernel.words import fold
from jointfund.reading.labels import Label, Piece, pieces
from jointfund.reading.words import Words, is_capitals

_NUMBERED_HEAD = re.compile(r"^\W*(?:thematic area\s*)?(?P<number>\d{1,2})\W+(?P<title>\D.*)$", re.I)
_AREA_LABEL = re.compile(r"^\W*thematic area\s*(?P<number>\d{1,2})\b\W*(?P<title>.*)$", re.I)
_ANNEX = re.compile(r"^\W*(?:annex\b.*|.*\b(?:funded|pipeline)\b.*\bprogrammes?)\W*$", re.I)
_TITLE_RUN_ON = re.compile(r"^Joint Programme:?\s+(?P<title>[\"'“‘A-Z].{14,300})$", re.S)
_CONTENTS_LINE = re.compile(r"^(?P<heading>\D.*?)[\s.…·_]+(?P<page>\d{1,4})$")
_BACK_MATTER = re.compile(
    r"^\W*maps? (?:is|are)\b|^[EWT]\.\s|@\w|^(?:www\.|https?://)|^#\w|\bP\.?\s?O\.? box\b", re.I
)
_MAX_UNDER_HEADING = 8


@dataclass(frozen=True)
class Banner:
    """A line between entries: it opens an area or a part of the booklet, or repeats one as a running head."""

    line: int
    area: int | None
    is_running_head: bool = False
    opens_funded: bool = False


@dataclass
class Entry:
    """One entry as it stands in the document: nothing is interpreted yet."""

    heading: Piece | None
    under_heading: list[Piece] = field(default_factory=list)
    values: dict[Label, list[Piece]] = field(default_factory=dict)
    label_lines: dict[Label, int] = field(default_factory=dict)
    banners: list[Banner] = field(default_factory=list)  # between the entry before and this one

    @property
    def first_line(self) -> int:
        starts = [*self.label_lines.values(), *([self.heading.line] if self.heading else [])]
        return min(starts)

    @property
    def last_line(self) -> int:
        return max(*self.label_lines.values(), *(p.line for texts in self.values.values() for p in texts), 0)


@dataclass(frozen=True)
class ContentsLine:
    """One line of the table of contents: a heading, its area and whether it is in the annex."""

    heading: str
    line: int
    area: int | None
    is_funded: bool


@dataclass(frozen=True)
class Booklet:
    """Entries in the document's order, with the table of contents before them."""

    entries: tuple[Entry, ...]
    contents: tuple[ContentsLine, ...]


def find_entries(lines: tuple[str, ...], words: Words) -> Booklet:
    """The booklet's entries: a label that returns, or a heading before a label, opens the next one."""
    stream = _with_run_on_titles(list(pieces(lines)), words)
    contents = _contents(stream, words)
    headings = frozenset(fold(line.heading) for line in contents)
    finder = _Finder(words, headings, contents[-1].line + 1 if contents else 1)
    return Booklet(tuple(finder.entries(stream)), contents)


def _with_run_on_titles(stream: list[Piece], words: Words) -> list[Piece]:
    """The stream with "Joint Programme Title of it" taken apart where a title may stand."""
    result: list[Piece] = []
    for piece in stream:
        match = _TITLE_RUN_ON.match(piece.text) if piece.label is None else None
        if match and result and _title_may_follow(result, words) and not words.status(piece.text):
            result += [Piece(piece.line, "title", ""), Piece(piece.line, None, match["title"])]
        else:
            result.append(piece)
    return result


def _title_may_follow(stream: list[Piece], words: Words) -> bool:
    """Whether the last piece is a heading, a country list or the value of a status."""
    last = stream[-1]
    if last.label is not None:
        return last.label == "title"
    found = words.countries_in(last.text)
    is_place = bool(found.countries or found.names_region) and len(found.leftover.split()) <= 2
    return is_place or (len(stream) > 1 and stream[-2].label == "status")


class _Finder:
    """Cuts the stream of labels and texts into entries."""

    def __init__(self, words: Words, contents: frozenset[str], first_body_line: int) -> None:
        self.words = words
        self.contents = contents
        self.first_body_line = first_body_line

    def entries(self, stream: list[Piece]) -> list[Entry]:
        starts = self._starts(stream)
        found: list[Entry] = []
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else len(stream)
            found.append(self._entry(stream, start, end))
        for entry, following in zip(found, [*found[1:], None], strict=True):
            _trim(entry, is_last=following is None, stream=stream)
        return found

    def _starts(self, stream: list[Piece]) -> list[int]:
        """Index of the heading (or first label) of each entry."""
        starts: list[int] = []
        seen: set[Label] = set()
        after_label = 0
        for index, piece in enumerate(stream):
            if piece.label is None:
                continue
            head = self._head_before(stream, index, after_label)
            opens = piece.label in seen or (
                head < index and len(seen) > 2 and self._names_a_place(stream[head:index])
            )
            if not seen or opens:
                starts.append(head)
                seen = set()
            seen.add(piece.label)
            after_label = index + 1
        return starts

    def _head_before(self, stream: list[Piece], label_index: int, floor: int) -> int:
        """Where the heading above a label begins; the label itself where there is none."""
        head, best = label_index, label_index
        while head > floor and label_index - head < _MAX_UNDER_HEADING:
            piece = stream[head - 1]
            if piece.line < self.first_body_line or self.banner(piece) or not self._belongs_to_heading(piece):
                break
            head -= 1
            if is_capitals(piece.text) or fold(piece.text) in self.contents or self._is_place(piece):
                best = head
        return best

    def _belongs_to_heading(self, piece: Piece) -> bool:
        if self._is_place(piece):
            return True
        return self._is_headline(piece.text) and not self.words.is_organisation(piece.text)

    def _is_headline(self, text: str) -> bool:
        """A short line in capitals, or one that the table of contents lists."""
        if fold(text) in self.contents:
            return True
        return (
            is_capitals(text) and len(text.split()) <= 16 and not text.endswith((".", ";")) and len(text) > 2
        )

    def _is_place(self, piece: Piece) -> bool:
        """Whether the line is a list of countries, or names a group of them."""
        if piece.text.rstrip().endswith(".") or len(piece.text.split()) > 40:
            return False
        found = self.words.countries_in(piece.text)
        unexplained = found.leftover.split()
        if not found.countries:
            return found.names_region and not unexplained
        return len(unexplained) <= len(found.countries) // 3

    def _names_a_place(self, head: list[Piece]) -> bool:
        return any(fold(piece.text) in self.contents or self._is_place(piece) for piece in head)

    def _entry(self, stream: list[Piece], start: int, end: int) -> Entry:
        first_label = next(i for i in range(start, end) if stream[i].label)
        head = stream[start:first_label]
        entry = Entry(head[0] if head else None, head[1:])
        entry.banners = self._banners_before(stream, start)
        label: Label | None = None
        for piece in stream[first_label:end]:
            if piece.label:
                label = piece.label
                entry.label_lines.setdefault(label, piece.line)
                entry.values.setdefault(label, [])
            elif label:
                entry.values[label].append(piece)
        self._cut_at_banner(entry, label)
        return entry

    def _banners_before(self, stream: list[Piece], start: int) -> list[Banner]:
        """Banners directly above a heading, and those among the lines just before it."""
        found: list[Banner] = []
        index = start - 1
        while index >= 0 and stream[index].label is None and stream[index].line >= self.first_body_line:
            for width in range(1, 8):
                joined = stream[max(0, index - width + 1) : index + 1]
                if any(p.label for p in joined):
                    break
                banner = self.banner(Piece(joined[0].line, None, " ".join(p.text for p in joined)))
                if banner:
                    found.append(banner)
                    index -= width - 1
                    break
            index -= 1
        return found[::-1]

    def _cut_at_banner(self, entry: Entry, last: Label | None) -> None:
        """Ends the last value where a banner of the next part begins."""
        if last is None:
            return
        texts = entry.values[last]
        for index in range(len(texts)):
            if cut := self._before_glued_banner(texts[index].text):
                texts[index] = Piece(texts[index].line, None, cut)
                del texts[index + 1 :]
                return
            for width in range(1, min(8, len(texts) - index + 1)):
                joined = " ".join(piece.text for piece in texts[index : index + width])
                if self.banner(Piece(texts[index].line, None, joined)):
                    del texts[index:]
                    return

    def _before_glued_banner(self, text: str) -> str:
        """The text before an area's title that stands glued to the end of its last sentence; else ""."""
        sentence, _, rest = text.rpartition(". ")
        return f"{sentence}." if sentence and len(rest) > 24 and self.words.area_titled(rest) else ""

    def banner(self, piece: Piece) -> Banner | None:
        """What the line opens, if it is a banner: an area, the annex, or an area as a running head."""
        text = piece.text
        if len(text) > 220 or piece.label:
            return None
        if match := _AREA_LABEL.match(text):
            return Banner(piece.line, int(match["number"]))
        if (match := _NUMBERED_HEAD.match(text)) and self.words.area_titled(match["title"]) == int(
            match["number"]
        ):
            return Banner(piece.line, int(match["number"]), is_running_head=True)
        if area := self.words.area_titled(text):
            return Banner(piece.line, area)
        if len(text.split()) <= 8 and _ANNEX.match(text):
            return Banner(piece.line, None, opens_funded=bool(re.search("funded", text, re.I)))
        return None


def _contents(stream: list[Piece], words: Words) -> tuple[ContentsLine, ...]:
    """The table of contents: lines that end in a page number, before the first labels."""
    found: list[ContentsLine] = []
    area, is_funded = None, False
    for piece in stream:
        if piece.label in ("budget", "organisations", "partners"):
            break
        if piece.label:
            continue
        if match := _AREA_LABEL.match(piece.text):
            area = int(match["number"])
        elif _ANNEX.match(piece.text) and len(piece.text.split()) <= 8:
            area, is_funded = None, "funded" in piece.text.lower()
        elif match := _CONTENTS_LINE.match(piece.text):
            found.append(ContentsLine(match["heading"].strip(), piece.line, area, is_funded))
    return tuple(found) if len(found) > 1 else ()


def _trim(entry: Entry, *, is_last: bool, stream: list[Piece]) -> None:
    """Takes off what follows the entry: more than a line of status, the imprint after the last summary."""
    status = entry.values.get("status", [])
    if status:
        del status[1:]
    if not is_last or "summary" not in entry.values:
        return
    cover = {fold(piece.text) for piece in stream[:6]}
    texts = entry.values["summary"]
    for index, piece in enumerate(texts):
        if index and (fold(piece.text) in cover or _BACK_MATTER.search(piece.text)):
            del texts[index:]
            return
