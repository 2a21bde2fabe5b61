"""The knowledge base: projects and sessions with what they say, and published practices.

Of a project or session only what stands in its own document is found with it: who may read one may read the
other.
"""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch

from jointfund.audit.models import Event
from jointfund.documents.models import Source, Visibility
from jointfund.funds.models import Fund
from jointfund.kernel.references import PracticeReference
from jointfund.knowledge.models import Practice, PracticeVersion, Project, Session, Statement
from jointfund.knowledge.models import Reader as KnowledgeReader
from jointfund.search.records import Passage, Place, SearchRecord
from jointfund.search.sources.base import Reader

BATCH = 100
TEXTS = ("what", "problem", "context", "steps", "actors", "cost", "results", "failed", "conditions")
STATEMENTS = Prefetch("statements", Statement.objects.select_related("source__document"))


class Projects:
    """Projects, whoever funds them; known by their slug."""

    kind = "project"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Project.objects.filter(fund=fund).select_related("source__document").order_by("slug")
        if wholes is not None:
            found = found.filter(slug__in=wholes)
        found = found.prefetch_related("country_links__country", STATEMENTS)
        for project in found.iterator(chunk_size=BATCH):
            yield _project(project)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        found = Project.objects.visible_to(KnowledgeReader.of(reader, fund)).filter(slug__in=wholes)
        return frozenset(found.values_list("slug", flat=True))

    def touched(self, event: Event) -> str | None:
        return _last_of(event, "/project/")


class Sessions:
    """Sessions in which practitioners compared what they learned; known by their slug."""

    kind = "session"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Session.objects.filter(fund=fund).select_related("source__document").order_by("slug")
        if wholes is not None:
            found = found.filter(slug__in=wholes)
        for session in found.prefetch_related(STATEMENTS).iterator(chunk_size=BATCH):
            title = Passage("title", session.title, _place(session.source))
            yield SearchRecord(
                kind="session",
                reference=session.slug,
                title=session.title,
                passages=(title, *_statements(session.source, session.statements.all())),
                place=_place(session.source),
                is_public=_is_open(session.source),
            )

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        found = Session.objects.visible_to(KnowledgeReader.of(reader, fund)).filter(slug__in=wholes)
        return frozenset(found.values_list("slug", flat=True))

    def touched(self, event: Event) -> str | None:
        return _last_of(event, "/session/")


class Practices:
    """Practices in the words that were published."""

    kind = "practice"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Practice.objects.filter(fund=fund, published__isnull=False).order_by("number")
        if wholes is not None:
            found = found.filter(number__in=_numbers(fund, wholes))
        for practice in found.select_related("fund", "published").iterator(chunk_size=BATCH):
            if practice.published:
                yield _practice(practice.reference, practice.published)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        found = Practice.objects.visible_to(KnowledgeReader.of(reader, fund))
        numbers = found.filter(number__in=_numbers(fund, wholes)).values_list("number", flat=True)
        return frozenset(str(PracticeReference(fund.reference_prefix, number)) for number in numbers)

    def touched(self, event: Event) -> str | None:
        number = _last_of(event, "/practice/")
        if number is None or event.fund is None:
            return None
        return str(PracticeReference(event.fund.reference_prefix, int(number)))


def _project(project: Project) -> SearchRecord:
    place = _place(project.source)
    named = (("acronym", project.acronym), ("title", project.title), ("summary", project.summary))
    passages = [Passage(field, text, place) for field, text in named if text]
    passages += _statements(project.source, project.statements.all())
    return SearchRecord(
        kind="project",
        reference=project.slug,
        title=project.title,
        passages=tuple(passages),
        countries=tuple(dict.fromkeys(link.country.iso3 for link in project.country_links.all())),
        place=place,
        is_public=_is_open(project.source),
    )


def _practice(reference: str, version: PracticeVersion) -> SearchRecord:
    texts = [Passage("text", text) for name in TEXTS if (text := getattr(version, name))]
    return SearchRecord("practice", reference, version.title, (Passage("title", version.title), *texts))


def _statements(own: Source | None, statements: Iterable[Statement]) -> list[Passage]:
    """What is said in the same document."""
    document = own.document_id if own else None
    return [
        Passage("text", f"{one.heading} {one.text}".strip(), _place(one.source))
        for one in statements
        if (one.source.document_id if one.source else None) == document
    ]


def _place(source: Source | None) -> Place | None:
    if source is None:
        return None
    return Place(source.document.key, source.start_line, source.end_line, source.page)


def _is_open(source: Source | None) -> bool:
    return source is None or source.document.visibility == Visibility.PUBLIC


def _numbers(fund: Fund, references: Collection[str]) -> list[int]:
    parsed = (PracticeReference.parse(one) for one in references)
    return [one.number for one in parsed if one and one.prefix == fund.reference_prefix]


def _last_of(event: Event, kind: str) -> str | None:
    """The end of a subject like `MIG00/project/green`."""
    return event.subject.partition(kind)[2] or None
