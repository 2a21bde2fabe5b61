"""The knowledge base: projects and sessions with what they say, and published practices.

Of a project or session only what stands in its own document is found with it: who may read one may read the
other.
"""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch

from jointfund.audit.models import Event
from jointfund.documents.models import Source
from jointfund.funds.models import Fund
from jointfund.kernel.references import PracticeReference
from jointfund.knowledge.models import (
    Practice,
    PracticeTag,
    PracticeVersion,
    Project,
    ProjectParty,
    ProjectTag,
    Session,
    Statement,
)
from jointfund.knowledge.models import Reader as KnowledgeReader
from jointfund.search.records import Passage, SearchRecord
from jointfund.search.sources.base import Reader
from jointfund.search.sources.facets import facets_of_project, facets_of_tags, merged, with_year
from jointfund.search.sources.places import is_open, place_of, rests_on_opened

BATCH = 100
TEXTS = ("what", "problem", "context", "steps", "actors", "cost", "results", "failed", "conditions")
STATEMENTS = Prefetch("statements", Statement.objects.select_related("source__document"))
PARTIES = ProjectParty.objects.select_related("organisation")
RESTS_ON = ("lesson__source", "lesson__project__source", "lesson__session__source", "project__source")
TAGS = ProjectTag.objects.select_related("term")


class Projects:
    """Projects, whoever funds them; known by their slug."""

    kind = "project"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Project.objects.filter(fund=fund).select_related("source__document").order_by("slug")
        if wholes is not None:
            found = found.filter(slug__in=wholes)
        found = found.prefetch_related(
            "country_links__country", STATEMENTS, Prefetch("parties", PARTIES), Prefetch("tags", TAGS)
        )
        for project in found.iterator(chunk_size=BATCH):
            yield _project(project)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        found = Project.objects.visible_to(KnowledgeReader.of(reader, fund)).filter(slug__in=wholes)
        return frozenset(found.values_list("slug", flat=True))

    def touched(self, event: Event) -> tuple[str, ...]:
        rows = Project.objects.filter(rests_on_opened(event, "source"))
        return (*_last_of(event, "/project/"), *rows.values_list("slug", flat=True))


class Sessions:
    """Sessions in which practitioners compared what they learned; known by their slug."""

    kind = "session"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Session.objects.filter(fund=fund).select_related("source__document").order_by("slug")
        if wholes is not None:
            found = found.filter(slug__in=wholes)
        for session in found.prefetch_related(STATEMENTS).iterator(chunk_size=BATCH):
            title = Passage("title", session.title, place_of(session.source))
            yield SearchRecord(
                kind="session",
                reference=session.slug,
                title=session.title,
                passages=(title, *_statements(session.source, session.statements.all())),
                facets=with_year({}, session.held_on),
                place=place_of(session.source),
                is_public=is_open(session.source),
            )

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        found = Session.objects.visible_to(KnowledgeReader.of(reader, fund)).filter(slug__in=wholes)
        return frozenset(found.values_list("slug", flat=True))

    def touched(self, event: Event) -> tuple[str, ...]:
        rows = Session.objects.filter(rests_on_opened(event, "source"))
        return (*_last_of(event, "/session/"), *rows.values_list("slug", flat=True))


class Practices:
    """Practices in the words that were published."""

    kind = "practice"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Practice.objects.filter(fund=fund, published__isnull=False).order_by("number")
        if wholes is not None:
            found = found.filter(number__in=_numbers(fund, wholes))
        tags = Prefetch("published__tags", PracticeTag.objects.select_related("term"))
        rests_on = (f"{path}__document" for path in RESTS_ON)
        loaded = found.select_related("fund", "published", "project", *rests_on).prefetch_related(
            tags,
            "project__country_links__country",
            Prefetch("project__parties", PARTIES),
            Prefetch("project__tags", TAGS),
        )
        for practice in loaded.iterator(chunk_size=BATCH):
            if practice.published:
                yield _practice(practice, practice.published)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        found = Practice.objects.visible_to(KnowledgeReader.of(reader, fund))
        numbers = found.filter(number__in=_numbers(fund, wholes)).values_list("number", flat=True)
        return frozenset(str(PracticeReference(fund.reference_prefix, number)) for number in numbers)

    def touched(self, event: Event) -> tuple[str, ...]:
        prefix = event.fund.reference_prefix if event.fund else ""
        numbers = [int(one) for one in _last_of(event, "/practice/") if one.isdecimal()]
        numbers += Practice.objects.filter(rests_on_opened(event, *RESTS_ON)).values_list("number", flat=True)
        return tuple(str(PracticeReference(prefix, number)) for number in numbers)


def _project(project: Project) -> SearchRecord:
    place = place_of(project.source)
    named = (("acronym", project.acronym), ("title", project.title), ("summary", project.summary))
    passages = [Passage(field, text, place) for field, text in named if text]
    passages += _statements(project.source, project.statements.all())
    if names := ", ".join(party.name for party in project.parties.all()):
        passages.append(Passage("organisations", names, place))
    return SearchRecord(
        kind="project",
        reference=project.slug,
        title=project.title,
        passages=tuple(passages),
        countries=tuple(dict.fromkeys(link.country.iso3 for link in project.country_links.all())),
        facets=facets_of_project(project),
        place=place,
        is_public=is_open(project.source),
    )


def _practice(practice: Practice, version: PracticeVersion) -> SearchRecord:
    project = practice.project
    texts = [Passage("text", text) for name in TEXTS if (text := getattr(version, name))]
    facets = merged(
        facets_of_tags(version.tags.all()),
        facets_of_project(project) if project else {},
    )
    countries = [link.country.iso3 for link in project.country_links.all()] if project else []
    return SearchRecord(
        kind="practice",
        reference=practice.reference,
        title=version.title,
        passages=(Passage("title", version.title), *texts),
        countries=tuple(dict.fromkeys(countries)),
        facets={**facets, "year": (str(practice.published_on.year),)} if practice.published_on else facets,
        is_public=is_open(*_rests_on(practice)),
    )


def _rests_on(practice: Practice) -> tuple[Source | None, ...]:
    """The sources of its lesson and project: who may not read one of them may not read the practice."""
    lesson = practice.lesson
    owners = (lesson, lesson.project, lesson.session) if lesson else ()
    return tuple(one.source for one in (*owners, practice.project) if one)


def _statements(own: Source | None, statements: Iterable[Statement]) -> list[Passage]:
    """What is said in the same document."""
    document = own.document_id if own else None
    return [
        Passage("text", f"{one.heading} {one.text}".strip(), place_of(one.source))
        for one in statements
        if (one.source.document_id if one.source else None) == document
    ]


def _numbers(fund: Fund, references: Collection[str]) -> list[int]:
    parsed = (PracticeReference.parse(one) for one in references)
    return [one.number for one in parsed if one and one.prefix == fund.reference_prefix]


def _last_of(event: Event, kind: str) -> tuple[str, ...]:
    """The end of a subject like `MIG00/project/green`."""
    end = event.subject.partition(kind)[2]
    return (end,) if end else ()
