"""What a reviewer does: declare, write a scorecard, submit and change it, stand for a marker."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.instruments.models import Round, Validation
from jointfund.instruments.services import validate_round
from jointfund.kernel.errors import DomainError
from jointfund.kernel.words import fold
from jointfund.people.models import User
from jointfund.people.permissions import NotAllowed, Permission, require
from jointfund.proposals.calls.terms import Criterion
from jointfund.proposals.services import thing_of
from jointfund.reviews import scorecard
from jointfund.reviews.access import standing_of
from jointfund.reviews.interest import TIE_WORDS
from jointfund.reviews.models import Declaration, InterestKind, ReviewRound, Scorecard, ScorecardRevision
from jointfund.reviews.queries.summaries import terms_of
from jointfund.reviews.scorecard import CardFault, Typed
from jointfund.reviews.services.assigning import locked


class SavedElsewhere(DomainError):
    """The scorecard was saved in another window after this one was opened."""


class ScorecardIncomplete(DomainError):
    """What keeps a scorecard from being submitted, each with its field."""

    def __init__(self, faults: Sequence[CardFault]) -> None:
        super().__init__(" ".join(one.reason for one in faults))
        self.faults = tuple(faults)


@transaction.atomic
def declare(
    one: ReviewRound, kind: InterestKind, reason: str = "", *, actor: User, now: datetime
) -> Declaration:
    """Declare an interest, or that there is none. What was declared stays.

    Raises NotAllowed for who has no task here or an interest already, DomainError without a reason.
    """
    require(actor, Permission.REVIEW_WRITE, thing_of(one.proposal))
    one = locked(one)
    who = standing_of(actor, one)
    if not who.is_assigned:
        raise NotAllowed(_("This review is not assigned to you."))
    if who.tie is not None:
        raise NotAllowed(str(TIE_WORDS[who.tie]))
    if kind == InterestKind.DECLARED and not reason.strip():
        raise ScorecardIncomplete([CardFault("reason", _("Say in a sentence what the interest is."))])
    found = Declaration.objects.create(
        proposal=one.proposal, person=actor, kind=kind, reason=reason.strip()[:2000], declared_at=now
    )
    _tell(Verb.INTEREST_DECLARED, one, actor, kind=str(kind))
    return found


@transaction.atomic
def save_scorecard(one: ReviewRound, typed: Typed, *, saves: int, actor: User, now: datetime) -> Scorecard:
    """Keep the draft, whatever is in it; `saves` is the count the page opened. No event is written.

    Raises NotAllowed, SavedElsewhere, CannotBeReviewed.
    """
    one = locked(one)
    _must_score(actor, one)
    card, _made = Scorecard.objects.select_for_update().get_or_create(round=one, reviewer=actor)
    answers = scorecard.kept(typed, criteria_for(actor, one))
    if card.answers == answers and card.saved_at:
        return card
    if card.saves != saves:
        raise SavedElsewhere(
            _("This scorecard was saved in another window. What you typed stands below: save it again.")
        )
    card.answers, card.saves, card.saved_at = answers, card.saves + 1, now
    card.save(update_fields=["answers", "saves", "saved_at"])
    return card


@transaction.atomic
def submit_scorecard(one: ReviewRound, reason: str = "", *, actor: User, now: datetime) -> ScorecardRevision:
    """Submit the scorecard as it is saved; a second time it is a change and needs a reason.

    Raises NotAllowed, ScorecardIncomplete, CannotBeReviewed.
    """
    one = locked(one)
    _must_score(actor, one)
    card = Scorecard.objects.select_for_update().filter(round=one, reviewer=actor).first()
    criteria = criteria_for(actor, one)
    typed: Typed = card.answers if card else {}
    last = card.revisions.last() if card else None
    faults = scorecard.faults_of(typed, criteria)
    if last and not reason.strip():
        faults.append(CardFault("reason", _("Say why you change what you submitted.")))
    version = one.proposal.versions.filter(stage=one.stage).last()
    if faults or card is None or version is None:
        raise ScorecardIncomplete(faults)
    found = ScorecardRevision.objects.create(
        scorecard=card,
        number=last.number + 1 if last else 1,
        version=version,
        scores={
            code: {"score": str(each.score), "note": each.note}
            for code, each in scorecard.given(typed, criteria).items()
        },
        overall=typed.get(scorecard.OVERALL, ""),
        reason=reason.strip()[:2000] if last else "",
        made_by=actor.audit_reference,
        made_at=now,
    )
    _tell(Verb.REVIEW_CHANGED if last else Verb.REVIEW_SUBMITTED, one, actor, version=str(version.number))
    return found


@transaction.atomic
def validate_marker(
    one: ReviewRound, marker: Round, grade: str, reason: str, *, actor: User, now: datetime
) -> Validation:
    """Confirm or change a marker of the proposal, with a reason. Raises NotAllowed, or as the marker does."""
    one = locked(one)
    who = standing_of(actor, one)
    if who.tie is not None or not (who.may_score or who.assigns):
        raise NotAllowed(_("Only who reviews this proposal stands for its markers."))
    names = {fold(name) for name in (one.proposal.reference, one.proposal.subject)}
    if marker.fund_id != one.proposal.fund_id or marker.subject_key not in names:
        raise NotAllowed(_("This questionnaire is of another subject."))
    return validate_round(marker, grade=grade, reason=reason, actor=actor, now=now)


def criteria_for(person: User, one: ReviewRound) -> list[Criterion]:
    """The criteria of a round that were given to a person."""
    families = set(one.assignments.filter(reviewer=person).values_list("family", flat=True))
    return [each for each in terms_of(one).criteria if each.family in families]


def _must_score(actor: User, one: ReviewRound) -> None:
    require(actor, Permission.REVIEW_WRITE, thing_of(one.proposal))
    who = standing_of(actor, one)
    if who.tie is not None:
        raise NotAllowed(str(TIE_WORDS[who.tie]))
    if not who.is_assigned:
        raise NotAllowed(_("This review is not assigned to you."))
    if not who.has_cleared:
        raise NotAllowed(_("Declare first whether you have an interest in this proposal."))


def _tell(verb: Verb, one: ReviewRound, actor: User, **after: str) -> None:
    audit.record(
        verb,
        one.proposal.subject,
        actor=actor.audit_reference,
        fund=one.proposal.fund,
        after={"stage": one.stage, **after},
    )
