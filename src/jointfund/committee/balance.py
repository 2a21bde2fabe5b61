"""How a choice of proposals moves the balance of a portfolio. Pure.

A programme or proposal counts whole in every group it belongs to: one that works in three countries counts
in each of them, and shares of such groups add up to more than one. The same one is never counted twice: what
is in the portfolio already moves no share when it is chosen.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jointfund.kernel.money import quantise, share

type Dimension = str
NOT_KNOWN = ""


@dataclass(frozen=True)
class Holding:
    """A programme or a proposal as far as the balance looks at it.

    `key` is the same for a proposal and the programme it became. `groups` are codes by dimension; a dimension
    without codes is not known. `amount` is in the fund's currency, None where it is not known.
    """

    key: str
    amount: Decimal | None
    groups: Mapping[Dimension, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class GroupBalance:
    """One group before and after: how many, how much, and its share of the money as a fraction.

    A share is None where there is no money at all to divide.
    """

    code: str
    count_before: int
    count_after: int
    amount_before: Decimal
    amount_after: Decimal
    share_before: Decimal | None
    share_after: Decimal | None

    @property
    def moves(self) -> bool:
        """Whether the choice adds anything to it."""
        return self.count_after != self.count_before


@dataclass(frozen=True)
class Purse:
    """Money before and after the choice. None is unknown; `without_amount` chosen ones ask an unknown sum."""

    before: Decimal | None
    asked: Decimal
    without_amount: int

    @property
    def after(self) -> Decimal | None:
        """What is left; None where what there was is not known, or what a chosen one asks."""
        if self.before is None or self.without_amount:
            return None
        return quantise(self.before - self.asked)

    @property
    def is_overdrawn(self) -> bool:
        """Whether the known sums alone ask for more than there is."""
        return self.before is not None and self.asked > self.before


@dataclass(frozen=True)
class Whole:
    """The portfolio as a whole: how many, how much."""

    count_before: int
    count_after: int
    amount_before: Decimal
    amount_after: Decimal


def purse(left: Decimal | None, chosen: Iterable[Holding]) -> Purse:
    """What the chosen ask of what is left."""
    chosen = list(chosen)
    return Purse(left, _sum(chosen), sum(one.amount is None for one in chosen))


def added(before: Sequence[Holding], chosen: Sequence[Holding]) -> list[Holding]:
    """The chosen that are not in the portfolio yet, each once."""
    known = {one.key for one in before}
    return list({one.key: one for one in chosen if one.key not in known}.values())


def whole(before: Sequence[Holding], chosen: Sequence[Holding]) -> Whole:
    """The portfolio with and without the chosen."""
    after = [*before, *added(before, chosen)]
    return Whole(len(before), len(after), _sum(before), _sum(after))


def balance(
    before: Sequence[Holding], chosen: Sequence[Holding], dimension: Dimension, every: Iterable[str] = ()
) -> list[GroupBalance]:
    """Each group of a dimension before and after, in the order of `every`, then what else there is by code.

    What is not known comes last and is a group of its own, so that no share is larger than the record allows.
    """
    after = [*before, *added(before, chosen)]
    old, new = _by_group(before, dimension), _by_group(after, dimension)
    money_before, money_after = _sum(before), _sum(after)
    codes = list(dict.fromkeys([*every, *sorted(set(new) - {NOT_KNOWN})]))
    if NOT_KNOWN in new:
        codes.append(NOT_KNOWN)
    return [
        GroupBalance(
            code,
            len(old[code]),
            len(new[code]),
            _sum(old[code]),
            _sum(new[code]),
            share(_sum(old[code]), money_before),
            share(_sum(new[code]), money_after),
        )
        for code in codes
    ]


def _by_group(holdings: Sequence[Holding], dimension: Dimension) -> defaultdict[str, list[Holding]]:
    found: defaultdict[str, list[Holding]] = defaultdict(list)
    for one in holdings:
        for code in one.groups.get(dimension) or (NOT_KNOWN,):
            found[code].append(one)
    return found


def _sum(holdings: Iterable[Holding]) -> Decimal:
    return sum((one.amount for one in holdings if one.amount is not None), Decimal(0))
