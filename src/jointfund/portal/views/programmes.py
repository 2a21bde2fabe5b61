"""One programme: its page, the lines it rests on, its sheet to mail."""

from django.http import Http404, HttpRequest, HttpResponse

from jointfund.portal.pages import fund_page
from jointfund.ui.visit import Visit


@fund_page
def programme(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Not built yet."""
    raise Http404


@fund_page
def sources(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Not built yet."""
    raise Http404


@fund_page
def sheet(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Not built yet."""
    raise Http404
