"""Which project each speaker speaks for: the one whose fiche names the speaker's line."""

from collections.abc import Sequence
from dataclasses import replace

from jointfund.reading.fiches.records import ProjectFiche
from jointfund.reading.records import Doubt
from jointfund.reading.sessions.records import Session, Speaker


def with_projects(sessions: Sequence[Session], fiches: Sequence[ProjectFiche]) -> tuple[Session, ...]:
    """The sessions with the project of each speaker: its acronym, else its title; a doubt where none is.

    A document without fiches leaves every project None, without a doubt.
    """
    meant = {
        mention.place.start_line: fiche.acronym or fiche.full_title
        for fiche in fiches
        for mention in fiche.sessions
    }
    return tuple(_linked(session, meant) for session in sessions) if fiches else tuple(sessions)


def _linked(session: Session, meant: dict[int, str | None]) -> Session:
    speakers = tuple(
        replace(speaker, project=meant.get(speaker.place.start_line)) for speaker in session.speakers
    )
    doubts = tuple(_doubt(speaker) for speaker in speakers if speaker.project is None)
    return replace(session, speakers=speakers, doubts=session.doubts + doubts)


def _doubt(speaker: Speaker) -> Doubt:
    return Doubt("speakers", f"no project of this document is called “{speaker.project_printed}”")
