"""The one writer of events."""

from collections.abc import Mapping
from enum import StrEnum

from jointfund.audit.models import Event
from jointfund.funds.models import Fund

type Values = Mapping[str, str | int | float | bool | list[str] | None]


class Verb(StrEnum):
    """What can be done to the record."""

    VOCABULARY_LOADED = "vocabulary:loaded"
    FUND_OPENED = "fund:opened"
    DOCUMENT_KEPT = "document:kept"
    PROGRAMME_ADDED = "programme:added"
    PROGRAMME_CHANGED = "programme:changed"
    PROGRAMME_CORRECTED = "programme:corrected"
    TAG_CONFIRMED = "programme:tag_confirmed"
    STATUS_RECORDED = "programme:status_recorded"
    CONTRIBUTION_ENTERED = "contribution:entered"
    ENTRY_POSTED = "ledger:posted"
    ENTRY_REVERSED = "ledger:reversed"
    TRANSFER_REQUESTED = "transfer:requested"
    TRANSFER_APPROVED = "transfer:approved"
    TRANSFER_PAID = "transfer:paid"
    TRANSFER_CANCELLED = "transfer:cancelled"
    MOVES_ENTERED = "moves:entered"
    PROPOSAL_STARTED = "proposal:started"
    PROPOSAL_PARTY_INVITED = "proposal:party_invited"
    PROPOSAL_PARTY_ANSWERED = "proposal:party_answered"
    PROPOSAL_MOVED = "proposal:moved"
    PROPOSAL_COUNTRIES_NAMED = "proposal:countries_named"
    PROPOSAL_VERSION_KEPT = "proposal:version_kept"
    PROPOSAL_ENDORSED = "proposal:endorsed"
    PROPOSAL_COMMENTED = "proposal:commented"
    PROPOSAL_COMMENT_RESOLVED = "proposal:comment_resolved"
    FORM_ENTERED = "form:entered"
    PROPOSAL_CALL_CHOSEN = "proposal:call_chosen"
    CALL_DRAFTED = "call:drafted"
    CALL_EDITED = "call:edited"
    CALL_SENT = "call:sent_to_review"
    CALL_RETURNED = "call:returned"
    CALL_PUBLISHED = "call:published"
    CALL_WITHDRAWN = "call:withdrawn"
    CALL_QUESTION_ASKED = "call:question_asked"
    CALL_QUESTION_ANSWERED = "call:question_answered"
    CALL_QUESTION_SET_ASIDE = "call:question_set_aside"
    SANCTIONS_IMPORTED = "sanctions:imported"
    SANCTIONS_DECIDED = "sanctions:decided"
    DISCREPANCY_FOUND = "discrepancy:found"
    USER_ADDED = "user:added"
    ROLE_GIVEN = "user:role_given"
    ROLE_ENDED = "user:role_ended"
    RECORD_ROLE_GIVEN = "user:record_role_given"
    RECORD_ROLE_ENDED = "user:record_role_ended"
    PERSON_ERASED = "user:erased"
    PASSWORD_CHANGED = "user:password_changed"  # noqa: S105
    EMAIL_CHANGED = "user:email_changed"
    SECOND_FACTOR_ADDED = "user:second_factor_added"
    SECOND_FACTOR_REMOVED = "user:second_factor_removed"
    RECOVERY_CODES_MADE = "user:recovery_codes_made"
    SIGN_IN_CONNECTED = "user:sign_in_connected"
    SESSIONS_ENDED = "user:sessions_ended"
    SEARCH_SAVED = "user:search_saved"
    SEARCH_CHANGED = "user:search_changed"
    SEARCH_ENDED = "user:search_ended"
    INVITATION_SENT = "invitation:sent"
    INVITATION_ACCEPTED = "invitation:accepted"
    INVITATION_WITHDRAWN = "invitation:withdrawn"
    INTAKE_OPENED = "intake:opened"
    INTAKE_READ = "intake:read"
    CANDIDATE_DECIDED = "candidate:decided"
    CANDIDATE_POINTED = "candidate:pointed"
    CANDIDATE_ACCEPTED = "candidate:accepted"
    CANDIDATE_REJECTED = "candidate:rejected"
    FILTER_SAVED = "filter:saved"
    FILTER_REMOVED = "filter:removed"
    PUBLICATION_DRAFTED = "publication:drafted"
    PUBLICATION_EDITED = "publication:edited"
    PUBLICATION_SENT = "publication:sent_to_review"
    PUBLICATION_RETURNED = "publication:returned"
    PUBLICATION_RELEASED = "publication:released"
    PUBLICATION_WITHDRAWN = "publication:withdrawn"
    PROJECT_ADDED = "knowledge:project_added"
    PROJECT_CHANGED = "knowledge:project_changed"
    SESSION_ADDED = "knowledge:session_added"
    SESSION_CHANGED = "knowledge:session_changed"
    RESOURCE_ADDED = "knowledge:resource_added"
    PRACTICE_DRAFTED = "practice:drafted"
    PRACTICE_PROPOSED = "practice:proposed"
    PRACTICE_EVIDENCE_ATTACHED = "practice:evidence_attached"
    PRACTICE_EVIDENCE_DETACHED = "practice:evidence_detached"
    PRACTICE_EDITED = "practice:edited"
    PRACTICE_SENT = "practice:sent_to_review"
    PRACTICE_RETURNED = "practice:returned"
    PRACTICE_PUBLISHED = "practice:published"
    PRACTICE_WITHDRAWN = "practice:withdrawn"
    INSTRUMENT_EDITED = "instrument:edited"
    INSTRUMENT_DISCARDED = "instrument:draft_discarded"
    INSTRUMENT_PUBLISHED = "instrument:published"
    ASSESSMENT_OPENED = "assessment:opened"
    ASSESSMENT_SENT = "assessment:sent"
    ASSESSMENT_CLOSED = "assessment:closed"
    ASSESSMENT_VALIDATED = "assessment:validated"


def record(
    verb: Verb,
    subject: str,
    *,
    actor: str,
    fund: Fund | None = None,
    before: Values | None = None,
    after: Values | None = None,
    note: str = "",
) -> Event:
    """Write one event; call it inside the transaction of the change it tells of."""
    return Event.objects.create(
        verb=verb, subject=subject, actor=actor, fund=fund, before=before, after=after, note=note
    )
