"""The list of programmes with its facets."""

from django.http import Http404, HttpRequest, HttpResponse

from jointfund.portal.pages import fund_page
from jointfund.ui.visit import Visit


@fund_page
def programmes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not built yet."""
    raise Http404
