"""Where the fund's documents disagree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.documents.models import DiscrepancyKind, Severity, Source
from jointfund.documents.queries import Disagreement, disagreements
from jointfund.documents.titles import web_title
from jointfund.portal import columns
from jointfund.portal.citations import lines_of, place_of, source_href
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.words import as_of_day
from jointfund.rendering.tables import Row
from jointfund.ui.pieces import EmptyState, Link, ListHead
from jointfund.ui.visit import Visit

MOST_SIDES = 4

# The rule of the reader that finds them, in the words of this page.
SEVERITY_RULE = (
    (
        Severity.HIGH,
        gettext_lazy("A reader would take one programme for another, or would not recognise it."),
    ),
    (Severity.MEDIUM, gettext_lazy("A reader would carry on a wrong number, or miss a fact.")),
    (
        Severity.LOW,
        gettext_lazy("A reader would not be misled: rounding, spelling, small variants of a title."),
    ),
)


@dataclass(frozen=True)
class Quote:
    """The words of one place and the address of its lines."""

    words: str
    lines: str
    href: str


@dataclass(frozen=True)
class Side:
    """What one document, or one place of it, says."""

    document: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Shown:
    """One disagreement as the page shows it."""

    found: Disagreement
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Choice:
    """One value of a filter with how many it holds."""

    code: str
    label: str
    count: int
    is_chosen: bool


@fund_page
def discrepancies(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Contradictions between and within the documents, both quotes side by side; changes apart."""
    everything = disagreements(visit.fund)
    kind, severity = request.GET.get("kind", ""), request.GET.get("severity", "")
    chosen = [one for one in everything if kind in ("", one.kind) and severity in ("", one.severity)]
    if export_format(request):
        meta = export_meta(
            request,
            visit,
            name="discrepancies",
            title=_("Where the documents disagree"),
            source=", ".join(sorted({s.document.title for one in chosen for _words, s in one.places})),
            in_words=_in_words(chosen),
        )
        return export_response(request, columns.DISCREPANCIES, export_rows(visit, chosen), meta)
    trail = (Link(_("Data"), visit.href("data")),)
    title = _("Where the fund's documents disagree")
    return render(
        request,
        "portal/discrepancies.html",
        {
            "head": page_head(visit, title, _answer(everything), as_of=as_of_day(visit), trail=trail),
            "list_head": ListHead(_in_words(chosen), "", downloads=download_links(request)),
            "contradictions": [_shown(visit, one) for one in chosen if not one.is_change],
            "changes": [_shown(visit, one) for one in chosen if one.is_change],
            "kinds": _kinds(everything, kind),
            "severities": _severities(everything, severity),
            "rule": [(Severity(code).label, words) for code, words in SEVERITY_RULE],
            "empty": _empty(visit),
        },
    )


def export_rows(visit: Visit, found: Sequence[Disagreement]) -> Iterator[Row]:
    """The disagreements as files hold them."""
    for one in found:
        yield {
            "number": one.number,
            "kind_code": one.kind,
            "kind": one.kind_words,
            "severity_code": one.severity,
            "severity": one.severity_words,
            "subject": one.subject,
            "explanation": one.explanation or None,
            "quotes": [words for words, _source in one.places],
            "places": [place_of(visit, source) for _words, source in one.places],
        }


def _shown(visit: Visit, one: Disagreement) -> Shown:
    """Each place is a side; of more than four those of one document stand together."""
    by_place: dict[int, list[tuple[str, Source]]] = {}
    for words, source in one.places:
        by_place.setdefault(source.pk, []).append((words, source))
    if len(by_place) > MOST_SIDES:
        by_place = {}
        for words, source in one.places:
            by_place.setdefault(source.document_id, []).append((words, source))
    return Shown(one, tuple(_side(visit, places) for places in by_place.values()))


def _side(visit: Visit, places: Sequence[tuple[str, Source]]) -> Side:
    quotes = tuple(Quote(words, lines_of(source), source_href(visit, source)) for words, source in places)
    return Side(web_title(places[0][1].document.title), quotes)


def _answer(everything: Sequence[Disagreement]) -> str:
    contradictions = [one for one in everything if not one.is_change]
    grave = sum(one.severity != Severity.LOW for one in contradictions)
    said = ngettext(
        "%(count)s contradiction was found by comparing the documents line by line",
        "%(count)s contradictions were found by comparing the documents line by line",
        len(contradictions),
    ) % {"count": len(contradictions)}
    return _("%(said)s; %(grave)s of them would mislead a reader.") % {"said": said, "grave": grave}


def _in_words(chosen: Sequence[Disagreement]) -> str:
    changes = sum(one.is_change for one in chosen)
    contradictions = len(chosen) - changes
    said = ngettext("%(count)s contradiction", "%(count)s contradictions", contradictions) % {
        "count": contradictions
    }
    if not changes:
        return said
    apart = ngettext("%(count)s change with time", "%(count)s changes with time", changes) % {
        "count": changes
    }
    return _("%(contradictions)s and %(changes)s") % {"contradictions": said, "changes": apart}


def _kinds(everything: Sequence[Disagreement], chosen: str) -> list[Choice]:
    counts = {kind: sum(one.kind == kind for one in everything) for kind in DiscrepancyKind}
    return [
        Choice(kind, str(kind.label), count, kind == chosen)
        for kind, count in counts.items()
        if count or kind == chosen
    ]


def _severities(everything: Sequence[Disagreement], chosen: str) -> list[Choice]:
    return [
        Choice(code, str(code.label), sum(one.severity == code for one in everything), code == chosen)
        for code in Severity
    ]


def _empty(visit: Visit) -> EmptyState:
    return EmptyState(
        _("Nothing of this kind was found"),
        _("No two places of the documents disagree in this way, as far as the reader can tell."),
        Link(_("Show all"), visit.href("discrepancies")),
    )
