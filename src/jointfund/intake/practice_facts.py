"""The demonstration's knowledge base as facts: projects, statements, results and sessions of a 2020 report.

The files in `demo/practice` hold names, figures and sentences of our own, each with the lines it rests on; no
sentence of the report is kept. Here they become frozen values; who enters them where is decided above.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from jointfund.kernel.errors import DomainError

StatementKind = Literal[
    "objective",
    "feature",
    "nexus",
    "challenge",
    "good_practice",
    "crisis_adaptation",
    "testimony_about",
]
Standing = Literal["target", "achieved"]
Bound = Literal["at_least", "over", "about", "almost", "up_to"]

TOPICS = Path(str(files("jointfund.vocabularies"))) / "data" / "topics.json"
_FOLDER = Path(__file__).resolve().parent / "demo" / "practice"
type _Entry = dict[str, Any]


class UnusablePractice(DomainError):
    """A file of the demonstration's knowledge base breaks its own format."""


@dataclass(frozen=True)
class Lines:
    """Lines of one document, counted from 1. `document` is its key in the fund's documents."""

    document: str
    start_line: int
    end_line: int


@dataclass(frozen=True)
class BudgetPart:
    """One amount of a budget in its currency; `component` where the amount is for a part of the project."""

    amount: Decimal
    currency: str
    component: str | None
    source: Lines


@dataclass(frozen=True)
class Partner:
    """A partner by name."""

    name: str
    source: Lines


@dataclass(frozen=True)
class Statement:
    """One thing a project intends, does, met or learned, in a sentence or two of ours.

    `gcm_objectives` are suggested by the words of the source; nobody confirmed them. `speaker` says for a
    testimony who speaks, by office and organisation, never by name.
    """

    key: str
    kind: StatementKind
    text: str
    source: Lines
    topics: tuple[str, ...]
    populations: tuple[str, ...]
    levels: tuple[str, ...]
    gcm_objectives: tuple[int, ...]
    speaker: str | None


@dataclass(frozen=True)
class Result:
    """One printed figure: how many of what, of whom, where, and whether it was reached or is aimed at.

    `bound` is None for an exact figure.
    """

    value: Decimal
    value_to: Decimal | None  # upper end of a printed range
    bound: Bound | None
    unit: str
    population: str | None  # code of the populations
    standing: Standing
    place: str | None
    source: Lines


@dataclass(frozen=True)
class Project:
    """One project with its facts. Unknown is None; an empty tuple says that nothing is printed."""

    key: str
    acronym: str | None
    title: str
    agencies: tuple[str, ...]
    donors: tuple[str, ...]
    budget: tuple[BudgetPart, ...]
    start: str | None  # "2018" or "2019-11"
    months: int | None
    countries: tuple[str, ...]  # ISO 3166-1 alpha-3
    partners: tuple[Partner, ...]
    sites: tuple[str, ...]
    sessions: tuple[int, ...]
    source: Lines
    statements: tuple[Statement, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Role:
    """An office somebody held in a session: the organisation only, no person."""

    role: Literal["moderator", "external_expert", "rapporteur", "coordinator"]
    organisation: str
    source: Lines


@dataclass(frozen=True)
class SpokenFor:
    """A project that was presented in a session, and the organisation that spoke for it."""

    project: str  # key of a project
    organisation: str
    source: Lines


@dataclass(frozen=True)
class SessionStatement:
    """A finding or a concluding remark of a session, in our words, under a heading of ours."""

    key: str
    kind: Literal["finding", "remark"]
    heading: str
    text: str
    source: Lines
    topics: tuple[str, ...]
    projects: tuple[str, ...]  # keys of the projects it rests on


@dataclass(frozen=True)
class Session:
    """One session: when, how many, who spoke for which project, and what came of it."""

    key: str
    number: int
    title: str
    date: str  # "2020-05-13"
    participants: int
    organisers: tuple[str, ...]
    roles: tuple[Role, ...]
    speakers: tuple[SpokenFor, ...]
    statements: tuple[SessionStatement, ...]
    source: Lines


@dataclass(frozen=True)
class PracticeFacts:
    """Everything the demonstration knows about what works."""

    projects: tuple[Project, ...]
    sessions: tuple[Session, ...]
    common_features: tuple[SessionStatement, ...]  # what the report found across all sessions


def load_practice_facts(folder: Path = _FOLDER) -> PracticeFacts:
    """The files of the folder as values, projects in the order of their keys.

    Raises UnusablePractice where a code is not known or a key is used twice.
    """
    facts = PracticeFacts(
        projects=tuple(_project(_read(path)) for path in sorted((folder / "projects").glob("*.json"))),
        sessions=tuple(_session(entry) for entry in _read(folder / "sessions.json")),
        common_features=tuple(_said(entry) for entry in _read(folder / "common_features.json")),
    )
    for fault in _faults(facts):
        raise UnusablePractice(fault)
    return facts


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _lines(entry: _Entry) -> Lines:
    return Lines(**entry["source"])


def _project(entry: _Entry) -> Project:
    return Project(
        key=entry["key"],
        acronym=entry["acronym"],
        title=entry["title"],
        agencies=tuple(entry["agencies"]),
        donors=tuple(entry["donors"]),
        budget=tuple(
            BudgetPart(Decimal(part["amount"]), part["currency"], part["component"], _lines(part))
            for part in entry["budget"]
        ),
        start=entry["start"],
        months=entry["months"],
        countries=tuple(entry["countries"]),
        partners=tuple(Partner(partner["name"], _lines(partner)) for partner in entry["partners"]),
        sites=tuple(entry["sites"]),
        sessions=tuple(entry["sessions"]),
        source=_lines(entry),
        statements=tuple(_statement(each) for each in entry["statements"]),
        results=tuple(_result(each) for each in entry["results"]),
    )


def _statement(entry: _Entry) -> Statement:
    return Statement(
        key=entry["key"],
        kind=entry["kind"],
        text=entry["text"],
        source=_lines(entry),
        topics=tuple(entry["topics"]),
        populations=tuple(entry["populations"]),
        levels=tuple(entry["levels"]),
        gcm_objectives=tuple(entry["gcm_objectives"]),
        speaker=entry.get("speaker"),
    )


def _result(entry: _Entry) -> Result:
    upper = entry.get("value_to")
    return Result(
        value=Decimal(entry["value"]),
        value_to=None if upper is None else Decimal(upper),
        bound=entry["bound"],
        unit=entry["unit"],
        population=entry["population"],
        standing=entry["standing"],
        place=entry["place"],
        source=_lines(entry),
    )


def _session(entry: _Entry) -> Session:
    return Session(
        key=entry["key"],
        number=entry["number"],
        title=entry["title"],
        date=entry["date"],
        participants=entry["participants"],
        organisers=tuple(entry["organisers"]),
        roles=tuple(Role(each["role"], each["organisation"], _lines(each)) for each in entry["roles"]),
        speakers=tuple(
            SpokenFor(each["project"], each["organisation"], _lines(each)) for each in entry["speakers"]
        ),
        statements=tuple(_said(each) for each in entry["statements"]),
        source=_lines(entry),
    )


def _said(entry: _Entry) -> SessionStatement:
    return SessionStatement(
        key=entry["key"],
        kind=entry["kind"],
        heading=entry["heading"],
        text=entry["text"],
        source=_lines(entry),
        topics=tuple(entry["topics"]),
        projects=tuple(entry["projects"]),
    )


def _faults(facts: PracticeFacts) -> Iterator[str]:
    """What the files contradict each other in, one sentence a fault."""
    topics = {term["code"] for term in _read(TOPICS)["terms"]}
    projects = {project.key for project in facts.projects}
    stated = [each for project in facts.projects for each in project.statements]
    said = [*facts.common_features, *(each for session in facts.sessions for each in session.statements)]
    used = [(each.key, each.topics) for each in stated] + [(each.key, each.topics) for each in said]
    keys = [key for key, _ in used]
    yield from (f"The statement {key} is there twice." for key in set(keys) if keys.count(key) > 1)
    for key, codes in used:
        yield from (f"{key}: no topic is called {code}." for code in codes if code not in topics)
    for statement in stated:
        if statement.kind not in get_args(StatementKind):
            yield f"{statement.key}: a statement is not of the kind {statement.kind}."
    named = [(each.key, key) for each in said for key in each.projects]
    named += [(session.key, speaker.project) for session in facts.sessions for speaker in session.speakers]
    yield from (f"{where}: no project is called {key}." for where, key in named if key not in projects)
