"""Assessments at the desk: open one, invite to answer, close, read what came of it, validate."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.assessment_pieces import OpenForm, marker_shares, over_time, respondents, rows_of
from jointfund.instruments import queries, services
from jointfund.instruments.comparing import divergence
from jointfund.instruments.models import Round, Stage
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.ui.assessments import grade_words, shown_divergence, shown_result
from jointfund.ui.pieces import Link
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

READ, OPEN = Permission.ASSESSMENT_READ, Permission.ASSESSMENT_OPEN
MOST_ROWS = 200


@desk_page(read=READ, write=OPEN)
def assessments(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every assessment of the fund's programmes and proposals, and what the portfolio holds."""
    versions = queries.versions_in_force(visit.fund, visit.today)
    as_of = _("As of %(date)s") % {"date": dated(visit.today)}
    context = {
        "head": page_head(visit, _("Assessments"), _("Self-assessed by who proposes, validated by another.")),
        "rows": rows_of(visit, list(queries.rounds_at_the_desk(visit.fund)[:MOST_ROWS])),
        "shares": marker_shares(visit.fund, versions, as_of),
        "may_open": may(request, visit, OPEN),
        "may_edit": may(request, visit, Permission.INSTRUMENT_EDIT),
    }
    return render(request, "desk/assessments/list.html", context)


@desk_page(read=READ, write=OPEN)
def new_assessment(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Open a round; its page has the link to send."""
    versions = queries.versions_in_force(visit.fund, visit.today)
    form = OpenForm(versions, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        version = next(one for one in versions if one.code == asked["instrument"])
        wanted = services.Wanted(
            asked["subject"], Stage(asked["stage"]), is_for_several=asked["is_for_several"]
        )
        opened = services.open_round(version, wanted, actor=person(request), now=timezone.now())
        return redirect(visit.href("desk-assessment", number=opened.number))
    context = {"head": page_head(visit, _("Open an assessment"), trail=_trail(visit)), "form": form}
    return render(request, "desk/assessments/new.html", context)


@desk_page(read=READ, write=READ)
def assessment(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One round: its link while it is open, its results once it is closed; a post closes or validates."""
    found = queries.find_round(visit.fund, number)
    if found is None:
        raise Http404(_("There is no assessment of this number."))
    if request.method != "POST":
        return _show(request, visit, found)
    by, now = person(request), timezone.now()
    try:
        if request.POST.get("do") == "close":
            services.close_round(found, actor=by, now=now)
        else:
            grade, reason = request.POST.get("grade", ""), request.POST.get("reason", "")
            services.validate_round(found, grade=grade, reason=reason, actor=by, now=now)
            messages.success(request, _("Recorded beside the self-assessed grade."))
    except DomainError as fault:
        return _show(request, visit, found, fault=str(fault))
    return redirect(visit.href("desk-assessment", number=number))


def _show(request: HttpRequest, visit: Visit, found: Round, fault: str = "") -> HttpResponse:
    outcome = queries.outcome_of(found)
    questionnaire = outcome.questionnaire
    as_of = _("As of %(date)s") % {"date": dated(found.closed_at.date() if found.closed_at else visit.today)}
    answer = f"{questionnaire.title} · {found.get_stage_display()}"
    held = queries.grades_over_time(visit.fund, found.instrument.code, found.subject)
    link = visit.href("assessment-join", token=found.invitation) if found.invitation else ""
    context = {
        "head": page_head(visit, found.subject, answer, trail=_trail(visit)),
        "round": found,
        "outcome": outcome,
        "own": grade_words(outcome.own),
        "validations": [
            (grade_words(questionnaire.band(one.grade)), one.reason, dated(one.validated_at.date()))
            for one in outcome.validations
        ],
        "respondents": respondents(outcome),
        "divergence": shown_divergence(divergence([(one.label, one.result) for one in outcome.sent])),
        "shown": shown_result(questionnaire, outcome.sent[0].result, as_of=as_of)
        if len(outcome.sent) == 1
        else None,
        "over_time": over_time(questionnaire, held),
        "grades": [(band.code, grade_words(band)) for band in questionnaire.bands],
        "link": request.build_absolute_uri(link) if link else "",
        "fault": fault,
        "typed": request.POST if fault else {},
        "may_open": may(request, visit, OPEN),
        "may_validate": may(request, visit, Permission.ASSESSMENT_VALIDATE),
        "is_respondent": found.assessments.filter(respondent=person(request).audit_reference).exists(),
    }
    return render(request, "desk/assessments/round.html", context)


def _trail(visit: Visit) -> tuple[Link, ...]:
    return (Link(_("Assessments"), visit.href("desk-assessments")),)
