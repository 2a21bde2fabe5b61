"""Who stands how to a proposal's reviews: ties by membership and declaration, asked for many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from jointfund.people.models import Membership, User
from jointfund.people.permissions import InFund, Permission, can
from jointfund.proposals.models import PartyState, Proposal, ProposalCountry, ProposalParty
from jointfund.reviews.interest import Belongs, Standing, Tie, tie_between
from jointfund.reviews.models import Assignment, Declaration, InterestKind, ReviewRound, Scorecard


def tie_of(person: User, proposal: Proposal) -> Tie | None:
    """What bars a person from the reviews of a proposal."""
    return ties_of([person], [proposal])[person.pk, proposal.pk]


def ties_of(people: Collection[User], proposals: Sequence[Proposal]) -> Mapping[tuple[int, int], Tie | None]:
    """What bars each person from each proposal, by their primary keys; four queries."""
    persons, theirs = _persons(people, proposals), _proposals(proposals)
    declared = set(
        Declaration.objects.filter(
            person__in=people, proposal__in=proposals, kind=InterestKind.DECLARED
        ).values_list("person_id", "proposal_id")
    )
    return {
        (who.pk, one.pk): tie_between(
            persons[who.pk, one.fund_id], theirs[one.pk], has_declared=(who.pk, one.pk) in declared
        )
        for who in people
        for one in proposals
    }


def recused(proposals: Sequence[Proposal]) -> set[tuple[int, int]]:
    """Who declared an interest in what: primary keys of person and proposal; one query."""
    rows = Declaration.objects.filter(proposal__in=proposals, kind=InterestKind.DECLARED)
    return set(rows.values_list("person_id", "proposal_id"))


def standing_of(person: User, one: ReviewRound) -> Standing:
    """How a person stands to a round; `proposal` and its fund are loaded."""
    return standings_of(person, [one.proposal], {one.proposal_id: one})[one.proposal_id]


def standings_of(
    person: User, proposals: Sequence[Proposal], rounds: Mapping[int, ReviewRound]
) -> Mapping[int, Standing]:
    """How a person stands to the round of each proposal of one fund; a constant number of queries."""
    if not proposals:
        return {}
    fund = InFund(proposals[0].fund)
    reviews, assigns, decides = (
        bool(can(person, permission, fund))
        for permission in (Permission.REVIEW_WRITE, Permission.REVIEW_ASSIGN, Permission.PROPOSAL_DECIDE)
    )
    mine = [rounds[one.pk].pk for one in proposals]
    tasks = Assignment.objects.filter(reviewer=person, round__in=mine)
    cards = Scorecard.objects.filter(reviewer=person, round__in=mine, revisions__isnull=False)
    clear = Declaration.objects.filter(person=person, proposal__in=proposals, kind=InterestKind.NONE)
    assigned = set(tasks.values_list("round__proposal_id", flat=True))
    submitted = set(cards.values_list("round__proposal_id", flat=True))
    cleared = set(clear.values_list("proposal_id", flat=True))
    ties = ties_of([person], proposals)
    return {
        one.pk: Standing(
            tie=ties[person.pk, one.pk],
            is_assigned=reviews and one.pk in assigned,
            has_cleared=one.pk in cleared,
            has_submitted=one.pk in submitted,
            assigns=assigns,
            decides=decides,
        )
        for one in proposals
    }


def _persons(people: Collection[User], proposals: Sequence[Proposal]) -> dict[tuple[int, int], Belongs]:
    """By person and fund: the organisations and countries of her roles, a government's country too."""
    rows = Membership.objects.filter(user__in=people, fund__in={one.fund_id for one in proposals})
    organisations: dict[tuple[int, int], set[str]] = defaultdict(set)
    countries: dict[tuple[int, int], set[str]] = defaultdict(set)
    for user, fund, slug, iso3, country in rows.values_list(
        "user_id", "fund_id", "organisation__slug", "organisation__iso3", "country"
    ):
        organisations[user, fund] |= {slug} if slug else set()
        countries[user, fund] |= {code for code in (iso3, country) if code}
    return defaultdict(
        Belongs,
        {
            key: Belongs(frozenset(organisations[key]), frozenset(countries[key]))
            for key in (*organisations, *countries)
        },
    )


def _proposals(proposals: Sequence[Proposal]) -> dict[int, Belongs]:
    """By proposal: its organisations, those only invited too, and its countries."""
    organisations: dict[int, set[str]] = defaultdict(set)
    countries: dict[int, set[str]] = defaultdict(set)
    parties = ProposalParty.objects.filter(proposal__in=proposals).exclude(state=PartyState.LEFT)
    for proposal, slug in parties.values_list("proposal_id", "organisation__slug"):
        organisations[proposal].add(slug)
    places = ProposalCountry.objects.filter(proposal__in=proposals)
    for proposal, iso3 in places.values_list("proposal_id", "country__iso3"):
        countries[proposal].add(iso3)
    return {
        one.pk: Belongs(frozenset(organisations[one.pk]), frozenset(countries[one.pk])) for one in proposals
    }
