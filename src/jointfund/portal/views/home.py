"""The fund on one page: what it is, how much, where, and what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jointfund.ledger.queries import published_contributions
from jointfund.portal import overview
from jointfund.portal.pages import fund_page
from jointfund.programmes.queries.changes import latest_changes, latest_status_date
from jointfund.programmes.queries.portfolio import portfolio
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import ThematicArea


@fund_page
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Four dated numbers, the map, the balance of the areas, the latest changes."""
    lines = portfolio(visit.fund, visit.asked_day)
    latest = latest_status_date(visit.fund, visit.day)
    areas = list(ThematicArea.objects.filter(fund=visit.fund))
    context = {
        "figures": overview.figures(visit, lines, published_contributions(visit.fund, visit.day)),
        "map": overview.map_of_programmes(visit, lines, latest),
        "balance": overview.balance_of_areas(visit, lines, areas, latest),
        "changes": overview.news(visit, latest_changes(visit.fund, visit.day, most=5)),
    }
    return render(request, "portal/home.html", context)
