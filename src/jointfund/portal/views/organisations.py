"""Organisations and their programmes."""

from django.http import Http404, HttpRequest, HttpResponse

from jointfund.portal.pages import fund_page
from jointfund.ui.visit import Visit


@fund_page
def organisations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not built yet."""
    raise Http404


@fund_page
def organisation(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """Not built yet."""
    raise Http404
