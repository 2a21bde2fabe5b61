"""Files with a proposal: attached by who writes or signs it, while it is written."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.documents.uploads import keep_upload
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Answer, NotAllowed, Permission, can
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_files import Attachment, AttachmentKind
from jointfund.proposals.services.joining import NotEditable
from jointfund.proposals.services.moving import thing_for
from jointfund.proposals.workflow import table_of

MOST_FILES = 40


class NoTitle(DomainError):
    """Nobody can tell what the file is."""


class TooManyFiles(DomainError):
    """The proposal has as many files as it may."""


def may_attach(user: User, proposal: Proposal) -> Answer:
    """Whether a person attaches files: who writes in the proposal, and who signs it."""
    answers = [
        can(user, permission, thing_for(proposal, permission))
        for permission in (Permission.PROPOSAL_WRITE, Permission.PROPOSAL_ENDORSE)
    ]
    return next((one for one in answers if one), answers[0])


@transaction.atomic
def attach_file(
    proposal: Proposal, *, title: str, kind: AttachmentKind, content: bytes, actor: User, now: datetime
) -> Attachment:
    """Keep a file with the proposal, whose row is locked.

    Raises NotAllowed, NotEditable, NoTitle, TooManyFiles, UploadRefused, OriginalNotKept.
    """
    proposal = _locked(proposal, actor)
    words = " ".join(title.split())[:200]
    if not words:
        raise NoTitle(_("Say what the file is."))
    if proposal.attachments.filter(removed_at=None).count() >= MOST_FILES:
        raise TooManyFiles(_("There are %(count)s files already: remove one first.") % {"count": MOST_FILES})
    kept = keep_upload(content)
    highest: int = proposal.attachments.aggregate(Max("number"))["number__max"] or 0
    made = Attachment.objects.create(
        proposal=proposal,
        number=highest + 1,
        kind=kind,
        title=words,
        original=kept.original,
        sha256=kept.sha256,
        ending=kept.kind.ending,
        media_type=kept.kind.media_type,
        size=kept.size,
        added_by=actor.audit_reference,
        added_at=now,
    )
    _record(Verb.PROPOSAL_FILE_ATTACHED, made, actor)
    return made


@transaction.atomic
def remove_attachment(attachment: Attachment, *, actor: User, now: datetime) -> None:
    """Take a file away from the proposal; its row and what was submitted with it stay.

    Raises NotAllowed, NotEditable.
    """
    _locked(attachment.proposal, actor)
    locked = Attachment.objects.select_for_update(of=("self",)).select_related("proposal__fund")
    found = locked.get(pk=attachment.pk)
    if found.removed_at:
        return
    found.removed_by, found.removed_at = actor.audit_reference, now
    found.save(update_fields=["removed_by", "removed_at"])
    _record(Verb.PROPOSAL_FILE_REMOVED, found, actor)


def _locked(proposal: Proposal, actor: User) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("fund", "table")
    found = rows.get(pk=proposal.pk)
    if not (answer := may_attach(actor, found)):
        raise NotAllowed(answer.reason)
    state = table_of(found).state(found.state)
    if not state.is_editable:
        raise NotEditable(_("“%(state)s”: it is not open for writing now.") % {"state": state.label})
    return found


def _record(verb: Verb, one: Attachment, actor: User) -> None:
    audit.record(
        verb,
        one.proposal.subject,
        actor=actor.audit_reference,
        fund=one.proposal.fund,
        after={"file": one.number, "title": one.title, "kind": one.kind, "sha256": one.sha256},
    )
