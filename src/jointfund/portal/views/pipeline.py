"""What is approved and waits for money, by area and status."""

from django.http import Http404, HttpRequest, HttpResponse

from jointfund.portal.pages import fund_page
from jointfund.ui.visit import Visit


@fund_page
def pipeline(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not built yet."""
    raise Http404
