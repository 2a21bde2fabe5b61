"""Practices for readers, who see what was published, and for editors, who see everything."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.documents.models import Visibility
from jointfund.funds.models import Fund
from jointfund.kernel.references import PracticeReference
from jointfund.knowledge.models import (
    Practice,
    PracticeEvidence,
    PracticeState,
    PracticeTag,
    PracticeVersion,
    Reader,
    Statement,
)
from jointfund.knowledge.services.drafting import subject_of
from jointfund.people.models import User
from jointfund.programmes.models import Programme

WITH = ("fund", "published", "current", "project", "programme__fund", "lesson__source__document",
        "lesson__project", "lesson__session")  # fmt: skip


@dataclass(frozen=True)
class PracticeProfile:
    """A practice with the version shown, its tags, its evidence and the versions before it."""

    practice: Practice
    version: PracticeVersion
    tags: tuple[PracticeTag, ...]
    evidence: tuple[PracticeEvidence, ...]
    versions: tuple[PracticeVersion, ...]


@dataclass(frozen=True)
class Happening:
    """One thing that was done to a practice."""

    at: datetime
    verb: str
    who: str
    note: str


@dataclass(frozen=True)
class InReview:
    """A practice that waits for a second person, and since when."""

    practice: Practice
    title: str
    sent_at: datetime


def published_practices(reader: Reader) -> QuerySet[Practice]:
    """What readers see, newest first."""
    tags = PracticeTag.objects.select_related("term")
    found = Practice.objects.visible_to(reader).select_related(*WITH)
    return found.prefetch_related(Prefetch("published__tags", tags)).order_by("-published_on", "-number")


def practices_of(reader: Reader, programme: Programme) -> list[Practice]:
    """The published practices a programme gave."""
    return list(published_practices(reader).filter(programme=programme))


def find_practice(reader: Reader, reference: str) -> PracticeProfile | None:
    """The published practice of that reference with what stands behind it."""
    parsed = PracticeReference.parse(reference)
    if parsed is None or parsed.prefix != reader.fund.reference_prefix:
        return None
    practice = published_practices(reader).filter(number=parsed.number).first()
    if practice is None or practice.published is None:
        return None
    return _profile(practice, practice.published, reader)


def find_withdrawn(reader: Reader, reference: str) -> Practice | None:
    """A practice that was published and withdrawn: its reference stays known, with the reason."""
    parsed = PracticeReference.parse(reference)
    if parsed is None or parsed.prefix != reader.fund.reference_prefix:
        return None
    gone = Practice.objects.filter(fund=reader.fund, state=PracticeState.WITHDRAWN, number=parsed.number)
    return gone.select_related("fund").first()


def practices_at_the_desk(fund: Fund) -> list[Practice]:
    """Every practice of a fund, the latest first."""
    return list(Practice.objects.filter(fund=fund).select_related(*WITH).order_by("-number"))


def practices_in_review(fund: Fund) -> list[InReview]:
    """Those that wait for a second person, the longest first; two queries."""
    rows = Practice.objects.filter(fund=fund, state=PracticeState.REVIEW)
    found = list(rows.select_related("fund", "current", "drafted_by"))
    sent = Event.objects.filter(verb=Verb.PRACTICE_SENT, fund=fund, subject__in=map(subject_of, found))
    times = dict(sent.order_by("pk").values_list("subject", "at"))
    waiting = [
        InReview(one, one.current.title, times.get(subject_of(one), one.current.saved_at))
        for one in found
        if one.current
    ]
    return sorted(waiting, key=lambda one: one.sent_at)


def practices_of_person(fund: Fund, user: User) -> list[Practice]:
    """The practices somebody drafted, the latest first."""
    found = Practice.objects.filter(fund=fund, drafted_by=user)
    return list(found.select_related(*WITH).order_by("-number"))


def find_at_the_desk(fund: Fund, number: int) -> PracticeProfile | None:
    """A practice as its editors see it: the version they work on."""
    practice = Practice.objects.filter(fund=fund, number=number).select_related(*WITH, "drafted_by").first()
    if practice is None or practice.current is None:
        return None
    return _profile(practice, practice.current)


def lessons_to_promote(fund: Fund) -> QuerySet[Statement]:
    """Lessons no practice was made of yet."""
    found = Statement.objects.filter(fund=fund, practices__isnull=True).lessons()
    rows = found.select_related("project", "session", "programme__fund", "source__document")
    return rows.order_by("project__slug", "session__held_on", "kind", "position")


def _profile(practice: Practice, version: PracticeVersion, reader: Reader | None = None) -> PracticeProfile:
    """`reader` is who reads what was published; an editor sees everything."""
    evidence = practice.evidence.select_related(
        "source__document",
        "result__source__document",
        "result__project__source__document",
        "statement__source__document",
        "statement__project__source__document",
        "statement__session__source__document",
        "programme__fund",
    )
    return PracticeProfile(
        practice,
        version,
        tuple(version.tags.select_related("term")),
        tuple(one for one in evidence if one.counts_in(version.number) and _may_read(reader, one)),
        tuple(practice.versions.order_by("-number")),
    )


def _may_read(reader: Reader | None, evidence: PracticeEvidence) -> bool:
    """Whether every document behind a piece of evidence is open to the reader."""
    if reader is None or reader.is_of_the_fund:
        return True
    rested = evidence.result or evidence.statement
    sources = [evidence.source]
    if rested:
        sources += [rested.source, rested.project.source if rested.project else None]
    if evidence.statement and evidence.statement.session:
        sources.append(evidence.statement.session.source)
    return all(one is None or one.document.visibility == Visibility.PUBLIC for one in sources)


def history_of(practice: Practice) -> tuple[Happening, ...]:
    """What was done to a practice, first things first; `who` is empty where it was the installation."""
    found = list(Event.objects.filter(fund=practice.fund, subject=subject_of(practice)).order_by("pk"))
    wanted = {one.actor.removeprefix("user:") for one in found if one.actor.startswith("user:")}
    names = {user.audit_reference: user.name for user in User.objects.filter(pseudonym__in=list(wanted))}
    return tuple(Happening(one.at, one.verb, names.get(one.actor, ""), one.note) for one in found)
