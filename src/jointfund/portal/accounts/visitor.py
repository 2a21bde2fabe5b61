"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of the visitor; behind the TLS proxy the one that the proxy itself noted last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SERVED_OVER_TLS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
