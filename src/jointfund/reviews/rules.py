"""Consolidating scorecards: averages, spread, disagreements, the total out of 100; reminders. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jointfund.proposals.calls.terms import Criterion

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Given:
    """One reviewer's score of one criterion, with the note that goes with it."""

    score: Decimal
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One submitted scorecard: the reviewer's audit reference, and what she gave by code of criterion."""

    reviewer: str
    given: Mapping[str, Given]
    overall: str = ""


@dataclass(frozen=True)
class CriterionSummary:
    """What came of one criterion. Points are on its own scale, `weight` is in per cent.

    Where nobody scored it, `average`, `spread`, `lowest` and `highest` are None.
    """

    code: str
    title: str
    family: str
    weight: Decimal
    most: Decimal
    count: int
    average: Decimal | None
    spread: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    is_disputed: bool


@dataclass(frozen=True)
class MarkerSummary:
    """A marker of a proposal: its proposers' grade and the one a reviewer stands for, each empty if none."""

    code: str
    title: str
    own: str
    validated: str
    reason: str = ""

    @property
    def is_changed(self) -> bool:
        return bool(self.own and self.validated and self.own != self.validated)


@dataclass(frozen=True)
class ReviewSummary:
    """What the reviews of one proposal come to at one stage.

    `total` is out of 100; None unless every criterion was scored by somebody. `reviews` of `expected`
    reviewers submitted. `answer` is what the proposers said to it, empty if nothing.
    """

    proposal: int
    stage: str
    expected: int
    reviews: int
    is_closed: bool
    total: Decimal | None
    criteria: tuple[CriterionSummary, ...] = ()
    markers: tuple[MarkerSummary, ...] = ()
    answer: str = ""

    @property
    def disagreements(self) -> tuple[CriterionSummary, ...]:
        """The disputed criteria, the widest apart first."""
        return tuple(one for one in self.criteria if one.is_disputed)


def consolidated(
    criteria: Sequence[Criterion], cards: Sequence[Card], disputed_from: Decimal
) -> tuple[CriterionSummary, ...]:
    """Every criterion over all cards, the disputed first and of those the widest apart, else in their order.

    Disputed is a criterion whose highest and lowest score lie `disputed_from` per cent of its scale apart.
    """
    rows = [_summary(one, cards, disputed_from) for one in criteria]
    return tuple(sorted(rows, key=lambda one: (not one.is_disputed, -_share(one) if one.is_disputed else 0)))


def total(rows: Iterable[CriterionSummary]) -> Decimal | None:
    """The weighted averages out of 100, to the hundredth; None where a criterion has no score yet."""
    found = list(rows)
    weight = sum((one.weight for one in found), Decimal(0))
    if not weight:
        return None
    points = Decimal(0)
    for one in found:
        if one.average is None:
            return None
        points += one.weight * one.average / one.most
    return (points / weight * 100).quantize(HUNDREDTH)


def _summary(criterion: Criterion, cards: Sequence[Card], disputed_from: Decimal) -> CriterionSummary:
    scores = [card.given[criterion.code].score for card in cards if criterion.code in card.given]
    lowest, highest = (min(scores), max(scores)) if scores else (None, None)
    spread = highest - lowest if highest is not None and lowest is not None else None
    average = sum(scores, Decimal(0)) / len(scores) if scores else None
    return CriterionSummary(
        code=criterion.code,
        title=criterion.title,
        family=criterion.family,
        weight=criterion.weight,
        most=criterion.most,
        count=len(scores),
        average=average,
        spread=spread,
        lowest=lowest,
        highest=highest,
        is_disputed=bool(spread) and spread is not None and spread * 100 >= disputed_from * criterion.most,
    )


def _share(one: CriterionSummary) -> Decimal:
    return (one.spread or Decimal(0)) / one.most


SOON = timedelta(days=3)


def reminder_is_due(due: date, reminded: date | None, today: date) -> bool:
    """Whether the clock reminds today: once in the last days before the day, once when it is past.

    >>> reminder_is_due(date(2026, 3, 10), None, date(2026, 3, 7))
    True
    >>> reminder_is_due(date(2026, 3, 10), date(2026, 3, 8), date(2026, 3, 10))
    False
    >>> reminder_is_due(date(2026, 3, 10), date(2026, 3, 8), date(2026, 3, 11))
    True
    """
    if today > due:
        return reminded is None or reminded <= due
    return today >= due - SOON and (reminded is None or reminded < due - SOON)
