"""The list of programmes with its facets, and the same list as a file."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from jointfund.documents.models import Document
from jointfund.portal import programme_columns, programme_list
from jointfund.portal.briefs import as_of_words, status_shapes
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.pages import fund_page, page_head
from jointfund.programmes.filters import Names, ProgrammeFilter, Reading, in_words
from jointfund.programmes.queries.changes import latest_status_date
from jointfund.programmes.queries.facets import count_facets
from jointfund.programmes.queries.listing import PAGE_SIZE, count_of, full_rows, page_of
from jointfund.programmes.queries.names import checked_filter
from jointfund.ui.pieces import ListHead
from jointfund.ui.visit import Visit

VIEWS = frozenset({"", "table"})
HIGHEST_PAGE = 1_000_000


@fund_page
def programmes(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The programmes a filter asks for: the page, or with `?format=` the file."""
    reading, names = _asked(request, visit)
    asked = reading.filter
    if export_format(request):
        return _export(request, visit, asked, names)
    view = request.GET.get("view", "") if request.GET.get("view", "") in VIEWS else ""
    addresses = programme_list.Addresses(visit, view)
    total = count_of(visit.fund, asked)
    page = page_of(visit.fund, asked, _page_number(request, total))
    facets = count_facets(visit.fund, asked)
    response = render(
        request,
        "portal/programmes/list.html",
        {
            "head": page_head(visit, _("Programmes")),
            "list_head": ListHead(
                in_words(asked, total, names),
                as_of_words(visit, latest_status_date(visit.fund, visit.day)),
                programme_list.chips(asked, names, addresses),
                download_links(request),
            ),
            "panel": programme_list.facet_panel(asked, facets, addresses, view),
            "messages_of_filter": reading.messages,
            "sorts": programme_list.sort_choices(asked, addresses),
            "tag_choices": programme_list.tag_choices(asked, addresses),
            "views": programme_list.view_choices(asked, addresses, view),
            "view_name": view,
            "rows": programme_list.listed_programmes(visit, page.rows, status_shapes(visit.fund)),
            "pages": programme_list.pages_of(page, total, PAGE_SIZE, asked, addresses),
            "empty": programme_list.empty_state(asked, names, addresses) if not total else None,
        },
    )
    # The address a reader copies is the canonical one, not the form's with its empty fields.
    response.headers["HX-Push-Url"] = addresses.of(asked, page=page.number)
    return response


def _asked(request: HttpRequest, visit: Visit) -> tuple[Reading, Names]:
    """The filter of the address for the day of the visit, which reads `as_of` and finds its faults itself."""
    parameters = {name: request.GET.getlist(name) for name in request.GET if name != "as_of"}
    reading, names = checked_filter(visit.fund, parameters)
    return Reading(reading.filter.but(as_of=visit.asked_day), reading.messages), names


def _page_number(request: HttpRequest, total: int) -> int:
    """The page asked for, at least the first and at most the last."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
    last = max(1, -(-total // PAGE_SIZE))
    return min(max(number, 1), last)


def _export(request: HttpRequest, visit: Visit, asked: ProgrammeFilter, names: Names) -> HttpResponseBase:
    tags = programme_columns.export_tags(request.GET.get("tags", ""))
    documents = Document.objects.visible_to(visit.reader, visit.fund).values_list("title", flat=True)
    meta = export_meta(
        request,
        visit,
        name="programmes",
        title=_("Programmes"),
        source="; ".join(documents),
        in_words=in_words(asked, count_of(visit.fund, asked), names),
    )
    rows = programme_columns.rows_of(full_rows(visit.fund, asked, tags=tags), visit.fund.currency, tags)
    return export_response(request, programme_columns.columns_for(tags), rows, meta)
