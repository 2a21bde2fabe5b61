"""Evidence at the desk: what a practice rests on in words, what can be attached, and what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from jointfund.documents.models import Source
from jointfund.kernel.references import Reference
from jointfund.knowledge.drafts import EvidenceDraft
from jointfund.knowledge.models import Practice, PracticeEvidence, ReachedResult, Statement
from jointfund.knowledge.queries.statements import speaker_of
from jointfund.knowledge.words import evidence_words, result_words
from jointfund.programmes.models import Programme

MOST = 20


@dataclass(frozen=True)
class ShownEvidence:
    """One thing a practice rests on: its words, its lines where there are any."""

    position: int
    text: str
    source: Source | None


@dataclass(frozen=True)
class Offered:
    """Something that can be attached; `value` is what the form sends."""

    value: str
    owner: str
    text: str


def shown_evidence(evidence: Sequence[PracticeEvidence]) -> list[ShownEvidence]:
    """What a practice rests on, in words."""
    return [ShownEvidence(one.position, evidence_words(one), one.place) for one in evidence]


def offered_evidence(practice: Practice, words: str) -> list[Offered]:
    """Printed results and statements with these words; without words those of the practice's project."""
    results = ReachedResult.objects.filter(fund=practice.fund).select_related("project", "programme__fund")
    statements = Statement.objects.filter(fund=practice.fund)
    statements = statements.select_related("project", "session", "programme__fund")
    if not words:
        if practice.project_id is None:
            return []
        results = results.filter(project=practice.project_id)
        statements = statements.filter(project=practice.project_id)
    for word in words.split():
        results = results.filter(
            Q(quote__icontains=word)
            | Q(unit__icontains=word)
            | Q(whom__icontains=word)
            | Q(project__title__icontains=word)
            | Q(project__acronym__icontains=word)
        )
        statements = statements.filter(Q(text__icontains=word) | Q(project__acronym__icontains=word))
    found = [Offered(f"result:{one.pk}", str(one.project or ""), result_words(one)) for one in results[:MOST]]
    found += [Offered(f"statement:{one.pk}", speaker_of(one), one.text) for one in statements[:MOST]]
    return found


def chosen_evidence(practice: Practice, typed: QueryDict) -> EvidenceDraft:
    """What the form asks to attach; an empty draft where it names nothing on record."""
    kind, _colon, key = typed.get("evidence", "").partition(":")
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 12 else 0
    match kind:
        case "result":
            found = ReachedResult.objects.filter(fund=practice.fund, pk=number).first()
            return EvidenceDraft(result=found)
        case "statement":
            said = Statement.objects.filter(fund=practice.fund, pk=number).first()
            return EvidenceDraft(statement=said)
        case "programme":
            programme = _programme(practice, typed.get("programme", ""))
            return EvidenceDraft(programme=programme, figure=typed.get("figure", "") if programme else "")
    return EvidenceDraft(cites=" ".join(typed.get("cites", "").replace("\0", "").split()))


def _programme(practice: Practice, reference: str) -> Programme | None:
    parsed = Reference.parse(reference.strip())
    if parsed is None or parsed.prefix != practice.fund.reference_prefix:
        return None
    return Programme.objects.filter(fund=practice.fund, number=parsed.number).first()
