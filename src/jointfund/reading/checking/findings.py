"""What a check gives back: a draft in paragraphs, and for each claim a mark with what the record says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.facts import Where
from jointfund.reading.checking.sayings import Said

Kind = Literal[
    "number", "amount", "programme", "title", "countries", "area", "objective",
    "contributor", "status", "months", "date",
]  # fmt: skip


class Mark(StrEnum):
    """How a claim stands to the record."""

    AGREES = "agrees"
    DIFFERS = "differs"
    CHANGED = "changed_since"
    UNKNOWN = "not_in_the_record"

    @property
    def words(self) -> str:
        """As people read it."""
        return self.value.replace("_", " ")


# The graver mark is shown where several claims share their words.
GRAVITY = (Mark.DIFFERS, Mark.CHANGED, Mark.UNKNOWN, Mark.AGREES)


@dataclass(frozen=True)
class Spot:
    """Words of the draft: a paragraph and offsets in its text."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class Verdict:
    """What the record says to one claim, before it is tied to a place of the draft.

    `said` explains it, sentence by sentence. `replacement` are words to put in the claim's place; `recorded`
    is what the record has, as it is written there.
    """

    mark: Mark
    said: tuple[Said, ...]
    recorded: str = ""
    value: Decimal | None = None
    as_of: PartialDate | None = None
    where: Where | None = None
    replacement: str | None = None


@dataclass(frozen=True)
class Finding:
    """One claim of the draft with its verdict. `corrected` is its sentence as the record would have it."""

    spot: Spot
    quote: str
    kind: Kind
    verdict: Verdict
    start_line: int
    end_line: int
    page: int | None = None
    corrected: str = ""

    @property
    def mark(self) -> Mark:
        """Its mark."""
        return self.verdict.mark


@dataclass(frozen=True)
class MarkedPlace:
    """Words of the draft with one or more findings, numbered in the order of the text."""

    number: int
    spot: Spot
    findings: tuple[Finding, ...]

    @property
    def mark(self) -> Mark:
        """The gravest mark of its findings."""
        return min((one.mark for one in self.findings), key=GRAVITY.index)


@dataclass(frozen=True)
class CheckedDraft:
    """A draft with everything that was found in it. `paragraphs` are its texts as they are shown."""

    file: str
    paragraphs: tuple[str, ...]
    places: tuple[MarkedPlace, ...]
    warnings: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding in the order of the text."""
        return tuple(one for place in self.places for one in place.findings)

    @property
    def counts(self) -> Mapping[Mark, int]:
        """How many claims bear each mark; marks nobody bears count 0."""
        found = Counter(one.mark for one in self.findings)
        return {mark: found[mark] for mark in GRAVITY}
