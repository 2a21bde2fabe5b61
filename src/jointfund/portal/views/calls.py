"""Calls for proposals in public: which are open, what each says, whether it fits, questions and answers."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, can
from jointfund.portal.accounts.visitor import address_of
from jointfund.portal.call_quiz import QuizForm
from jointfund.portal.pages import fund_form, fund_page, page_head
from jointfund.portal.private import private
from jointfund.proposals.calls.calendar import CalendarDate, calendar
from jointfund.proposals.calls.quiz import misfits
from jointfund.proposals.calls.rules import Phase, takes_questions
from jointfund.proposals.queries.calls import (
    PublishedCall,
    answered_questions,
    find_published,
    published_calls,
)
from jointfund.proposals.services.questions import LONGEST, ask_question
from jointfund.ui.amounts import exact
from jointfund.ui.calls import PHASES, deadline_words, moment_words, part_labels, shown_call, stage_label
from jointfund.ui.pieces import EmptyState, FieldFault, Link
from jointfund.ui.visit import Visit


@fund_page
def calls(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Open calls first, then those to come, then past ones."""
    found = published_calls(visit.fund, timezone.now())
    groups = [
        (title, [_row(visit, one) for one in found if one.phase is stands])
        for stands, title in (
            (Phase.OPEN, _("Open now")),
            (Phase.UPCOMING, _("Opening later")),
            (Phase.PAST, _("Past")),
        )
    ]
    is_open = any(one.phase is Phase.OPEN for one in found)
    text = _("When the fund asks for proposals, the call stands here with its dates and conditions.")
    empty = EmptyState(
        _("No call is open"), text, Link(_("See the pipeline of programmes"), visit.href("pipeline"))
    )
    context = {
        "head": page_head(visit, _("Calls for proposals"), _("What the fund asks for, to whom, until when.")),
        "empty": None if is_open else empty,
        "groups": [(title, rows) for title, rows in groups if rows],
    }
    return private(request, render(request, "portal/calls/list.html", context))


@fund_form
def call(request: HttpRequest, visit: Visit, ref: str) -> HttpResponseBase:
    """Everything a call says, with its questions and answers; a post asks another."""
    found = _find(visit, ref)
    if request.method == "POST":
        return _ask(request, visit, found)
    return private(request, _show(request, visit, found))


@fund_form
def eligibility(request: HttpRequest, visit: Visit, ref: str) -> HttpResponseBase:
    """The quiz before the form. Answers are posted, so that they stand in no address, and kept nowhere."""
    found = _find(visit, ref)
    form = QuizForm(visit.fund, found.terms, request.POST if request.method == "POST" else None)
    against = misfits(found.terms, form.applicant()) if form.is_bound else ()
    context = {
        "head": page_head(
            visit,
            _("Does this call fit you?"),
            _("A few questions from the call's own rules. Nothing you answer is kept."),
            trail=(*_trail(visit), Link(found.words.title, visit.href("call", ref=found.call.reference))),
        ),
        "form": form,
        "is_answered": form.is_bound,
        "misfits": [
            FieldFault(f"id_{one.question}" if one.question in form.fields else "", one.reason)
            for one in against
        ],
        "is_open": found.phase is Phase.OPEN,
        "start": _start(request, visit, found),
        "deadline": deadline_words(found.terms, timezone.now()),
        "href": visit.href("call", ref=found.call.reference),
    }
    response = render(request, "portal/calls/eligibility.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _start(request: HttpRequest, visit: Visit, found: PublishedCall) -> str:
    """Where a proposal for this call begins: at the desk, by way of the sign-in for who is not known yet."""
    address = f"{visit.href('desk-proposal-new')}?{urlencode({'call': found.call.reference})}"
    if not request.user.is_authenticated:
        return f"{reverse('account_login')}?{urlencode({'next': address})}"
    return address if can(request.user, Permission.PROPOSAL_WRITE, InFund(visit.fund)) else ""


@fund_page
def call_dates(request: HttpRequest, visit: Visit, ref: str) -> HttpResponseBase:
    """The dates of a call as a file for a calendar."""
    found = _find(visit, ref)
    if found.is_withdrawn:
        raise Http404(_("This call was withdrawn."))
    address = request.build_absolute_uri(visit.href("call", ref=found.call.reference))
    text = calendar(
        _calendar_dates(found), host=request.get_host(), address=address, stamp=found.version.published_at
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.call.reference}.ics"'
    return response


def _ask(request: HttpRequest, visit: Visit, found: PublishedCall) -> HttpResponseBase:
    text = request.POST.get("question", "")
    try:
        ask_question(found.call, text, asker=_asker(request), now=timezone.now())
    except DomainError as fault:
        return private(request, _show(request, visit, found, typed=text, fault=str(fault)))
    messages.success(
        request, _("Your question was received. It is published with its answer, without telling who asked.")
    )
    return redirect(f"{visit.href('call', ref=found.call.reference)}#questions")


def _show(
    request: HttpRequest, visit: Visit, found: PublishedCall, *, typed: str = "", fault: str = ""
) -> HttpResponse:
    now = timezone.now()
    state = _("Withdrawn") if found.is_withdrawn else str(PHASES[found.phase])
    context = {
        "head": page_head(visit, found.words.title, found.call.reference, trail=_trail(visit)),
        "found": found,
        "state": state,
        "deadline": "" if found.is_withdrawn else deadline_words(found.terms, now),
        "call": shown_call(visit, found.words, found.terms, now),
        "questions": answered_questions(found.call),
        "takes_questions": not found.is_withdrawn and takes_questions(found.terms, now),
        "faults": [FieldFault("question", fault)] if fault else [],
        "typed": typed,
        "most": LONGEST,
        "history": [
            (one.number, moment_words(timezone.localtime(one.published_at)), part_labels(one.changes))
            for one in found.call.versions.order_by("-number")
        ],
    }
    return render(request, "portal/calls/call.html", context)


@dataclass(frozen=True)
class CallRow:
    """One line of the list."""

    href: str
    title: str
    meta: str
    deadline: str
    state: str


def _row(visit: Visit, one: PublishedCall) -> CallRow:
    amount = exact(one.terms.envelope, visit.fund.currency)
    return CallRow(
        visit.href("call", ref=one.call.reference),
        one.words.title,
        " · ".join(part for part in (one.call.reference, amount) if part),
        one.call.withdrawal_reason if one.is_withdrawn else deadline_words(one.terms, timezone.now()),
        _("Withdrawn") if one.is_withdrawn else str(PHASES[one.phase]),
    )


def _calendar_dates(found: PublishedCall) -> list[CalendarDate]:
    reference, title = found.call.reference, found.words.title
    dates = []
    for stage in found.terms.stages:
        words = {"title": title, "stage": stage_label(stage.code)}
        if stage.opens:
            label = _("%(title)s: %(stage)s opens") % words
            dates.append(CalendarDate(f"{reference}-{stage.code}-opens", stage.opens, label))
        if stage.closes and not found.terms.is_rolling:
            label = _("%(title)s: %(stage)s closes") % words
            dates.append(CalendarDate(f"{reference}-{stage.code}-closes", stage.closes, label))
    if found.terms.questions_close:
        label = _("%(title)s: last questions") % {"title": title}
        dates.append(CalendarDate(f"{reference}-questions", found.terms.questions_close, label))
    return dates


def _asker(request: HttpRequest) -> str:
    if isinstance(request.user, User):
        return request.user.audit_reference
    return f"address:{address_of(request)}"


def _find(visit: Visit, ref: str) -> PublishedCall:
    if found := find_published(visit.fund, ref, timezone.now()):
        return found
    raise Http404(_("There is no call %(reference)s in this fund.") % {"reference": ref[:40]})


def _trail(visit: Visit) -> tuple[Link, ...]:
    return (Link(_("Calls for proposals"), visit.href("calls")),)
