"""Publication and withdrawal. A second person publishes what others wrote; every version stays."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.knowledge.models import Practice, PracticeState
from jointfund.knowledge.rules import is_second_person
from jointfund.knowledge.services.drafting import IllegalMove, locked, require_complete, thing_of, written
from jointfund.people.models import User
from jointfund.people.permissions import Permission, reference_of, require


class OwnPractice(DomainError):
    """Who drafted or edited a practice does not publish it."""


@transaction.atomic
def publish_practice(practice: Practice, *, actor: User | str, today: date) -> Practice:
    """What was reviewed becomes what readers see, under its reference.

    Raises NotAllowed, IllegalMove, OwnPractice, Incomplete.
    """
    found = locked(practice, PracticeState.REVIEW)
    require(actor, Permission.KNOWLEDGE_APPROVE, thing_of(found))
    if not is_second_person(reference_of(actor), found.authors):
        raise OwnPractice(_("A second person publishes this: you drafted or edited it."))
    require_complete(found)
    found.state, found.published, found.published_on = PracticeState.PUBLISHED, found.current, today
    number = found.current.number if found.current else 0
    written(found, Verb.PRACTICE_PUBLISHED, actor=actor, after={"version": number})
    return found


@transaction.atomic
def withdraw_practice(practice: Practice, *, reason: str, actor: User | str, today: date) -> Practice:
    """No longer shown; its reference tells since when and why. Also one that is being edited again.

    Raises NotAllowed, IllegalMove also without a reason.
    """
    found = locked(practice, PracticeState.PUBLISHED, PracticeState.DRAFT, PracticeState.REVIEW)
    require(actor, Permission.KNOWLEDGE_APPROVE, thing_of(found))
    if found.published_id is None:
        raise IllegalMove(_("Readers do not see this practice: there is nothing to withdraw."))
    if not reason.strip():
        raise IllegalMove(_("Say why it is withdrawn: readers who look for it see the reason."))
    found.state, found.published = PracticeState.WITHDRAWN, None
    found.withdrawn_on, found.withdrawal_reason = today, reason.strip()[:2000]
    written(found, Verb.PRACTICE_WITHDRAWN, actor=actor, after={"state": found.state}, note=reason)
    return found
