"""Refusals of the API as `application/problem+json` (RFC 9457): what is wrong and what to do."""

import json
from collections.abc import Callable, Sequence
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError

READING = ("GET", "HEAD")
MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    422: "The request cannot be understood",
    500: "Fault of the server",
    507: "No room left",
}


class Refusal(Exception):
    """Raised by an operation; becomes a problem with this status and these sentences."""

    def __init__(self, status: int, detail: str, errors: Sequence[str] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, tuple(errors)


def problem(request: HttpRequest, status: int, detail: str, errors: Sequence[str] = ()) -> HttpResponse:
    """One problem, readable from any site."""
    body = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
        "errors": list(errors),
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA_TYPE, status=status)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def refuse(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    """A refusal as its problem."""
    assert isinstance(refusal, Refusal)  # noqa: S101 - ninja's type allows the class, it hands over the fault
    return problem(request, refusal.status, refusal.detail, refusal.errors)


def refuse_parameters(request: HttpRequest, fault: ValidationError | type[ValidationError]) -> HttpResponse:
    """Parameters that are not what the description says they are."""
    assert isinstance(fault, ValidationError)  # noqa: S101 - as above
    errors = [f"{_named(error['loc'])}: {error['msg']}" for error in fault.errors]
    return problem(request, 422, "Some parameters are not what the description of the API asks for.", errors)


def _named(place: Sequence[str | int]) -> str:
    """The parameter a fault is in: `measure` of `("query", "measure", 0)`."""
    return next(one for one in reversed(place) if isinstance(one, str))


def only_read[**P](view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """The view for GET and HEAD; every other method is refused before anything is read."""

    @csrf_exempt  # its refusal would be a page
    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = args[0]
        assert isinstance(request, HttpRequest)  # noqa: S101 - what Django calls a view with
        if request.method not in READING:
            refused = problem(request, 405, "The API is read only: ask with GET or HEAD.")
            refused.headers["Allow"] = ", ".join(READING)
            return refused
        method, request.method = request.method, "GET"
        answered = view(*args, **kwargs)
        request.method = method  # the server leaves the body of a HEAD out
        return answered

    return answer


def unknown_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Anything below the API's address that is none of its operations."""
    return problem(request, 404, f"There is nothing at “{rest[:80]}”. The operations are listed at /api/v1/.")
