"""The end of a round, and what the proposers answer to it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import NotAllowed, Permission, reference_of, require
from jointfund.proposals.services import thing_for, thing_of
from jointfund.reviews.access import tie_of
from jointfund.reviews.interest import TIE_WORDS
from jointfund.reviews.models import ReviewRound
from jointfund.reviews.queries.summaries import terms_of
from jointfund.reviews.services.assigning import locked

LONGEST_ANSWER = 20_000


class AnswerRefused(DomainError):
    """The proposers cannot answer now, or said nothing."""


@transaction.atomic
def close_round(one: ReviewRound, *, actor: User | str, now: datetime) -> ReviewRound:
    """End a round: scorecards stay as they are; the lead's term to answer begins where the call gives one.

    Raises NotAllowed, CannotBeReviewed.
    """
    require(actor, Permission.REVIEW_ASSIGN, thing_of(one.proposal))
    if isinstance(actor, User) and (tie := tie_of(actor, one.proposal)):
        raise NotAllowed(str(TIE_WORDS[tie]))
    one = locked(one)
    days = terms_of(one).reviewing.answer_days
    one.closed_by, one.closed_at = reference_of(actor), now
    one.answer_until = now + timedelta(days=days) if days else None
    one.save(update_fields=["closed_by", "closed_at", "answer_until"])
    _tell(Verb.REVIEW_CLOSED, one, actor)
    return one


@transaction.atomic
def answer_review(one: ReviewRound, text: str, *, actor: User | str, now: datetime) -> ReviewRound:
    """What the lead says to the reviews; until its term ends it can be said anew.

    Raises NotAllowed, AnswerRefused.
    """
    require(actor, Permission.PROPOSAL_SUBMIT, thing_for(one.proposal, Permission.PROPOSAL_SUBMIT))
    rows = ReviewRound.objects.select_for_update(of=("self",)).select_related("proposal__fund")
    one = rows.get(pk=one.pk)
    if one.answer_until is None:
        raise AnswerRefused(_("There is nothing to answer here."))
    if now > one.answer_until:
        raise AnswerRefused(_("The time to answer is over."))
    if not (said := text.replace("\0", "").strip()[:LONGEST_ANSWER]):
        raise AnswerRefused(_("Write what you answer."))
    one.answer, one.answered_by, one.answered_at = said, reference_of(actor), now
    one.save(update_fields=["answer", "answered_by", "answered_at"])
    _tell(Verb.REVIEW_ANSWERED, one, actor)
    return one


def _tell(verb: Verb, one: ReviewRound, actor: User | str) -> None:
    audit.record(
        verb,
        one.proposal.subject,
        actor=reference_of(actor),
        fund=one.proposal.fund,
        after={"stage": one.stage},
    )
