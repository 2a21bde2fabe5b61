"""Reads for the desk: what a reviewer owes, how a round goes on, who carries how much."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.people.permissions import GRANTS, Permission
from jointfund.proposals.calls.terms import Criterion, Terms
from jointfund.proposals.models import Proposal
from jointfund.proposals.moves import MoveTable
from jointfund.proposals.services import table_of
from jointfund.reviews.access import ties_of
from jointfund.reviews.interest import Tie
from jointfund.reviews.models import Assignment, ReviewRound, Scorecard
from jointfund.reviews.scorecard import given

MOST = 200


@dataclass(frozen=True)
class MyReview:
    """A review somebody owes or gave: since and until when, of which families, how far it is."""

    round: ReviewRound
    families: tuple[str, ...]
    since: datetime
    due: date
    tie: Tie | None
    is_submitted: bool

    @property
    def is_open(self) -> bool:
        return self.tie is None and not self.is_submitted and self.round.closed_at is None


@dataclass(frozen=True)
class Column:
    """One reviewer of a round: what she was given, until when, and how far she is."""

    reviewer: User
    families: tuple[str, ...]
    due: date
    tie: Tie | None
    is_submitted: bool
    scored: frozenset[str]
    asked: int
    reminded: bool

    def state_of(self, criterion: Criterion) -> str:
        """`given`, `open` or `not_asked` for one criterion; never the score."""
        if criterion.family not in self.families or self.tie is not None:
            return "not_asked"
        return "given" if criterion.code in self.scored else "open"


@dataclass(frozen=True)
class Load:
    """How much a reviewer carries: open reviews, when the next is due, and what bars her from a proposal."""

    reviewer: User
    open_count: int
    next_due: date | None
    tie: Tie | None


def round_of(proposal: Proposal) -> ReviewRound | None:
    """The latest round of a proposal."""
    rows = proposal.review_rounds.select_related("proposal__fund", "proposal__table", "call_version__call")
    return rows.last()


def my_reviews(person: User, fund: Fund) -> list[MyReview]:
    """What was assigned to a person, the open ones first, by day; a constant number of queries."""
    rows = Assignment.objects.filter(reviewer=person, round__proposal__fund=fund)
    found: dict[int, list[Assignment]] = defaultdict(list)
    for one in rows.select_related("round__proposal__fund", "round__proposal__lead").order_by("due", "pk"):
        found[one.round_id].append(one)
    proposals = [each[0].round.proposal for each in found.values()]
    ties = ties_of([person], proposals)
    cards = Scorecard.objects.filter(reviewer=person, round__in=found, revisions__isnull=False)
    done = set(cards.values_list("round_id", flat=True))
    mine = [
        MyReview(
            each[0].round,
            tuple(one.family for one in each),
            min(one.assigned_at for one in each),
            each[0].due,
            ties[person.pk, each[0].round.proposal_id],
            key in done,
        )
        for key, each in found.items()
    ]
    return sorted(mine, key=lambda one: (not one.is_open, one.due))


def columns_of(one: ReviewRound, terms: Terms) -> list[Column]:
    """The reviewers of a round by name with their progress; a constant number of queries."""
    by_person: dict[int, list[Assignment]] = defaultdict(list)
    for each in one.assignments.select_related("reviewer").order_by("reviewer__name", "due", "pk"):
        by_person[each.reviewer_id].append(each)
    cards = {card.reviewer_id: card for card in one.scorecards.annotate(last=Max("revisions__number"))}
    people = [each[0].reviewer for each in by_person.values()]
    ties = ties_of(people, [one.proposal])
    return [
        _column(each, cards.get(key), terms, ties[key, one.proposal_id]) for key, each in by_person.items()
    ]


def loads(fund: Fund, proposal: Proposal) -> list[Load]:
    """Every reviewer of the fund by name with what she carries; a constant number of queries."""
    roles = [role for role, granted in GRANTS.items() if Permission.REVIEW_WRITE in granted]
    found = User.objects.filter(is_active=True, memberships__fund=fund, memberships__role__in=roles)
    people = list(found.distinct().order_by("name", "pk"))
    owed, ties = _owed(people, fund), ties_of(people, [proposal])
    return [
        Load(
            each,
            len(owed[each.pk]),
            min(owed[each.pk].values(), default=None),
            ties[each.pk, proposal.pk],
        )
        for each in people
    ]


def proposals_to_screen(fund: Fund) -> list[Proposal]:
    """Submitted proposals the screening can take further, the first submitted first; one query."""
    rows = Proposal.objects.filter(fund=fund, number__isnull=False).select_related("fund", "lead", "table")
    tables: dict[int, MoveTable] = {}
    found = []
    for one in rows.order_by("state_since")[:MOST]:
        if one.table_id not in tables:
            tables[one.table_id] = table_of(one)
        leaving = tables[one.table_id].moves_from(one.state)
        if any(step.permission == Permission.PROPOSAL_SCREEN and not step.needs_note for step in leaving):
            found.append(one)
    return found


def proposals_in_review(fund: Fund, *, closed_only: bool = False) -> list[Proposal]:
    """Proposals under review or found eligible for it, the latest first; one query."""
    rows = Proposal.objects.filter(fund=fund, number__isnull=False)
    if closed_only:
        rows = rows.filter(review_rounds__closed_at__isnull=False)
    else:
        rows = rows.filter(Q(review_rounds__isnull=False) | Q(eligibility_checks__is_eligible=True))
    found = rows.select_related("fund", "lead", "table", "call__fund").distinct()
    return list(found.order_by("-number")[:MOST])


def _column(each: Sequence[Assignment], card: Scorecard | None, terms: Terms, tie: Tie | None) -> Column:
    families = tuple(one.family for one in each)
    criteria = [one for one in terms.criteria if one.family in families]
    return Column(
        reviewer=each[0].reviewer,
        families=families,
        due=each[0].due,
        tie=tie,
        is_submitted=card is not None and vars(card)["last"] is not None,
        scored=frozenset(given(card.answers, criteria)) if card else frozenset(),
        asked=len(criteria),
        reminded=any(one.reminded_at for one in each),
    )


def _owed(people: Collection[User], fund: Fund) -> Mapping[int, dict[int, date]]:
    """By person the rounds she owes a scorecard with their days."""
    cards = Scorecard.objects.filter(reviewer__in=people, revisions__isnull=False)
    done = set(cards.values_list("reviewer_id", "round_id"))
    rows = Assignment.objects.filter(
        reviewer__in=people, round__closed_at=None, round__proposal__fund=fund
    ).order_by("-due")
    owed: dict[int, dict[int, date]] = defaultdict(dict)
    for person, key, due in rows.values_list("reviewer_id", "round_id", "due"):
        if (person, key) not in done:
            owed[person][key] = due
    return owed
