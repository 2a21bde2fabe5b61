"""Projects for lists: what a filter finds, how many each value of a facet would leave, one page of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from jointfund.knowledge.filters import AGENCY, COUNTRY, FACETS, TAGGED, ProjectFilter
from jointfund.knowledge.models import (
    Party,
    Project,
    ProjectCountry,
    ProjectParty,
    ProjectTag,
    Reader,
    Statement,
)
from jointfund.vocabularies.models import Scheme

PAGE_SIZE = 50


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet with how many projects it would leave."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class ProjectRow:
    """A project as a list tells it."""

    project: Project
    agencies: tuple[str, ...]
    donors: tuple[str, ...]
    countries: tuple[tuple[str, str], ...]  # ISO code and name
    topics: tuple[tuple[str, str], ...]  # code and label
    tags: tuple[ProjectTag, ...]


def matching(reader: Reader, asked: ProjectFilter, *, but: str = "") -> QuerySet[Project]:
    """The projects a filter finds; `but` leaves one facet unasked."""
    found: QuerySet[Project] = Project.objects.visible_to(reader)
    for facet, values in asked.chosen:
        if facet != but:
            found = found.filter(_having(facet, values))
    for word in asked.q.split():
        said = Statement.objects.visible_to(reader).filter(text__icontains=word).values("project")
        found = found.filter(Q(title__icontains=word) | Q(acronym__icontains=word) | Q(pk__in=said))
    return found


def facet_counts(reader: Reader, asked: ProjectFilter) -> dict[str, tuple[FacetValue, ...]]:
    """Every facet with its values, most projects first; one query each."""
    return {facet: tuple(_counts(facet, matching(reader, asked, but=facet))) for facet in FACETS}


def rows_of(found: QuerySet[Project], start: int = 0, size: int | None = None) -> list[ProjectRow]:
    """Projects with what a list shows of them, in a constant number of queries; all without `size`."""
    parties = ProjectParty.objects.exclude(role=Party.PARTNER).order_by("role", "position")
    tags = ProjectTag.objects.select_related("term").order_by("term__scheme", "term__position")
    countries = ProjectCountry.objects.select_related("country").order_by("country__name")
    rows = found.order_by("slug").prefetch_related(
        Prefetch("parties", parties), Prefetch("tags", tags), Prefetch("country_links", countries)
    )
    return [_row(project) for project in (rows[start : start + size] if size else rows)]


def _row(project: Project) -> ProjectRow:
    parties = list(project.parties.all())
    tags = tuple(project.tags.all())
    return ProjectRow(
        project,
        tuple(one.name for one in parties if one.role == Party.AGENCY),
        tuple(one.name for one in parties if one.role == Party.DONOR),
        tuple((one.country.iso3, one.country.short_name) for one in project.country_links.all()),
        tuple((one.term.code, one.term.label) for one in tags if one.term.scheme == Scheme.TOPIC),
        tags,
    )


def _having(facet: str, values: Sequence[str]) -> Q:
    """Projects with any of the values; each facet is one lookup in its own table."""
    if facet == COUNTRY:
        countries = ProjectCountry.objects.filter(country__iso3__in=values)
        return Q(pk__in=countries.values("project"))
    if facet == AGENCY:
        return Q(pk__in=ProjectParty.objects.filter(role=Party.AGENCY, slug__in=values).values("project"))
    tags = ProjectTag.objects.filter(term__scheme=TAGGED[facet], term__code__in=values)
    return Q(pk__in=tags.values("project"))


def _counted(facet: str, projects: QuerySet[Project]) -> list[tuple[str, str, int]]:
    keys, count = projects.order_by().values("pk"), Count("project", distinct=True)
    if facet == COUNTRY:
        countries = ProjectCountry.objects.filter(project__in=keys).order_by()
        return list(countries.values_list("country__iso3", "country__name").annotate(n=count))
    if facet == AGENCY:
        parties = ProjectParty.objects.filter(role=Party.AGENCY, project__in=keys).order_by()
        return list(parties.values_list("slug", "name").annotate(n=count))
    tags = ProjectTag.objects.filter(term__scheme=TAGGED[facet], project__in=keys).order_by()
    return list(tags.values_list("term__code", "term__label").annotate(n=count))


def _counts(facet: str, projects: QuerySet[Project]) -> Iterator[FacetValue]:
    merged: dict[str, FacetValue] = {}
    for code, label, count in _counted(facet, projects):
        known = merged.get(code)  # an agency may be printed in two ways
        merged[code] = FacetValue(
            code, known.label if known else label, count + (known.count if known else 0)
        )
    yield from sorted(merged.values(), key=lambda one: (-one.count, one.label))
