"""How pages of reviews load theirs: who has no part in a review is told that there is none."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from jointfund.desk.access import person
from jointfund.desk.proposal_access import seen_proposal
from jointfund.people.permissions import Permission, can
from jointfund.proposals.calls.terms import Terms
from jointfund.proposals.models import Proposal
from jointfund.proposals.services import thing_of
from jointfund.reviews.access import standing_of
from jointfund.reviews.interest import TIE_WORDS, Standing, sees_reviews
from jointfund.reviews.models import ReviewRound
from jointfund.reviews.queries.desk import round_of
from jointfund.reviews.queries.summaries import terms_of
from jointfund.ui.pieces import Link, PageHead
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class Opened:
    """A round of review as one person stands to it."""

    round: ReviewRound
    terms: Terms
    standing: Standing

    @property
    def proposal(self) -> Proposal:
        return self.round.proposal

    @property
    def sees_reviews(self) -> bool:
        """Whether she may read what others wrote."""
        return sees_reviews(
            self.standing,
            is_closed=self.round.closed_at is not None,
            hides_scores=self.terms.reviewing.hides_scores,
        )


def opened_round(request: HttpRequest, visit: Visit, draft: int) -> Opened:
    """The review of a proposal for who has a part in it: 404 for others, 403 for who has an interest."""
    seen = seen_proposal(request, visit, draft)
    found = round_of(seen.proposal)
    if found is None or not can(person(request), Permission.REVIEW_READ, thing_of(seen.proposal)):
        raise Http404(_("There is no page at this address."))
    standing = standing_of(person(request), found)
    if not (standing.is_assigned or standing.assigns or standing.decides):
        raise Http404(_("There is no page at this address."))
    if standing.tie is not None:
        words = _("Nothing of this review is open to you. %(why)s")
        raise PermissionDenied(words % {"why": TIE_WORDS[standing.tie]})
    return Opened(found, terms_of(found), standing)


def review_head(visit: Visit, proposal: Proposal, title: str, answer: str = "") -> PageHead:
    """The head of a page of one review."""
    trail = (
        Link(_("Reviews"), visit.href("desk-reviews")),
        Link(proposal.reference, visit.href("desk-proposal", draft=proposal.draft)),
    )
    return PageHead(title, answer, "", trail)


def family_label(family: str) -> str:
    """A family in words; criteria that name none are the general ones."""
    return family or _("General")
