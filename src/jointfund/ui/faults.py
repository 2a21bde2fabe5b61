"""The page of a fault on our side; where the disk is full it says so, because somebody can act on it."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from jointfund.kernel.files import disk_fault_in_words

FAULT, NO_ROOM = 500, 507


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a fault, made without asking the database anything."""
    fault = sys.exc_info()[1]
    is_of_the_disk = isinstance(fault, OperationalError | OSError)
    words = disk_fault_in_words(fault) if is_of_the_disk and isinstance(fault, Exception) else ""
    return HttpResponse(render_to_string("500.html", {"words": words}), status=NO_ROOM if words else FAULT)
