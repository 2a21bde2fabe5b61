"""Every piece of the look on one page, with made-up values."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jointfund.portal.samples import sample_pieces


def styleguide(request: HttpRequest) -> HttpResponse:
    """The pieces one under the other; the browser tests photograph it."""
    return render(request, "portal/styleguide.html", {"samples": sample_pieces(), "areas": range(1, 6)})
