"""Questions through the API: what everybody may see, best first, with facets and what was understood."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from jointfund.api import schemas
from jointfund.api.parameters import MANY, FundQuery, fund_of, meta_of, visit_to
from jointfund.api.problems import Refusal
from jointfund.search.filters import SearchFilter
from jointfund.search.marking import understood
from jointfund.search.queries import Asked, search
from jointfund.search.records import Hit, Place
from jointfund.ui.subjects import found_href, lines_href
from jointfund.ui.visit import Visit

REFUSED: dict[int, Any] = {404: schemas.Problem, 422: schemas.Problem}

router = Router(tags=["Search"])


class SearchQuery(FundQuery):
    """A question in plain words, and the facets of the search page."""

    q: str = Field("", max_length=1_000, description="a question in plain words; nothing finds nothing")
    kind: list[str] = Field(
        [],
        description=f"programme, project, practice, lesson, session, result, publication or document; {MANY}",
    )
    country: list[str] = Field([], description=f"ISO 3166-1 alpha-3; {MANY}")
    topic: list[str] = Field([], description="codes of /terms?scheme=topic")
    gcm_objective: list[str] = Field([], description="1 to 23")
    agency: list[str] = Field([], description="codes of /organisations")
    level: list[str] = Field([], description="local, national or regional")
    population: list[str] = Field([], description="codes of /terms?scheme=population")
    area: list[str] = Field([], description="numbers of /areas")
    year: list[str] = Field([], description="as 2023")
    limit: int = Field(20, ge=1, le=100)
    cursor: str | None = Field(None, max_length=4, description="as the `next` of an answer names it")


class HitOut(Schema):
    """One answer: what was found, and the passage that answers with its place."""

    kind: str
    reference: str
    url: str
    title: str
    score: float = Field(description="comparable within one answer only")
    passage: str | None
    source: schemas.SourceOut | None
    countries: list[str]


class FacetOut(Schema):
    """How many answers bear a code."""

    code: str
    count: int


class UnderstoodOut(Schema):
    """A region with its countries, or a thing with other words for it."""

    words: str
    name: str
    countries: list[str]
    others: list[str]


class SearchAnswer(Schema):
    """A part of the answers; `meta.count` counts all that were ranked."""

    meta: schemas.Meta
    results: list[HitOut]
    facets: dict[str, list[FacetOut]]
    understood: list[UnderstoodOut]
    suggestion: str | None = Field(description="the question with its unknown words replaced")
    next: str | None


@router.get("/search", response={200: SearchAnswer, **REFUSED}, summary="Answers to a question")
def answers(request: HttpRequest, query: Query[SearchQuery]) -> SearchAnswer:
    """Best first, a part at a time: follow `next` until it is null. Only what everybody may see."""
    if query.as_of:
        raise Refusal(422, "The search knows the record as of today only.", ["as_of: not for a search"])
    fund, start = fund_of(query), _start(query.cursor)
    asked = SearchFilter.of({name: request.GET.getlist(name) for name in request.GET})
    visit = visit_to(fund)
    found = search(Asked(fund, AnonymousUser(), asked.q, asked.narrowed, query.limit, start))
    if start and start >= found.total:
        raise _unknown_cursor()
    facets: dict[str, list[FacetOut]] = {}
    for one in found.facets:
        facets.setdefault(one.facet, []).append(FacetOut(code=one.code, count=one.count))
    end = start + query.limit
    return SearchAnswer(
        meta=meta_of(fund, visit.today, found.total),
        results=[_hit(hit, visit) for hit in found.hits],
        facets=facets,
        understood=[
            UnderstoodOut(
                words=one.words, name=one.name, countries=list(one.countries), others=list(one.others)
            )
            for one in understood(asked.q)
        ],
        suggestion=found.suggestion,
        next=_next(request, end) if end < found.total else None,
    )


def _hit(hit: Hit, visit: Visit) -> HitOut:
    return HitOut(
        kind=hit.kind,
        reference=hit.reference,
        url=found_href(visit, hit.kind, hit.reference),
        title=hit.title,
        score=hit.score,
        passage=hit.passage or None,
        source=_source(hit.place, visit) if hit.place else None,
        countries=list(hit.countries),
    )


def _source(place: Place, visit: Visit) -> schemas.SourceOut:
    return schemas.SourceOut(
        document=place.file,
        start_line=place.start_line,
        end_line=place.end_line,
        page=place.page,
        url=lines_href(visit, place.file, place.start_line),
    )


def _start(cursor: str | None) -> int:
    """Where the part after the cursor begins."""
    if not cursor:
        return 0
    if cursor.isascii() and cursor.isdecimal():
        return int(cursor)
    raise _unknown_cursor()


def _unknown_cursor() -> Refusal:
    errors = ["cursor: not in the list"]
    return Refusal(422, "The list holds no such cursor: begin again without it.", errors)


def _next(request: HttpRequest, start: int) -> str:
    parameters = request.GET.copy()
    parameters["cursor"] = str(start)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
