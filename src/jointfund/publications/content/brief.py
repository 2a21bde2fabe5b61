"""The thematic brief: what the fund does on a theme, what it is ready to do, and who supports it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from jointfund.publications.content.contributors import ContributorTable
from jointfund.publications.content.figures import Figure
from jointfund.publications.content.programmes import Area, FundFacts, ProgrammeFacts


@dataclass(frozen=True)
class Reason:
    """Why a programme is in the brief: a tag it carries, with the words and lines that give or suggest it."""

    vocabulary: str
    term: str
    words: str
    is_suggested: bool
    document: str
    lines: str


@dataclass(frozen=True)
class Chosen:
    """A programme of the brief with the reasons for choosing it."""

    programme: ProgrammeFacts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Section:
    """The chosen programmes of one thematic area."""

    area: Area
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True)
class Brief:
    """The brief of one day. `context` may name figures as fields; all of them are in `figures`."""

    fund: FundFacts
    theme: str
    as_of: date
    language: str
    context: str
    figures: tuple[Figure, ...]
    funded: tuple[Chosen, ...]
    pipeline: tuple[Chosen, ...]
    contributors: ContributorTable

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        return self.funded + self.pipeline


def by_area(chosen: Iterable[Chosen]) -> tuple[Section, ...]:
    """The programmes under their area, those of unknown area last."""

    def place(one: Chosen) -> tuple[bool, int]:
        return (not one.programme.area.number, one.programme.area.number)

    ordered = sorted(chosen, key=place)
    return tuple(
        Section(area, tuple(members))
        for area, members in groupby(ordered, key=lambda one: one.programme.area)
    )
