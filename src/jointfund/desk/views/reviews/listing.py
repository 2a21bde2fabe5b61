"""What waits for a reviewer, and the secretariat's list of what is screened and reviewed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.intake_pieces import Row
from jointfund.desk.review_access import family_label
from jointfund.people.permissions import Permission
from jointfund.proposals.models import Proposal
from jointfund.proposals.services import table_of
from jointfund.reviews.interest import TIE_WORDS
from jointfund.reviews.queries import ReviewSummary, summaries_of
from jointfund.reviews.queries.desk import MyReview, my_reviews, proposals_in_review, proposals_to_screen
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

READ = Permission.REVIEW_READ


@desk_page(read=READ, write=READ)
def reviews(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What somebody reviews with its due dates; for who assigns also what waits and how rounds go on."""
    assigns = may(request, visit, Permission.REVIEW_ASSIGN)
    writes = may(request, visit, Permission.REVIEW_WRITE)
    others = assigns or may(request, visit, Permission.PROPOSAL_DECIDE)
    rounds = proposals_in_review(visit.fund, closed_only=not assigns) if others else []
    summaries = summaries_of(rounds)
    context = {
        "head": page_head(visit, _("Reviews"), _("From the submitted proposal to what reviewers say of it.")),
        "mine": [_my_row(visit, one) for one in my_reviews(person(request), visit.fund)] if writes else [],
        "writes": writes,
        "assigns": assigns,
        "to_screen": [_screen_row(visit, one) for one in proposals_to_screen(visit.fund)] if assigns else [],
        "rounds": [_round_row(visit, one, summaries.get(one.pk), assigns=assigns) for one in rounds],
        "shows_rounds": others,
        "calls": _calls(visit, rounds),
    }
    return render(request, "desk/reviews/list.html", context)


def _my_row(visit: Visit, one: MyReview) -> Row:
    proposal = one.round.proposal
    families = ", ".join(family_label(family) for family in one.families)
    due = _("due on %(day)s") % {"day": date_format(one.due, "j F Y")}
    is_late = one.is_open and one.due < timezone.localdate()
    if one.tie is not None:
        state = str(TIE_WORDS[one.tie])
    elif one.round.closed_at:
        state = _("Closed")
    else:
        state = _("Submitted") if one.is_submitted else _("To review")
    return Row(
        visit.href("desk-review", draft=proposal.draft),
        proposal.title,
        " · ".join((proposal.reference, families, due)),
        state,
        _("late") if is_late else "",
    )


def _screen_row(visit: Visit, one: Proposal) -> Row:
    since = _("since %(day)s") % {"day": date_format(timezone.localtime(one.state_since), "j F Y")}
    return Row(
        visit.href("desk-review-screen", draft=one.draft),
        one.title,
        " · ".join((one.reference, str(one.lead), since)),
        table_of(one).state(one.state).label,
    )


def _round_row(visit: Visit, one: Proposal, found: ReviewSummary | None, *, assigns: bool) -> Row:
    page = "desk-review-assign" if assigns else "desk-review-summary"
    if found is None:
        return Row(visit.href(page, draft=one.draft), one.title, one.reference, "", _("no reviewer yet"))
    words = _("%(done)s of %(asked)s reviews") % {"done": found.reviews, "asked": found.expected}
    return Row(
        visit.href(page, draft=one.draft),
        one.title,
        " · ".join((one.reference, str(one.lead), words)),
        _("Closed") if found.is_closed else _("In review"),
    )


def _calls(visit: Visit, rounds: list[Proposal]) -> list[Link]:
    """The comparison of the proposals of each call."""
    found = {one.call.reference: one.call for one in rounds if one.call}
    return [
        Link(f"{reference} · {call.draft.title}", f"{visit.href('desk-reviews-compare')}?call={reference}")
        for reference, call in sorted(found.items())
    ]
