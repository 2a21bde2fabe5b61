"""The best set of weights under a limit: largest sum, then most members, then earliest places. Pure integers.

Three searches, the first that is quick enough. Two are exact: meeting in the middle for few weights or few
different sums, bit sets for many round weights. Beyond them the cheapest weights are taken and a spread of
others is searched exactly; the proof then says how far it reaches.
"""

from collections.abc import Sequence
from enum import StrEnum
from math import gcd, inf, isqrt

STEPS_A_SECOND = 700_000  # of meeting in the middle, on a slow machine
BITS_A_SECOND = 10**10  # of the bit sets
MOST_SECONDS = 2
MOST_BITS_KEPT = 10**9  # 125 megabytes
CORE = 28  # weights searched exactly where there are too many for both
ROUND = 10**8  # how round a weight is, is its greatest common divisor with this

type Sums = dict[int, int]  # a sum, to the best rank of a set with that sum
type Layer = list[int]  # for each number of members, the reachable sums as bits


class Proof(StrEnum):
    """What is proven of a set: that no other is better, that none adds up to more, or neither."""

    COMPLETE = "complete"
    LARGEST = "largest"
    NONE = "none"


def best_set(weights: Sequence[int], limit: int) -> tuple[frozenset[int], Proof]:
    """The places of the best set of positive weights, and what is proven of it."""
    fitting = [place for place, weight in enumerate(weights) if weight <= limit]
    if sum(weights[place] for place in fitting) <= limit:
        return frozenset(fitting), Proof.COMPLETE
    unit = gcd(*(weights[place] for place in fitting))
    scaled = [weight // unit for weight in weights]
    room = limit // unit
    first, second, steps = _halves(fitting, scaled, room)
    most = _most_members(fitting, scaled, room)
    by_meeting = steps / STEPS_A_SECOND
    by_bits = _seconds_of_bit_sets(len(fitting), room, most)
    if by_bits <= min(by_meeting, MOST_SECONDS):
        return _by_bit_sets(fitting, scaled, room, most), Proof.COMPLETE
    if by_meeting <= MOST_SECONDS:
        return _meet_in_the_middle(first, second, scaled, room), Proof.COMPLETE
    found = _around_the_cheapest(fitting, scaled, room)
    spent = sum(scaled[place] for place in found)
    return found, Proof.LARGEST if spent == room else Proof.NONE


def _seconds_of_bit_sets(count: int, limit: int, most: int) -> float:
    """How long the bit sets would take; without end where they need too much room."""
    layer = (limit + 1) * (most + 1)
    if layer * 2 * (isqrt(count) + 1) > MOST_BITS_KEPT:
        return inf
    return layer * 2 * count / BITS_A_SECOND


def _halves(places: Sequence[int], weights: Sequence[int], limit: int) -> tuple[list[int], list[int], int]:
    """The places in two parts with few sums each, and at most how many steps it takes to list the sums.

    Round weights stand together, because their sums coincide.
    """
    ordered = sorted(places, key=lambda place: (gcd(weights[place], ROUND), weights[place]), reverse=True)
    ahead = _steps([weights[place] for place in ordered], limit)
    behind = _steps([weights[place] for place in reversed(ordered)], limit)[::-1]
    cut = min(range(len(ordered) + 1), key=lambda at: ahead[at] + behind[at])
    return ordered[:cut], ordered[cut:], ahead[cut] + behind[cut]


def _steps(weights: Sequence[int], limit: int) -> list[int]:
    """For each beginning of the list, at most how many sums are looked at to list all of its sums."""
    steps, sums, common, total = [0], 1, 0, 0
    for weight in weights:
        steps.append(steps[-1] + sums)
        common, total = gcd(common, weight), total + weight
        sums = min(2 * sums, min(total, limit) // common + 1)
    return steps


def _meet_in_the_middle(
    first: Sequence[int], second: Sequence[int], weights: Sequence[int], limit: int
) -> frozenset[int]:
    """The best set made of one set of each part."""
    size = len(weights)
    left, right = (_all_sums(part, weights, limit) for part in (first, second))
    descending = sorted(right, reverse=True)
    best, at = (-1, -1), 0
    for total in sorted(left):
        while total + descending[at] > limit:
            at += 1  # the empty set fits always, so this ends
        best = max(best, (total + descending[at], left[total] + right[descending[at]]))
    return frozenset(place for place in (*first, *second) if best[1] >> (size - 1 - place) & 1)


def _all_sums(places: Sequence[int], weights: Sequence[int], limit: int) -> Sums:
    """Every sum the places can make within the limit, each with its best rank.

    A rank is the number of members, followed by one bit for each place, the earliest highest: of two sets
    with equal sum the better one has the larger rank, and ranks of disjoint sets add up.
    """
    size = len(weights)
    sums: Sums = {0: 0}
    for place in places:
        weight, one = weights[place], (1 << size) | (1 << (size - 1 - place))
        for total, rank in list(sums.items()):
            if total + weight <= limit and sums.get(total + weight, -1) < rank + one:
                sums[total + weight] = rank + one
    return sums


def _most_members(places: Sequence[int], weights: Sequence[int], limit: int) -> int:
    """How many of the lightest fit together: no set has more members."""
    count, spent = 0, 0
    for weight in sorted(weights[place] for place in places):
        spent += weight
        if spent > limit:
            break
        count += 1
    return count


def _by_bit_sets(places: Sequence[int], weights: Sequence[int], limit: int, most: int) -> frozenset[int]:
    """The best set, place by place: a place is taken when the places after it can complete the best sum.

    Layers are rebuilt from every few kept ones, so that many weights need little room.
    """
    step = isqrt(len(places)) + 1
    kept = {len(places): [1] + [0] * most}
    layer = kept[len(places)]
    for at in reversed(range(len(places))):
        layer = _with(layer, weights[places[at]], limit)
        if at % step == 0:
            kept[at] = layer
    total = max(bits.bit_length() for bits in layer) - 1
    count = max(members for members, bits in enumerate(layer) if bits >> total & 1)
    found = []
    for start in range(0, len(places), step):
        end = min(start + step, len(places))
        layers = {end: kept[end]}
        for at in reversed(range(start + 1, end)):
            layers[at] = _with(layers[at + 1], weights[places[at]], limit)
        for at in range(start, end):
            weight = weights[places[at]]
            if count and weight <= total and layers[at + 1][count - 1] >> (total - weight) & 1:
                found.append(places[at])
                count, total = count - 1, total - weight
    return frozenset(found)


def _with(layer: Layer, weight: int, limit: int) -> Layer:
    """The reachable sums once one more weight may be taken."""
    within = (1 << (limit + 1)) - 1
    return [
        bits | ((layer[members - 1] << weight) & within) if members and layer[members - 1] else bits
        for members, bits in enumerate(layer)
    ]


def _around_the_cheapest(places: Sequence[int], weights: Sequence[int], limit: int) -> frozenset[int]:
    """The cheapest, and the best of a core: some around the last that fits, some spread over all the rest."""
    ordered = sorted(places, key=lambda place: (weights[place], place))
    fits = _most_members(places, weights, limit)
    start = max(0, fits - CORE // 3)
    sure, rest = ordered[:start], ordered[start:]
    near, far = rest[: CORE // 2], rest[CORE // 2 :]
    spread = far[:: max(1, len(far) // (CORE - len(near)) + 1)] if far else []
    first, second, _steps_needed = _halves([*near, *spread], weights, limit)
    room = limit - sum(weights[place] for place in sure)
    return _meet_in_the_middle(first, second, weights, room) | frozenset(sure)
