"""When a project began and for how long, as a box prints it: "2018 (48 months)", "11/2019"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jointfund.reading.fiches.stanzas import Line

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_LABEL = (
    r"(?:(?P<component>(?:project|component|phase|programme|part)\s+(?:\d{1,2}|[ivx]+|[a-e]))\s*[:.–-]\s*"
    r"|(?:starting|started|start|since|from|date)\s*(?:date)?\s*:?\s*)?"
)
_START = re.compile(
    rf"{_LABEL}(?P<value>(?:{_MONTH}\s+|(?P<number>0?[1-9]|1[0-2])[/.-])?(?P<year>{_YEAR})"
    rf"(?:\s*[-–—]\s*(?P<end>{_YEAR}))?)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\(?\s*(?P<first>\d{1,3})(?:\s*\+\s*(?P<more>\d{1,3}))?\s*(?P<unit>months?|years?)\s*\)?", re.IGNORECASE
)
_LEAD = re.compile(r"(?:starting|start(?:ing)? date|start|since|from|date)\s*:?", re.IGNORECASE)


@dataclass(frozen=True)
class FoundStart:
    """One start of a box with its lines."""

    printed: str
    start: str
    end: str | None
    months: int | None
    component: str | None
    line: int
    last_line: int


def is_start(line: str) -> bool:
    """Whether the line is a start date, with or without its duration, and nothing else."""
    text = line.strip()
    match = _START.match(text)
    if not match:
        return False
    rest = text[match.end() :].strip()
    return not rest or bool(_DURATION.fullmatch(rest))


def belongs_to_starts(line: str) -> bool:
    """Whether the line is a date, a duration, the word before a date or a dash between two."""
    text = line.strip()
    return (
        is_start(text) or bool(_DURATION.fullmatch(text) or _LEAD.fullmatch(text)) or text in {"-", "–", "—"}
    )


def read_starts(lines: Sequence[Line]) -> tuple[FoundStart, ...]:
    """The starts of a box. Several ranges without a label are counted as periods."""
    found = tuple(_starts(lines))
    if len(found) > 1 and not any(one.component for one in found):
        return tuple(replace(one, component=f"period {n}") for n, one in enumerate(found, 1))
    return found


def _starts(lines: Sequence[Line]) -> Iterator[FoundStart]:
    pending: FoundStart | None = None
    for line in lines:
        text = line.text.strip()
        match = _START.match(text)
        if match:
            if pending:
                yield pending
            pending = _found(match, line.number)
            text = text[match.end() :].strip()
        duration = _DURATION.fullmatch(text) if text else None
        if pending and duration:
            pending = replace(pending, months=_in_months(duration), last_line=line.number)
    if pending:
        yield pending


def _found(match: re.Match[str], line: int) -> FoundStart:
    month = match["number"] or (str(_MONTHS.index(match["month"][:3].lower()) + 1) if match["month"] else "")
    start = f"{match['year']}-{int(month):02}" if month else match["year"]
    return FoundStart(match["value"], start, match["end"], None, match["component"], line, line)


def _in_months(duration: re.Match[str]) -> int:
    count = int(duration["first"]) + int(duration["more"] or 0)
    return count * 12 if duration["unit"].lower().startswith("year") else count
