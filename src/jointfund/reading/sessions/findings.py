"""The body of a session as headings, sub-headings and numbered items, by layout alone.

A heading is a short line of its own that ends no sentence. Numbered lines that follow each other directly are
items; a numbered line with a text under it is a sub-heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jointfund.reading.records import DocumentRecord
from jointfund.reading.sessions.records import Concluding, Finding, FindingKind, Heading
from jointfund.reading.words import is_capitals

_NUMBERED = re.compile(r"^(?P<dash>[-•–*]\s+)?(?P<number>\d{1,2})[.)]\s*(?=\S)")
_BULLET = re.compile(r"^\s*[-•–*‣▪●◦➢]\s+")
_FOOTNOTE = re.compile(r"^\s*(?:[¹²³⁴⁵⁶⁷⁸⁹]|\[\d+\])")
_SENTENCE_ENDS = (".", ";", ",", ":", "!", "…")
_CONCLUDING = re.compile(r"^\W*(?:conclu(?:ding|sions?)\b.{0,40}|final remarks)$", re.I)
_EMPHASIS = re.compile(r"\*{1,3}")
_MAX_HEADING_WORDS = 24
_MAX_SUB_HEADING_WORDS = 45


@dataclass(frozen=True)
class Line:
    """A line that is not blank, with its number."""

    number: int
    text: str


def is_concluding(text: str) -> bool:
    """Whether the line is the heading of the last part of a session."""
    return bool(_CONCLUDING.match(text.strip()))


def is_heading(text: str) -> bool:
    """Whether the line looks like a heading: short, with a capital at its beginning and no sentence's end."""
    stripped = text.strip()
    if not stripped or _NUMBERED.match(stripped) or _BULLET.match(stripped) or _FOOTNOTE.match(stripped):
        return False
    begins = stripped.lstrip("*\"“‘'(")[:1]
    return (
        (begins.isupper() or begins.isdigit())
        and not stripped.endswith(_SENTENCE_ENDS)
        and len(stripped.split()) <= _MAX_HEADING_WORDS
    )


def read_headings(
    document: DocumentRecord, lines: Sequence[Line]
) -> tuple[tuple[Heading, ...], Concluding | None]:
    """The headings of a body, and its last part if it has one."""
    parts = list(_parts(lines))
    headings = tuple(_heading(document, part) for part in parts)
    last = next((part for part in parts if is_concluding(part[0].text)), None)
    if last is None:
        return headings, None
    return headings, Concluding(
        text="\n".join(line.text for line in last[1:]),
        remarks=tuple(finding for finding in _findings(document, last[1:])),
        place=document.span(last[0].number, last[-1].number),
    )


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines from one heading to the next; what stands before the first belongs to none."""
    part: list[Line] = []
    for index, line in enumerate(lines):
        is_lead = len(part) == 1 and line.text.rstrip().endswith("?")  # a question under its heading
        if is_heading(line.text) and not is_lead and not _goes_on(lines, index):
            if part:
                yield part
            part = [line]
        elif part:
            part.append(line)
    if part:
        yield part


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line is the beginning of a sentence cut by a page: the next one is in small letters."""
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return following[:1].islower()


def _heading(document: DocumentRecord, part: Sequence[Line]) -> Heading:
    first, *body = part
    findings = tuple(_findings(document, body))
    begins = findings[0].place.start_line if findings else body[-1].number + 1 if body else 0
    return Heading(
        heading=plain(first.text),
        text="\n".join(line.text for line in body if line.number < begins),
        findings=findings,
        place=document.span(first.number, part[-1].number),
    )


def _findings(document: DocumentRecord, body: Sequence[Line]) -> Iterator[Finding]:
    starts = _starts(body)
    if not starts:
        return
    kind = _kind(body, starts)
    for begin, end in pairwise([*starts, len(body)]):
        lines = body[begin:end] if kind == "sub-heading" else _item(body[begin:end])
        place = document.span(lines[0].number, lines[-1].number)
        if kind == "sub-heading":
            yield Finding(plain(lines[0].text), kind, _joined(lines[1:]), place)
        else:
            first = Line(lines[0].number, _NUMBERED.sub("", lines[0].text))
            yield Finding(None, kind, _joined([first, *lines[1:]]), place)


def _starts(body: Sequence[Line]) -> list[int]:
    """Where the numbered lines stand that count 1, 2, 3 without a gap."""
    starts: list[int] = []
    for index, line in enumerate(body):
        match = _NUMBERED.match(line.text)
        if match and int(match["number"]) == len(starts) + 1:
            starts.append(index)
    return starts


def _kind(body: Sequence[Line], starts: list[int]) -> FindingKind:
    """Sub-headings where a text of its own stands between the first two; a line behind a dash is an item."""
    first = body[starts[0]]
    if _BULLET.match(first.text) or len(first.text.split()) > _MAX_SUB_HEADING_WORDS:
        return "numbered item"
    end = starts[1] if len(starts) > 1 else len(body)
    has_text = len(_item(body[starts[0] : end])) < end - starts[0]
    announces_list = end - starts[0] > 1 and first.text.rstrip().endswith(":")
    return "sub-heading" if has_text or announces_list else "numbered item"


def _item(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of one numbered item: its own, its sub-items and the rest of a sentence cut by a page."""
    end = 1
    while end < len(lines) and (_BULLET.match(lines[end].text) or lines[end].text[:1].islower()):
        end += 1
    return lines[:end]


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(_BULLET.sub("- ", line.text) for line in lines)


def plain(text: str) -> str:
    """A heading without the marks of bold or italic letters."""
    return _EMPHASIS.sub("", text).strip()


def opens_other_part(text: str) -> bool:
    """Whether a line is a title in capitals: it opens a part of the document that is no session."""
    stripped = plain(text)
    return is_capitals(stripped) and is_heading(stripped) and sum(c.isalpha() for c in stripped) > 6
