"""Questions about a call, to answer for everybody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, page_head, person
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.proposals.models_calls import Call, CallQuestion
from jointfund.proposals.queries.calls import find_call
from jointfund.proposals.services.questions import answer_question, set_question_aside
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.visit import Visit

EDIT = Permission.CALL_EDIT


@desk_page(read=EDIT, write=EDIT)
def call_questions(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Every question of a call, those that wait first; a post answers one or sets it aside."""
    found = find_call(visit.fund, ref)
    if found is None:
        raise Http404(_("There is no call of this reference."))
    if request.method != "POST":
        return _show(request, visit, found)
    number = request.POST.get("question", "")
    asked = found.questions.filter(number=int(number) if number.isascii() and number.isdigit() else 0).first()
    if asked is None:
        raise Http404(_("There is no such question."))
    asked.call = found
    return _act(request, visit, found, asked)


def _act(request: HttpRequest, visit: Visit, found: Call, asked: CallQuestion) -> HttpResponse:
    try:
        if request.POST.get("then") == "aside":
            set_question_aside(asked, actor=person(request))
            messages.success(request, _("Set aside: readers do not see it."))
        else:
            answer = request.POST.get("answer", "")
            answer_question(asked, answer, actor=person(request), now=timezone.now())
            messages.success(request, _("Published with its answer."))
    except DomainError as fault:
        return _show(request, visit, found, asked.number, str(fault))
    return redirect(visit.href("desk-call-questions", ref=found.reference))


def _show(request: HttpRequest, visit: Visit, found: Call, failed: int = 0, fault: str = "") -> HttpResponse:
    every = list(found.questions.all())
    trail = (
        Link(_("Calls"), visit.href("desk-calls")),
        Link(found.reference, visit.href("desk-call", ref=found.reference)),
    )
    answer = _("Answers are public at once. Who asked is known to nobody.")
    context = {
        "head": page_head(visit, _("Questions"), answer, trail=trail),
        "one": found,
        "waiting": [one for one in every if not one.answer and not one.is_set_aside],
        "answered": [one for one in every if one.answer],
        "aside": [one for one in every if one.is_set_aside],
        "failed": failed,
        "typed": request.POST.get("answer", "") if fault else "",
        "faults": [FieldFault(f"answer-{failed}", fault)] if fault else [],
    }
    return render(request, "desk/calls/questions.html", context)
