"""A candidate enters the record, or does not: once, by a person, with everything that was decided on it."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.documents import services as documents
from jointfund.documents.models import Document
from jointfund.documents.services import DiscrepancyValues, PlaceValues
from jointfund.intake.acceptance import published_contribution
from jointfund.intake.candidates.comparing import for_comparison, on_record
from jointfund.intake.candidates.contributions import corrected_contribution
from jointfund.intake.candidates.deciding import Decided, decide, draft_of
from jointfund.intake.candidates.fields import FieldRefused
from jointfund.intake.candidates.freezing import thaw_contribution
from jointfund.intake.candidates.outlook import is_plain, outlooks
from jointfund.intake.drafting import Drafter
from jointfund.intake.models import (
    OF_KNOWLEDGE,
    Candidate,
    CandidateKind,
    CandidateState,
    Decision,
    Intake,
    IntakeFile,
    IntakeState,
    Target,
)
from jointfund.intake.originals import keep_document
from jointfund.intake.services.accepting_knowledge import OnRecordAlready, accept_knowledge_candidate
from jointfund.intake.services.deciding import AlreadyDecided, lock_open, subject_of, words_of
from jointfund.intake.services.matching_up import find_match, match_open_candidates
from jointfund.intake.sheets.portfolio import KIND as PORTFOLIO
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.ledger.services import enter_published_contribution
from jointfund.people.models import User
from jointfund.programmes.corrections import ProgrammeChanges, confirm_suggestions, correct_programme
from jointfund.programmes.drafts import ProgrammeDraft
from jointfund.programmes.models import Programme
from jointfund.programmes.services import add_programme, complete_programme
from jointfund.reading.records import DocumentRecord

NO_REASON = "Say why it is rejected: whoever meets the document next will read it."


class LooksLikeAnother(DomainError):
    """Since it was read, a programme entered the record that a candidate seems to be."""


class ReasonMissing(DomainError):
    """A rejection without its reason."""


@transaction.atomic
def accept_candidate(candidate: Candidate, *, version: int, by: User) -> Candidate:
    """Bring a candidate into the record as decided; what nobody decided follows the defaults.

    What it prints otherwise than the record stays out unless a person chose it. Raises NotAllowed,
    AlreadyDecided, CandidateChanged, LooksLikeAnother, FieldRefused and ContributionDiffers.
    """
    locked = lock_open(candidate, version=version, by=by)
    intake = Intake.objects.select_for_update().select_related("fund").get(pk=locked.intake_id)
    _accept(locked, by)
    match_open_candidates(intake)
    close_if_decided(intake, actor=by.audit_reference)
    return locked


def accept_plain_candidates(intake: Intake, kind: CandidateKind, *, by: User) -> int:
    """Accept every open candidate of a kind that raises no doubt and contradicts nothing; how many.

    Each is accepted by itself: one that turns out to need a person stays open.
    """
    accepted = 0
    for outlook in outlooks(intake):
        if outlook.candidate.kind != kind or not is_plain(outlook):
            continue
        try:
            accept_candidate(outlook.candidate, version=outlook.candidate.version, by=by)
        except (AlreadyDecided, LooksLikeAnother, FieldRefused, OnRecordAlready):
            continue
        accepted += 1
    return accepted


@transaction.atomic
def reject_candidate(candidate: Candidate, *, reason: str, version: int, by: User) -> Candidate:
    """Close a candidate without a trace in the record; the reason stays with it.

    Raises NotAllowed, AlreadyDecided, CandidateChanged, ReasonMissing.
    """
    locked = lock_open(candidate, version=version, by=by)
    if not reason.strip():
        raise ReasonMissing(NO_REASON)
    locked.reason = reason.strip()[:2000]
    _close(locked, CandidateState.REJECTED, by)
    audit.record(
        Verb.CANDIDATE_REJECTED,
        subject_of(locked),
        actor=by.audit_reference,
        fund=locked.fund,
        note=locked.reason,
    )
    intake = Intake.objects.select_for_update().select_related("fund").get(pk=locked.intake_id)
    close_if_decided(intake, actor=by.audit_reference)
    return locked


def close_if_decided(intake: Intake, *, actor: str) -> None:
    """End an intake whose last candidate is decided, and enter where its documents disagree."""
    if intake.state != IntakeState.READY or intake.candidates.filter(state=CandidateState.OPEN).exists():
        return
    intake.state = IntakeState.DONE
    intake.save(update_fields=["state"])
    kept = {file.name: file for file in intake.files.select_related("document") if file.document}
    values = [_discrepancy(found, kept) for found in intake.discrepancies if _cites_only(found, kept)]
    documents.record_discrepancies(intake.fund, values, actor=actor)


def _accept(candidate: Candidate, by: User) -> None:
    """Write one locked candidate into the record."""
    if candidate.kind == CandidateKind.CONTRIBUTION:
        _accept_contribution(candidate, by)
    elif candidate.kind in OF_KNOWLEDGE:
        accept_knowledge_candidate(candidate, _drafter(candidate, by), by)
    else:
        _accept_programme(candidate, by)
    _close(candidate, CandidateState.ACCEPTED, by)
    audit.record(
        Verb.CANDIDATE_ACCEPTED,
        subject_of(candidate),
        actor=by.audit_reference,
        fund=candidate.fund,
        after={"outcome": candidate.outcome},
    )


def _close(candidate: Candidate, state: CandidateState, by: User) -> None:
    candidate.state = state
    candidate.decided_at, candidate.decided_by = timezone.now(), by
    candidate.version += 1
    candidate.save()


def _accept_contribution(candidate: Candidate, by: User) -> None:
    corrections = {
        field.name: field.corrected for field in candidate.fields.all() if field.decision == Decision.CORRECT
    }
    contribution = corrected_contribution(
        thaw_contribution(candidate.record), corrections, words_of(candidate)
    )
    if contribution.as_of is None:
        raise FieldRefused("as_of", "The table bears no date: say for which day the amount stands.")
    published = published_contribution(_drafter(candidate, by), contribution, words_of(candidate))
    enter_published_contribution(candidate.fund, published, actor=by.audit_reference)
    candidate.outcome = f"{published.contributor.name}, as of {published.as_of}"


def _accept_programme(candidate: Candidate, by: User) -> None:
    _refuse_twin(candidate)
    fields = {field.name: field for field in candidate.fields.all()}
    programme = for_comparison().get(pk=candidate.programme_id) if candidate.programme_id else None
    decided = decide(candidate, fields, on_record(programme), words_of(candidate))
    draft = draft_of(decided, _drafter(candidate, by), fields)
    if candidate.file.kind == PORTFOLIO or (programme and programme.status):
        draft = replace(draft, statuses=tuple(one for one in draft.statuses if not one.confidence))
    if programme is None:
        programme = add_programme(candidate.fund, draft, actor=by.audit_reference, note=_rests_on(candidate))
    else:
        _merge(programme, draft, decided, candidate, by)
    candidate.programme = programme
    candidate.outcome = programme.reference


def _merge(
    programme: Programme, draft: ProgrammeDraft, decided: Decided, candidate: Candidate, by: User
) -> None:
    """Fill what the record does not know; replace only what a person chose to replace."""
    actor, note = by.audit_reference, _rests_on(candidate)
    complete_programme(programme, _without_replaced(draft, decided.changes), actor=actor)
    if decided.changes:
        correct_programme(programme, ProgrammeChanges(decided.changes, draft), actor=actor, note=note)
    confirm_suggestions(programme, draft, actor=actor, note=note)


def _without_replaced(draft: ProgrammeDraft, changes: frozenset[str]) -> ProgrammeDraft:
    """The draft without the lists that are set as a whole: completing them first would mix old and new."""
    if "countries" in changes:
        draft = replace(
            draft, countries=tuple(link for link in draft.countries if link.role != "implementing")
        )
    if "parties" in changes:
        draft = replace(draft, parties=())
    return replace(draft, key_partners=()) if "key_partners" in changes else draft


def _refuse_twin(candidate: Candidate) -> None:
    """Nobody adds a programme that is on record by now; saying that it is a new one is a decision too."""
    if candidate.programme_id or candidate.target == Target.NEW:
        return
    if twin := find_match(candidate):
        raise LooksLikeAnother(
            f"{twin.reference} entered the record since this was read and seems to be the same programme. "
            "Compare the two, or say that this is a new programme."
        )


def _drafter(candidate: Candidate, by: User) -> Drafter:
    """What turns the record into a draft; its file becomes a document of the fund now if it is none yet."""
    file = candidate.file
    document = _keep_file(file, candidate, by.audit_reference)
    dated = candidate.record.get("more", {}).get("status_since") or file.issued
    issued: Mapping[str, PartialDate] = {file.name: PartialDate.parse(dated)} if dated else {}
    return Drafter(candidate.fund, words_of(candidate), {file.name: document}, issued)


def _keep_file(file: IntakeFile, candidate: Candidate, actor: str) -> Document:
    if file.document is None:
        with file.content.open("rb") as kept:
            content = kept.read()
        file.document = keep_document(candidate.fund, document_record(file), content, actor=actor)
        file.save(update_fields=["document"])
    return file.document


def document_record(file: IntakeFile) -> DocumentRecord:
    """What the reader said of a file."""
    return DocumentRecord(
        file=file.name,
        kind="booklet" if file.kind == "booklet" else "brief" if file.kind == "brief" else "unknown",
        media_type=file.media_type,
        sha256=file.sha256,
        title=file.title or None,
        date=file.issued or None,
        lines=tuple(file.text.split("\n")),
    )


def _rests_on(candidate: Candidate) -> str:
    """What the audit trail says a decision rests on."""
    file = candidate.file
    return (
        f"{file.title or file.name}, lines {candidate.start_line}–{candidate.end_line}; "
        f"decided at the desk on intake {candidate.intake.number}, candidate {candidate.number}"
    )


def _cites_only(found: Mapping[str, object], kept: Mapping[str, IntakeFile]) -> bool:
    places = found["places"]
    return isinstance(places, list) and all(place["file"] in kept for place in places)


def _discrepancy(found: Mapping[str, object], kept: Mapping[str, IntakeFile]) -> DiscrepancyValues:
    subject, places = str(found["subject"]), found["places"]
    assert isinstance(places, list)  # noqa: S101 - the form of `discrepancies_as_json`
    sides = []
    for place in places:
        file = kept[place["file"]]
        assert file.document is not None  # noqa: S101 - only kept files come here
        subject = subject.replace(file.name, file.document.title)
        span = documents.source_of(file.document, place["start_line"], place["end_line"])
        sides.append(PlaceValues(span, place["quote"]))
    return DiscrepancyValues(
        kind=str(found["kind"]),
        severity=str(found["severity"]),
        subject=subject,
        explanation=str(found["explanation"]),
        places=sides,
    )
