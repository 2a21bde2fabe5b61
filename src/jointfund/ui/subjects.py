"""Where the record of an event or a notice stands: sites resolve references, the record knows no address."""

import re
from dataclasses import replace

from jointfund.ui.visit import Visit

# How a reference is written, the page that shows it, and the kinds of its numbers.
PLACES = (
    (re.compile(r"[^/]+/publication/(?P<draft>\d+)"), "desk-publication"),
    (
        re.compile(r"[^/]+/intake/(?P<number>\d+)/(?P<candidate_number>\d+)"),
        "desk-candidate",
    ),
    (re.compile(r"[^/]+/intake/(?P<number>\d+)"), "desk-intake"),
    (re.compile(r"[^/]+/practice/(?P<number>\d+)"), "desk-practice"),
    (re.compile(r"[^/]+/review/(?P<draft>\d+)"), "desk-review"),
    (re.compile(r"[^/]+/answer/(?P<draft>\d+)"), "desk-review-answer"),
    (re.compile(r"[^/]+/proposal/(?P<draft>\d+)"), "desk-proposal"),
    (re.compile(r"[^/]+/meeting/(?P<body>[\w-]+)/(?P<number>\d+)"), "desk-meeting"),
    (re.compile(r"[^/]+/meeting/(?P<body>[\w-]+)/(?P<number>\d+)/(?P<place>\d+)"), "desk-meeting-topic"),
    (re.compile(r"(?P<ref>[A-Z]{2,6}-C-\d{4,})"), "call"),
    (re.compile(r"[^/]+/people"), "desk-people"),
    (re.compile(r"organisation:[^/]+"), "desk-organisation"),
    (re.compile(r"[^/]+/search/(?P<number>\d+)"), "search-saved"),
    (re.compile(r"[^/]+/instrument/(?P<code>\w+)"), "desk-instrument"),
    (re.compile(r"(?P<ref>[A-Z]{2,6}-\d{4,})"), "programme"),
)


def subject_href(visit: Visit, reference: str) -> str:
    """The address of a record of the visit's fund, as it stands today; empty where none shows it."""
    today = replace(visit, asked_day=None)
    for pattern, name in PLACES:
        if found := pattern.fullmatch(reference):
            return today.href(name, **found.groupdict())
    return ""


def found_href(visit: Visit, kind: str, reference: str) -> str:
    """The address of what a search found, by its kind and reference there."""
    match kind:
        case "programme" | "publication":
            return visit.href(kind, ref=reference)
        case "practice":
            return visit.href("knowledge-practice", ref=reference)
        case "project" | "session":
            return visit.href(f"knowledge-{kind}", slug=reference)
        case "document":
            key, _, line = reference.partition("#")
            return lines_href(visit, key, int(line) if line.isdecimal() else None)
    owner, name, anchor = reference.split("/")
    if owner == "programme":
        return visit.href("programme", ref=name)
    return f"{visit.href(f'knowledge-{owner}', slug=name)}#{'results' if kind == 'result' else anchor}"


def lines_href(visit: Visit, key: str, line: int | None) -> str:
    """A document at one of its lines."""
    address = visit.href("document", key=key)
    if not line:
        return address
    return f"{address}{'&' if '?' in address else '?'}line={line}#L{line}"
