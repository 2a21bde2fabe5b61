"""What would it take? The waiting programmes that an amount would release, chosen exactly. Pure.

The rule, as the page prints it: among the waiting programmes that fit the wish, take the set whose budgets
add up to the most without exceeding the amount; of several such sets the one with more programmes; of
several of those the one with the earlier references. A programme without published budget cannot be chosen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from math import gcd

from jointfund.kernel.money import share

LARGEST_HALF = 120_000  # sums kept in one half of the search: about a quarter of a second at most
CORE = 28  # programmes around the last one that fits, searched exactly where there are too many sums
ROUND = 10**8  # cents: how round a budget is, is its greatest common divisor with this

type Sums = dict[int, int]  # a sum in cents, to the best rank of a set with that sum


@dataclass(frozen=True)
class Candidate:
    """One waiting programme, as far as the choice looks at it. References sort in the fund's order."""

    reference: str
    budget: Decimal | None
    area: str = ""
    region: str = ""


@dataclass(frozen=True)
class Selection:
    """The answer: what is chosen, what it costs, and what of the amount remains.

    `waits` are programmes that fit the wish and stay without money; `unknown` those whose budget is not
    published. `is_complete` is False only where a very large pipeline did not allow to compare all sets.
    """

    amount: Decimal
    chosen: tuple[Candidate, ...]
    waits: tuple[Candidate, ...]
    unknown: tuple[Candidate, ...]
    is_complete: bool = True

    @property
    def total(self) -> Decimal:
        """What the chosen programmes cost together."""
        return total_of(self.chosen)

    @property
    def remainder(self) -> Decimal:
        """What of the amount releases nothing."""
        return self.amount - self.total

    @property
    def cheapest_wait(self) -> Decimal | None:
        """The smallest published budget that stays without money."""
        return min((one.budget for one in self.waits if one.budget is not None), default=None)


@dataclass(frozen=True)
class Shift:
    """How one group's part of the money moves. Shares are fractions; None where there is no money at all."""

    group: str
    before: Decimal
    released: Decimal
    waits: Decimal
    programmes_before: int
    programmes_released: int
    programmes_waiting: int
    share_before: Decimal | None
    share_after: Decimal | None

    @property
    def after(self) -> Decimal:
        return self.before + self.released


def total_of(candidates: Iterable[Candidate]) -> Decimal:
    """The published budgets added up."""
    return sum((one.budget for one in candidates if one.budget is not None), Decimal(0))


def select(candidates: Sequence[Candidate], amount: Decimal) -> Selection:
    """The programmes an amount would release, by the rule at the head of this module."""
    known = sorted((one for one in candidates if one.budget is not None), key=lambda one: one.reference)
    unknown = tuple(one for one in candidates if one.budget is None)
    cents = [_cents(one.budget) for one in known]
    picked, is_complete = _best_set(cents, _cents(amount))
    return Selection(
        amount=amount,
        chosen=tuple(one for place, one in enumerate(known) if place in picked),
        waits=tuple(one for place, one in enumerate(known) if place not in picked),
        unknown=unknown,
        is_complete=is_complete,
    )


def balance(
    funded: Sequence[Candidate],
    selection: Selection,
    waiting: Sequence[Candidate],
    group_of: Callable[[Candidate], str],
) -> list[Shift]:
    """How the money of funded programmes divides among groups before and after the release, by group name.

    Only published budgets count; no programme is split between groups. Waiting is all that stays without
    money, whether it fits the wish or not.
    """
    chosen = {one.reference for one in selection.chosen}
    still = [one for one in waiting if one.reference not in chosen]
    before, released, waits = (_by_group(part, group_of) for part in (funded, selection.chosen, still))
    whole_before, whole_after = total_of(funded), total_of(funded) + selection.total
    shifts = []
    for name in sorted({*before, *released, *waits}):
        old, new, left = (total_of(part.get(name, ())) for part in (before, released, waits))
        shifts.append(
            Shift(
                group=name,
                before=old,
                released=new,
                waits=left,
                programmes_before=len(before.get(name, ())),
                programmes_released=len(released.get(name, ())),
                programmes_waiting=len(waits.get(name, ())),
                share_before=share(old, whole_before),
                share_after=share(old + new, whole_after),
            )
        )
    return shifts


def _by_group(
    candidates: Iterable[Candidate], group_of: Callable[[Candidate], str]
) -> dict[str, list[Candidate]]:
    ordered = sorted(candidates, key=group_of)
    return {name: list(members) for name, members in groupby(ordered, key=group_of)}


def _cents(amount: Decimal | None) -> int:
    return int((amount or Decimal(0)) * 100)


def _best_set(weights: Sequence[int], limit: int) -> tuple[frozenset[int], bool]:
    """The places of the best set, and whether the search was complete."""
    fitting = [place for place, weight in enumerate(weights) if weight <= limit]
    if sum(weights[place] for place in fitting) <= limit:
        return frozenset(fitting), True
    if (found := _search(fitting, weights, limit)) is not None:
        return found, True
    return _search_core(fitting, weights, limit), False


def _search(places: Sequence[int], weights: Sequence[int], limit: int) -> frozenset[int] | None:
    """The best set among the places, by meeting in the middle; None where there are too many sums."""
    size = len(weights)
    first, second = _halves(places, weights, limit)
    left = _all_sums(first, weights, limit, size)
    right = _all_sums(second, weights, limit, size) if left is not None else None
    if left is None or right is None:
        return None
    rank = _best_rank(left, right, limit)
    return frozenset(place for place in places if rank >> (size - 1 - place) & 1)


def _all_sums(places: Sequence[int], weights: Sequence[int], limit: int, size: int) -> Sums | None:
    """Every sum the places can make within the limit, each with its best rank.

    A rank is the number of programmes, followed by one bit per programme, the earliest highest: of two sets
    with equal sum the better one has the larger rank, and ranks of disjoint sets add up.
    """
    sums: Sums = {0: 0}
    for place in places:
        weight, one = weights[place], (1 << size) | (1 << (size - 1 - place))
        for total, rank in list(sums.items()):
            if total + weight <= limit and sums.get(total + weight, -1) < rank + one:
                sums[total + weight] = rank + one
        if len(sums) > LARGEST_HALF:
            return None
    return sums


def _best_rank(left: Sums, right: Sums, limit: int) -> int:
    """The rank of the best set made of one part of each half."""
    descending = sorted(right, reverse=True)
    best, at = (-1, -1), 0
    for total in sorted(left):
        while total + descending[at] > limit:
            at += 1  # the empty set fits always, so this ends
        best = max(best, (total + descending[at], left[total] + right[descending[at]]))
    return best[1]


def _halves(places: Sequence[int], weights: Sequence[int], limit: int) -> tuple[list[int], list[int]]:
    """The places in two parts with few sums each: round amounts together, because their sums coincide."""
    ordered = sorted(places, key=lambda place: (gcd(weights[place], ROUND), weights[place]), reverse=True)
    ahead = _bounds([weights[place] for place in ordered], limit)
    behind = _bounds([weights[place] for place in reversed(ordered)], limit)[::-1]
    cut = min(range(len(ordered) + 1), key=lambda at: ahead[at] + behind[at])
    return ordered[:cut], ordered[cut:]


def _bounds(weights: Sequence[int], limit: int) -> list[int]:
    """For each beginning of the list, how many different sums it can make at most."""
    bounds, common, total = [1], 0, 0
    for weight in weights:
        common, total = gcd(common, weight), total + weight
        bounds.append(min(2 * bounds[-1], min(total, limit) // common + 1))
    return bounds


def _search_core(places: Sequence[int], weights: Sequence[int], limit: int) -> frozenset[int]:
    """A good set of a very large pipeline: the cheapest, and an exact search around the last that fits."""
    ordered = sorted(places, key=lambda place: (weights[place], place))
    total, last = 0, 0
    while total + weights[ordered[last]] <= limit:
        total += weights[ordered[last]]
        last += 1
    start = max(0, last - CORE // 2)
    sure, core = ordered[:start], ordered[start : start + CORE]
    spent = sum(weights[place] for place in sure)
    best = _search(core, weights, limit - spent) or frozenset()
    return best | frozenset(sure)
