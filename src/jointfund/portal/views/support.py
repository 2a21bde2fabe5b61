"""What is approved and waits for money, and what an amount would release."""

from django.http import Http404, HttpRequest, HttpResponse

from jointfund.portal.pages import fund_page
from jointfund.ui.visit import Visit


@fund_page
def support(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not built yet."""
    raise Http404
