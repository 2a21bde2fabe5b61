"""Answers that depend on who asks, kept by no cache between reader and site."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers


def private(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response, marked as one reader's; whoever is signed in keeps no copy either."""
    patch_vary_headers(response, ("Cookie",))
    if request.user.is_authenticated:
        response.headers["Cache-Control"] = "private, no-store"
    return response
