"""Drafts: made, edited, sent to review, returned. What is saved has been built once, so it can be made."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.publications.documents import DOCUMENTS, Built
from jointfund.publications.models import Publication, PublicationKind, PublicationState
from jointfund.publications.orders import Parameters, order_of
from jointfund.publications.services.covers import cover_of
from jointfund.publications.services.moving import IllegalMove, locked, require, subject_of, written


class ChangedMeanwhile(DomainError):
    """Somebody else saved the draft since it was opened."""


@dataclass(frozen=True)
class Draft:
    """What an editor writes: the parameters, and the day before which a release stays unseen."""

    parameters: Parameters
    embargo_until: date | None = None


@transaction.atomic
def draft_publication(
    fund: Fund, kind: PublicationKind, draft: Draft, *, actor: str, today: date, by: User | None = None
) -> Publication:
    """A new draft. Raises NotAllowed, UnusableOrder and what building the document raises."""
    require(by, Permission.PUBLICATION_EDIT, fund)
    fund = Fund.objects.select_for_update().get(pk=fund.pk)  # two drafts never take the same number
    built = built_now(fund, kind, draft.parameters, today)
    highest: int = fund.publications.aggregate(Max("draft"))["draft__max"] or 0
    publication = Publication.objects.create(
        fund=fund,
        draft=highest + 1,
        kind=kind,
        title=built.title[:300],
        order=draft.parameters.as_json(),
        embargo_until=draft.embargo_until,
        drafted_by=by,
        authors=[actor],
    )
    audit.record(
        Verb.PUBLICATION_DRAFTED,
        subject_of(publication),
        actor=actor,
        fund=fund,
        after={"kind": publication.kind, "title": publication.title},
    )
    return publication


@transaction.atomic
def edit_publication(
    publication: Publication,
    draft: Draft,
    *,
    version: int,
    actor: str,
    today: date,
    by: User | None = None,
) -> Publication:
    """The draft with what the editor wrote; its author she is from now on, too.

    Raises NotAllowed, IllegalMove, ChangedMeanwhile, UnusableOrder and what building the document raises.
    """
    found = locked(publication, PublicationState.DRAFT)
    require(by, Permission.PUBLICATION_EDIT, found)
    if found.version != version:
        raise ChangedMeanwhile("Somebody else saved this draft meanwhile: look at it before you save again.")
    before = Parameters.from_json(found.order)
    if (before, found.embargo_until) == (draft.parameters, draft.embargo_until):
        return found
    found.title = built_now(found.fund, found.kind, draft.parameters, today).title[:300]
    found.order, found.embargo_until = draft.parameters.as_json(), draft.embargo_until
    found.edited_at = timezone.now()
    found.authors = list(dict.fromkeys([*found.authors, actor]))
    written(found, Verb.PUBLICATION_EDITED, actor=actor, after={"title": found.title})
    return found


@transaction.atomic
def send_to_review(publication: Publication, *, actor: str, by: User | None = None) -> Publication:
    """The draft handed over to a second person. Raises NotAllowed, IllegalMove."""
    found = locked(publication, PublicationState.DRAFT)
    require(by, Permission.PUBLICATION_EDIT, found)
    found.state, found.sent_at, found.return_note = PublicationState.REVIEW, timezone.now(), ""
    written(found, Verb.PUBLICATION_SENT, actor=actor, after={"state": found.state})
    return found


@transaction.atomic
def return_to_draft(
    publication: Publication, *, note: str, actor: str, by: User | None = None
) -> Publication:
    """Back to its editors, with what to change. Raises NotAllowed, IllegalMove without a note."""
    found = locked(publication, PublicationState.REVIEW)
    require(by, Permission.PUBLICATION_EDIT, found)
    if not note.strip():
        raise IllegalMove("Say what should change, so that its editors know.")
    found.state, found.return_note = PublicationState.DRAFT, note.strip()[:2000]
    written(found, Verb.PUBLICATION_RETURNED, actor=actor, after={"state": found.state}, note=note)
    return found


def built_now(fund: Fund, kind: str, parameters: Parameters, today: date) -> Built:
    """The document as it would be released now. Raises UnusableOrder and what building raises."""
    return DOCUMENTS[kind].built(order_of(fund, parameters, today), cover_of(fund, parameters))
