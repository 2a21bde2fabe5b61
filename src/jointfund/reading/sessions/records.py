"""What is read of a session: plain frozen values, each with its place. What is not printed is None."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jointfund.reading.records import Doubt, Span

FindingKind = Literal["numbered item", "sub-heading"]


@dataclass(frozen=True)
class Person:
    """Somebody with a role. `organisation` is None where neither this line nor another one says."""

    name: str
    organisation: str | None
    place: Span


@dataclass(frozen=True)
class Speaker:
    """One line of the speakers: who speaks for whom about which project.

    `project` is the project of the same document that is meant, by its acronym, else its full title; None
    where none is near.
    """

    names: tuple[str, ...]
    organisation: str | None
    project_printed: str
    where_printed: str | None
    project: str | None
    place: Span


@dataclass(frozen=True)
class Finding:
    """One numbered item or one sub-heading with what stands under it."""

    heading: str | None  # None for a numbered item
    kind: FindingKind
    text: str
    place: Span


@dataclass(frozen=True)
class Heading:
    """A heading of a session, the text before its first finding, and its findings."""

    heading: str
    text: str
    findings: tuple[Finding, ...]
    place: Span


@dataclass(frozen=True)
class Concluding:
    """The last part of a session: all of it, and its numbered remarks one by one."""

    text: str
    remarks: tuple[Finding, ...]
    place: Span


@dataclass(frozen=True)
class Session:
    """One session of a report."""

    source: Span
    number: int
    title: str
    organisers: tuple[str, ...]
    date: date | None
    time: str | None  # "11:00-13:00" as printed
    participants: int | None
    moderators: tuple[Person, ...]
    external_experts: tuple[Person, ...]
    rapporteurs: tuple[Person, ...]
    coordinators: tuple[Person, ...]
    speakers: tuple[Speaker, ...]
    headings: tuple[Heading, ...]
    concluding: Concluding | None
    title_in_background: str | None = None
    title_in_toc: str | None = None
    toc_page: int | None = None
    doubts: tuple[Doubt, ...] = ()
    places: dict[str, Span] = field(default_factory=dict)  # "title", "date", "toc", "background"
