"""What the results of a practice rest on: attached and detached by its editors, version by version."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.knowledge.drafts import EvidenceDraft
from jointfund.knowledge.models import Figure, Practice, PracticeEvidence, PracticeState
from jointfund.knowledge.services.drafting import (
    begin_version,
    locked,
    require_to_write,
    words_of,
    written,
)
from jointfund.people.models import User


class NoEvidence(DomainError):
    """What was given is nothing a practice can rest on in this fund."""


@transaction.atomic
def attach_evidence(practice: Practice, evidence: EvidenceDraft, *, actor: User | str) -> Practice:
    """One more thing it rests on, from its next version on; attached already, it stays as it is.

    Raises NotAllowed, IllegalMove for one in review or withdrawn, NoEvidence.
    """
    found = locked(practice, PracticeState.DRAFT, PracticeState.PUBLISHED)
    require_to_write(actor, found)
    _check(found, evidence)
    same = found.evidence.filter(
        until=None,
        result=evidence.result,
        statement=evidence.statement,
        programme=evidence.programme,
        figure=evidence.figure,
        cites=evidence.cites,
        source=None,
    )
    if same.exists():
        return found
    version = _next_version(found, actor)
    highest: int = found.evidence.aggregate(Max("position"))["position__max"] or 0
    PracticeEvidence.objects.create(
        practice=found,
        position=highest + 1,
        result=evidence.result,
        statement=evidence.statement,
        programme=evidence.programme,
        figure=evidence.figure,
        cites=evidence.cites,
        since=version,
    )
    after = {"version": version, "position": highest + 1}
    written(found, Verb.PRACTICE_EVIDENCE_ATTACHED, actor=actor, after=after)
    return found


@transaction.atomic
def detach_evidence(practice: Practice, position: int, *, actor: User | str) -> Practice:
    """The practice no longer rests on it, from its next version on; what is published stays as it was.

    Raises NotAllowed, IllegalMove, NoEvidence where nothing of that number is attached.
    """
    found = locked(practice, PracticeState.DRAFT, PracticeState.PUBLISHED)
    require_to_write(actor, found)
    row = found.evidence.filter(position=position, until=None).first()
    if row is None:
        raise NoEvidence(_("This is attached no more."))
    version = _next_version(found, actor)
    row.until = version
    row.save(update_fields=["until"])
    written(
        found, Verb.PRACTICE_EVIDENCE_DETACHED, actor=actor, after={"version": version, "position": position}
    )
    return found


def _next_version(practice: Practice, actor: User | str) -> int:
    """A version of the same words: what it rests on is part of what a second person looks at."""
    assert practice.current is not None  # noqa: S101 - every practice is made with its first version
    return begin_version(practice, words_of(practice.current), actor=actor).number


def _check(practice: Practice, evidence: EvidenceDraft) -> None:
    named = [one for one in (evidence.result, evidence.statement, evidence.programme) if one is not None]
    if len(named) + bool(evidence.cites) != 1:
        raise NoEvidence(_("Choose one thing it rests on."))
    if any(one.fund_id != practice.fund_id for one in named):
        raise NoEvidence(_("This stands in the record of another fund."))
    if evidence.programme and evidence.figure not in Figure.values:
        raise NoEvidence(_("Choose which figure of the programme it rests on."))
    if len(evidence.cites) > 500:
        raise NoEvidence(_("An address or title has at most 500 letters."))
