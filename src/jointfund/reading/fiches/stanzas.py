"""Lines between empty lines, and how far each stands from the one before: the layout a text file keeps.

Also what a line looks like by itself: an item, a sentence, an address, a quotation mark.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WIDE_GAP = 2  # empty lines; one is a paragraph's
_MARK = re.compile(r"^\s*(?:[-–—•*●▪◦➔]\s+(?=\S)|[-•●▪◦](?=[^\W\d_]))")
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[ivx]{1,4}\)|\(?[a-h]\))\s+(?=\S)")
_ADDRESS = re.compile(
    r"^[<(]?\s*((?:https?://|www\.)[^\s<>]+|(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>]*)?)\s*[>)]?$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;:!?…](?:[\"”’»)\]]|\*\*)*$")
_OPENING = re.compile(r"^[\s*]*[“„«\"]")
_CLOSING_LINE = re.compile(
    r"^(?P<project>\S.{0,60}?)\s+[–—-]\s+an? (?:project|programme|action) by\s+(?P<agency>\S.*)$"
)
LONGEST_NAME = 130  # letters; what is longer is no name in a box


@dataclass(frozen=True)
class Line:
    """One printed line; `gap` counts the empty lines before it."""

    number: int
    text: str
    gap: int


@dataclass(frozen=True)
class Stanza:
    """Lines without an empty one between them."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines as one, with single spaces."""
        return " ".join(" ".join(line.text.split()) for line in self.lines)

    @property
    def first(self) -> int:
        """Number of the first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """Number of the last line."""
        return self.lines[-1].number

    @property
    def is_set_apart(self) -> bool:
        """Whether more than a paragraph's distance stands before it, as before the cell of a box."""
        return self.lines[0].gap >= _WIDE_GAP


def filled_lines(lines: Sequence[str]) -> tuple[Line, ...]:
    """The lines that hold anything, in order. The first counts as set apart."""
    found: list[Line] = []
    gap = _WIDE_GAP
    for number, text in enumerate(lines, 1):
        if text.strip():
            found.append(Line(number, text.rstrip(), gap))
            gap = 0
        else:
            gap += 1
    return tuple(found)


def stanzas(lines: Sequence[Line]) -> tuple[Stanza, ...]:
    """The lines grouped where no empty line stands between them."""
    return tuple(_groups(lines))


def _groups(lines: Sequence[Line]) -> Iterator[Stanza]:
    pending: list[Line] = []
    for line in lines:
        if pending and line.gap:
            yield Stanza(tuple(pending))
            pending = []
        pending.append(line)
    if pending:
        yield Stanza(tuple(pending))


def is_item(text: str) -> bool:
    """Whether a bullet or a dash stands before the words."""
    return bool(_MARK.match(text))


def is_numbered(text: str) -> bool:
    """Whether "1.", "(ii)" or "a)" stands before the words."""
    return bool(_NUMBERED.match(text))


def without_mark(text: str) -> str:
    """The words behind a bullet or number."""
    return _NUMBERED.sub("", _MARK.sub("", text, count=1), count=1).strip()


def without_bullet(text: str) -> str:
    """The words behind a bullet; a number stays."""
    return _MARK.sub("", text, count=1).strip()


def indent(text: str) -> int:
    """How many blanks stand before the words."""
    return len(text) - len(text.lstrip())


def address(text: str) -> str | None:
    """The web address that is the whole of the line, without brackets."""
    match = _ADDRESS.match(text.strip())
    return match[1] if match else None


def opens_quotation(text: str) -> bool:
    """Whether the words begin with a quotation mark."""
    return bool(_OPENING.match(text))


def is_quotation_mark(text: str) -> bool:
    """Whether the line is a quotation mark and nothing else."""
    return text.strip() in {"“", "”", '"', "„", "«", "»"}


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence, an introduction or an item of a sentence does."""
    return bool(_SENTENCE_END.search(text.strip()))


def closing_agency(text: str) -> str | None:
    """Whose project it is, from a closing line "NAME – a project by AGENCY"."""
    match = _CLOSING_LINE.match(text.strip())
    return match["agency"].strip() if match else None


def reads_as_text(stanza: Stanza, *, longest: int = LONGEST_NAME) -> bool:
    """Whether the stanza is running text, a numbered item, a quotation or an address, not a name or title.

    `longest` is how many letters a name on one line may have.
    """
    first, text = stanza.lines[0].text, stanza.text
    if opens_quotation(first) or is_quotation_mark(text) or address(text) or closing_agency(text):
        return True
    if is_numbered(first) or (len(text) > longest and len(stanza.lines) == 1):
        return True
    words = len(without_mark(text).split())
    return words > 60 or (words >= 7 and ends_sentence(text) and not text.endswith(":"))
