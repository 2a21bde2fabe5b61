"""Words of a place, for quotes."""

import re

from jointfund.reading.records import DocumentRecord, Programme, Quote, Reading, Span

_AMOUNT_AND_REST = re.compile(r"(?<=\S)\s(?:USD|US\$|\$)\s?\d.*$")


def lines_of(reading: Reading, place: Span) -> tuple[str, ...]:
    """The printed lines of a place; empty if its document is not part of the reading."""
    document = document_of(reading, place.file)
    return document.lines[place.start_line - 1 : place.end_line] if document else ()


def document_of(reading: Reading, file: str) -> DocumentRecord | None:
    """The document of a file name."""
    return next((document for document in reading.documents if document.file == file), None)


def quoted(reading: Reading, place: Span, most: int = 300) -> Quote:
    """The words printed at a place on one line, shortened where they are long."""
    words = " ".join(" ".join(lines_of(reading, place)).split())
    return Quote(place, words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …")


def subject_of(programme: Programme) -> str:
    """How a subject line names a programme: by heading, else by the beginning of its title."""
    if programme.heading:
        return _AMOUNT_AND_REST.sub("", programme.heading.split("\n")[0]).strip()
    return (programme.title or "programme without heading and title")[:70]


def is_within(place: Span, programme: Programme) -> bool:
    """Whether a place lies inside an entry."""
    own = programme.source
    return place.file == own.file and own.start_line <= place.start_line <= own.end_line
