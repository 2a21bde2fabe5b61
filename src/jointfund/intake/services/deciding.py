"""A person decides: field by field, and which programme a candidate is. Nothing enters the record here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Manager
from django.utils import timezone
from django.utils.formats import date_format

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.intake.candidates.contributions import corrected_contribution
from jointfund.intake.candidates.fields import KINDS, FieldRefused
from jointfund.intake.candidates.freezing import thaw_contribution, thaw_programme
from jointfund.intake.candidates.knowledge import KNOWLEDGE_KINDS, thaw_knowledge
from jointfund.intake.models import (
    OF_KNOWLEDGE,
    Candidate,
    CandidateField,
    CandidateKind,
    CandidateState,
    Decision,
    Intake,
    Target,
)
from jointfund.kernel.errors import DomainError
from jointfund.kernel.references import Reference
from jointfund.knowledge.models import Project, Session
from jointfund.people.models import User
from jointfund.people.permissions import FundRecord, Permission, require
from jointfund.programmes.models import Programme
from jointfund.reading.lexicon import Lexicon
from jointfund.vocabularies.lexicon import load_lexicon


class AlreadyDecided(DomainError):
    """Somebody accepted or rejected the candidate before."""


class CandidateChanged(DomainError):
    """Somebody changed the candidate since the page was loaded."""


class UnknownProgramme(DomainError):
    """The fund has no programme of that reference, no project or session of that word."""


class ChoicesRefused(DomainError):
    """Some of what was typed cannot be a value. `faults` has one refusal for each such field."""

    def __init__(self, faults: Sequence[FieldRefused]) -> None:
        super().__init__(" ".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Choice:
    """What a person chose for one field; `corrected` counts only with the decision to correct."""

    decision: str
    corrected: str = ""


@transaction.atomic
def decide_fields(
    candidate: Candidate, choices: Mapping[str, Choice], *, version: int, by: User
) -> Candidate:
    """Keep what a person chose for fields of an open candidate; fields not named stay as they are.

    Raises NotAllowed, AlreadyDecided, CandidateChanged, and ChoicesRefused with every refused field.
    """
    locked = lock_open(candidate, version=version, by=by)
    fields = {field.name: field for field in locked.fields.all() if field.name in choices}
    _check(locked, fields, choices)
    before, after, changed = {}, {}, []
    for name, field in fields.items():
        choice = choices[name]
        corrected = choice.corrected.strip() if choice.decision == Decision.CORRECT else ""
        if (field.decision, field.corrected) != (choice.decision, corrected):
            before[name] = _told(field.decision, field.corrected)
            field.decision, field.corrected = choice.decision, corrected
            after[name] = _told(field.decision, field.corrected)
            changed.append(field)
    if changed:
        CandidateField.objects.bulk_update(changed, ["decision", "corrected"])
        _bump(locked)
        audit.record(
            Verb.CANDIDATE_DECIDED,
            subject_of(locked),
            actor=by.audit_reference,
            fund=locked.fund,
            before=before,
            after=after,
        )
    return locked


@transaction.atomic
def choose_programme(candidate: Candidate, reference: str, *, version: int, by: User) -> Candidate:
    """Say which programme, project or session on record a candidate is; an empty reference says a new one.

    Raises NotAllowed, AlreadyDecided, CandidateChanged, UnknownProgramme.
    """
    locked = lock_open(candidate, version=version, by=by)
    before = reference_of_known(locked)
    match locked.kind:
        case CandidateKind.PROJECT:
            locked.project = _of_slug(Project.objects, locked, reference) if reference else None
        case CandidateKind.SESSION:
            locked.session = _of_slug(Session.objects, locked, reference) if reference else None
        case _:
            locked.programme = _programme(locked, reference) if reference else None
    locked.target = Target.CHOSEN if reference else Target.NEW
    locked.save(update_fields=["programme", "project", "session", "target"])
    forget_acceptances([locked.pk])
    _bump(locked)
    audit.record(
        Verb.CANDIDATE_POINTED,
        subject_of(locked),
        actor=by.audit_reference,
        fund=locked.fund,
        before={locked.kind: before},
        after={locked.kind: reference or f"new {locked.kind}"},
    )
    return locked


def reference_of_known(candidate: Candidate) -> str:
    """The reference of the programme, or the word of the project or session, a candidate would complete."""
    if candidate.programme:
        return candidate.programme.reference
    known = candidate.project or candidate.session
    return known.slug if known else ""


def forget_acceptances(candidate_keys: Sequence[int]) -> None:
    """Take back what was accepted against another programme: it would overwrite values nobody looked at."""
    accepted = CandidateField.objects.filter(candidate_id__in=candidate_keys, decision=Decision.ACCEPT)
    accepted.exclude(name__startswith="tag:").update(decision="")


def lock_open(candidate: Candidate, *, version: int | None, by: User) -> Candidate:
    """The candidate, locked until the end of the transaction, if this person may decide on it now.

    The row is locked before anything is checked, so that of two who decide at once the second is told so.
    Without a version its changes do not matter.
    """
    # The rows it points to stay free: only the candidate itself is ours.
    locked = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("intake__fund", "file", "programme__fund", "project", "session", "decided_by")
        .get(pk=candidate.pk)
    )
    require(by, Permission.INTAKE_DECIDE, _thing_of(locked.intake))
    if locked.state != CandidateState.OPEN:
        raise AlreadyDecided(_who_decided(locked))
    if version is not None and locked.version != version:
        raise CandidateChanged(
            "Somebody else changed this candidate while you looked at it. "
            "Your choices are still below: compare them, then save once more."
        )
    return locked


def _thing_of(intake: Intake) -> FundRecord:
    """An intake as a thing: a role held for it alone counts too, for all its candidates."""
    return FundRecord(intake.fund, f"{intake.fund.code}/intake/{intake.number}")


def subject_of(candidate: Candidate) -> str:
    """How the audit trail names a candidate."""
    return f"{candidate.fund.code}/intake/{candidate.intake.number}/{candidate.number}"


def words_of(candidate: Candidate) -> Lexicon:
    """The words of the candidate's fund."""
    return load_lexicon(candidate.fund.code)


def _who_decided(candidate: Candidate) -> str:
    who = candidate.decided_by.name if candidate.decided_by else "Somebody"
    when = date_format(timezone.localtime(candidate.decided_at), "j F Y, H:i") if candidate.decided_at else ""
    if candidate.state == CandidateState.ACCEPTED:
        return f"{who} accepted this on {when} UTC: {candidate.outcome}. Nothing was done a second time."
    return f"{who} rejected this on {when} UTC: {candidate.reason}"


def _programme(candidate: Candidate, reference: str) -> Programme:
    parsed = Reference.parse(reference)
    fund = candidate.fund
    if parsed and parsed.prefix == fund.reference_prefix:
        found = Programme.objects.filter(fund=fund, number=parsed.number).select_related("fund").first()
        if found:
            return found
    raise UnknownProgramme(f"The fund has no programme “{reference[:40]}”. Choose one of the list.")


def _of_slug[M: (Project, Session)](known: "Manager[M]", candidate: Candidate, slug: str) -> M:
    if found := known.filter(fund=candidate.fund, slug=slug).first():
        return found
    raise UnknownProgramme(f"There is no “{slug[:40]}” on record. Choose one of the list.")


def _check(candidate: Candidate, fields: Mapping[str, CandidateField], choices: Mapping[str, Choice]) -> None:
    faults = []
    for name in fields:
        try:
            _check_one(candidate, fields[name], choices[name])
        except FieldRefused as refusal:
            faults.append(FieldRefused(name, str(refusal)))
    if faults:
        raise ChoicesRefused(faults)


def _check_one(candidate: Candidate, field: CandidateField, choice: Choice) -> None:
    if choice.decision not in {"", *Decision.values}:
        raise FieldRefused(field.name, "Choose one of the answers shown.")
    if choice.decision != Decision.CORRECT:
        return
    if field.is_suggestion:
        raise FieldRefused(field.name, "A suggestion can be confirmed or rejected, not rewritten.")
    if not choice.corrected.strip():
        raise FieldRefused(field.name, "Write the right value, or choose another answer.")
    if candidate.kind == CandidateKind.CONTRIBUTION:
        contribution = thaw_contribution(candidate.record)
        corrected_contribution(contribution, {field.name: choice.corrected}, words_of(candidate))
        return
    if candidate.kind in OF_KNOWLEDGE:
        kind = KNOWLEDGE_KINDS[candidate.kind]
        text = choice.corrected.strip()
        kind.rewrite(thaw_knowledge(candidate), {field.name: text}, words_of(candidate))
        return
    record = thaw_programme(candidate.record)
    KINDS[field.name].write(record, choice.corrected.strip(), words_of(candidate))


def _told(decision: str, corrected: str) -> str:
    return f"{decision}: {corrected}" if corrected else decision


def _bump(candidate: Candidate) -> None:
    candidate.version += 1
    candidate.save(update_fields=["version"])
