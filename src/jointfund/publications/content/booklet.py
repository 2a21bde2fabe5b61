"""The pipeline booklet: what waits for money by thematic area, and what is funded in an annex."""

from dataclasses import dataclass
from datetime import date

from jointfund.publications.content.programmes import Area, FundFacts, ProgrammeFacts


@dataclass(frozen=True)
class Chapter:
    """The programmes of one thematic area, by heading."""

    area: Area
    programmes: tuple[ProgrammeFacts, ...]


@dataclass(frozen=True)
class Booklet:
    """The booklet of one day. `selection` says in words what it was narrowed to; empty for the whole fund."""

    fund: FundFacts
    as_of: date
    as_of_precision: str
    language: str
    selection: str
    pipeline: tuple[Chapter, ...]
    funded: tuple[Chapter, ...]

    @property
    def waiting_programmes(self) -> tuple[ProgrammeFacts, ...]:
        return tuple(one for chapter in self.pipeline for one in chapter.programmes)

    @property
    def funded_programmes(self) -> tuple[ProgrammeFacts, ...]:
        return tuple(one for chapter in self.funded for one in chapter.programmes)

    @property
    def programmes(self) -> tuple[ProgrammeFacts, ...]:
        return self.waiting_programmes + self.funded_programmes
