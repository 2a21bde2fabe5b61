"""Where the fund's documents disagree."""

from django.http import Http404, HttpRequest, HttpResponse

from jointfund.portal.pages import fund_page
from jointfund.ui.visit import Visit


@fund_page
def discrepancies(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not built yet."""
    raise Http404
