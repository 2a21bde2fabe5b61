"""The documents the record rests on, line by line where the original is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jointfund.documents.queries import disagreements
from jointfund.documents.reading_room import documents_for, open_document
from jointfund.documents.titles import web_title
from jointfund.knowledge.queries.statements import statements_citing
from jointfund.ledger.queries import amounts_citing
from jointfund.portal.cited import Citing, cited_entries, entries_page, numbered_lines
from jointfund.portal.knowledge.words import reader_of
from jointfund.portal.pages import fund_page, page_head
from jointfund.programmes.queries.citing import facts_citing
from jointfund.ui.pieces import Link
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit


@fund_page
def documents(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All documents of the fund that may be read."""
    answer = _("What the record rests on. Each fact leads to its lines in one of these.")
    head = page_head(visit, _("Documents"), answer)
    found = documents_for(visit.reader, visit.fund)
    return render(request, "portal/documents.html", {"head": head, "documents": found})


@fund_page
def document(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """One document: its kept lines, or the places the record cites."""
    found = open_document(visit.reader, visit.fund, key)
    if found is None:
        raise Http404(_("There is no document at this address."))
    trail = (Link(_("Documents"), visit.href("documents")),)
    title = web_title(found.document.title)
    head = page_head(visit, title, found.document.issuer, as_of=dated(found.document.issued), trail=trail)
    context = {"head": head, "document": found.document, "lines": numbered_lines(found)}
    if not found.lines:
        citing = Citing(
            facts_citing(found.document),
            amounts_citing(found.document),
            disagreements(visit.fund),
            statements_citing(reader_of(visit), found.document),
        )
        address = visit.href("document", key=key)
        context |= vars(entries_page(cited_entries(visit, found, citing), request.GET, address))
    return render(request, "portal/document.html", context)
