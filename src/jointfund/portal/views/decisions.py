"""The public register of decisions: what the fund's bodies decided, each at an address that stays."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.committee.models import Decision, Minutes, MinutesState
from jointfund.committee.queries.desk import DecisionFilter, decisions_of, find_decision, outcome_labels
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.private import private
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

PAGE = 50


@dataclass(frozen=True)
class ShownDecision:
    """One row of the register."""

    href: str
    reference: str
    title: str
    outcome: str
    day: str
    body: str


@fund_page
def decisions(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The latest first, narrowed by outcome, year and words in the address."""
    asked = request.GET
    wanted = DecisionFilter(asked.get("outcome", ""), asked.get("year", ""), asked.get("q", "").strip())
    labels = outcome_labels(visit.fund)
    page = Paginator(decisions_of(visit.fund, wanted), PAGE).get_page(asked.get("page"))
    years = decisions_of(visit.fund, DecisionFilter()).order_by().dates("decided_at", "year", "DESC")
    kept = asked.copy()
    kept.pop("page", None)
    context = {
        "head": page_head(visit, _("Decisions"), _("What the fund's bodies decided, and when.")),
        "rows": [_shown(visit, one, labels) for one in page],
        "page": page,
        "kept": kept.urlencode(),
        "labels": labels.items(),
        "years": [str(day.year) for day in years],
        "wanted": wanted,
        "is_narrowed": wanted != DecisionFilter(),
    }
    return private(request, render(request, "portal/decisions/list.html", context))


@fund_page
def decision(request: HttpRequest, visit: Visit, ref: str) -> HttpResponseBase:
    """One decision: the words, the amounts, what it is about, and the public minutes of its meeting."""
    found = find_decision(visit.fund, ref)
    if found is None:
        raise Http404(_("There is no decision of this reference."))
    shown = _shown(visit, found, outcome_labels(visit.fund))
    proposal = found.item.proposal
    programme = proposal.programme if proposal else None
    minutes = Minutes.objects.filter(meeting=found.item.meeting_id, state=MinutesState.RELEASED).first()
    trail = (Link(_("Decisions"), visit.href("decisions")),)
    context = {
        "head": page_head(visit, shown.title, f"{shown.reference} · {shown.outcome}", trail=trail),
        "shown": shown,
        "decision": found,
        "amounts": [
            (one.organisation.name, exact(one.amount, visit.fund.currency))
            for one in found.amounts.select_related("organisation")
        ],
        "programme": programme,
        "programme_href": visit.href("programme", ref=programme.reference) if programme else "",
        "minutes": minutes.public_text if minutes else "",
    }
    return private(request, render(request, "portal/decisions/one.html", context))


def _shown(visit: Visit, one: Decision, labels: Mapping[str, str]) -> ShownDecision:
    return ShownDecision(
        visit.href("decision", ref=one.reference),
        one.reference,
        _title(one),
        labels.get(one.outcome, one.outcome),
        date_format(one.decided_at, "j F Y"),
        str(one.item.meeting.body),
    )


def _title(one: Decision) -> str:
    """What it is about; a proposal that never was in the public record is named by its reference alone."""
    proposal = one.item.proposal
    if proposal is None:
        return one.item.subject
    return proposal.title if proposal.programme else proposal.reference
