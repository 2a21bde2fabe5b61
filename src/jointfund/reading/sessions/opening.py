"""How a session opens: the line of its date, the lines of its roles, the lines of its speakers."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jointfund.reading.words import Words

Role = Literal["moderator", "external_expert", "rapporteur", "coordinator", "speaker"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = (
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})", re.I),
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})", re.I),
    re.compile(r"\b(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>\d{4})"),
)
_PARTICIPANTS = re.compile(
    r"\b(?P<count>\d{1,3}(?:[,\u00a0\u202f ]\d{3})*)\s+(?:participants|attendees)\b", re.I
)
_ORGANISERS = re.compile(r"\b(?:co-)?(?:organi[sz]ed|hosted|convened|held)\s+by\s+(?P<names>[^,(]+)", re.I)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\s*[-–—]\s*\d{1,2}[:.h]\d{2}\b")
_MAX_OPENING_WORDS = 40
_ROLES: tuple[tuple[Role, str], ...] = (
    ("moderator", r"moderators?|moderated by|facilitators?|chairs?|chaired by"),
    ("external_expert", r"(?:external |guest |academic )?experts?"),
    ("rapporteur", r"rapporteurs?|note[- ]takers?"),
    ("coordinator", r"co-?ordinators?|coordinated by"),
    ("speaker", r"speakers?|presenters?|panell?ists?"),
)
_ROLE_LINES = tuple(
    (role, re.compile(rf"\W*(?:{words})\s*:\s*(?P<rest>.*)$", re.I | re.S)) for role, words in _ROLES
)
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_GROUP = re.compile(r"(?P<names>[^()]+?)\s*\((?P<organisation>[^()]+)\)")
_LETTER = r"[^\W\d_]"
_CAPITAL = r"(?=[A-ZÀ-ÖØ-ÞĀ-Ž])"
_NAME = rf"{_CAPITAL}{_LETTER}[\w.'’-]*(?:\s+{_LETTER}[\w.'’-]*){{0,5}}"
_SPEAKER = re.compile(
    rf"(?:[-•–]\s+)?(?P<names>{_NAME}(?:(?:\s*,\s*|\s*&\s*|\s+and\s+){_NAME})*)"
    r"\s*\((?P<organisation>[^()]{2,80})\)\s*[:,–—-]\s*(?P<rest>\S.*)$",
    re.S,
)
_MANY_COUNTRIES = re.compile(r"(?:\d+|multi(?:ple)?|several|various)[ -]?countr(?:y|ies)", re.I)
_BRACKETED = re.compile(r"\([^()]*\)")
_IN_PLACE = re.compile(r"\bin\s+(?P<place>[^,]+)$")


@dataclass(frozen=True)
class Opening:
    """The line that says when a session was held."""

    organisers: tuple[str, ...]
    date: date | None
    time: str | None
    participants: int | None


@dataclass(frozen=True)
class Named:
    """A name and the organisation printed with it."""

    name: str
    organisation: str | None


@dataclass(frozen=True)
class SpeakerLine:
    """The parts of one line of the speakers, as printed."""

    names: tuple[str, ...]
    organisation: str
    project: str
    where: str | None


def opening_of(line: str) -> Opening | None:
    """What the line says, if it opens a session: two of the organisers, the date and the participants."""
    if len(line.split()) > _MAX_OPENING_WORDS:
        return None
    held, came, by = day_in(line), _PARTICIPANTS.search(line), _ORGANISERS.search(line)
    if [held, came, by].count(None) > 1:
        return None
    time = _TIME.search(line)
    return Opening(
        organisers=tuple(filter(None, _AND.split(by["names"].strip()))) if by else (),
        date=held,
        time=time.group() if time else None,
        participants=int(re.sub(r"\D", "", came["count"])) if came else None,
    )


def day_in(text: str) -> date | None:
    """The first full date of the text; None for a day that no calendar has."""
    for pattern in _DATES:
        if match := pattern.search(text):
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"].lower()) + 1
            try:
                return date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                return None
    return None


def role_of(line: str) -> tuple[Role, str] | None:
    """The role a line begins with and what follows the colon."""
    for role, pattern in _ROLE_LINES:
        if match := pattern.match(line):
            return role, match["rest"].strip()
    return None


def is_session_mark(line: str) -> bool:
    """Whether the line opens a session or one of its roles, so that no layout may join it to another."""
    text = line.strip()
    found = role_of(text)
    if found:
        return not found[1] or len(found[1].split()) <= 20
    if opening_of(text) is not None:
        return True
    speaker = speaker_parts(text)
    return speaker is not None and _is_speaker_for_certain(*speaker)


def _is_speaker_for_certain(names: tuple[str, ...], organisation: str, rest: str) -> bool:
    """Whether it is no sentence with an abbreviation in brackets: full names, and a project behind them."""
    return rest[:1].isupper() and all(len(name.split()) > 1 and name == _capitals(name) for name in names)


def _capitals(name: str) -> str:
    return " ".join(word if word[:1].isupper() else "" for word in name.split())


def people_in(text: str) -> tuple[Named, ...]:
    """Names and the organisation in brackets behind one or more of them."""
    people: list[Named] = []
    end = 0
    for match in _GROUP.finditer(text):
        people += [Named(name, match["organisation"].strip()) for name in _names(match["names"])]
        end = match.end()
    return (*people, *(Named(name, None) for name in _names(text[end:])))


def _names(text: str) -> list[str]:
    return [name.strip(" .") for name in _AND.split(text) if name.strip(" .")]


def speaker_parts(line: str) -> tuple[tuple[str, ...], str, str] | None:
    """Names, organisation and the rest of a speaker's line; None for any other line."""
    match = _SPEAKER.match(line.strip())
    if not match or len(line.split()) > _MAX_OPENING_WORDS:
        return None
    return tuple(_names(match["names"])), match["organisation"].strip(), match["rest"].strip()


def speaker_line(line: str, words: Words) -> SpeakerLine | None:
    """One line of the speakers with its project and place told apart."""
    parts = speaker_parts(line)
    if parts is None:
        return None
    names, organisation, rest = parts
    project, where = _project_and_place(rest, words)
    return SpeakerLine(names, organisation, project, where)


def _project_and_place(text: str, words: Words) -> tuple[str, str | None]:
    """The places are the last pieces between commas; without any, a title may end in "in Somewhere"."""
    pieces = text.split(",")
    first = len(pieces)
    while first > 1 and _is_place(pieces[first - 1], words):
        first -= 1
    if first < len(pieces):
        return ",".join(pieces[:first]).strip(), ",".join(pieces[first:]).strip()
    if (inside := _IN_PLACE.search(text)) and _is_place(inside["place"], words):
        return text, inside["place"].strip()
    if len(pieces) > 1 and pieces[-1].strip()[:1].isupper() and len(pieces[-1].split()) <= 4:
        return ",".join(pieces[:-1]).strip(), pieces[-1].strip()
    return text, None


def _is_place(text: str, words: Words) -> bool:
    """Whether the text is nothing but countries, regions or a number of countries."""
    plain = _BRACKETED.sub(" ", text).strip()
    if not plain or _MANY_COUNTRIES.search(text):
        return bool(plain)
    found = words.countries_in(plain)
    return bool(found.countries or found.names_region) and not found.leftover
