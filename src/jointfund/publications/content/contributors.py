"""The table of contributors as of a date, and how far it goes towards the fund's target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jointfund.kernel.money import share


@dataclass(frozen=True)
class ContributorLine:
    """One contributor with the amount as published and its share of all of them."""

    name: str
    iso2: str
    is_member_state: bool
    amount: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class ContributorTable:
    """All contributors of one publication, largest first. `as_of` is None where none was published yet."""

    as_of: date | None
    precision: str
    source: str
    lines: tuple[ContributorLine, ...]
    target: Decimal | None
    target_by: str

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def member_states(self) -> tuple[ContributorLine, ...]:
        return tuple(line for line in self.lines if line.is_member_state)

    @property
    def total_of_member_states(self) -> Decimal:
        return sum((line.amount for line in self.member_states), Decimal(0))

    @property
    def reached(self) -> Decimal | None:
        """The part of the target that is reached, as a fraction; None without target or contributions."""
        return share(self.total, self.target) if self.target and self.lines else None

    @property
    def gap(self) -> Decimal | None:
        """What is missing to the target; zero once it is reached."""
        return max(self.target - self.total, Decimal(0)) if self.target and self.lines else None
