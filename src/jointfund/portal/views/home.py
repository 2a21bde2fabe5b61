"""The fund on one page: what it is, how much, where, and what is new."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jointfund.ledger.queries import published_contributions
from jointfund.portal import overview
from jointfund.portal.pages import fund_page
from jointfund.programmes.queries.changes import latest_changes
from jointfund.programmes.queries.portfolio import portfolio
from jointfund.programmes.queries.waiting import last_published_on
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import ThematicArea


@fund_page
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Four dated numbers, the map, the balance of the areas, the latest changes.

    Unless a day is asked for, the numbers are those of the day the fund last published its whole pipeline:
    later reports tell of single programmes, and what they tell is said beside the number.
    """
    published = None if visit.asked_day else last_published_on(visit.fund, visit.day)
    shown = replace(visit, asked_day=published) if published else visit
    lines = portfolio(visit.fund, shown.asked_day)
    later = portfolio(visit.fund, visit.asked_day) if published else lines
    areas = list(ThematicArea.objects.filter(fund=visit.fund))
    contributions = published_contributions(visit.fund, visit.day)
    context = {
        "figures": overview.figures(shown, lines, contributions, overview.since(visit, lines, later)),
        "map": overview.map_of_programmes(shown, lines),
        "balance": overview.balance_of_areas(shown, lines, areas),
        "changes": overview.news(visit, latest_changes(visit.fund, visit.day, most=5)),
    }
    return render(request, "portal/home.html", context)
