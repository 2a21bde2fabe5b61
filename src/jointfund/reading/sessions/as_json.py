"""A session as JSON, with the field names of the record format."""

from collections.abc import Sequence

from jointfund.reading.json_values import Json, doubts, place, places
from jointfund.reading.sessions.records import Finding, Heading, Person, Session, Speaker


def session_data(session: Session) -> dict[str, Json]:
    """One session as plain lists and objects; a session has one moderator and one expert as a rule."""
    lines = {field: span.start_line for field, span in session.places.items()}
    return {
        "number": session.number,
        "title": session.title,
        "title_line": lines.get("title"),
        "title_in_background": session.title_in_background,
        "background_line": lines.get("background"),
        "title_in_toc": session.title_in_toc,
        "toc_line": lines.get("toc"),
        "toc_page": session.toc_page,
        "organisers": list(session.organisers),
        "date": session.date.isoformat() if session.date else None,
        "date_line": lines.get("date"),
        "time": session.time,
        "participants": session.participants,
        "moderator": _first(session.moderators),
        "co_moderators": _people(session.moderators[1:]),
        "external_expert": _first(session.external_experts),
        "other_experts": _people(session.external_experts[1:]),
        "rapporteurs": _people(session.rapporteurs),
        "coordinators": _people(session.coordinators),
        "speakers": [_speaker(speaker) for speaker in session.speakers],
        "headings": [_heading(heading) for heading in session.headings],
        "concluding": None
        if session.concluding is None
        else {
            **place(session.concluding.place),
            "text": session.concluding.text,
            "remarks": [_finding(remark) for remark in session.concluding.remarks],
        },
        "span": place(session.source),
        "doubts": doubts(session.doubts),
        "places": places(session.places),
    }


def _first(people: Sequence[Person]) -> dict[str, Json] | None:
    return _person(people[0]) if people else None


def _people(people: Sequence[Person]) -> list[Json]:
    return [_person(person) for person in people]


def _person(person: Person) -> dict[str, Json]:
    return {
        "name": person.name,
        "org": person.organisation,
        "line": person.place.start_line,
        "source": place(person.place),
    }


def _speaker(speaker: Speaker) -> dict[str, Json]:
    return {
        "names": list(speaker.names),
        "organisation": speaker.organisation,
        "project_printed": speaker.project_printed,
        "where_printed": speaker.where_printed,
        "project": speaker.project,
        "line": speaker.place.start_line,
        "source": place(speaker.place),
    }


def _heading(heading: Heading) -> dict[str, Json]:
    return {
        "heading": heading.heading,
        "line": heading.place.start_line,
        "text": heading.text,
        "sub": [_finding(finding) for finding in heading.findings],
        "source": place(heading.place),
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "heading": finding.heading,
        "kind": finding.kind,
        "text": finding.text,
        **place(finding.place),
    }
