"""The sessions of a document, one after the other, each from its title to the title of the next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jointfund.kernel.words import fold
from jointfund.reading.records import DocumentRecord, Doubt, Span
from jointfund.reading.sessions.findings import Line, is_heading, opens_other_part, plain, read_headings
from jointfund.reading.sessions.opening import (
    Opening,
    Role,
    day_in,
    opening_of,
    people_in,
    role_of,
    speaker_line,
    speaker_parts,
)
from jointfund.reading.sessions.records import Person, Session, Speaker
from jointfund.reading.words import Words

_ANNOUNCED = re.compile(
    r"^\W*session\s+(?P<number>\d{1,2})\s*[:.–—-]\s*(?P<title>.+?)\s*(?:\((?P<date>[^()]+)\))?\W*$", re.I
)
_IN_CONTENTS = re.compile(r"^(?P<title>\S.*?)\s*(?:\t|\.{3,}|…+| {3,})\s*(?P<page>\d{1,3})$")
_ROLE_WORDS: dict[Role, str] = {
    "moderator": "moderators",
    "external_expert": "external_experts",
    "rapporteur": "rapporteurs",
    "coordinator": "coordinators",
}
_SAME_TITLE = 0.55


def looks_like_sessions(lines: tuple[str, ...]) -> bool:
    """Whether the text has a line that opens a session, and a role under one."""
    return any(opening_of(line) for line in lines) and any(role_of(line.strip()) for line in lines)


def read_sessions(document: DocumentRecord, words: Words) -> tuple[Session, ...]:
    """Every session of the document, in its order; `with_projects` tells which projects its speakers mean."""
    lines = [Line(number, text) for number, text in enumerate(document.lines, start=1) if text.strip()]
    outlines = list(_outlines(lines))
    known = _organisations_of_people(outlines)
    announced = _announced(lines)
    return tuple(
        _Reader(document, words, outline, known, announced).session(order)
        for order, outline in enumerate(outlines, start=1)
    )


@dataclass(frozen=True)
class _Outline:
    """The lines of one session, told apart but not interpreted."""

    title: tuple[Line, ...]
    opening_line: Line
    opening: Opening
    roles: tuple[tuple[Role, str, Line], ...]
    speakers: tuple[Line, ...]
    body: tuple[Line, ...]
    last: int


@dataclass(frozen=True)
class _Announced:
    """A session as the introduction or the table of contents names it."""

    line: int
    title: str
    number: int | None = None
    page: int | None = None
    date_printed: str = ""


def _outlines(lines: Sequence[Line]) -> Iterator[_Outline]:
    """Sessions by their opening lines; a title in capitals ends the last one."""
    openings = [
        (index, found) for index, line in enumerate(lines) if (found := opening_of(line.text)) is not None
    ]
    titles = [_title_start(lines, index) for index, _ in openings]
    for (index, opening), begin, end in zip(openings, titles, [*titles[1:], len(lines)], strict=True):
        inside = lines[index + 1 : end]
        head = _head_length(inside)
        body = _until_other_part(inside[head:])
        roles, speakers = _roles(inside[:head])
        used = [*lines[begin : index + 1], *inside[:head], *body]
        yield _Outline(
            title=tuple(lines[begin:index]),
            opening_line=lines[index],
            opening=opening,
            roles=roles,
            speakers=speakers,
            body=tuple(body),
            last=used[-1].number,
        )


def _title_start(lines: Sequence[Line], opening: int) -> int:
    """Where the title before an opening line begins: one short line, or two where the first one goes on."""
    begin = opening
    if begin and is_heading(lines[begin - 1].text):
        begin -= 1
        if begin and lines[begin].text[:1].islower() and is_heading(lines[begin - 1].text):
            begin -= 1
    return begin


def _head_length(lines: Sequence[Line]) -> int:
    """How many lines after the opening are roles and speakers."""
    length = 0
    for index, line in enumerate(lines):
        if role_of(line.text.strip()) or speaker_parts(line.text):
            length = index + 1
        elif index - length > 1:
            break
    return length


def _until_other_part(lines: Sequence[Line]) -> Sequence[Line]:
    end = next((index for index, line in enumerate(lines) if opens_other_part(line.text)), len(lines))
    return lines[:end]


def _roles(lines: Sequence[Line]) -> tuple[tuple[tuple[Role, str, Line], ...], tuple[Line, ...]]:
    """The lines of the head as roles with their people, and as speakers."""
    roles: list[tuple[Role, str, Line]] = []
    speakers: list[Line] = []
    for line in lines:
        found = role_of(line.text.strip())
        if found and found[0] != "speaker":
            roles.append((*found, line))
        elif found:
            speakers += [Line(line.number, found[1])] if found[1] else []
        elif speaker_parts(line.text):
            speakers.append(line)
    return tuple(roles), tuple(speakers)


def _organisations_of_people(outlines: Sequence[_Outline]) -> dict[str, tuple[str, int]]:
    """Organisation printed behind a name anywhere in the heads, with the line, by folded name."""
    known: dict[str, tuple[str, int]] = {}
    for outline in outlines:
        for _, text, line in outline.roles:
            for person in people_in(text):
                if person.organisation:
                    known.setdefault(fold(person.name), (person.organisation, line.number))
    return known


def _announced(lines: Sequence[Line]) -> tuple[_Announced, ...]:
    found: list[_Announced] = []
    for line in lines:
        text = line.text.strip()
        if len(text.split()) > 40:
            continue
        if match := _ANNOUNCED.match(text):
            found.append(
                _Announced(
                    line.number, match["title"], int(match["number"]), date_printed=match["date"] or ""
                )
            )
        elif match := _IN_CONTENTS.match(text):
            found.append(_Announced(line.number, match["title"], page=int(match["page"])))
    return tuple(found)


class _Reader:
    """Turns one outline into a session, collecting the place and the doubts of each field."""

    def __init__(
        self,
        document: DocumentRecord,
        words: Words,
        outline: _Outline,
        known: dict[str, tuple[str, int]],
        announced: tuple[_Announced, ...],
    ) -> None:
        self.document = document
        self.words = words
        self.outline = outline
        self.known = known
        self.announced = announced
        self.doubts: list[Doubt] = []
        self.places: dict[str, Span] = {}

    def session(self, order: int) -> Session:
        outline, opening = self.outline, self.outline.opening
        title = self._title()
        background, contents = self._background(title), self._contents(title)
        people = {role: self._people(role) for role in _ROLE_WORDS}
        speakers = self._speakers()
        headings, concluding = read_headings(self.document, outline.body)
        self._place("date", outline.opening_line.number)
        self._doubt_what_lacks(opening, people["moderator"], speakers, has_end=concluding is not None)
        first = outline.title[0].number if outline.title else outline.opening_line.number
        return Session(
            source=self.document.span(first, outline.last),
            number=background.number if background and background.number else order,
            title=title,
            organisers=opening.organisers,
            date=opening.date,
            time=opening.time,
            participants=opening.participants,
            moderators=people["moderator"],
            external_experts=people["external_expert"],
            rapporteurs=people["rapporteur"],
            coordinators=people["coordinator"],
            speakers=speakers,
            headings=headings,
            concluding=concluding,
            title_in_background=background.title if background else None,
            title_in_toc=contents.title if contents else None,
            toc_page=contents.page if contents else None,
            doubts=tuple(self.doubts),
            places=self.places,
        )

    def _place(self, field: str, line: int) -> None:
        self.places[field] = self.document.span(line, line)

    def _doubt(self, field: str, reason: str) -> None:
        self.doubts.append(Doubt(field, reason))

    def _title(self) -> str:
        lines = self.outline.title
        if not lines:
            self._doubt("title", "no title stands above the line that says when the session was held")
            return ""
        self.places["title"] = self.document.span(lines[0].number, lines[-1].number)
        return " ".join(plain(line.text) for line in lines)

    def _background(self, title: str) -> _Announced | None:
        """The announcement of the same day; without a day, the one of the same title."""
        numbered = [each for each in self.announced if each.number is not None]
        held = self.outline.opening.date
        same_day = [each for each in numbered if held and day_in(each.date_printed) == held]
        found = same_day[0] if len(same_day) == 1 else _likest(title, numbered)
        if found:
            self._place("background", found.line)
            if _letters(found.title) != _letters(title):
                self._doubt("title", f"line {found.line} announces it as “{found.title}”")
            announced_day = day_in(found.date_printed)
            if held and announced_day and announced_day != held:
                self._doubt("date", f"line {found.line} announces it for {announced_day.isoformat()}")
        return found

    def _contents(self, title: str) -> _Announced | None:
        found = _likest(title, [each for each in self.announced if each.page is not None])
        if found:
            self._place("toc", found.line)
        return found

    def _people(self, role: Role) -> tuple[Person, ...]:
        people: list[Person] = []
        for line_role, text, line in self.outline.roles:
            if line_role != role:
                continue
            place = self.document.span(line.number, line.number)
            self.places.setdefault(_ROLE_WORDS[role], place)
            for named in people_in(text):
                people.append(
                    Person(named.name, named.organisation or self._elsewhere(role, named.name), place)
                )
        return tuple(people)

    def _elsewhere(self, role: Role, name: str) -> str | None:
        """The organisation another line prints behind the name, with a doubt that says so."""
        found = self.known.get(fold(name))
        if found is None:
            self._doubt(_ROLE_WORDS[role], f"no organisation is printed for {name}")
            return None
        self._doubt(_ROLE_WORDS[role], f"the organisation of {name} is printed on line {found[1]}, not here")
        return found[0]

    def _speakers(self) -> tuple[Speaker, ...]:
        speakers: list[Speaker] = []
        for line in self.outline.speakers:
            found = speaker_line(line.text, self.words)
            if found is None:
                self._doubt("speakers", f"line {line.number} is not understood: “{line.text.strip()}”")
                continue
            speakers.append(
                Speaker(
                    found.names,
                    found.organisation,
                    found.project,
                    found.where,
                    None,
                    self.document.span(line.number, line.number),
                )
            )
        return tuple(speakers)

    def _doubt_what_lacks(
        self,
        opening: Opening,
        moderators: tuple[Person, ...],
        speakers: tuple[Speaker, ...],
        *,
        has_end: bool,
    ) -> None:
        """A doubt for each part that every session has and this one lacks."""
        lacks = (
            ("date", opening.date is None, "no day is printed"),
            ("participants", opening.participants is None, "no number of participants is printed"),
            ("moderators", not moderators, "nobody is named as moderator"),
            ("speakers", not speakers, "no line of a speaker follows"),
            ("concluding", not has_end, "the text ends without concluding remarks"),
        )
        for field, is_lacking, reason in lacks:
            if is_lacking:
                self._doubt(field, reason)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _likest(title: str, announced: Sequence[_Announced]) -> _Announced | None:
    """The announcement whose title is most like this one, if any is like it at all."""
    scored = [(_likeness(title, each.title), -each.line, each) for each in announced]
    best = max(scored, default=None, key=lambda score: score[:2])
    return best[2] if best and best[0] >= _SAME_TITLE else None


def _likeness(one: str, other: str) -> float:
    """Share of the shorter title's words that the longer one has."""
    first, second = _word_set(one), _word_set(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter > 1 else 0.0


def _word_set(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W_]+", fold(text)) if len(word) > 3)
