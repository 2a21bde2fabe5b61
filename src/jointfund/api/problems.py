"""Refusals of the API as `application/problem+json` (RFC 9457): what is wrong and what to do."""

import json
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError

MEDIA_TYPE = "application/problem+json"
TITLES = {404: "Not found", 405: "Method not allowed", 422: "The request cannot be understood"}


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
    errors = [f"{error['loc'][-1]}: {error['msg']}" for error in fault.errors]
    return problem(request, 422, "Some parameters are not what the description of the API asks for.", errors)


def unknown_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Anything below the API's address that is none of its operations."""
    return problem(request, 404, f"There is nothing at “{rest[:80]}”. The operations are listed at /api/v1/.")
