"""Whether a submitted proposal is eligible: yes or no to each condition, with reasons."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_access import seen_proposal
from jointfund.desk.review_access import review_head
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.people.queries import names_of
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models import Proposal
from jointfund.reviews import services
from jointfund.reviews.eligibility import Condition, ConditionAnswer, conditions_of
from jointfund.ui.pieces import FieldFault
from jointfund.ui.visit import Visit

SCREEN = Permission.PROPOSAL_SCREEN
SAID: Mapping[str, bool] = {"yes": True, "no": False}


@desk_page(read=SCREEN, write=SCREEN)
def screen(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The conditions of the call and the earlier checks; a post keeps a check and makes the move."""
    one = seen_proposal(request, visit, draft).proposal
    answers = [_answer(request, condition) for condition in _conditions(one)]
    faults: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            found = services.check_eligibility(
                one, answers, request.POST.get("step", ""), actor=person(request), now=timezone.now()
            )
        except services.CheckIncomplete as fault:
            faults = fault.faults
        except DomainError as fault:
            faults = {"step": str(fault)}
        else:
            messages.success(request, _("Eligible.") if found.is_eligible else _("Kept with its reasons."))
            return redirect(visit.href("desk-reviews"))
    return _show(request, visit, one, answers, faults)


def _show(
    request: HttpRequest,
    visit: Visit,
    one: Proposal,
    answers: list[ConditionAnswer],
    faults: Mapping[str, str],
) -> HttpResponse:
    checks = list(one.eligibility_checks.select_related("version").order_by("-pk"))
    names = names_of({each.checked_by for each in checks})
    version = one.versions.last()
    context = {
        "head": review_head(visit, one, _("Is it eligible?"), one.title),
        "proposal": one,
        "version": version,
        "answers": [(each, faults.get(each.condition.code, "")) for each in answers],
        "ways": services.ways_on(one) if version else [],
        "step": request.POST.get("step", ""),
        "step_fault": faults.get("step", ""),
        "faults": [FieldFault(f"f-{place}", said) for place, said in faults.items()],
        "checks": [
            (
                each,
                names.get(each.checked_by, ""),
                date_format(timezone.localtime(each.checked_at), "j F Y, H:i"),
            )
            for each in checks
        ],
    }
    return render(request, "desk/reviews/screen.html", context)


def _conditions(one: Proposal) -> list[Condition]:
    latest = one.call.versions.last() if one.call else None
    if latest is None:
        return conditions_of(None, None)
    words = from_json(latest.words)
    return conditions_of(read_terms(words)[0], words)


def _answer(request: HttpRequest, condition: Condition) -> ConditionAnswer:
    return ConditionAnswer(
        condition,
        SAID.get(request.POST.get(f"holds-{condition.code}", "")),
        request.POST.get(f"reason-{condition.code}", "")[:2000],
    )
