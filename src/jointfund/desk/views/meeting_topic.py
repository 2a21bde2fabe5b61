"""One item of a meeting: what it is, what members ask and say, what the body decides."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.committee.bodies import read_body
from jointfund.committee.models import AgendaItem, Decision, MeetingState, SilenceState, Stance
from jointfund.committee.queries.desk import find_item, outcome_labels
from jointfund.committee.queries.money import envelope_left
from jointfund.committee.queries.papers import item_paper
from jointfund.committee.queries.seats import recusals, seat_of, seats_on
from jointfund.committee.services import deciding, meetings, silence, speaking
from jointfund.desk.access import desk_page, may, person
from jointfund.desk.meeting_forms import NotReadable, read_decision, read_moment, typed_conditions
from jointfund.desk.views.meetings import meeting_head, seen_meeting
from jointfund.kernel.errors import DomainError
from jointfund.ledger.queries import allocatable
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.proposals.queries.asked import asked_by
from jointfund.proposals.stages import taking_part
from jointfund.ui.amounts import exact
from jointfund.ui.visit import Visit

READ = Permission.COMMITTEE_READ


@desk_page(read=READ, write=READ)
def topic(request: HttpRequest, visit: Visit, body: str, number: int, place: int) -> HttpResponse:
    """The item's page; a post does one thing, and what was refused is still there."""
    received = timezone.now()  # before anything waits: an objection counts from here
    item = find_item(seen_meeting(visit, body, number), place)
    if item is None:
        raise Http404(_("There is no page at this address."))
    fault = ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        try:
            if act is None:
                raise NotReadable(_("Nothing was changed."))
            said = act(request, item, person(request), received)
        except DomainError as refused:
            fault = str(refused)
        else:
            messages.success(request, said)
            return redirect(visit.href("desk-meeting-topic", body=body, number=number, place=place))
    context = _context(request, visit, item, fault)
    return render(request, "desk/meetings/topic.html", context, status=400 if fault else 200)


def _context(request: HttpRequest, visit: Visit, item: AgendaItem, fault: str) -> dict[str, object]:
    user, meeting = person(request), item.meeting
    seats = seats_on(meeting.body, meeting.starts_at.date())
    barred = recusals(item, seats)
    mine = seat_of(user, meeting.body, timezone.localdate())
    my_recusal = barred.get(mine.pk) if mine else None
    decision = Decision.objects.filter(item=item).select_related("fund").first()
    labels = outcome_labels(visit.fund)
    return {
        "head": meeting_head(visit, meeting, item.title, _("Item %(place)s") % {"place": item.position}),
        "item": item,
        "meeting": meeting,
        "fault": fault,
        "typed": request.POST,
        "paper": item_paper(item, with_scores=my_recusal is None),
        "proposal": item.proposal,
        "recused": [(seat.label, barred[seat.pk].reason) for seat in seats if seat.pk in barred],
        "mine": mine,
        "my_recusal": my_recusal,
        "questions": item.questions.select_related("seat"),
        "voices": item.voices.select_related("seat"),
        "decision": decision,
        "decided": labels.get(decision.outcome, "") if decision else "",
        "silence": item.silences.order_by("-pk").first(),
        "silence_is_open": item.silences.filter(state=SilenceState.OPEN).exists(),
        "prepares": may(request, visit, Permission.COMMITTEE_PREPARE),
        "may_speak": mine and not my_recusal and not decision,
        **(_form(request, item) if may(request, visit, Permission.COMMITTEE_RECORD) and not decision else {}),
    }


def _form(request: HttpRequest, item: AgendaItem) -> dict[str, object]:
    fund = item.meeting.body.fund
    rules = read_body(item.meeting.body.rules)
    fits = [one for one in rules.outcomes if (not one.for_subjects if item.proposal else not one.moves)]
    seats = seats_on(item.meeting.body, item.meeting.starts_at.date())
    left = envelope_left(item.proposal.call) if item.proposal and item.proposal.call else None
    asked = asked_by(item.proposal) if item.proposal else {}
    names = _names(item)
    return {
        "records": rules.decides,
        "outcomes": fits,
        "stances": Stance,
        "is_in_session": item.meeting.state == MeetingState.IN_SESSION,
        "quorum": deciding.count_of(item, seats, frozenset(recusals(item, seats))) if rules.quorum else None,
        "free": exact(allocatable(fund), fund.currency),
        "left": exact(left, fund.currency),
        "currency": fund.currency,
        "gives": any(one.allocates for one in fits),
        "amounts": [
            (slug, name, request.POST.get(f"amount-{slug}", ""), exact(asked.get(slug), fund.currency))
            for slug, name in names.items()
        ],
        "conditions": typed_conditions(request.POST) if item.proposal else (),
        "owners": names.items(),
    }


def _names(item: AgendaItem) -> Mapping[str, str]:
    return {
        one.organisation.slug: str(one.organisation)
        for one in (taking_part(item.proposal) if item.proposal else ())
    }


def _decide(request: HttpRequest, item: AgendaItem, user: User, now: datetime) -> str:
    proposed = read_decision(request.POST, _names(item))
    decision = deciding.decide(item, proposed, actor=user, now=now)
    return _("Recorded as %(reference)s.") % {"reference": decision.reference}


def _silence(request: HttpRequest, item: AgendaItem, user: User, now: datetime) -> str:
    proposed = read_decision(request.POST, _names(item))
    deadline = read_moment(request.POST.get("deadline", ""), item.meeting.time_zone)
    silence.open_silence(item, proposed, deadline=deadline, actor=user, now=now)
    return _("The silence procedure is open; the members are told.")


def _speak(request: HttpRequest, item: AgendaItem, user: User, now: datetime) -> str:
    typed = request.POST.get("stance", "")
    if typed not in Stance.values:
        raise NotReadable(_("Choose what you say: agree, abstain or object."))
    speaking.speak(item, Stance(typed), actor=user, received_at=now, reason=request.POST.get("reason", ""))
    return _("Your word is on record.")


def _interest(request: HttpRequest, item: AgendaItem, user: User, now: datetime) -> str:
    speaking.declare_interest(item, request.POST.get("interest", ""), actor=user, now=now)
    return _("Declared. You take no part in this item.")


def _ask(request: HttpRequest, item: AgendaItem, user: User, now: datetime) -> str:
    speaking.ask(item, request.POST.get("question", ""), actor=user, now=now)
    return _("Asked. Every member sees the question and its answer.")


def _answer(request: HttpRequest, item: AgendaItem, user: User, now: datetime) -> str:
    typed = request.POST.get("to", "")
    question = item.questions.filter(pk=int(typed) if typed.isdecimal() else 0).first()
    if question is None:
        raise NotReadable(_("Choose the question."))
    speaking.answer(question, request.POST.get("answer", ""), actor=user, now=now)
    return _("Answered for every member.")


def _advise(request: HttpRequest, item: AgendaItem, user: User, now: datetime) -> str:
    post = request.POST
    meetings.advise(item, advice=post.get("advice", ""), risks=post.get("risks", ""), actor=user)
    return _("The advice is kept.")


ACTS: dict[str, Callable[[HttpRequest, AgendaItem, User, datetime], str]] = {
    "decide": _decide,
    "silence": _silence,
    "speak": _speak,
    "interest": _interest,
    "ask": _ask,
    "answer": _answer,
    "advise": _advise,
}
