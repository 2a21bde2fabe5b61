"""What waits for a person: what to review, check, decide, answer and read.

The desk begins with it and the account shows it. To add something that waits: one function, named in SOURCES.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.committee.queries.waiting import (
    answers_to_accept,
    conditions_to_answer,
    open_silences_for,
    questions_to_answer,
)
from jointfund.intake.models import IntakeState
from jointfund.intake.queries import waiting_intakes
from jointfund.knowledge.queries.practices import practices_in_review
from jointfund.notices.queries import unread_of
from jointfund.people.models import User
from jointfund.people.permissions import HeldRole, InFund, Permission, answer, held_roles
from jointfund.proposals.queries.waiting import invitations_to_answer
from jointfund.publications.queries.desk import publications_in_review
from jointfund.reviews.queries.desk import my_reviews, proposals_to_screen
from jointfund.ui.pieces import EmptyState, Link
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class WaitingThing:
    """One thing that waits: what, from whom, since when, and what comes next. `alert` is why it is urgent."""

    title: str
    meta: str
    since: datetime
    action: Link
    alert: str = ""


@dataclass(frozen=True)
class Waiting:
    """Everything that waits, the longest first; without anything `empty` says so."""

    things: Sequence[WaitingThing]
    empty: EmptyState

    @property
    def in_words(self) -> str:
        count = len(self.things)
        words = ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", count)
        return words % {"count": count} if count else _("Nothing waits for you.")


def waiting_for(user: User, visit: Visit | None) -> Waiting:
    """What waits for a person in a fund, in a constant number of queries."""
    found = [_unread(user)]
    if visit:
        held = held_roles(user, InFund(visit.fund))
        found += [_publications(user, visit, held), _practices(user, visit, held), _intakes(visit, held)]
        found.append(_invitations(visit, held))
        found.append(_reviews(user, visit, held))
        found.append(_committee(user, visit, held))
    things = sorted((thing for part in found for thing in part), key=lambda one: one.since)
    return Waiting(things, _nothing(visit))


def _publications(user: User, visit: Visit, held: frozenset[HeldRole]) -> Iterator[WaitingThing]:
    """Those in review that she may release: nobody releases her own."""
    if not answer(held, Permission.PUBLICATION_RELEASE, InFund(visit.fund)):
        return
    for one in publications_in_review(visit.fund):
        if user.audit_reference in one.authors:
            continue
        since = one.sent_at or one.edited_at
        who = _("drafted by %(name)s") % {"name": _short(one.drafted_by)} if one.drafted_by else ""
        yield WaitingThing(
            one.title,
            _joined(str(one.get_kind_display()), who, _since(since)),
            since,
            Link(_("Review it"), visit.href("desk-publication", draft=one.draft)),
        )


def _practices(user: User, visit: Visit, held: frozenset[HeldRole]) -> Iterator[WaitingThing]:
    """Those in review that she may publish: nobody publishes what she wrote."""
    if not answer(held, Permission.KNOWLEDGE_APPROVE, InFund(visit.fund)):
        return
    for one in practices_in_review(visit.fund):
        if user.audit_reference in one.practice.authors:
            continue
        author = one.practice.drafted_by
        yield WaitingThing(
            one.title,
            _joined(
                _("Practice"),
                _("drafted by %(name)s") % {"name": _short(author)} if author else "",
                _since(one.sent_at),
            ),
            one.sent_at,
            Link(_("Review it"), visit.href("desk-practice", number=one.practice.number)),
        )


def _intakes(visit: Visit, held: frozenset[HeldRole]) -> Iterator[WaitingThing]:
    if not answer(held, Permission.INTAKE_DECIDE, InFund(visit.fund)):
        return
    for one in waiting_intakes(visit.fund):
        count = one.undecided
        if one.intake.state != IntakeState.READY:
            continue
        who = _short(one.intake.by) if one.intake.by else _("the import command")
        waits = ngettext("%(count)s record to decide", "%(count)s records to decide", count)
        doubts = ngettext("%(count)s doubt", "%(count)s doubts", one.doubts) % {"count": one.doubts}
        yield WaitingThing(
            ", ".join(one.files),
            _joined(
                waits % {"count": count},
                _("handed in by %(name)s") % {"name": who},
                _since(one.intake.opened_at),
            ),
            one.intake.opened_at,
            Link(_("Decide"), visit.href("desk-intake", number=one.intake.number)),
            alert=doubts if one.doubts else "",
        )


def _reviews(user: User, visit: Visit, held: frozenset[HeldRole]) -> Iterator[WaitingThing]:
    """Reviews she owes; for who screens, the submitted proposals whose eligibility is to be checked."""
    fund = visit.fund
    for one in my_reviews(user, fund) if answer(held, Permission.REVIEW_WRITE, InFund(fund)) else ():
        if not one.is_open:
            continue
        proposal = one.round.proposal
        meta = _joined(_("Review"), proposal.reference, _("due on %(day)s") % {"day": _day(one.due)})
        link = Link(_("Go to the review"), visit.href("desk-review", draft=proposal.draft))
        late = _("late") if one.due < timezone.localdate() else ""
        yield WaitingThing(proposal.title, meta, one.since, link, alert=late)
    for proposal in (
        proposals_to_screen(fund) if answer(held, Permission.PROPOSAL_SCREEN, InFund(fund)) else ()
    ):
        meta = _joined(_("Eligibility"), proposal.reference, _since(proposal.state_since))
        link = Link(_("Check it"), visit.href("desk-review-screen", draft=proposal.draft))
        yield WaitingThing(proposal.title, meta, proposal.state_since, link)


def _committee(user: User, visit: Visit, held: frozenset[HeldRole]) -> Iterator[WaitingThing]:
    """What members are asked, what proposers owe after a decision, what the secretariat looks at."""
    fund = visit.fund
    is_member = bool(answer(held, Permission.PROPOSAL_DECIDE, InFund(fund)))
    for one in open_silences_for(user, fund) if is_member else ():
        item = one.item
        meeting = item.meeting
        until = _("object by %(when)s UTC") % {"when": date_format(one.deadline, "j F Y, H:i:s")}
        href = visit.href(
            "desk-meeting-topic", body=meeting.body.code, number=meeting.number, place=item.number
        )
        meta = _joined(_("Silence procedure"), until)
        yield WaitingThing(item.title, meta, one.opened_at, Link(_("Read it"), href))
    tasks = list(conditions_to_answer(user, fund))
    if answer(held, Permission.COMMITTEE_RECORD, InFund(fund)):
        tasks += answers_to_accept(fund)
        for question in questions_to_answer(fund):
            item, meeting = question.item, question.item.meeting
            href = visit.href(
                "desk-meeting-topic", body=meeting.body.code, number=meeting.number, place=item.number
            )
            meta = _joined(_("Question of a member"), _since(question.asked_at))
            yield WaitingThing(item.title, meta, question.asked_at, Link(_("Answer"), href))
    for task in tasks:
        answered = task.answered_at if task.state == "answered" else None
        since = answered or task.decision.decided_at
        by = _("by %(day)s") % {"day": date_format(task.due, "j F Y")}
        meta = _joined(str(task.get_kind_display()), str(task.owner), by)
        link = Link(_("See the condition"), visit.href("desk-conditions"))
        yield WaitingThing(task.text, meta, since, link)


def _invitations(visit: Visit, held: frozenset[HeldRole]) -> Iterator[WaitingThing]:
    """Joint proposals her organisations are invited to and have not answered."""
    for one in invitations_to_answer(visit.fund, held):
        lead = _("%(lead)s invites %(name)s") % {"lead": one.proposal.lead, "name": one.organisation}
        since = one.proposal.state_since
        href = visit.href("desk-proposal", draft=one.proposal.draft)
        meta = _joined(lead, _since(since))
        yield WaitingThing(one.proposal.title, meta, since, Link(_("Answer"), href))


def _unread(user: User) -> Iterator[WaitingThing]:
    unread = unread_of(user.audit_reference)
    if unread.since:
        words = ngettext(
            "%(count)s notice you have not read", "%(count)s notices you have not read", unread.count
        )
        yield WaitingThing(
            words % {"count": unread.count},
            _since(unread.since),
            unread.since,
            Link(_("Read"), reverse("notices")),
        )


def _nothing(visit: Visit | None) -> EmptyState:
    return EmptyState(
        _("Nothing waits for you"),
        _("A publication or practice to review, records to decide or a notice to read will stand here."),
        Link(_("Look at the programmes"), visit.href("programmes")) if visit else None,
    )


def _since(when: datetime) -> str:
    return _("since %(when)s UTC") % {"when": date_format(timezone.localtime(when), "j F Y, H:i")}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _short(user: User | None) -> str:
    return str(user).split(",")[0] if user else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
