"""What is read of an agency's paper: plain frozen values, each with its place; not printed is None."""

from dataclasses import dataclass, field
from typing import Literal

from jointfund.reading.records import Country, Doubt, Span

InitiativeKind = Literal["pilot project", "programme", "project", "pilots", "survey", "candidate countries"]


@dataclass(frozen=True)
class Meeting:
    """The meeting a paper was written for, as its cover prints it."""

    name: str
    host: str | None
    city: str | None
    dates: str | None
    place: Span


@dataclass(frozen=True)
class Initiative:
    """Something the paper says is, was or will be done, with the countries it is done in."""

    name: str
    kind: InitiativeKind
    acronym: str | None
    countries: tuple[Country, ...]
    funder: str | None
    partners: tuple[str, ...]
    duration_years: int | None
    start: str | None
    steering: str | None
    place: Span
    projects: str | None = None  # what it has funded, as printed ("over fifty small projects")
    countries_place: Span | None = None


@dataclass(frozen=True)
class Event:
    """A meeting, workshop or forum with its date, hosts and city as printed."""

    name: str
    date: str | None
    city: str | None
    host: str | None
    co_hosts: tuple[str, ...]
    place: Span


@dataclass(frozen=True)
class Network:
    """A group, network, portal or body through which organisations work together."""

    name: str
    acronym: str | None
    members: int | None
    place: Span
    address: str | None = None
    visitors_per_month: str | None = None


@dataclass(frozen=True)
class PaperHeading:
    """A heading of the paper as printed."""

    name: str
    place: Span


@dataclass(frozen=True)
class Publication:
    """A handbook, report or guide the paper names."""

    name: str
    place: Span


@dataclass(frozen=True)
class AgencyPaper:
    """One paper. Lists hold each thing once, where it is first named."""

    source: Span
    title: str | None
    author: str | None
    meeting: Meeting | None
    headings: tuple[PaperHeading, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    events: tuple[Event, ...] = ()
    networks: tuple[Network, ...] = ()
    publications: tuple[Publication, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    places: dict[str, Span] = field(default_factory=dict)  # "title", "author"
