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


@dataclass(frozen=True)
class Criterion:
    """What proposals are judged by; weights of a call add up to 100."""

    title: str
    weight: Decimal


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

    @property
    def opens(self) -> datetime | None:
        """When its first stage opens."""
        return self.stages[0].opens if self.stages else None

    @property
    def closes(self) -> datetime | None:
        """When its last stage closes; None for a rolling call."""
        ends = [stage.closes for stage in self.stages if stage.closes]
        return max(ends) if ends and not self.is_rolling else None
