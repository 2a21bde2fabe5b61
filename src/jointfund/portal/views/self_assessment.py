"""Self-assessment for everybody: choose, begin, answer page by page, send, read the result, share it.

Answers are opened by the token in their address alone; a wrong one is 404. Nothing says who answered.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from jointfund.instruments import queries, services
from jointfund.instruments.answers import read_answers
from jointfund.instruments.comparing import beside_others, divergence
from jointfund.instruments.conditions import shown_questions
from jointfund.instruments.models import Assessment
from jointfund.instruments.questionnaire import Questionnaire
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.portal.pages import fund_form, fund_page, page_head
from jointfund.portal.self_assessment import (
    NamedForm,
    StartForm,
    cards,
    faults_of_typed,
    missing_of,
    questions_of,
    typed_answers,
)
from jointfund.portal.words import as_of
from jointfund.ui.assessments import caution, grades_table, rule_words, shown_divergence, shown_result
from jointfund.ui.pieces import FieldFault, FormSteps, Link
from jointfund.ui.visit import Visit

type TokenView[**P] = Callable[Concatenate[HttpRequest, Visit, Assessment, P], HttpResponse]


def token_page[**P](view: TokenView[P]) -> Callable[..., HttpResponseBase]:
    """The view called with the answers the token of the address opens; 404 for any other token."""

    def load(
        request: HttpRequest, visit: Visit, /, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        found = queries.assessment_of_token(visit.fund, token)
        if found is None:
            raise Http404(_("There is no page at this address."))
        setattr(request, "token", token)  # noqa: B010 - the request's type does not know the name
        response = view(request, visit, found, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return wraps(view)(fund_form(load))


@fund_page
def self_assessments(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The questionnaires open to everybody."""
    answer = _("Questions that show where your place stands, and what you could do next.")
    context = {
        "head": page_head(visit, _("Self-assessment"), answer),
        "cards": cards(visit, queries.versions_in_force(visit.fund, visit.day, public_only=True)),
    }
    return render(request, "portal/assessment/list.html", context)


@fund_form
def self_assessment(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """What a questionnaire asks; a post begins."""
    version = queries.version_in_force(visit.fund, code, visit.today)
    if version is None or not version.is_public:
        raise Http404(_("There is no questionnaire at this address."))
    questionnaire = read_questionnaire(version.document)
    form = StartForm(questionnaire, request.POST if request.method == "POST" else None)
    faults = form.faults() if form.is_bound else []
    if form.is_bound and not faults:
        asked = form.cleaned_data
        wanted = services.Wanted(
            asked["subject"], is_for_several=asked["is_for_several"], is_compared=asked["is_compared"]
        )
        label = asked["label"] or asked["subject"]
        try:
            begun = services.try_instrument(
                version, wanted, label=label, actor=_person(visit), now=timezone.now()
            )
        except DomainError as fault:
            faults = [FieldFault("", str(fault))]
        else:
            return redirect(visit.href("assessment-section", token=begun.token, number=1))
    return _start_page(request, visit, questionnaire, form, faults)


@fund_form
def join(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """Begin to answer in a round one was invited to."""
    found = queries.round_of_invitation(visit.fund, token)
    if found is None:
        raise Http404(_("There is no page at this address."))
    questionnaire = read_questionnaire(found.instrument.document)
    form = NamedForm(request.POST if request.method == "POST" else None)
    faults = form.faults() if form.is_bound else []
    if form.is_bound and not faults:
        try:
            begun = services.join_round(
                found, label=form.cleaned_data["label"], actor=_person(visit), now=timezone.now()
            )
        except DomainError as fault:
            faults = [FieldFault("", str(fault))]
        else:
            return redirect(visit.href("assessment-section", token=begun.token, number=1))
    words = _("You are asked to answer for: %(subject)s") % {"subject": found.subject}
    return _start_page(request, visit, questionnaire, form, faults, words)


@token_page
def section(request: HttpRequest, visit: Visit, found: Assessment, number: int) -> HttpResponse:
    """One section of the questions; a post keeps what was typed and goes on."""
    if queries.submission_of(found) or found.round.closed_at:
        return redirect(_href(request, visit, "assessment-result"))
    questionnaire = read_questionnaire(found.round.instrument.document)
    if not 1 <= number <= len(questionnaire.sections):
        raise Http404(_("There is no such page of questions."))
    if request.method != "POST":
        return _section_page(request, visit, found, questionnaire, number, {})
    here = questionnaire.sections[number - 1]
    before = _asked(questionnaire, found)
    typed = typed_answers(here, request.POST)
    try:
        found = services.save_answers(found, typed, now=timezone.now())
    except DomainError as fault:
        messages.warning(request, str(fault))
        return redirect(_href(request, visit, "assessment-result"))
    then = request.POST.get("then")
    if then == "stay":
        return HttpResponse(escape(_saved(found)))
    if faults := faults_of_typed(here, typed):
        return _section_page(request, visit, found, questionnaire, number, faults)
    new = [one.code for one in here.questions if one.code in _asked(questionnaire, found) - before]
    if new:
        messages.info(request, _("Because of your answer there is one more thing to ask here."))
        return redirect(f"{_href(request, visit, 'assessment-section', number=number)}#q-{new[0]}")
    onward = number - 1 if then == "back" else number + 1
    if not 1 <= onward <= len(questionnaire.sections):
        return redirect(_href(request, visit, "assessment-send"))
    return redirect(_href(request, visit, "assessment-section", number=onward))


@token_page
def send(request: HttpRequest, visit: Visit, found: Assessment) -> HttpResponse:
    """What is still missing; a post sends the answers."""
    if queries.submission_of(found) or found.round.closed_at:
        return redirect(_href(request, visit, "assessment-result"))
    was_refused = False
    if request.method == "POST":
        try:
            services.send_answers(found, now=timezone.now())
        except services.UnfinishedAnswers:
            was_refused = True
        except DomainError as fault:
            messages.warning(request, str(fault))
            return redirect(_href(request, visit, "assessment-result"))
        else:
            messages.success(request, _("Sent. Keep this page’s address: it opens your result."))
            return redirect(_href(request, visit, "assessment-result"))
    questionnaire = read_questionnaire(found.round.instrument.document)
    count = len(questionnaire.sections)
    hrefs = [_href(request, visit, "assessment-section", number=n) for n in range(1, count + 1)]
    answers = read_answers(questionnaire, found.answers)
    context = {
        "head": _head(visit, found, questionnaire),
        "steps": _steps(questionnaire, count + 1),
        "missing": missing_of(questionnaire, answers, hrefs),
        "was_refused": was_refused,
        "round": found.round,
        "is_lead": found.is_lead,
        "invitation": _invitation(request, visit, found),
        "back": hrefs[-1],
        "is_private": True,
    }
    return render(request, "portal/assessment/send.html", context)


@token_page
def result(request: HttpRequest, visit: Visit, found: Assessment) -> HttpResponse:
    """The result of what was sent; a post shares it, ends that, or closes the round."""
    if queries.submission_of(found) is None and not found.round.closed_at:
        return redirect(_href(request, visit, "assessment-send"))
    fault = ""
    if request.method == "POST":
        try:
            _act(request.POST.get("do", ""), found)
        except DomainError as refused:
            fault = str(refused)
        else:
            return redirect(_href(request, visit, "assessment-result"))
    context = _result_context(visit, found) | {
        "fault": fault,
        "is_owner": queries.submission_of(found) is not None,
        "is_lead": found.is_lead,
        "invitation": _invitation(request, visit, found),
        "share": _absolute(request, visit.href("assessment-shared", token=found.share))
        if found.share
        else "",
    }
    outcome = queries.outcome_of(found.round)
    context |= {
        "is_several": found.round.is_for_several,
        "is_closed": found.round.closed_at is not None,
        "answered": outcome.answered,
        "divergence": shown_divergence(divergence([(one.label, one.result) for one in outcome.sent])),
    }
    return render(request, "portal/assessment/result.html", context)


@fund_page
def shared(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """A result its owner shows: grade and answers, not who gave them."""
    found = queries.assessment_of_share(visit.fund, token)
    if found is None:
        raise Http404(_("There is no page at this address."))
    response = render(request, "portal/assessment/result.html", _result_context(visit, found))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _act(what: str, found: Assessment) -> None:
    if what == "share" and queries.submission_of(found):
        services.share_result(found)
    elif what == "unshare":
        services.unshare_result(found)
    elif what == "close":
        services.close_round(found.round, actor=found, now=timezone.now())


def _result_context(visit: Visit, found: Assessment) -> dict[str, object]:
    questionnaire = read_questionnaire(found.round.instrument.document)
    outcome, sent = queries.result_of(found), queries.submission_of(found)
    places = queries.sections_of_others(found.round) if questionnaire.is_public else {}
    own = {one.section.code: one.share for one in outcome.sections}
    day = timezone.localdate(sent.submitted_at) if sent else visit.today
    shown = shown_result(
        questionnaire,
        outcome,
        as_of=as_of(day),
        others=beside_others(questionnaire, own, places),
        places=len(places),
    )
    return {"head": _head(visit, found, questionnaire), "shown": shown, "is_private": True}


def _start_page(
    request: HttpRequest,
    visit: Visit,
    questionnaire: Questionnaire,
    form: NamedForm,
    faults: list[FieldFault],
    words: str = "",
) -> HttpResponse:
    trail = (Link(_("Self-assessment"), visit.href("self-assessments")),)
    context = {
        "head": page_head(visit, questionnaire.title, words or questionnaire.purpose, trail=trail),
        "questionnaire": questionnaire,
        "form": form,
        "faults": faults,
        "caution": caution(questionnaire),
        "grades": grades_table(questionnaire),
        "rule": rule_words(questionnaire.rule),
    }
    return render(request, "portal/assessment/start.html", context)


def _section_page(
    request: HttpRequest,
    visit: Visit,
    found: Assessment,
    questionnaire: Questionnaire,
    number: int,
    faults: dict[str, list[str]],
) -> HttpResponse:
    here = questionnaire.sections[number - 1]
    answers = read_answers(questionnaire, found.answers)
    link = _href(request, visit, "assessment-section", number=number)
    context = {
        "head": page_head(visit, here.title, here.intro, trail=_trail(visit, questionnaire, found)),
        "steps": _steps(questionnaire, number),
        "saved": _saved(found) if found.answers else "",
        "questions": questions_of(questionnaire, here, answers, faults),
        "faults": [FieldFault(f"q-{code}", one) for code, said in faults.items() for one in said],
        "back": number > 1,
        "is_last": number == len(questionnaire.sections),
        "link": _absolute(request, link),
        "is_private": True,
    }
    return render(request, "portal/assessment/section.html", context)


def _head(visit: Visit, found: Assessment, questionnaire: Questionnaire) -> object:
    trail = (Link(_("Self-assessment"), visit.href("self-assessments")),)
    return page_head(visit, questionnaire.title, found.round.subject, trail=trail)


def _trail(visit: Visit, questionnaire: Questionnaire, found: Assessment) -> tuple[Link, ...]:
    list_link = Link(_("Self-assessment"), visit.href("self-assessments"))
    if not questionnaire.is_public:
        return (list_link,)
    return (list_link, Link(questionnaire.title, visit.href("self-assessment", code=questionnaire.code)))


def _steps(questionnaire: Questionnaire, current: int) -> FormSteps:
    return FormSteps([*(one.title for one in questionnaire.sections), _("Look it over")], current)


def _saved(found: Assessment) -> str:
    when = date_format(timezone.localtime(found.saved_at), "j F Y, H:i")
    return _("Saved %(when)s UTC") % {"when": when}


def _asked(questionnaire: Questionnaire, found: Assessment) -> set[str]:
    answers = read_answers(questionnaire, found.answers)
    return {one.code for one in shown_questions(questionnaire, answers.value)}


def _href(request: HttpRequest, visit: Visit, name: str, **parts: int) -> str:
    """The address of another page of the same answers; `token_page` put their token on the request."""
    return visit.href(name, token=str(getattr(request, "token", "")), **parts)


def _invitation(request: HttpRequest, visit: Visit, found: Assessment) -> str:
    token = found.round.invitation
    return _absolute(request, visit.href("assessment-join", token=token)) if token and found.is_lead else ""


def _absolute(request: HttpRequest, address: str) -> str:
    return request.build_absolute_uri(address)


def _person(visit: Visit) -> User | None:
    return visit.reader if isinstance(visit.reader, User) else None
