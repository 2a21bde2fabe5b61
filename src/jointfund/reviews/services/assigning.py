"""Who reviews what: assignments by family of criteria, and reminders."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission, can, reference_of, require
from jointfund.proposals.models import Proposal, ProposalVersion
from jointfund.proposals.services import thing_of
from jointfund.reviews.access import tie_of
from jointfund.reviews.interest import TIE_WORDS
from jointfund.reviews.models import Assignment, ReviewRound
from jointfund.reviews.queries.summaries import terms_of
from jointfund.reviews.rules import SOON, reminder_is_due

CLOCK = "system:clock"


class CannotBeReviewed(DomainError):
    """There is nothing to review, or nothing to review it by, or the round is over."""


class NotAReviewer(DomainError):
    """The person does not review for this fund."""


class Barred(DomainError):
    """The person has an interest in the proposal."""


@transaction.atomic
def assign(
    proposal: Proposal,
    reviewer: User,
    families: Sequence[str],
    *,
    due: date,
    actor: User | str,
    now: datetime,
) -> ReviewRound:
    """Give a reviewer families of criteria of the latest version; the first assignment opens the round.

    Raises CannotBeReviewed, NotAReviewer, Barred, NotAllowed.
    """
    require(actor, Permission.REVIEW_ASSIGN, thing_of(proposal))
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("fund").get(pk=proposal.pk)
    if not can(reviewer, Permission.REVIEW_WRITE, thing_of(proposal)):
        raise NotAReviewer(_("%(name)s is no reviewer of this fund.") % {"name": reviewer})
    if tie := tie_of(reviewer, proposal):
        words = {"name": str(reviewer), "why": str(TIE_WORDS[tie])}
        raise Barred(_("%(name)s cannot review this. %(why)s") % words)
    found = _open_round(proposal, actor, now)
    known = terms_of(found).families
    wanted = [family for family in known if family in families]
    if not wanted:
        raise CannotBeReviewed(_("Choose at least one family of criteria."))
    for family in wanted:
        Assignment.objects.update_or_create(
            round=found,
            reviewer=reviewer,
            family=family,
            defaults={"due": due, "assigned_by": reference_of(actor), "assigned_at": now},
        )
    after: dict[str, str | list[str]] = {
        "reviewer": reviewer.audit_reference,
        "families": wanted,
        "due": due.isoformat(),
    }
    _tell(Verb.REVIEW_ASSIGNED, proposal, actor, after)
    return found


@transaction.atomic
def unassign(one: ReviewRound, reviewer: User, *, actor: User | str) -> None:
    """Take a reviewer's tasks back; not once she submitted. Raises CannotBeReviewed, NotAllowed."""
    require(actor, Permission.REVIEW_ASSIGN, thing_of(one.proposal))
    one = locked(one)
    if one.scorecards.filter(reviewer=reviewer, revisions__isnull=False).exists():
        raise CannotBeReviewed(_("The scorecard was submitted: the assignment stays."))
    if one.assignments.filter(reviewer=reviewer).delete()[0]:
        _tell(Verb.REVIEW_UNASSIGNED, one.proposal, actor, {"reviewer": reviewer.audit_reference})


@transaction.atomic
def remind(one: ReviewRound, *, actor: User | str, now: datetime) -> int:
    """Remind everybody who still owes a scorecard; how many people. Raises NotAllowed, CannotBeReviewed."""
    require(actor, Permission.REVIEW_ASSIGN, thing_of(one.proposal))
    return _remind(locked(one), lambda each: True, actor, now)


def remind_due(now: datetime | None = None) -> int:
    """Remind once who owes a scorecard that is soon due, once when it is late; how many. The clock's work."""
    now = now or timezone.now()
    soon = timezone.localdate(now) + SOON
    rounds = ReviewRound.objects.filter(closed_at=None, assignments__due__lte=soon)
    return sum(_remind_due(one, now) for one in rounds.distinct().order_by("pk"))


@transaction.atomic
def _remind_due(one: ReviewRound, now: datetime) -> int:
    try:
        one = locked(one)
    except CannotBeReviewed:  # closed since it was looked for
        return 0
    today = timezone.localdate(now)

    def is_due(each: Assignment) -> bool:
        if timezone.localdate(each.assigned_at) == today:
            return False  # she was told of it today
        told = timezone.localdate(each.reminded_at) if each.reminded_at else None
        return reminder_is_due(each.due, told, today)

    return _remind(one, is_due, CLOCK, now)


def _remind(one: ReviewRound, wanted: Callable[[Assignment], bool], actor: User | str, now: datetime) -> int:
    """Remind those of a locked round who still owe, by the first of their tasks, where it is wanted."""
    done = set(one.scorecards.filter(revisions__isnull=False).values_list("reviewer_id", flat=True))
    owed = list(one.assignments.exclude(reviewer__in=done).select_related("reviewer").order_by("due", "pk"))
    first = {each.reviewer_id: each for each in reversed(owed) if tie_of(each.reviewer, one.proposal) is None}
    chosen = [each for each in first.values() if each.reviewer.is_active and wanted(each)]
    one.assignments.filter(reviewer__in=[each.reviewer_id for each in chosen]).update(reminded_at=now)
    for each in chosen:
        after = {"reviewer": each.reviewer.audit_reference, "due": each.due.isoformat()}
        _tell(Verb.REVIEW_REMINDED, one.proposal, actor, after)
    return len(chosen)


def locked(one: ReviewRound) -> ReviewRound:
    """The round, held still until the end of the transaction. Raises CannotBeReviewed once it is closed."""
    rows = ReviewRound.objects.select_for_update(of=("self",))
    found = rows.select_related("proposal__fund", "call_version").get(pk=one.pk)
    if found.closed_at is not None:
        raise CannotBeReviewed(_("The review is closed: what was submitted stays as it is."))
    return found


def _open_round(proposal: Proposal, actor: User | str, now: datetime) -> ReviewRound:
    version: ProposalVersion | None = proposal.versions.last()
    if version is None:
        raise CannotBeReviewed(_("It was not submitted yet."))
    if found := proposal.review_rounds.filter(stage=version.stage).first():
        return locked(found)
    call_version = proposal.call.versions.last() if proposal.call else None
    if call_version is None:
        raise CannotBeReviewed(_("It answers no call, so there are no criteria to review it by."))
    return ReviewRound.objects.create(
        proposal=proposal,
        stage=version.stage,
        call_version=call_version,
        opened_by=reference_of(actor),
        opened_at=now,
    )


def _tell(verb: Verb, proposal: Proposal, actor: User | str, after: Mapping[str, str | list[str]]) -> None:
    audit.record(verb, proposal.subject, actor=reference_of(actor), fund=proposal.fund, after={**after})
