"""A list of the API in parts: a cursor names the last row of one, so that rows that come or go lose none."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest
from ninja import Field

from jointfund.api.parameters import FundQuery
from jointfund.api.problems import Refusal


class PartQuery(FundQuery):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=20, description="as the `next` of an answer names it")


@dataclass(frozen=True)
class Part:
    """The keys of some rows in the order of the list, how many there are in all, and the next address."""

    keys: Sequence[int]
    total: int
    next: str | None


def part_of(request: HttpRequest, query: PartQuery, keys: Sequence[int]) -> Part:
    """The part asked for. Refuses a cursor that the list does not hold (any more)."""
    start = 0
    if query.cursor:
        found = (place for place, key in enumerate(keys, 1) if _cursor(key) == query.cursor)
        if not (start := next(found, 0)):
            raise Refusal(
                422, "The list holds no such cursor: begin again without it.", ["cursor: not in the list"]
            )
    part = keys[start : start + query.limit]
    has_next = start + query.limit < len(keys)
    return Part(part, len(keys), _next(request, part[-1]) if has_next else None)


def _cursor(key: int) -> str:
    """Says nothing about the row but which it is."""
    return sha256(f"part after {key}".encode()).hexdigest()[:16]


def _next(request: HttpRequest, last: int) -> str:
    parameters = request.GET.copy()
    parameters["cursor"] = _cursor(last)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
