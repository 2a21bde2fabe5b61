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
    DISCREPANCY_FOUND = "discrepancy:found"
    USER_ADDED = "user:added"
    ROLE_GIVEN = "user:role_given"
    INTAKE_OPENED = "intake:opened"
    INTAKE_READ = "intake:read"
    CANDIDATE_DECIDED = "candidate:decided"
    CANDIDATE_POINTED = "candidate:pointed"
    CANDIDATE_ACCEPTED = "candidate:accepted"
    CANDIDATE_REJECTED = "candidate:rejected"
    PUBLICATION_DRAFTED = "publication:drafted"
    PUBLICATION_EDITED = "publication:edited"
    PUBLICATION_SENT = "publication:sent_to_review"
    PUBLICATION_RETURNED = "publication:returned"
    PUBLICATION_RELEASED = "publication:released"
    PUBLICATION_WITHDRAWN = "publication:withdrawn"


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
