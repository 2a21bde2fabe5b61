"""Whether the server answers: for monitors and for the start of the installation."""

from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """Plain `ok`, without touching the database."""
    return HttpResponse("ok", content_type="text/plain")
