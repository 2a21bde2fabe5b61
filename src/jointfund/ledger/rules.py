"""What follows from contributions: totals, shares, and how far a target is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jointfund.kernel.money import quantise, share


@dataclass(frozen=True)
class Distance:
    """How far contributions have come on the way to a target."""

    reached: Decimal
    target: Decimal

    @property
    def to_go(self) -> Decimal:
        """What is missing; zero once the target is reached."""
        return max(self.target - self.reached, Decimal(0))

    @property
    def share(self) -> Decimal | None:
        """The part of the target that is reached, as a fraction; above 1 past it."""
        return share(self.reached, self.target)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The amounts added up; zero for none."""
    return sum(amounts, Decimal(0))


def distance(reached: Decimal | None, target: Decimal | None) -> Distance | None:
    """The distance to a target; None where either end is unknown or the target is nothing."""
    if reached is None or not target:
        return None
    return Distance(reached, target)


def agent_fee(deposit: Decimal, rate: Decimal) -> Decimal:
    """The administrative agent's fee on one deposit, rounded half up to the cent.

    `rate` is a fraction (Decimal("0.01") for one per cent), as the arrangement says.
    """
    return quantise(deposit * rate)
