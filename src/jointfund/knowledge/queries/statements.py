"""Lessons, sessions and printed results for lists; the statements of a topic for its synthesis."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from jointfund.documents.models import Document
from jointfund.knowledge.models import (
    LESSONS,
    ReachedResult,
    Reader,
    Session,
    SessionPerson,
    Statement,
    StatementKind,
    StatementTag,
)
from jointfund.knowledge.synthesis import Saying, Synthesis, synthesise
from jointfund.knowledge.topics import Topic
from jointfund.vocabularies.models import Scheme, Term

PAGE_SIZE = 50


@dataclass(frozen=True)
class LessonFilter:
    """Which lessons: of some kinds, on some topics; none means all."""

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class TopicCount:
    """A topic with how much is said of it, and by how many projects."""

    term: Term
    statements: int
    projects: int


@dataclass(frozen=True)
class SessionProfile:
    """One session with its people and what was found."""

    session: Session
    people: tuple[SessionPerson, ...]
    statements: tuple[Statement, ...]


def statements_for(reader: Reader) -> QuerySet[Statement]:
    """What the reader may read, with all a page needs to say where each stands."""
    return Statement.objects.visible_to(reader).select_related(
        "project", "session", "programme__fund", "source__document"
    )


def lessons(reader: Reader, asked: LessonFilter) -> QuerySet[Statement]:
    """The lessons asked for, with their topics."""
    found = statements_for(reader).filter(kind__in=asked.kinds or LESSONS)
    if asked.topics:
        tagged = StatementTag.objects.filter(term__scheme=Scheme.TOPIC, term__code__in=asked.topics)
        found = found.filter(pk__in=tagged.values("statement"))
    tags = StatementTag.objects.filter(term__scheme=Scheme.TOPIC).select_related("term")
    return found.prefetch_related(Prefetch("tags", tags)).order_by(
        "project__slug", "session__held_on", "programme", "kind", "position"
    )


def lesson_counts(reader: Reader, asked: LessonFilter) -> dict[str, dict[str, int]]:
    """How many lessons each kind and each topic would leave."""
    kinds = lessons(reader, LessonFilter(topics=asked.topics)).order_by().values_list("kind")
    of_kinds = lessons(reader, LessonFilter(kinds=asked.kinds)).order_by().values("pk")
    topics = StatementTag.objects.filter(term__scheme=Scheme.TOPIC, statement__in=of_kinds).order_by()
    return {
        "kind": dict(kinds.annotate(Count("pk"))),
        "topic": dict(topics.values_list("term__code").annotate(Count("statement"))),
    }


def topic_terms(reader: Reader) -> list[Term]:
    """The topics of the fund, in the order of the vocabulary."""
    terms = Term.objects.filter(Q(fund=reader.fund) | Q(fund__isnull=True), scheme=Scheme.TOPIC)
    return list(terms.order_by("position"))


def topic_counts(reader: Reader) -> tuple[TopicCount, ...]:
    """Topics anything is said of, most projects first."""
    said = Statement.objects.visible_to(reader)
    rows = StatementTag.objects.filter(term__scheme=Scheme.TOPIC, statement__in=said.order_by().values("pk"))
    counted = (
        rows.order_by()
        .values_list("term")
        .annotate(Count("statement"), Count("statement__project", distinct=True))
    )
    counts = {term: (statements, projects) for term, statements, projects in counted}
    found = [TopicCount(term, *counts[term.pk]) for term in topic_terms(reader) if term.pk in counts]
    return tuple(sorted(found, key=lambda one: (-one.projects, -one.statements, one.term.position)))


def statements_on(reader: Reader, code: str) -> list[Statement]:
    """What is said on a topic, project by project."""
    tagged = StatementTag.objects.filter(term__scheme=Scheme.TOPIC, term__code=code)
    found = statements_for(reader).filter(pk__in=tagged.values("statement"))
    return list(found.order_by("project__slug", "session__held_on", "kind", "position"))


def statements_citing(reader: Reader, document: Document) -> QuerySet[Statement]:
    """What rests on lines of a document, those the reader may read."""
    return statements_for(reader).filter(source__document=document).order_by("source", "pk")


def speaker_of(statement: Statement) -> str:
    """Whose statement it is, as a reader knows it."""
    if statement.project:
        return str(statement.project)
    if statement.session:
        return statement.session.title
    return statement.programme.reference if statement.programme else ""


def synthesis_of(topic: Topic, said: Sequence[Statement]) -> Synthesis:
    """Statements of a topic grouped by what they have in common."""
    return synthesise(topic, [Saying(one.pk, speaker_of(one), one.text) for one in said])


def sessions_for(reader: Reader) -> list[Session]:
    """Sessions by date, each with how many findings, remarks and projects it has."""
    rows = Session.objects.visible_to(reader).annotate(
        finding_count=Count("statements", distinct=True),
        project_count=Count("people__project", distinct=True),
    )
    return list(rows.select_related("source__document").order_by("held_on", "slug"))


def find_session(reader: Reader, slug: str) -> SessionProfile | None:
    """The session of that word, where the reader may read it."""
    session = Session.objects.visible_to(reader).select_related("source__document").filter(slug=slug).first()
    if session is None:
        return None
    people = session.people.select_related("project", "source__document")
    kinds = (StatementKind.FINDING, StatementKind.REMARK)
    said = statements_for(reader).filter(session=session, kind__in=kinds).prefetch_related("about")
    return SessionProfile(session, tuple(people), tuple(said.order_by("kind", "position")))


def results_for(reader: Reader, measures: Sequence[str] = ()) -> QuerySet[ReachedResult]:
    """The register of printed results, by project and place in it."""
    found = ReachedResult.objects.visible_to(reader).select_related(
        "project", "programme__fund", "country", "source__document"
    )
    if measures:
        found = found.filter(measure__in=measures)
    return found.order_by("project__slug", "programme", "position")
