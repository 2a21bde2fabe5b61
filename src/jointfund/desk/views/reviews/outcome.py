"""What the reviews come to: one proposal, many side by side, and the answer of the proposers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.proposal_access import written_proposal
from jointfund.desk.review_access import Opened, opened_round, review_head
from jointfund.desk.review_comparing import Compared, compared, compared_file, compared_table
from jointfund.desk.review_pieces import (
    WIDTH,
    bars,
    loaded,
    marker_table,
    outcome_table,
    plain,
    reviews_of_cards,
    shown_reviews,
)
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission, can
from jointfund.people.queries import names_of
from jointfund.proposals.models_calls import Call
from jointfund.proposals.queries.calls import find_call
from jointfund.proposals.services import thing_for
from jointfund.reviews import services
from jointfund.reviews.models import ReviewRound
from jointfund.reviews.queries import ReviewSummary, summary_of
from jointfund.reviews.queries.desk import round_of
from jointfund.reviews.queries.summaries import cards_of, terms_of
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

READ, SUBMIT = Permission.REVIEW_READ, Permission.PROPOSAL_SUBMIT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page(read=READ, write=READ)
def summary(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """Averages, spread, disagreements first, every review, markers, the answer of the proposers."""
    opened = opened_round(request, visit, draft)
    if not opened.sees_reviews:
        raise Http404(_("There is no page at this address."))
    row, barred = loaded(opened.round)
    cards = cards_of(row, barred)
    found = summary_of(opened.proposal)
    assert found is not None  # noqa: S101 - the round is there
    context = {
        "head": review_head(visit, opened.proposal, opened.proposal.title, _in_words(found)),
        "proposal": opened.proposal,
        "round": opened.round,
        "found": found,
        "assigns": opened.standing.assigns,
        "reviews": shown_reviews(opened, person(request), cards, names_of({one.reviewer for one in cards})),
        "compare": _compare_link(visit, opened),
        **_pieces(found),
    }
    return render(request, "desk/reviews/summary.html", context)


@desk_page(read=READ, write=READ)
def compare(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The proposals of a call side by side, as far as the reader may see their reviews."""
    call, rows = _compared(request, visit)
    title = _("Compare %(reference)s") % {"reference": call.reference}
    trail = (Link(_("Reviews"), visit.href("desk-reviews")),)
    context = {
        "head": page_head(visit, title, call.draft.title, trail=trail),
        "table": compared_table(visit, rows) if rows else None,
        "file": f"{visit.href('desk-reviews-compare-file')}?call={call.reference}",
    }
    return render(request, "desk/reviews/compare.html", context)


@desk_page(read=READ, write=READ)
def compare_file(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The comparison as a workbook."""
    call, rows = _compared(request, visit)
    content = compared_file(call, rows, timezone.localdate().isoformat())
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{call.reference}-reviews.xlsx"'
    return answer


@desk_page(read=SUBMIT, write=SUBMIT)
def answer(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The closed reviews as the lead may read them, without names, and what it answers."""
    seen = written_proposal(request, visit, draft)
    one, now = round_of(seen.proposal), timezone.now()
    leads = can(person(request), SUBMIT, thing_for(seen.proposal, SUBMIT))
    if one is None or one.answer_until is None or not leads:
        raise Http404(_("There is no page at this address."))
    fault = ""
    if request.method == "POST":
        try:
            services.answer_review(one, request.POST.get("answer", ""), actor=person(request), now=now)
        except DomainError as refused:
            fault = str(refused)
        else:
            messages.success(request, _("Your answer is kept beside the reviews."))
            return redirect(visit.href("desk-review-answer", draft=draft))
    return _show_answer(request, visit, one, fault)


def _show_answer(request: HttpRequest, visit: Visit, one: ReviewRound, fault: str) -> HttpResponse:
    row, barred = loaded(one)
    found = summary_of(one.proposal)
    assert found is not None  # noqa: S101 - the round is there
    assert one.answer_until is not None  # noqa: S101 - asked before
    until = date_format(timezone.localtime(one.answer_until), "j F Y, H:i")
    context = {
        "head": review_head(visit, one.proposal, _("What reviewers say"), one.proposal.title),
        "proposal": one.proposal,
        "found": found,
        "reviews": reviews_of_cards(terms_of(one), cards_of(row, barred), {}),
        "until": until,
        "is_open": timezone.now() <= one.answer_until,
        "answer": request.POST.get("answer", one.answer),
        "is_said": bool(one.answer),
        "fault": fault,
        **_pieces(found),
    }
    return render(request, "desk/reviews/answer.html", context)


def _pieces(found: ReviewSummary) -> dict[str, object]:
    """What every page of a summary shows."""
    return {
        "table": outcome_table(found),
        "bars": bars(found),
        "bar_width": WIDTH + 8,
        "markers": marker_table(found.markers) if found.markers else None,
        "disputed": [one.title for one in found.disagreements],
    }


def _in_words(found: ReviewSummary) -> str:
    words = _("%(done)s of %(asked)s reviews are submitted.") % {
        "done": found.reviews,
        "asked": found.expected,
    }
    if found.total is None:
        return words
    return " ".join((_("%(total)s of 100.") % {"total": plain(found.total)}, words))


def _compare_link(visit: Visit, opened: Opened) -> str:
    call = opened.round.call_version.call
    return f"{visit.href('desk-reviews-compare')}?call={visit.fund.reference_prefix}-C-{call.number:04d}"


def _compared(request: HttpRequest, visit: Visit) -> tuple[Call, list[Compared]]:
    call = find_call(visit.fund, request.GET.get("call", ""))
    if call is None:
        raise Http404(_("There is no call of this reference."))
    return call, compared(person(request), call)
