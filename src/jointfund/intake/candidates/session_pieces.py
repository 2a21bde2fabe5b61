"""The pieces of a session and of a resource by itself; see `pieces`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jointfund.intake.candidates.fields import MAX_TEXT, FieldRefused
from jointfund.intake.candidates.pieces import Piece, whole_number
from jointfund.knowledge.models import ResourceKind
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Span
from jointfund.reading.sessions.records import Finding, Heading, Person, Session, Speaker

ROLES = ("moderators", "external_experts", "rapporteurs", "coordinators")


@dataclass(frozen=True)
class FoundResource:
    """Something to read, join or use that a document names; `kind` of the resources."""

    title: str
    kind: str
    place: Span
    organisation: str = ""
    address: str = ""
    note: str = ""


def session_pieces(session: Session) -> Iterator[Piece]:
    """Everything a session says, in its order."""
    places = session.places
    yield Piece("title", session.title, places.get("title", session.source))
    yield Piece("date", session.date.isoformat() if session.date else "", places.get("date"))
    yield Piece("participants", str(session.participants or ""), places.get("date"))
    for role in ROLES:
        people: tuple[Person, ...] = getattr(session, role)
        for number, person in enumerate(people, 1):
            yield Piece(f"{role}:{number}", person.name, person.place, person.organisation or "")
    for number, speaker in enumerate(session.speakers, 1):
        printed = ": ".join(part for part in (speaker.organisation, speaker.project_printed) if part)
        yield Piece(f"speakers:{number}", ", ".join(speaker.names), speaker.place, printed)
    for number, one in enumerate(_findings(session), 1):
        yield Piece(
            f"headings:{number}", _plain(one.text) or (one.heading or ""), one.place, one.heading or ""
        )
    for number, one in enumerate(_remarks(session), 1):
        yield Piece(
            f"remarks:{number}", _plain(one.text) or (one.heading or ""), one.place, one.heading or ""
        )


def rewrite_session(session: Session, texts: Mapping[str, str], lexicon: Lexicon) -> Session:
    """The session with some pieces as written. Raises FieldRefused."""
    # From the last to the first: a text left out never moves one that is still to come.
    for name, text in sorted(texts.items(), key=lambda one: -int(one[0].partition(":")[2] or 0)):
        if len(text) > MAX_TEXT:
            raise FieldRefused(name, f"At most {MAX_TEXT:,} letters; this text has {len(text):,}.")
        base, _colon, number = name.partition(":")
        session = _with(session, base, int(number) - 1 if number else 0, text.strip())
    return session


def resource_pieces(resource: FoundResource) -> Iterator[Piece]:
    """What is known of a resource."""
    for name in ("title", "kind", "organisation", "address", "note"):
        yield Piece(name, getattr(resource, name), resource.place)


def rewrite_resource(resource: FoundResource, texts: Mapping[str, str], lexicon: Lexicon) -> FoundResource:
    """The resource with some pieces as written. Raises FieldRefused."""
    for name, text in texts.items():
        plain = _plain(text)
        if name == "kind" and plain and plain not in ResourceKind.values:
            raise FieldRefused(name, f"Write one of: {', '.join(ResourceKind.values)}.")
        if name == "address" and plain and not plain.startswith(("http://", "https://")):
            raise FieldRefused(name, "An address begins with https:// or http://.")
        if len(plain) > 300:
            raise FieldRefused(name, f"At most 300 letters; this has {len(plain):,}.")
        resource = replace(resource, **{name: plain})  # type: ignore[arg-type]  # all of them are texts
    return resource


def _with(session: Session, base: str, index: int, text: str) -> Session:
    match base:
        case "title":
            return replace(session, title=_plain(text)[:300])
        case "date":
            return replace(session, date=_day(text) if text else None)
        case "participants":
            return replace(session, participants=whole_number(base, text, 100_000) if text else None)
        case "speakers":
            return replace(session, speakers=_set(session.speakers, index, _renamed(session, index, text)))
        case "headings":
            return _with_finding(session, index, text)
        case "remarks":
            return _with_remark(session, index, text)
    people: tuple[Person, ...] = getattr(session, base)
    changed = _set(people, index, replace(people[index], name=_plain(text)))
    return replace(session, **{base: changed})  # type: ignore[arg-type]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FieldRefused("date", f"“{text[:40]}” is no day. Write it like 2023-07-31.") from None


def _renamed(session: Session, index: int, text: str) -> Speaker:
    speaker = session.speakers[index]
    if not text:  # left out: nobody of it is known any more
        return replace(speaker, names=(), organisation=None, project=None, project_printed="")
    return replace(speaker, names=tuple(name.strip() for name in text.split(",") if name.strip()))


def _findings(session: Session) -> list[Finding]:
    """Texts under headings and their findings, flat, in their order."""
    found = []
    for heading in session.headings:
        if heading.text.strip():
            found.append(Finding(heading.heading, "sub-heading", heading.text, heading.place))
        found.extend(heading.findings)
    return found


def _with_finding(session: Session, index: int, text: str) -> Session:
    headings: list[Heading] = []
    number = 0
    for heading in session.headings:
        if heading.text.strip():
            heading = replace(heading, text=text) if number == index else heading
            number += 1
        last = number + len(heading.findings)
        if number <= index < last:
            findings = list(heading.findings)
            findings[index - number] = _said(findings[index - number], text)
            heading = replace(heading, findings=tuple(findings))
        number = last
        headings.append(heading)
    return replace(session, headings=tuple(headings))


def _said(finding: Finding, text: str) -> Finding:
    """A finding with these words; without any it is left out, its heading too."""
    return replace(finding, text=text, heading=finding.heading if text else None)


def _remarks(session: Session) -> list[Finding]:
    concluding = session.concluding
    if concluding is None:
        return []
    if concluding.remarks or not concluding.text.strip():
        return list(concluding.remarks)
    return [Finding(None, "sub-heading", concluding.text, concluding.place)]


def _with_remark(session: Session, index: int, text: str) -> Session:
    concluding = session.concluding
    assert concluding is not None  # noqa: S101 - it has the remark
    if not concluding.remarks:
        return replace(session, concluding=replace(concluding, text=text))
    remarks = _set(concluding.remarks, index, _said(concluding.remarks[index], text))
    return replace(session, concluding=replace(concluding, remarks=remarks))


def _set[T](values: tuple[T, ...], index: int, value: T) -> tuple[T, ...]:
    return (*values[:index], value, *values[index + 1 :])


def _plain(text: str) -> str:
    return " ".join(text.split())
