"""The terms of a call once they are read: amounts, moments, weights. A published call has them whole."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Lot:
    """One lot: what a proposal for it may ask at least and at most; None where there is no bound."""

    title: str
    floor: Decimal | None = None
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class Stage:
    """One stage. `opens` and `closes` are moments with the call's time zone; a rolling one never closes."""

    code: str
    opens: datetime | None
    closes: datetime | None
    form: str = ""
    template: str = ""


# What holds where a call says nothing of it.
USUAL_SCALE = Decimal(5)
USUAL_DISPUTE = Decimal(40)


@dataclass(frozen=True)
class Criterion:
    """What proposals are judged by; weights of a call add up to 100.

    Scored from 0 to `most` points. `guidance` tells line by line what a score means; a score under
    `note_under` asks for a note, None asks for none. Criteria of one `family` go to the same reviewers.
    `code` is known within one version of the call.
    """

    title: str
    weight: Decimal
    code: str = ""
    family: str = ""
    most: Decimal = USUAL_SCALE
    note_under: Decimal | None = None
    guidance: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reviewing:
    """How a call is reviewed. `hides_scores`: others' reviews are seen once the own one is submitted.

    `answer_days` is how long the lead may answer the closed reviews, 0 where it may not. A criterion is
    disputed where scores lie `disputed_from` per cent of its scale apart.
    """

    hides_identities: bool = False
    hides_scores: bool = False
    answer_days: int = 0
    disputed_from: Decimal = USUAL_DISPUTE


@dataclass(frozen=True)
class Terms:
    """What a call offers, to whom, until when. Empty sets of whom and where mean: no limit of that sort."""

    title: str
    envelope: Decimal | None
    lots: tuple[Lot, ...]
    kinds: frozenset[str]
    organisations: frozenset[str]
    countries: frozenset[str]
    regions: frozenset[str]
    least_organisations: int
    time_zone: str
    is_rolling: bool
    stages: tuple[Stage, ...]
    criteria: tuple[Criterion, ...]
    instruments: tuple[str, ...]
    files: tuple[str, ...]
    questions_close: datetime | None
    reviewing: Reviewing = Reviewing()

    @property
    def families(self) -> tuple[str, ...]:
        """The families of its criteria in their order; empty for those of none."""
        return tuple(dict.fromkeys(one.family for one in self.criteria))

    @property
    def opens(self) -> datetime | None:
        """When its first stage opens."""
        return self.stages[0].opens if self.stages else None

    @property
    def closes(self) -> datetime | None:
        """When its last stage closes; None for a rolling call."""
        ends = [stage.closes for stage in self.stages if stage.closes]
        return max(ends) if ends and not self.is_rolling else None
