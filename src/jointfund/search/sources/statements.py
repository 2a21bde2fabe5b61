"""What is said one by one: lessons of projects, sessions and programmes, and results as documents print them.

A reference names the owner and the place on its page: `project/green/challenge-2`, `session/bern/finding-1`.
What a programme's own text says is found as long as the fund lists the programme.
"""

import re
from collections.abc import Collection, Iterator

from django.db.models import Prefetch, Q

from jointfund.audit.models import Event
from jointfund.funds.models import Fund
from jointfund.kernel.references import Reference
from jointfund.knowledge.models import (
    LESSONS,
    Project,
    ProjectCountry,
    ProjectParty,
    ProjectTag,
    ReachedResult,
    Session,
    Statement,
    StatementTag,
)
from jointfund.knowledge.models import Reader as KnowledgeReader
from jointfund.programmes.models import Programme
from jointfund.search.records import Passage, SearchRecord
from jointfund.search.sources.base import Reader
from jointfund.search.sources.facets import Facets, facets_of_project, facets_of_tags, merged, with_year
from jointfund.search.sources.places import is_open, place_of, rests_on_opened

BATCH = 200
RESULT = "result"
LISTED = Q(programme__isnull=True) | Q(programme__listed_on__isnull=False)
FORM = re.compile(r"(project|session|programme)/([^/]+)/([a-z-]+)-(\d{1,5})")
LOADED = ("source__document", "project__source__document", "programme__fund")
_OF_PROJECT = (
    Prefetch("project__parties", ProjectParty.objects.select_related("organisation")),
    Prefetch("project__tags", ProjectTag.objects.select_related("term")),
    Prefetch("project__country_links", ProjectCountry.objects.select_related("country")),
)


class Lessons:
    """Challenges, good practices, adaptations, findings and remarks."""

    kind = "lesson"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Statement.objects.filter(LISTED, fund=fund, kind__in=LESSONS)
        if wholes is not None:
            found = found.filter(_named(fund, wholes))
        tags = Prefetch("tags", StatementTag.objects.select_related("term"))
        loaded = found.select_related(*LOADED, "session__source__document").prefetch_related(
            tags, *_OF_PROJECT
        )
        for one in loaded.order_by("pk").iterator(chunk_size=BATCH):
            yield _lesson(one)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        rows = Statement.objects.visible_to(KnowledgeReader.of(reader, fund)).filter(_named(fund, wholes))
        found = rows.filter(LISTED, kind__in=LESSONS).select_related("project", "session", "programme__fund")
        return frozenset(map(reference_of, found))

    def touched(self, event: Event) -> tuple[str, ...]:
        rests_on = rests_on_opened(event, "source", "project__source", "session__source")
        touched = _touched(event, "project", "session") | rests_on
        found = Statement.objects.filter(touched, kind__in=LESSONS)
        return tuple(map(reference_of, found.select_related("project", "session", "programme__fund")))


class Results:
    """Printed results."""

    kind = RESULT

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = ReachedResult.objects.filter(LISTED, fund=fund)
        if wholes is not None:
            found = found.filter(_named(fund, wholes))
        loaded = found.select_related(*LOADED, "country").prefetch_related(*_OF_PROJECT)
        for one in loaded.order_by("pk").iterator(chunk_size=BATCH):
            yield _result(one)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        rows = ReachedResult.objects.visible_to(KnowledgeReader.of(reader, fund))
        found = rows.filter(LISTED, _named(fund, wholes)).select_related("project", "programme__fund")
        return frozenset(map(reference_of, found))

    def touched(self, event: Event) -> tuple[str, ...]:
        touched = _touched(event, "project") | rests_on_opened(event, "source", "project__source")
        found = ReachedResult.objects.filter(touched)
        return tuple(map(reference_of, found.select_related("project", "programme__fund")))


def reference_of(one: Statement | ReachedResult) -> str:
    """What a lesson or a result is called; its owner is loaded."""
    owner = _owner(one)
    anchor = one.anchor if isinstance(one, Statement) else f"{RESULT}-{one.position}"
    match owner:
        case Project():
            return f"project/{owner.slug}/{anchor}"
        case Session():
            return f"session/{owner.slug}/{anchor}"
        case Programme():
            return f"programme/{owner.reference}/{anchor}"
        case None:
            return anchor


def _owner(one: Statement | ReachedResult) -> Project | Session | Programme | None:
    session = one.session if isinstance(one, Statement) else None
    return one.project or session or one.programme


def _named(fund: Fund, references: Collection[str]) -> Q:
    """The rows of these references; those of no form of ours are none."""
    wanted = Q(pk__in=())
    for found in filter(None, map(FORM.fullmatch, references)):
        owner, name, kind, position = found.groups()
        row = _of_owner(fund, owner, name) & Q(position=int(position))
        wanted |= row if kind == RESULT else row & Q(kind=kind.replace("-", "_"))
    return wanted


def _of_owner(fund: Fund, owner: str, name: str) -> Q:
    if owner != "programme":
        return Q(**{f"{owner}__slug": name, "fund": fund})
    reference = Reference.parse(name)
    is_ours = reference is not None and reference.prefix == fund.reference_prefix
    return Q(programme__number=reference.number, fund=fund) if reference and is_ours else Q(pk__in=())


def _touched(event: Event, *owners: str) -> Q:
    """What an event of a programme, or of a project or session where those are its owners, changed."""
    if event.fund is None:
        return Q(pk__in=())
    _fund, _, rest = event.subject.partition("/")
    owner, _, slug = rest.partition("/")
    if owner in owners and slug:
        return _of_owner(event.fund, owner, slug)
    return _of_owner(event.fund, "programme", event.subject)


def _lesson(one: Statement) -> SearchRecord:
    owner = _owner(one)
    facets = facets_of_tags(one.tags.all())
    if one.session:
        facets = with_year(facets, one.session.held_on)
    return SearchRecord(
        kind=Lessons.kind,
        reference=reference_of(one),
        title=_title(owner, "" if one.heading in one.text else one.heading),
        passages=_passages(one, one.text),
        countries=_countries(one),
        facets=merged(facets, _of_project(one.project)),
        place=place_of(one.source),
        is_public=is_open(one.source, *(part.source for part in (one.project, one.session) if part)),
    )


def _result(one: ReachedResult) -> SearchRecord:
    value = "" if one.value is None else f"{one.value:,.2f}".removesuffix(".00")
    counted = f"{value} {one.unit}".strip()
    whom = "" if one.whom.lower() in counted.lower() else one.whom
    said = ", ".join(part for part in (counted, whom, one.place) if part)
    text = one.quote or said
    return SearchRecord(
        kind=RESULT,
        reference=reference_of(one),
        title=_title(_owner(one)),
        passages=_passages(one, text),
        countries=(one.country.iso3,) if one.country else _countries(one),
        facets=_of_project(one.project),
        place=place_of(one.source),
        is_public=is_open(one.source, one.project.source if one.project else None),
    )


def _passages(one: Statement | ReachedResult, text: str) -> tuple[Passage, ...]:
    return (Passage("text", text, place_of(one.source)),)


def _title(owner: Project | Session | Programme | None, heading: str = "") -> str:
    name = owner.reference if isinstance(owner, Programme) else str(owner)
    return f"{name}: {heading}" if heading else name


def _countries(one: Statement | ReachedResult) -> tuple[str, ...]:
    return tuple(link.country.iso3 for link in one.project.country_links.all()) if one.project else ()


def _of_project(project: Project | None) -> Facets:
    return facets_of_project(project) if project else {}
