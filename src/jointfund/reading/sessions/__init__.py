"""Sessions of a practitioners' report: what was discussed, by whom, from which projects, with what findings.

A session is known by the line that says when it was held and how many came; roles, speakers and headings
follow from layout and from the words for the roles.
"""

from jointfund.reading.sessions.linking import with_projects
from jointfund.reading.sessions.read import looks_like_sessions, read_sessions
from jointfund.reading.sessions.records import (
    Concluding,
    Finding,
    FindingKind,
    Heading,
    Person,
    Session,
    Speaker,
)

__all__ = [
    "Concluding",
    "Finding",
    "FindingKind",
    "Heading",
    "Person",
    "Session",
    "Speaker",
    "looks_like_sessions",
    "read_sessions",
    "with_projects",
]
