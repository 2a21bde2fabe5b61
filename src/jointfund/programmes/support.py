"""What would it take? The waiting programmes that an amount would release, chosen exactly. Pure.

The rule, as the page prints it: among the waiting programmes that fit the wish, take the set whose budgets
add up to the most without exceeding the amount; of several such sets the one with more programmes; of
several of those the one with the earlier references. A programme without published budget cannot be chosen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from jointfund.kernel.money import share
from jointfund.programmes.best_set import Proof, best_set


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
    published. `proof` says how much of the rule is proven; all of it, but for very large pipelines.
    """

    amount: Decimal
    chosen: tuple[Candidate, ...]
    waits: tuple[Candidate, ...]
    unknown: tuple[Candidate, ...]
    proof: Proof = Proof.COMPLETE

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
    picked, proof = best_set(cents, _cents(amount))
    return Selection(
        amount=amount,
        chosen=tuple(one for place, one in enumerate(known) if place in picked),
        waits=tuple(one for place, one in enumerate(known) if place not in picked),
        unknown=unknown,
        proof=proof,
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
