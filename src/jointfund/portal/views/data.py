"""What can be downloaded, with dictionary, licence and dates."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from jointfund.portal import columns
from jointfund.portal.datasets import datasets
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.words import as_of_day
from jointfund.programmes.queries.vocabularies import VocabularyTerm, vocabulary_terms
from jointfund.rendering.tables import Row
from jointfund.ui.pieces import Cell, Link, ListHead, Table, TableColumn
from jointfund.ui.visit import Visit


@fund_page
def data(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Every dataset with its rows, dates, columns and addresses, and how to cite it."""
    answer = _("Everything on this site, to download, with what each column means.")
    return render(
        request,
        "portal/data.html",
        {
            "head": page_head(visit, _("Data"), answer, as_of=as_of_day(visit)),
            "datasets": datasets(visit),
            "api": visit.href("home").split("?")[0] + "api/v1/",
        },
    )


@fund_page
def vocabularies(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Every code the record uses with its words."""
    terms = vocabulary_terms(visit.fund)
    answer = _("%(count)s codes of this record, with their words and sources.") % {"count": len(terms)}
    if export_format(request):
        source = _("each term names its own")
        meta = export_meta(
            request, visit, name="vocabularies", title=_("Vocabularies"), source=source, in_words=answer
        )
        return export_response(request, columns.VOCABULARIES, _rows(terms), meta)
    trail = (Link(_("Data"), visit.href("data")),)
    schemes = list(dict.fromkeys(term.scheme for term in terms))
    heads = (TableColumn(_("Code")), TableColumn(_("Words")), TableColumn(_("Broader term")))
    return render(
        request,
        "portal/vocabularies.html",
        {
            "head": page_head(visit, _("Vocabularies"), answer, as_of=as_of_day(visit), trail=trail),
            "list_head": ListHead(_("All vocabularies"), "", downloads=download_links(request)),
            "tables": [
                Table(
                    scheme.replace("_", " ").capitalize(),
                    heads,
                    [
                        (Cell(term.code), Cell(term.label), Cell(term.parent))
                        for term in terms
                        if term.scheme == scheme
                    ],
                )
                for scheme in schemes
            ],
        },
    )


def _rows(terms: tuple[VocabularyTerm, ...]) -> Iterator[Row]:
    for term in terms:
        yield {
            "scheme": term.scheme,
            "code": term.code,
            "label": term.label,
            "parent": term.parent or None,
            "source": term.source,
            "as_of": term.as_of or None,
        }
