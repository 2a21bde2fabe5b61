"""The guiding principles and their programmes."""

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.portal import columns
from jointfund.portal.briefs import programme_brief, status_shapes
from jointfund.portal.citations import Citations, place_of
from jointfund.portal.exports import export_format, export_meta, export_response
from jointfund.portal.pages import MOST_ROWS, fund_page, list_href, others, page_head
from jointfund.portal.suggested import downloads_with_suggested, with_suggested
from jointfund.portal.words import as_of_day
from jointfund.programmes.queries.portfolio import portfolio
from jointfund.programmes.queries.tagged import Tagging, TermCount, count_terms, tagged_with, terms_of
from jointfund.rendering.charts import Part, Series, StackedBar, stacked_bars
from jointfund.rendering.tables import Row
from jointfund.ui.pieces import Cell, EmptyState, Link, ListHead, Picture, Table, TableColumn
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Scheme


@fund_page
def principles(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The principles with how many programmes carry each, confirmed or suggested."""
    lines = portfolio(visit.fund, visit.asked_day)
    counts = count_terms(visit.fund, Scheme.PRINCIPLE, lines)
    answer = _(
        "%(count)s principles of the Global Compact, and the programmes whose texts speak of each."
    ) % {"count": len(counts)}
    if export_format(request):
        meta = export_meta(
            request, visit, name="principles", title=_("Principles"), source=_source(counts), in_words=answer
        )
        described = columns.PRINCIPLES_SUGGESTED if with_suggested(request) else columns.PRINCIPLES
        return export_response(request, described, count_rows(counts), meta)
    return render(
        request,
        "portal/principles.html",
        {
            "head": page_head(visit, _("Guiding principles"), answer, as_of=as_of_day(visit)),
            "list_head": ListHead(
                _("Programmes by principle"), "", downloads=downloads_with_suggested(request)
            ),
            "counts": counts,
            "table": _table(visit, counts),
            "chart": _chart(visit, counts),
            "source": _source(counts),
        },
    )


@fund_page
def principle(request: HttpRequest, visit: Visit, code: str) -> HttpResponseBase:
    """One principle: its programmes, and the words that suggest it."""
    terms = {term.code: term for term in terms_of(visit.fund, Scheme.PRINCIPLE)}
    if (term := terms.get(code)) is None:
        raise Http404(_("There is no guiding principle of this name."))
    found = tagged_with(term, portfolio(visit.fund, visit.asked_day), of_the_fund=visit.is_of_the_fund)
    answer = _answer(found)
    if export_format(request):
        meta = export_meta(
            request, visit, name=f"principle-{code}", title=term.label, source=term.source, in_words=answer
        )
        kept = [one for one in found if with_suggested(request) or not one.is_suggested]
        return export_response(request, columns.TAGS, _tag_rows(visit, kept), meta)
    citations, shapes = Citations(visit), status_shapes(visit.fund)
    trail = (Link(_("Guiding principles"), visit.href("principles")),)
    return render(
        request,
        "portal/principle.html",
        {
            "head": page_head(visit, term.label, answer, as_of=as_of_day(visit), trail=trail),
            "term": term,
            "list_head": ListHead(
                _("Programmes, by reference"), "", downloads=downloads_with_suggested(request)
            ),
            "taggings": [
                (one, programme_brief(visit, one.line, shapes), citations.marks([one.source]))
                for one in found[:MOST_ROWS]
            ],
            "others": others(len(found), list_href(visit, principle=code)),
            "empty": _empty(visit),
            "citations": citations,
        },
    )


def count_rows(counts: Sequence[TermCount]) -> Iterator[Row]:
    """The counts as files hold them."""
    for one in counts:
        yield {
            "principle_code": one.term.code,
            "principle": one.term.label,
            "confirmed": one.confirmed,
            "suggested": one.suggested,
            "source": one.term.source,
        }


def _tag_rows(visit: Visit, found: Sequence[Tagging]) -> Iterator[Row]:
    for one in found:
        yield {
            "programme": one.line.reference,
            "title": one.line.name,
            "standing": "suggested" if one.is_suggested else "confirmed",
            "words": one.words or None,
            "source": place_of(visit, one.source) if one.source else None,
        }


def _answer(found: Sequence[Tagging]) -> str:
    suggested = sum(one.is_suggested for one in found)
    confirmed = len(found) - suggested
    return _("%(confirmed)s confirmed, %(suggested)s.") % {
        "confirmed": ngettext("%(count)s programme", "%(count)s programmes", confirmed)
        % {"count": confirmed},
        "suggested": ngettext(
            "%(count)s suggested by the words of its text",
            "%(count)s suggested by the words of their texts",
            suggested,
        )
        % {"count": suggested},
    }


def _source(counts: Sequence[TermCount]) -> str:
    return "; ".join(sorted({one.term.source for one in counts}))


def _table(visit: Visit, counts: Sequence[TermCount]) -> Table:
    heads = (
        TableColumn(_("Principle")),
        TableColumn(_("Confirmed"), True),
        TableColumn(_("Suggested from the text"), True),
    )
    rows = [
        (
            Cell(one.term.label, visit.href("principle", code=one.term.code)),
            Cell(str(one.confirmed)),
            Cell(str(one.suggested)),
        )
        for one in counts
    ]
    return Table(_("Programmes by guiding principle"), heads, rows, caption_is_hidden=True)


def _chart(visit: Visit, counts: Sequence[TermCount]) -> Picture | None:
    if not any(one.confirmed or one.suggested for one in counts):
        return None
    most = max(counts, key=lambda one: one.confirmed + one.suggested)
    title = _("The texts speak most of “%(principle)s”") % {"principle": most.term.label}
    series = (Series("confirmed", _("Confirmed")), Series("suggested", _("Suggested from the text"), "hatch"))
    bars = [
        StackedBar(
            one.term.label,
            (Part("confirmed", one.confirmed), Part("suggested", one.suggested)),
            str(one.confirmed + one.suggested),
            "series-a",
            visit.href("principle", code=one.term.code),
        )
        for one in counts
    ]
    return Picture(
        title, str(stacked_bars(bars, series, title=title)), _table(visit, counts), as_of_day(visit)
    )


def _empty(visit: Visit) -> EmptyState:
    return EmptyState(
        _("No programme carries this principle yet"),
        _("Neither a confirmed tag nor the words of a text point to it."),
        Link(_("See all principles"), visit.href("principles")),
    )
