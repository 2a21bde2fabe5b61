"""The dates of a call as an iCalendar file (RFC 5545): moments in UTC, lines folded at 75 octets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class CalendarDate:
    """One moment of a calendar: `key` makes it the same entry when it is loaded again."""

    key: str
    at: datetime
    title: str


def calendar(dates: Sequence[CalendarDate], *, host: str, address: str, stamp: datetime) -> str:
    """The file as text. `host` ends the keys of the entries, `address` is the page they tell of."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//JointFund//Calls//EN"]
    for one in dates:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(one.key)}@{_text(host)}",
            f"DTSTAMP:{_moment(stamp)}",
            f"DTSTART:{_moment(one.at)}",
            f"SUMMARY:{_text(one.title)}",
            f"URL:{address}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> Iterator[str]:
    """Parts of at most 75 octets, no character cut in two; all but the first begin with a space."""
    part = ""
    for character in line:
        if len((part + character).encode()) > 75:
            yield part
            part = " "
        part += character
    yield part
