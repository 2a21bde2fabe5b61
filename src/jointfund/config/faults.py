"""What a fault looks like: a page of the site, below the address of the API a problem in JSON."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

from jointfund.api.problems import problem
from jointfund.ui import faults

API = "/api/v1/"


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """A fault on our side."""
    page = faults.server_error(request)
    if not request.path.startswith(API):
        return page
    return problem(
        request, page.status_code, "This is our fault, not yours. It is in our log; try again later."
    )


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """A request no page can answer, as one for a host that is not ours."""
    if request.path.startswith(API):
        return problem(request, 400, "The request is malformed, or for a host that is not this installation.")
    return defaults.bad_request(request, exception)
