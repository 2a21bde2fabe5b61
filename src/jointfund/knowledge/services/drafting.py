"""Practices on their way: promoted from a lesson, edited, sent to a second person, returned."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max, Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Values, Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.knowledge.drafts import PracticeWords
from jointfund.knowledge.models import (
    LESSONS,
    Practice,
    PracticeEvidence,
    PracticeState,
    PracticeTag,
    PracticeVersion,
    Statement,
    StatementKind,
)
from jointfund.knowledge.rules import REQUIRED, MissingPart, missing_parts
from jointfund.people.models import User
from jointfund.people.permissions import FundRecord, InFund, Permission, reference_of, require
from jointfund.vocabularies.models import Term


class IllegalMove(DomainError):
    """The practice is not in the state this starts from."""


class ChangedMeanwhile(DomainError):
    """Somebody else saved the practice since it was opened."""


class NotALesson(DomainError):
    """What was to be promoted is nothing others could learn from."""


class Incomplete(DomainError):
    """Parts are missing; `missing` names each with its field."""

    def __init__(self, missing: tuple[MissingPart, ...]) -> None:
        super().__init__(" ".join(part.message for part in missing))
        self.missing = missing


@transaction.atomic
def promote_lesson(lesson: Statement, *, actor: User | str) -> Practice:
    """A draft with the lesson's words and source, under a number of its own for good.

    A second promotion of a lesson gives the practice already made of it. Raises NotAllowed, NotALesson.
    """
    fund = Fund.objects.select_for_update().get(pk=lesson.fund_id)  # two drafts never take the same number
    require(actor, Permission.KNOWLEDGE_EDIT, InFund(fund))
    if lesson.kind not in LESSONS:
        raise NotALesson(_("Only a challenge, a good practice, a finding or a remark becomes a practice."))
    if made := Practice.objects.filter(fund=fund, lesson=lesson).first():
        return made
    practice = Practice.objects.create(
        fund=fund,
        number=_next_number(fund),
        lesson=lesson,
        project=lesson.project,
        programme=lesson.programme or (lesson.project.programme if lesson.project else None),
        drafted_by=actor if isinstance(actor, User) else None,
        authors=[reference_of(actor)],
    )
    if lesson.source_id:
        PracticeEvidence.objects.create(practice=practice, position=1, source=lesson.source)
    practice.current = save_version(practice, _first_words(lesson), actor=reference_of(actor))
    practice.save(update_fields=["current"])
    told(practice, Verb.PRACTICE_DRAFTED, actor=actor, after={"lesson": lesson.pk})
    return practice


@transaction.atomic
def propose_practice(fund: Fund, title: str, *, actor: User) -> Practice:
    """A draft of somebody's own, made of no lesson; editors see it, and they publish it.

    Raises NotAllowed, Incomplete without a title.
    """
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    require(actor, Permission.KNOWLEDGE_PROPOSE, InFund(fund))
    words = PracticeWords(title=" ".join(title.split())[:200], licence=fund.data_licence)
    if not words.title:
        raise Incomplete((MissingPart("title", str(REQUIRED["title"])),))
    practice = Practice.objects.create(
        fund=fund, number=_next_number(fund), drafted_by=actor, authors=[reference_of(actor)]
    )
    practice.current = save_version(practice, words, actor=reference_of(actor))
    practice.save(update_fields=["current"])
    told(practice, Verb.PRACTICE_PROPOSED, actor=actor, after={"title": words.title})
    return practice


def _next_number(fund: Fund) -> int:
    highest: int = Practice.objects.filter(fund=fund).aggregate(Max("number"))["number__max"] or 0
    return highest + 1


@transaction.atomic
def edit_practice(practice: Practice, words: PracticeWords, *, version: int, actor: User | str) -> Practice:
    """The practice with what the editor wrote, whatever is still missing; readers keep what was published.

    Raises NotAllowed, IllegalMove for one in review or withdrawn, ChangedMeanwhile.
    """
    found = locked(practice, PracticeState.DRAFT, PracticeState.PUBLISHED)
    require_to_write(actor, found)
    if found.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this practice meanwhile: look at it first."))
    assert found.current is not None  # noqa: S101 - every practice is made with its first version
    if words_of(found.current) == words:
        return found
    made = begin_version(found, words, actor=actor)
    written(found, Verb.PRACTICE_EDITED, actor=actor, after={"version": made.number})
    return found


def begin_version(practice: Practice, words: PracticeWords, *, actor: User | str) -> PracticeVersion:
    """The next version of a locked practice; whoever makes one is an author of what may be published next."""
    made = save_version(practice, words, actor=reference_of(actor))
    practice.current = made
    if practice.state == PracticeState.PUBLISHED:
        practice.state, practice.authors = PracticeState.DRAFT, []
    practice.authors = list(dict.fromkeys([*practice.authors, reference_of(actor)]))
    return made


def require_to_write(actor: User | str, practice: Practice) -> None:
    """Editors write every practice, who proposed one until it is published. Raises NotAllowed."""
    is_own = isinstance(actor, User) and practice.drafted_by_id == actor.pk and practice.published_on is None
    permission = Permission.KNOWLEDGE_PROPOSE if is_own else Permission.KNOWLEDGE_EDIT
    require(actor, permission, thing_of(practice))


@transaction.atomic
def send_practice_to_review(practice: Practice, *, actor: User | str) -> Practice:
    """The draft handed to a second person. Raises NotAllowed, IllegalMove, Incomplete."""
    found = locked(practice, PracticeState.DRAFT)
    require_to_write(actor, found)
    require_complete(found)
    found.state, found.return_note = PracticeState.REVIEW, ""
    written(found, Verb.PRACTICE_SENT, actor=actor, after={"state": found.state})
    return found


@transaction.atomic
def return_practice(practice: Practice, *, note: str, actor: User | str) -> Practice:
    """Back to its editors, with what to change. Raises NotAllowed, IllegalMove also without a note."""
    found = locked(practice, PracticeState.REVIEW)
    require(actor, Permission.KNOWLEDGE_EDIT, thing_of(found))
    if not note.strip():
        raise IllegalMove(_("Say what should change, so that its editors know."))
    found.state, found.return_note = PracticeState.DRAFT, note.strip()[:2000]
    written(found, Verb.PRACTICE_RETURNED, actor=actor, after={"state": found.state}, note=note)
    return found


def words_of(version: PracticeVersion) -> PracticeWords:
    """A stored version as an editor writes it."""
    texts = {name: getattr(version, name) for name in PracticeWords.__dataclass_fields__ if name != "terms"}
    terms = version.tags.values_list("term__scheme", "term__code")
    return PracticeWords(**texts, terms=frozenset((scheme, code) for scheme, code in terms))


def save_version(practice: Practice, words: PracticeWords, *, actor: str) -> PracticeVersion:
    """One more version of its words, with its terms; the practice itself is not touched."""
    texts = asdict(words)
    del texts["terms"]
    highest: int = practice.versions.aggregate(Max("number"))["number__max"] or 0
    version = PracticeVersion.objects.create(practice=practice, number=highest + 1, actor=actor, **texts)
    wanted = Q(pk__in=[])
    for scheme, code in words.terms:
        wanted |= Q(scheme=scheme, code=code)
    terms = Term.objects.filter(Q(fund=practice.fund) | Q(fund__isnull=True)).filter(wanted)
    PracticeTag.objects.bulk_create(PracticeTag(version=version, term=term) for term in terms)
    return version


def require_complete(practice: Practice) -> None:
    """Raises Incomplete."""
    assert practice.current is not None  # noqa: S101 - every practice is made with its first version
    if missing := missing_parts(
        words_of(practice.current), has_evidence=practice.evidence.filter(until=None).exists()
    ):
        raise Incomplete(missing)


def locked(practice: Practice, *expected: PracticeState) -> Practice:
    """The practice as it stands, nobody else writing it until this is done. Raises IllegalMove."""
    row = Practice.objects.select_for_update(of=("self",)).select_related("fund", "current")
    found = row.get(pk=practice.pk)
    if found.state not in expected:
        words = {
            "state": found.get_state_display(),
            "expected": _(" or ").join(str(state.label) for state in expected),
        }
        raise IllegalMove(_("This practice is %(state)s; only one %(expected)s can do this.") % words)
    return found


def written(practice: Practice, verb: Verb, *, actor: User | str, after: Values, note: str = "") -> None:
    """Save the practice with its next version number, and tell of it."""
    practice.version += 1
    practice.save()
    told(practice, verb, actor=actor, after=after, note=note)


def told(practice: Practice, verb: Verb, *, actor: User | str, after: Values, note: str = "") -> None:
    """One event of a practice."""
    audit.record(
        verb,
        subject_of(practice),
        actor=reference_of(actor),
        fund=practice.fund,
        after=after,
        note=note[:2000],
    )


def subject_of(practice: Practice) -> str:
    """How events name a practice."""
    return f"{practice.fund.code}/practice/{practice.number}"


def thing_of(practice: Practice) -> FundRecord:
    """A practice as a thing: a role held for it alone counts too."""
    return FundRecord(practice.fund, subject_of(practice))


def _first_words(lesson: Statement) -> PracticeWords:
    """The lesson in the part it speaks of; a title its own first words, until an editor writes one."""
    is_problem = lesson.kind == StatementKind.CHALLENGE
    return PracticeWords(
        title=lesson.heading[:200] or Truncator(" ".join(lesson.text.split())).words(12)[:200],
        what="" if is_problem else lesson.text,
        problem=lesson.text if is_problem else "",
        licence=lesson.fund.data_licence,
        terms=frozenset(lesson.tags.values_list("term__scheme", "term__code")),
    )
