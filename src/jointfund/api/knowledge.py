"""What works, as the API hands it out: projects, practices, lessons, sessions, printed results.

What rests on a closed document, and every draft, is left out for everybody: answers never depend on who asks.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from jointfund.api import schemas
from jointfund.api.parameters import FundQuery, day_of, fund_of, meta_of, visit_to
from jointfund.api.parts import PartQuery, part_of
from jointfund.api.problems import Refusal
from jointfund.api.values import iso, known, number, source_out
from jointfund.knowledge.filters import COUNTRY, TAGGED, ProjectFilter
from jointfund.knowledge.models import LESSONS, Measure, Reader, ResourceKind
from jointfund.knowledge.queries import projects as project_queries
from jointfund.knowledge.queries import statements as statement_queries
from jointfund.knowledge.queries.practices import published_practices
from jointfund.knowledge.queries.resources import ResourceFilter, resource_counts, resources_for
from jointfund.knowledge.queries.statements import LessonFilter, speaker_of
from jointfund.vocabularies.models import Country, Term

REFUSED: dict[int, Any] = {404: schemas.Problem, 422: schemas.Problem}

router = Router(tags=["What works"])


class ProjectQuery(PartQuery):
    """The facets of the site's list of projects; several values mean any of them."""

    q: str | None = Field(None, max_length=200)
    country: list[str] = Field([], description="ISO 3166-1 alpha-3")
    agency: list[str] = Field([], description="the agency's word in addresses")
    topic: list[str] = Field([], description="codes of /terms?scheme=topic")
    gcm_objective: list[str] = Field([], description="1 to 23")
    level: list[str] = Field([], description="local, national or regional")
    population: list[str] = Field([], description="codes of /terms?scheme=population")


class LessonQuery(PartQuery):
    """Which lessons."""

    kind: list[str] = Field([], description=", ".join(LESSONS))
    topic: list[str] = Field([], description="codes of /terms?scheme=topic")


class ResultQuery(PartQuery):
    """Which printed results."""

    measure: list[Measure] = Field([], description="achieved or target")


class ResourceQuery(PartQuery):
    """Which resources."""

    kind: list[ResourceKind] = Field([], description="what a resource is")
    language: list[str] = Field([], description="ISO 639-1; a resource without one is in no language")


class MoneyOut(Schema):
    amount: schemas.Amount | None
    currency: str | None
    label: str | None


class ProjectOut(Schema):
    slug: str
    url: str
    acronym: str | None
    title: str
    agencies: list[str]
    donors: list[str]
    starts_on: str | None
    duration_months: int | None
    countries: list[schemas.Code]
    budget: list[MoneyOut] = Field(description="as printed, each in its own currency; never added up")
    tags: list[schemas.Tag]
    programme: str | None
    source: schemas.SourceOut | None


class PracticeOut(Schema):
    reference: str
    url: str
    version: int
    published_on: str | None
    title: str
    what: str
    problem: str
    context: str
    steps: str
    actors: str
    cost_band: str | None
    cost: str | None
    results: str
    failed: str
    conditions: str
    contact: str
    licence: str
    project: str | None
    programme: str | None
    tags: list[schemas.Code]


class LessonOut(Schema):
    kind: str
    of: str
    heading: str | None
    text: str
    topics: list[str]
    source: schemas.SourceOut | None


class SessionOut(Schema):
    slug: str
    url: str
    title: str
    held_on: str | None
    participants: int | None
    source: schemas.SourceOut | None


class ResultOut(Schema):
    """A printed result: `value` is null where the words give no number, never 0."""

    of: str
    quote: str | None
    bound: str | None = Field(description="at_least, over, about, almost or up_to; null for an exact number")
    value: schemas.Amount | None
    value_to: schemas.Amount | None
    unit: str | None
    whom: str | None
    place: str | None
    measure: str | None
    share: float | None
    share_of: str | None
    source: schemas.SourceOut | None


class ResourceOut(Schema):
    """Something to read, join or use: `link` leads elsewhere, `note` tells when and where of an event."""

    slug: str
    url: str
    kind: str
    title: str
    link: str | None
    language: str | None
    organisation: str | None
    note: str | None
    project: str | None
    source: schemas.SourceOut | None


class ProjectList(Schema):
    meta: schemas.Meta
    results: list[ProjectOut]
    next: str | None


class PracticeList(Schema):
    meta: schemas.Meta
    results: list[PracticeOut]


class LessonList(Schema):
    meta: schemas.Meta
    results: list[LessonOut]
    next: str | None


class SessionList(Schema):
    meta: schemas.Meta
    results: list[SessionOut]


class ResultList(Schema):
    meta: schemas.Meta
    results: list[ResultOut]
    next: str | None


class ResourceList(Schema):
    meta: schemas.Meta
    results: list[ResourceOut]
    next: str | None


@router.get("/projects", response={200: ProjectList, **REFUSED}, summary="Projects by the filter of the site")
def projects(request: HttpRequest, query: Query[ProjectQuery]) -> ProjectList:
    """By their word in addresses, a part at a time: follow `next` until it is null."""
    fund, reader = fund_of(query), Reader(fund_of(query))
    visit = visit_to(fund)
    asked = ProjectFilter.of({name: request.GET.getlist(name) for name in request.GET})
    _refuse_unknown({facet: (values, _known(reader, facet)) for facet, values in asked.chosen})
    found = project_queries.matching(reader, asked)
    part = part_of(request, query, list(found.order_by("slug").values_list("pk", flat=True)))
    rows = (
        found.filter(pk__in=part.keys)
        .select_related("programme__fund", "source__document")
        .prefetch_related("budget_parts")
    )
    results = [
        ProjectOut(
            slug=row.project.slug,
            url=visit.href("knowledge-project", slug=row.project.slug),
            acronym=known(row.project.acronym),
            title=row.project.title,
            agencies=list(row.agencies),
            donors=list(row.donors),
            starts_on=iso(row.project.starts),
            duration_months=row.project.duration_months,
            countries=[schemas.Code(code=code, label=name) for code, name in row.countries],
            budget=[
                MoneyOut(amount=number(part.amount), currency=known(part.currency), label=known(part.label))
                for part in row.project.budget_parts.all()
            ],
            tags=[
                schemas.Tag(
                    scheme=tag.term.scheme,
                    code=tag.term.code,
                    label=tag.term.label,
                    standing=tag.standing,
                    words=known(tag.words),
                )
                for tag in row.tags
            ],
            programme=row.project.programme.reference if row.project.programme else None,
            source=source_out(row.project.source, visit),
        )
        for row in project_queries.rows_of(rows)
    ]
    meta = meta_of(fund, day_of(query), part.total)
    return ProjectList(meta=meta, results=results, next=part.next)


@router.get("/practices", response={200: PracticeList, **REFUSED}, summary="Published practices")
def practices(request: HttpRequest, query: Query[FundQuery]) -> PracticeList:
    """Newest first, each with the words of its published version."""
    fund = fund_of(query)
    visit = visit_to(fund)
    results = [
        PracticeOut(
            reference=one.reference,
            url=visit.href("knowledge-practice", ref=one.reference),
            version=one.published.number,
            published_on=one.published_on.isoformat() if one.published_on else None,
            title=one.published.title,
            what=one.published.what,
            problem=one.published.problem,
            context=one.published.context,
            steps=one.published.steps,
            actors=one.published.actors,
            cost_band=known(one.published.cost_band),
            cost=known(one.published.cost),
            results=one.published.results,
            failed=one.published.failed,
            conditions=one.published.conditions,
            contact=one.published.contact,
            licence=one.published.licence,
            project=one.project.slug if one.project else None,
            programme=one.programme.reference if one.programme else None,
            tags=[schemas.Code(code=tag.term.code, label=tag.term.label) for tag in one.published.tags.all()],
        )
        for one in published_practices(Reader(fund))
        if one.published
    ]
    return PracticeList(meta=meta_of(fund, day_of(query), len(results)), results=results)


@router.get("/lessons", response={200: LessonList, **REFUSED}, summary="Lessons and challenges")
def lessons(request: HttpRequest, query: Query[LessonQuery]) -> LessonList:
    """Project by project, a part at a time."""
    fund = fund_of(query)
    visit = visit_to(fund)
    asked = LessonFilter(tuple(query.kind), tuple(code.replace("\0", "") for code in query.topic))
    _refuse_unknown(
        {"kind": (asked.kinds, set(LESSONS)), "topic": (asked.topics, _known(Reader(fund), "topic"))}
    )
    found = statement_queries.lessons(Reader(fund), asked)
    part = part_of(request, query, list(found.values_list("pk", flat=True)))
    results = [
        LessonOut(
            kind=one.kind,
            of=speaker_of(one),
            heading=known(one.heading),
            text=one.text,
            topics=[tag.term.code for tag in one.tags.all()],
            source=source_out(one.source, visit),
        )
        for one in found.filter(pk__in=part.keys)
    ]
    meta = meta_of(fund, day_of(query), part.total)
    return LessonList(meta=meta, results=results, next=part.next)


@router.get("/sessions", response={200: SessionList, **REFUSED}, summary="Sessions of practitioners")
def sessions(request: HttpRequest, query: Query[FundQuery]) -> SessionList:
    """By date."""
    fund = fund_of(query)
    visit = visit_to(fund)
    results = [
        SessionOut(
            slug=one.slug,
            url=visit.href("knowledge-session", slug=one.slug),
            title=one.title,
            held_on=iso(one.held),
            participants=one.participants,
            source=source_out(one.source, visit),
        )
        for one in statement_queries.sessions_for(Reader(fund))
    ]
    return SessionList(meta=meta_of(fund, day_of(query), len(results)), results=results)


@router.get(
    "/results", response={200: ResultList, **REFUSED}, summary="Results as their documents print them"
)
def results(request: HttpRequest, query: Query[ResultQuery]) -> ResultList:
    """Project by project, a part at a time. They count different people in different ways: never add them."""
    fund = fund_of(query)
    visit = visit_to(fund)
    found = statement_queries.results_for(Reader(fund), [one.value for one in query.measure])
    part = part_of(request, query, list(found.values_list("pk", flat=True)))
    rows = [
        ResultOut(
            of=str(one.project) if one.project else one.programme.reference if one.programme else "",
            quote=known(one.quote),
            bound=known(one.bound),
            value=number(one.value),
            value_to=number(one.value_to),
            unit=known(one.unit),
            whom=known(one.whom),
            place=known(one.place),
            measure=known(one.measure),
            share=float(one.share) if one.share is not None else None,
            share_of=known(one.share_of),
            source=source_out(one.source, visit),
        )
        for one in found.filter(pk__in=part.keys)
    ]
    meta = meta_of(fund, day_of(query), part.total)
    return ResultList(meta=meta, results=rows, next=part.next)


@router.get("/resources", response={200: ResourceList, **REFUSED}, summary="Resources by kind and language")
def resources(request: HttpRequest, query: Query[ResourceQuery]) -> ResourceList:
    """By kind and title, a part at a time."""
    fund = fund_of(query)
    visit, reader = visit_to(fund), Reader(fund)
    languages = tuple(one.replace("\0", "") for one in query.language)
    _refuse_unknown({"language": (languages, set(resource_counts(reader, ResourceFilter())["language"]))})
    asked = ResourceFilter(tuple(one.value for one in query.kind), languages)
    found = resources_for(reader, asked)
    part = part_of(request, query, list(found.values_list("pk", flat=True)))
    results = [
        ResourceOut(
            slug=one.slug,
            url=visit.href("knowledge-resource", slug=one.slug),
            kind=one.kind,
            title=one.title,
            link=known(one.url),
            language=known(one.language),
            organisation=known(one.organisation),
            note=known(one.note),
            project=one.project.slug if one.project else None,
            source=source_out(one.source, visit),
        )
        for one in found.filter(pk__in=part.keys)
    ]
    meta = meta_of(fund, day_of(query), part.total)
    return ResourceList(meta=meta, results=results, next=part.next)


def _known(reader: Reader, facet: str) -> set[str]:
    """The values a facet may ask for: every code of a vocabulary, every agency that carries a project out."""
    if scheme := TAGGED.get(facet):
        terms = Term.objects.filter(Q(fund=reader.fund) | Q(fund__isnull=True), scheme=scheme)
        return set(terms.values_list("code", flat=True))
    if facet == COUNTRY:
        return set(Country.objects.values_list("iso3", flat=True))
    return {one.code for one in project_queries.facet_counts(reader, ProjectFilter())[facet]}


def _refuse_unknown(asked: Mapping[str, tuple[Iterable[str], set[str]]]) -> None:
    """Refuses words no value of the filter has, as the list of programmes does."""
    faults = [
        f"{name}: there is no “{value[:80]}”"
        for name, (values, known_values) in asked.items()
        for value in values
        if value not in known_values
    ]
    if faults:
        raise Refusal(422, "Some of the filter is not understood.", faults)
