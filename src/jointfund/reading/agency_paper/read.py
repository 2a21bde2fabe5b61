"""An agency's paper: its cover, its headings, and what its text names."""

import re
from collections.abc import Sequence

from jointfund.reading.agency_paper.events import find_events
from jointfund.reading.agency_paper.initiatives import find_initiatives
from jointfund.reading.agency_paper.networks import find_networks, find_publications
from jointfund.reading.agency_paper.records import AgencyPaper, Meeting, PaperHeading
from jointfund.reading.agency_paper.text import MONTH, is_heading, sentences
from jointfund.reading.records import DocumentRecord, Doubt, Span
from jointfund.reading.sessions.findings import Line
from jointfund.reading.words import Words, is_capitals

_COVER_LINES = 24
_MEETING = re.compile(
    r"\b(?:meeting|conference|forum|dialogue|consultations?|seminar|congress|summit)\b", re.I
)
_PLACE_AND_DAYS = re.compile(
    rf"^(?P<city>[A-Z][\w .’'-]+?), "
    rf"(?P<dates>\d{{1,2}}(?:\s*(?:-|–|to|and)\s*\d{{1,2}})?\s+{MONTH}\s+\d{{4}})$"
)
_KINDS_OF_PAPER = re.compile(
    r"\b(?:contributions?|statement|paper|submission|activities|inputs?) (?:of|by|from)\b", re.I
)
_MARKS = re.compile(r"[*_¹²³⁴⁵⁶⁷⁸⁹]+")


def looks_like_agency_paper(lines: tuple[str, ...]) -> bool:
    """Whether the cover names a meeting, its city and days, and whose paper it is, and headings follow."""
    cover = [_plain(line) for line in lines if line.strip()][:_COVER_LINES]
    marks = (_MEETING, _PLACE_AND_DAYS, _KINDS_OF_PAPER)
    return all(any(mark.search(line) for line in cover) for mark in marks) and any(
        is_heading(line) for line in lines
    )


def read_agency_paper(document: DocumentRecord, words: Words) -> AgencyPaper:
    """Everything the paper names, each with its place."""
    lines = [Line(number, text) for number, text in enumerate(document.lines, start=1) if text.strip()]
    cover = _Cover(document, lines)
    body = list(sentences(lines[cover.length :]))
    initiatives, doubts = find_initiatives(document, body, words)
    return AgencyPaper(
        source=document.span(lines[0].number, lines[-1].number),
        title=cover.title,
        author=cover.author,
        meeting=cover.meeting,
        headings=tuple(
            PaperHeading(line.text.strip(), document.span(line.number, line.number))
            for line in lines
            if is_heading(line.text)
        ),
        initiatives=initiatives,
        events=find_events(document, body, words),
        networks=find_networks(document, body),
        publications=find_publications(document, body),
        doubts=(*cover.doubts, *doubts),
        places=cover.places,
    )


class _Cover:
    """The lines before the first heading: the meeting, then the title in capitals, then who wrote it."""

    def __init__(self, document: DocumentRecord, lines: Sequence[Line]) -> None:
        first_heading = next((i for i, line in enumerate(lines) if is_heading(line.text)), len(lines))
        self.lines = lines[: min(first_heading, _COVER_LINES)]
        self.length = len(self.lines)
        self.document = document
        self.doubts: list[Doubt] = []
        self.places: dict[str, Span] = {}
        dated = [i for i, line in enumerate(self.lines) if _PLACE_AND_DAYS.match(_plain(line.text))]
        self.meeting = self._meeting(dated[0]) if dated else None
        self.title = self._title(dated[0] + 1 if dated else 0)
        if self.title is None:
            self.doubts.append(Doubt("title", "no title in capitals stands on the cover"))

    def _meeting(self, dated: int) -> Meeting | None:
        """The name is in capitals; who holds the meeting stands from there to the city and the days."""
        before = self.lines[:dated]
        name = [line for line in before if is_capitals(_plain(line.text))] or list(before[:1])
        host = [line for line in before if line not in name]
        match = _PLACE_AND_DAYS.match(_plain(self.lines[dated].text))
        if not name or match is None:
            return None
        return Meeting(
            name=" ".join(_plain(line.text) for line in name),
            host=", ".join(_plain(line.text) for line in host) or None,
            city=match["city"],
            dates=match["dates"],
            place=self.document.span(name[0].number, self.lines[dated].number),
        )

    def _title(self, begin: int) -> str | None:
        self.author: str | None = None
        title: list[Line] = []
        for line in self.lines[begin:]:
            if is_capitals(_plain(line.text)):
                title.append(line)
            elif title:
                self._take_author(line)
                break
        if not title:
            return None
        self.places["title"] = self.document.span(title[0].number, title[-1].number)
        return " ".join(_plain(line.text) for line in title)

    def _take_author(self, line: Line) -> None:
        if len(line.text.split()) <= 14 and not line.text.strip().endswith("."):
            self.author = _plain(line.text)
            self.places["author"] = self.document.span(line.number, line.number)


def _plain(text: str) -> str:
    return _MARKS.sub("", text).strip()
