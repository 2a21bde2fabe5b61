"""What the balance board shows: its figures and the groups of each dimension before and after, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.committee.balance import GroupBalance, Purse
from jointfund.committee.queries.board import Board, OnTheBoard, Shown
from jointfund.people.models import User
from jointfund.proposals.models import Proposal
from jointfund.reviews.access import ties_of
from jointfund.reviews.queries import summaries_of
from jointfund.ui.amounts import exact, in_prose

MOST_AT_ONCE = 8  # of a long dimension; the others stand under a fold
WHOLE = 1000  # length of a bar in its own units


@dataclass(frozen=True)
class ShownFigure:
    """One number of the scenario, what it was before, and a remark that cannot be missed."""

    label: str
    before: str
    after: str
    remark: str = ""
    is_wrong: bool = False


@dataclass(frozen=True)
class ShownGroup:
    """One group: shares, numbers and money before and after; bars are in units of WHOLE."""

    label: str
    share_before: str
    share_after: str
    count_before: int
    count_after: int
    amount_before: str
    amount_after: str
    bar_before: int
    bar_after: int
    moves: bool


@dataclass(frozen=True)
class ShownDimension:
    """A dimension: its groups, the first of them at once, and what to know of its shares."""

    code: str
    title: str
    note: str
    first: Sequence[ShownGroup]
    rest: Sequence[ShownGroup]

    @property
    def every(self) -> Sequence[ShownGroup]:
        return [*self.first, *self.rest]


@dataclass(frozen=True)
class ShownProposal:
    """A proposal of the board with what its reviews come to, where the reader may know it."""

    draft: int
    reference: str
    title: str
    meta: str
    amount: str
    score: str
    is_in: bool
    is_counted: bool


def shown_proposals(board: Board, scores: Mapping[int, Decimal | None]) -> list[ShownProposal]:
    """Every proposal of the board, by reference."""
    currency = board.scenario.fund.currency
    return [_proposal(one, currency, scores) for one in board.proposals]


def seen_as(board: Board, moved: Proposal | None = None) -> str:
    """Which proposals a page shows on which side, as a short word; `moved` still on the side it came from."""
    sides = [(one.proposal.pk, one.is_in != (one.proposal == moved)) for one in board.proposals]
    return sha256(repr(sides).encode()).hexdigest()[:16]


def scores_for(reader: User, proposals: Sequence[Proposal]) -> dict[int, Decimal | None]:
    """What reviews come to of 100, without those of proposals the reader has an interest in."""
    ties = ties_of([reader], proposals)
    open_to_her = [one for one in proposals if ties[reader.pk, one.pk] is None]
    return {key: one.total for key, one in summaries_of(open_to_her).items()}


def _proposal(one: OnTheBoard, currency: str, scores: Mapping[int, Decimal | None]) -> ShownProposal:
    score = scores.get(one.proposal.pk)
    where = ", ".join(one.countries)
    return ShownProposal(
        draft=one.proposal.draft,
        reference=one.proposal.reference,
        title=one.proposal.title,
        meta=" · ".join(part for part in (one.proposal.reference, where, one.state) if part),
        amount=exact(one.amount, currency) or _("amount not known"),
        score="" if score is None else _("%(score)s of 100") % {"score": f"{score:.1f}"},
        is_in=one.is_in,
        is_counted=one.is_counted,
    )


def figures(board: Board) -> list[ShownFigure]:
    """Number, money asked, and what is left, each before and after."""
    currency, whole = board.scenario.fund.currency, board.whole
    in_words = board.scenario.get_against_display()
    found = [
        ShownFigure(_("Proposals in"), "", str(len(board.chosen))),
        ShownFigure(_("Money asked"), "", _asked(board.free, currency), _without_amount(board.free)),
        _purse(_("Left in the books, promised to nobody"), board.free, currency),
    ]
    if board.envelope:
        found.append(_purse(_("Left of the call's envelope"), board.envelope, currency))
    found.append(
        ShownFigure(
            _("Portfolio: %(which)s") % {"which": in_words},
            _programmes(whole.count_before, whole.amount_before, currency),
            _programmes(whole.count_after, whole.amount_after, currency),
        )
    )
    return found


def _asked(one: Purse, currency: str) -> str:
    """What is known of the sum; a sum of unknown amounts alone is not nothing."""
    return _("not known") if one.without_amount and not one.asked else exact(one.asked, currency)


def _programmes(count: int, amount: Decimal, currency: str) -> str:
    words = ngettext("%(count)s item, %(amount)s", "%(count)s items, %(amount)s", count)
    return words % {"count": count, "amount": in_prose(amount, currency)}


def _purse(label: str, one: Purse, currency: str) -> ShownFigure:
    before, after = exact(one.before, currency), exact(one.after, currency)
    if one.before is None:
        return ShownFigure(
            label, "", _("not known"), _("Neither the books nor the call say how much there is.")
        )
    remark = _("More is asked for than there is.") if one.is_overdrawn else _without_amount(one)
    return ShownFigure(label, before, after or _("not known"), remark, one.is_overdrawn)


def _without_amount(one: Purse) -> str:
    if not one.without_amount:
        return ""
    words = ngettext(
        "Without %(count)s proposal whose amount is not known.",
        "Without %(count)s proposals whose amounts are not known.",
        one.without_amount,
    )
    return words % {"count": one.without_amount}


def dimensions(board: Board) -> list[ShownDimension]:
    """The balance by each dimension; what the choice moves comes first where there are many groups."""
    return [_dimension(one) for one in board.dimensions]


def _dimension(one: Shown) -> ShownDimension:
    groups = [_group(label, each) for label, each in one.groups]
    if len(groups) > MOST_AT_ONCE + 2:
        groups.sort(key=lambda each: not each.moves)
    cut = len(groups) if len(groups) <= MOST_AT_ONCE + 2 else MOST_AT_ONCE
    note = _("One item counts whole in each of its groups: shares add up to more than 100%.")
    return ShownDimension(one.code, one.title, note if one.overlaps else "", groups[:cut], groups[cut:])


def _group(label: str, one: GroupBalance) -> ShownGroup:
    return ShownGroup(
        label=label,
        share_before=percent(one.share_before),
        share_after=percent(one.share_after),
        count_before=one.count_before,
        count_after=one.count_after,
        amount_before=f"{one.amount_before:,.0f}",
        amount_after=f"{one.amount_after:,.0f}",
        bar_before=int((one.share_before or 0) * WHOLE),
        bar_after=int((one.share_after or 0) * WHOLE),
        moves=one.moves,
    )


def percent(share: Decimal | None) -> str:
    """`34.1%`; a dash where there is no money to divide."""
    return "–" if share is None else f"{share:.1%}"
