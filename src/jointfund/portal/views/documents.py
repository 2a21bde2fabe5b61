"""The documents the record rests on, line by line where the original is kept."""

from django.http import Http404, HttpRequest, HttpResponse

from jointfund.portal.pages import fund_page
from jointfund.ui.visit import Visit


@fund_page
def documents(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not built yet."""
    raise Http404


@fund_page
def document(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Not built yet."""
    raise Http404
