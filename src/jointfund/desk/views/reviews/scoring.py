"""The reviewer's pages: declaration, then the proposal with the scorecard beside it."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_typed import whole_number
from jointfund.desk.review_access import Opened, opened_round, review_head
from jointfund.desk.review_pieces import loaded, shown_card, shown_reviews
from jointfund.desk.views.proposals.going import shown_parts, version_answers
from jointfund.instruments.models import Round
from jointfund.instruments.services import questionnaire_of
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.people.queries import names_of
from jointfund.proposals.forms import read_form
from jointfund.proposals.models import ProposalVersion
from jointfund.reviews import services
from jointfund.reviews.models import InterestKind, Scorecard
from jointfund.reviews.queries.summaries import cards_of, closed_markers, marker_of
from jointfund.reviews.scorecard import OVERALL, CardFault, Typed, kept
from jointfund.reviews.services.scoring import criteria_for
from jointfund.ui.pieces import FieldFault
from jointfund.ui.visit import Visit

READ, WRITE = Permission.REVIEW_READ, Permission.REVIEW_WRITE


@desk_page(read=READ, write=WRITE)
def review(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """A review as somebody stands to it; a post saves or submits the scorecard."""
    opened = opened_round(request, visit, draft)
    if not opened.standing.is_assigned:
        page = "desk-review-assign" if opened.standing.assigns else "desk-review-summary"
        return redirect(visit.href(page, draft=draft))
    if not opened.standing.has_cleared:
        return _show_declaration(request, visit, opened)
    if request.method != "POST":
        return _show(request, visit, opened)
    return _save(request, visit, opened)


@desk_page(read=READ, write=WRITE)
@require_POST
def declare(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """That a reviewer has no interest in the proposal, or which one."""
    opened = opened_round(request, visit, draft)
    said = request.POST.get("interest", "")
    if said not in InterestKind.values:
        return _show_declaration(
            request, visit, opened, FieldFault("f-interest", _("Choose one of the two."))
        )
    try:
        services.declare(
            opened.round,
            InterestKind(said),
            request.POST.get("reason", ""),
            actor=person(request),
            now=timezone.now(),
        )
    except DomainError as fault:
        return _show_declaration(request, visit, opened, FieldFault("reason", str(fault)))
    if said == InterestKind.DECLARED:
        messages.success(request, _("Thank you. You are recused: nothing of this review is open to you."))
        return redirect(visit.href("desk-reviews"))
    return redirect(visit.href("desk-review", draft=draft))


@desk_page(read=READ, write=WRITE)
@require_POST
def marker(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """Confirm or change a marker of the proposal."""
    opened = opened_round(request, visit, draft)
    number = whole_number(request.POST.get("marker", ""))
    found = closed_markers([opened.proposal]).filter(number=number).first()
    if found is None:
        raise Http404(_("There is no page at this address."))
    try:
        services.validate_marker(
            opened.round,
            found,
            request.POST.get("grade", ""),
            request.POST.get("why", ""),
            actor=person(request),
            now=timezone.now(),
        )
    except DomainError as fault:
        return _show(request, visit, opened, marker_fault=(number, str(fault)))
    messages.success(request, _("The marker is kept with its reason."))
    return redirect(f"{visit.href('desk-review', draft=draft)}#markers")


def _save(request: HttpRequest, visit: Visit, opened: Opened) -> HttpResponse:
    """Keep what was typed, then submit it where that was asked."""
    user, typed = person(request), request.POST.dict()
    is_script = "X-Autosave" in request.headers
    try:
        card = services.save_scorecard(
            opened.round,
            typed,
            saves=whole_number(request.POST.get("version", "")),
            actor=user,
            now=timezone.now(),
        )
    except services.SavedElsewhere as fault:
        said = str(fault)
        if is_script:
            return JsonResponse({"state": "conflict", "said": said})
        return _show(request, visit, opened, typed=typed, faults=[CardFault("", said)])
    except DomainError as fault:
        if is_script:
            return JsonResponse({"state": "closed", "said": str(fault)})
        return _show(request, visit, opened, typed=typed, faults=[CardFault("", str(fault))])
    if is_script:
        return JsonResponse({"state": "saved", "version": card.saves, "said": _saved_words(card)})
    if request.POST.get("then") == "submit":
        return _submit(request, visit, opened)
    messages.success(request, _("Saved as a draft. Nobody else sees it."))
    return redirect(f"{visit.href('desk-review', draft=opened.proposal.draft)}?saved#scorecard")


def _submit(request: HttpRequest, visit: Visit, opened: Opened) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        found = services.submit_scorecard(opened.round, reason, actor=person(request), now=timezone.now())
    except services.ScorecardIncomplete as fault:
        return _show(request, visit, opened, faults=fault.faults)
    except DomainError as fault:
        return _show(request, visit, opened, faults=[CardFault("", str(fault))])
    said = _("Your review is submitted.") if found.number == 1 else _("Your change is kept with its reason.")
    messages.success(request, said)
    return redirect(f"{visit.href('desk-review', draft=opened.proposal.draft)}?saved")


def _show_declaration(
    request: HttpRequest, visit: Visit, opened: Opened, fault: FieldFault | None = None
) -> HttpResponse:
    one = opened.proposal
    context = {
        "head": review_head(visit, one, _("Before you review"), one.title),
        "proposal": one,
        "parties": [each.organisation.name for each in one.parties.select_related("organisation")],
        "countries": [each.country.name for each in one.countries.select_related("country")],
        "is_closed": opened.round.closed_at is not None,
        "faults": [fault] if fault else [],
        "fault": fault,
        "interest": request.POST.get("interest", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/reviews/declare.html", context)


def _show(
    request: HttpRequest,
    visit: Visit,
    opened: Opened,
    *,
    typed: Typed | None = None,
    faults: Sequence[CardFault] = (),
    marker_fault: tuple[int, str] = (0, ""),
) -> HttpResponse:
    one, user = opened.proposal, person(request)
    card = opened.round.scorecards.filter(reviewer=user).first()
    revisions = list(card.revisions.select_related("version")) if card else []
    criteria = criteria_for(user, opened.round)
    answers: Typed = kept(typed, criteria) if typed is not None else (card.answers if card else {})
    version = one.versions.filter(stage=opened.round.stage).last()
    row, barred = loaded(opened.round)
    cards = cards_of(row, barred) if opened.sees_reviews else []
    mine = opened.round.assignments.filter(reviewer=user).order_by("due").first()
    context = {
        "head": review_head(visit, one, one.title, _due_words(opened, mine.due if mine else None)),
        "proposal": one,
        "version": version,
        "parts": _parts(version),
        "criteria": shown_card(criteria, answers, faults),
        "overall": answers.get(OVERALL, ""),
        "saves": card.saves if card else 0,
        "saved": _saved_words(card),
        "action": visit.href("desk-review", draft=one.draft),
        "reader": user.audit_reference,
        "is_closed": opened.round.closed_at is not None,
        "last": revisions[-1] if revisions else None,
        "is_older": bool(revisions and version and revisions[-1].version_id != version.pk),
        "history": [
            (each, date_format(timezone.localtime(each.made_at), "j F Y, H:i")) for each in revisions
        ],
        "reason": request.POST.get("reason", ""),
        "faults": [FieldFault(f"f-{each.field}" if each.field else "", each.reason) for each in faults],
        "reason_fault": next((each.reason for each in faults if each.field == "reason"), ""),
        "others": [
            each
            for each in shown_reviews(opened, user, cards, names_of({each.reviewer for each in cards}))
            if each.name != _("You")
        ],
        "sees_others": opened.sees_reviews,
        "markers": [_marker(request, each, marker_fault) for each in _markers(opened)],
        "faults_of_marker": [FieldFault("markers", marker_fault[1])] if marker_fault[1] else [],
    }
    return render(request, "desk/reviews/score.html", context)


def _markers(opened: Opened) -> list[Round]:
    return list(
        closed_markers([opened.proposal])
        .prefetch_related("validations", "assessments__submission")
        .order_by("pk")
    )


def _marker(request: HttpRequest, one: Round, fault: tuple[int, str]) -> dict[str, object]:
    """A marker with its grades to choose from."""
    is_typed = fault[0] == one.number
    return {
        "number": one.number,
        "shown": marker_of(one),
        "bands": [(band.code, band.label) for band in questionnaire_of(one.instrument).bands],
        "fault": fault[1] if is_typed else "",
        "grade": request.POST.get("grade", "") if is_typed else "",
        "why": request.POST.get("why", "") if is_typed else "",
    }


def _parts(version: ProposalVersion | None) -> list[tuple[str, list[tuple[str, str]]]]:
    if version is None:
        return []
    names = {str(one["slug"]): str(one["name"]) for one in version.content["parties"]}
    return shown_parts(read_form(version.content["form"]), version_answers(version), names)


def _due_words(opened: Opened, due: date | None) -> str:
    if opened.round.closed_at is not None:
        return _("The review is closed.")
    return _("Due on %(day)s.") % {"day": date_format(due)} if due else ""


def _saved_words(card: Scorecard | None) -> str:
    if card is None or card.saved_at is None:
        return _("Nothing is saved yet.")
    return _("Saved %(when)s UTC") % {"when": date_format(timezone.localtime(card.saved_at), "j F Y, H:i:s")}
