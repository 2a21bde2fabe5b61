"""What is approved and waits for money, and what an amount would release."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from jointfund.ledger.queries import published_contributions
from jointfund.ledger.rules import distance
from jointfund.portal import columns, support_pieces
from jointfund.portal.asked_amount import SupportForm
from jointfund.portal.briefs import programme_brief, status_shapes
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.pages import MOST_ROWS, fund_page, list_href, others, page_head
from jointfund.portal.support_pieces import Standing
from jointfund.portal.words import as_of_day
from jointfund.programmes.queries.portfolio import SEVERAL_REGIONS, ProgrammeLine, portfolio
from jointfund.programmes.queries.waiting import candidate, fitting, last_published_on
from jointfund.programmes.support import Candidate, Selection, balance, select
from jointfund.rendering.tables import Row
from jointfund.ui.pieces import ProgrammeBrief
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Scheme, Term, ThematicArea


@dataclass(frozen=True)
class Answer:
    """What the amount would do: the choice, and the lines behind it."""

    selection: Selection
    lines: dict[str, ProgrammeLine]
    waiting: tuple[Candidate, ...]
    funded: tuple[Candidate, ...]


@fund_page
def support(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """What waits, how far the target is, and the answer to *what would it take?*"""
    now = portfolio(visit.fund, visit.asked_day)
    areas = list(ThematicArea.objects.filter(fund=visit.fund))
    form = _form(request, visit, now, areas)
    answer = _answer(visit, form, now) if form.is_bound and form.is_valid() else None
    if answer and export_format(request):
        return _export(request, visit, answer)
    standing = _standing(visit, now)
    context: dict[str, object] = {
        "head": page_head(
            visit, _("Support the fund"), support_pieces.headline(visit, standing), as_of=as_of_day(visit)
        ),
        "form": form,
        "figures": support_pieces.figures(visit, standing),
        "progress": support_pieces.progress(visit, standing),
        "waiting": support_pieces.waiting_by_area(visit, standing, areas),
        "target_source": support_pieces.target_link(visit),
    }
    if answer:
        context |= _answer_context(request, visit, answer, areas)
    return render(request, "portal/support.html", context)


def _standing(visit: Visit, now: Sequence[ProgrammeLine]) -> Standing:
    """Where the fund stands: as last published, and as later reports tell."""
    published_on: date | None = last_published_on(visit.fund, visit.day)
    then = portfolio(visit.fund, published_on) if published_on else now
    given = published_contributions(visit.fund, visit.day)
    return Standing(
        published_on=published_on,
        waiting_then=tuple(line for line in then if line.is_waiting),
        waiting_now=tuple(line for line in now if line.is_waiting),
        given=given,
        distance=distance(given.total if given.lines else None, visit.fund.target_amount),
    )


def _form(
    request: HttpRequest, visit: Visit, now: Sequence[ProgrammeLine], areas: Sequence[ThematicArea]
) -> SupportForm:
    regions = sorted({line.region for line in now if line.is_waiting and line.region} - {SEVERAL_REGIONS})
    principles = Term.objects.filter(Q(fund=visit.fund) | Q(fund__isnull=True), scheme=Scheme.PRINCIPLE)
    return SupportForm(
        request.GET if "amount" in request.GET else None,
        currency=visit.fund.currency,
        areas=[(str(area.number), f"{area.number} {area.short or area.title}") for area in areas],
        regions=[(name, name) for name in regions] + [(SEVERAL_REGIONS, _("Several regions"))],
        principles=[(term.code, term.label) for term in principles.order_by("position")],
    )


def _answer(visit: Visit, form: SupportForm, now: Sequence[ProgrammeLine]) -> Answer:
    waiting = tuple(line for line in now if line.is_waiting)
    wished = fitting(visit.fund, waiting, form.wish)
    return Answer(
        selection=select([candidate(line) for line in wished], form.cleaned_data["amount"]),
        lines={line.reference: line for line in waiting},
        waiting=tuple(candidate(line) for line in waiting),
        funded=tuple(candidate(line) for line in now if line.is_funded),
    )


def _answer_context(
    request: HttpRequest, visit: Visit, answer: Answer, areas: Sequence[ThematicArea]
) -> dict[str, object]:
    chosen = answer.selection
    by_area = balance(answer.funded, chosen, answer.waiting, lambda one: one.area)
    by_region = balance(answer.funded, chosen, answer.waiting, lambda one: one.region)
    shapes = status_shapes(visit.fund)

    def briefs(candidates: Sequence[Candidate]) -> list[ProgrammeBrief]:
        return [programme_brief(visit, answer.lines[one.reference], shapes) for one in candidates]

    return {
        "selection": chosen,
        "answer_line": support_pieces.answer_line(visit, chosen),
        "answer_facts": support_pieces.answer_facts(visit, chosen),
        "released": briefs(chosen.chosen),
        "unknown": briefs(chosen.unknown),
        "left": briefs(chosen.waits[:MOST_ROWS]),
        "left_count": len(chosen.waits),
        "others": others(len(chosen.waits), list_href(visit, stage="pipeline")),
        "area_picture": support_pieces.balance_picture(
            visit, by_area, {str(area.number): area for area in areas}
        ),
        "region_table": support_pieces.region_table(visit, by_region),
        "downloads": download_links(request),
    }


def _export(request: HttpRequest, visit: Visit, answer: Answer) -> HttpResponseBase:
    meta = export_meta(
        request,
        visit,
        name="what-would-it-take",
        title=_("What would it take?"),
        source=_("the waiting programmes of this record"),
        in_words=support_pieces.answer_line(visit, answer.selection),
    )
    return export_response(request, columns.SELECTION, _rows(answer), meta)


def _rows(answer: Answer) -> Iterator[Row]:
    parts = (
        ("released", _("released by the amount"), answer.selection.chosen),
        ("waits", _("stays without money"), answer.selection.waits),
        ("budget_unknown", _("left out: budget not published"), answer.selection.unknown),
    )
    for code, words, candidates in parts:
        for one in candidates:
            line = answer.lines[one.reference]
            yield {
                "programme": one.reference,
                "title": line.name,
                "answer_code": code,
                "answer": words,
                "area_code": line.area,
                "area": line.area_short or None,
                "region": support_pieces.region_name(one.region) or None,
                "budget": one.budget,
            }
