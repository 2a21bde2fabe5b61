"""What is approved and waits for money, by area and status."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jointfund.portal import waiting_room
from jointfund.portal.pages import fund_page
from jointfund.programmes.queries.changes import latest_status_date, statuses_of
from jointfund.programmes.queries.portfolio import portfolio
from jointfund.programmes.queries.waiting import last_published_on
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import ThematicArea


@fund_page
def pipeline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The waiting programmes grouped by area, in each the furthest first, with sums."""
    waiting = [line for line in portfolio(visit.fund, visit.asked_day) if line.is_waiting]
    statuses = statuses_of(visit.fund)
    areas = list(ThematicArea.objects.filter(fund=visit.fund))
    published = last_published_on(visit.fund, visit.day)
    then = portfolio(visit.fund, published) if published and published != visit.day else ()
    context = {
        "head": waiting_room.head(visit, waiting, latest_status_date(visit.fund, visit.day)),
        "published": waiting_room.as_published(visit, published, then),
        "summary": waiting_room.summary_table(visit, waiting, areas, statuses),
        "groups": waiting_room.groups(visit, waiting, areas, statuses),
        "downloads": waiting_room.downloads(visit),
    }
    return render(request, "portal/pipeline.html", context)
