"""Who counts at an item, whether there are enough of them, and whether an objection came in time. Pure."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR

from jointfund.committee.bodies import QuorumRule


@dataclass(frozen=True)
class Quorum:
    """The seats that count at an item, how many of them are there, and how many have to be."""

    counting: int
    present: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.counting > 0 and self.present >= self.needed

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return max(0, self.needed - self.present)


def quorum(rule: QuorumRule, *, held: Set[int], present: Set[int], recused: Set[int]) -> Quorum:
    """The count for one item. Who has an interest counts neither as a seat nor as present.

    >>> from decimal import Decimal
    >>> quorum(QuorumRule(Decimal("0.5"), True), held={1, 2, 3, 4}, present={1, 2, 4}, recused={4})
    Quorum(counting=3, present=2, needed=2)
    """
    counting = held - recused
    share = rule.share * len(counting)
    if rule.more_than:
        needed = int(share.to_integral_value(ROUND_FLOOR)) + 1
    else:
        needed = int(share.to_integral_value(ROUND_CEILING))
    return Quorum(len(counting), len(counting & present), max(1, needed))


def counts_by(received: datetime, deadline: datetime) -> bool:
    """Whether what was received counts: at the deadline itself it does, a microsecond later it does not."""
    return received <= deadline


@dataclass(frozen=True)
class Said:
    """What a seat said and when; `objects` or not."""

    seat: int
    objects: bool
    received: datetime


def standing_objections(said: Iterable[Said], recused: Set[int], until: datetime | None = None) -> set[int]:
    """The seats whose last word is an objection, without what came after `until` or from the recused."""
    last: dict[int, bool] = {}
    for one in sorted(said, key=lambda each: each.received):
        if one.seat not in recused and (until is None or counts_by(one.received, until)):
            last[one.seat] = one.objects
    return {seat for seat, objects in last.items() if objects}
