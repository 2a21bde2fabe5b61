"""Comments on paragraphs, and signatures under a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, User
from jointfund.people.permissions import (
    GRANTS,
    NotAllowed,
    OfRecord,
    Permission,
    can,
    held_roles,
    reference_of,
    require,
)
from jointfund.proposals.forms.values import text_of, tidy
from jointfund.proposals.freezing import text_digest
from jointfund.proposals.models import (
    Comment,
    Endorsement,
    Proposal,
    ProposalForm,
    SectionRevision,
    SectionText,
)
from jointfund.proposals.services.joining import NotEditable, subject_of
from jointfund.proposals.services.moving import thing_for
from jointfund.proposals.stages import lock_texts, taking_part
from jointfund.proposals.workflow import form_of, table_of
from jointfund.vocabularies.models import Country

LONGEST_COMMENT = 4_000


class NothingSaid(DomainError):
    """A comment without words."""


class TextChanged(DomainError):
    """The text is another one than the person has read."""


class SignedBefore(DomainError):
    """The text bears this signature already."""


@dataclass(frozen=True)
class Signature:
    """For whom a person signs: a country or an organisation."""

    country: Country | None = None
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"country:{self.country.iso3}" if self.country else f"organisation:{self.organisation_slug}"

    @property
    def organisation_slug(self) -> str:
        return self.organisation.slug if self.organisation else ""

    def __str__(self) -> str:
        return self.country.name if self.country else str(self.organisation)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text: its lines with something in them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def may_comment(user: User, proposal: Proposal) -> bool:
    """Who writes it comments, and who screens it."""
    return any(
        can(user, permission, thing_for(proposal, permission))
        for permission in (Permission.PROPOSAL_WRITE, Permission.PROPOSAL_SCREEN)
    )


@transaction.atomic
def add_comment(
    text: SectionText, field: str, paragraph: int, body: str, *, actor: User, now: datetime
) -> Comment:
    """Remark on a paragraph, counted from 1; 0 is the field as a whole. Raises NothingSaid, NotAllowed."""
    proposal = text.opened.proposal
    _require_comment(actor, proposal)
    words = tidy(body)[:LONGEST_COMMENT]
    if not words:
        raise NothingSaid(_("Write what you want to say first."))
    lines = paragraphs_of(text_of(text.answers, field))
    quote = lines[paragraph - 1] if 0 < paragraph <= len(lines) else ""
    comment = Comment.objects.create(
        text=text,
        field=field[:40],
        paragraph=paragraph if quote else 0,
        quote=quote,
        body=words,
        written_by=reference_of(actor),
        written_at=now,
    )
    audit.record(
        Verb.PROPOSAL_COMMENTED,
        subject_of(proposal),
        actor=reference_of(actor),
        fund=proposal.fund,
        after={"section": text.section, "field": comment.field, "comment": comment.pk},
    )
    return comment


@transaction.atomic
def resolve_comment(comment: Comment, *, actor: User, now: datetime) -> Comment:
    """Say that a remark is dealt with; who did it first stays. Raises NotAllowed."""
    proposal = comment.text.opened.proposal
    _require_comment(actor, proposal)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.resolved_at:
        return comment
    comment.resolved_by, comment.resolved_at = reference_of(actor), now
    comment.save(update_fields=["resolved_by", "resolved_at"])
    audit.record(
        Verb.PROPOSAL_COMMENT_RESOLVED,
        subject_of(proposal),
        actor=reference_of(actor),
        fund=proposal.fund,
        after={"comment": comment.pk},
    )
    return comment


def signatures_of(user: User, proposal: Proposal) -> Sequence[Signature]:
    """For whom a person can sign this proposal: countries and organisations of it that she signs for."""
    held = held_roles(user, thing_for(proposal, Permission.PROPOSAL_ENDORSE))
    signing = [one for one in held if Permission.PROPOSAL_ENDORSE in GRANTS[one.role]]
    countries, slugs = {one.country for one in signing}, {one.organisation for one in signing}
    named = [one.country for one in proposal.countries.select_related("country")]
    parties = [one.organisation for one in taking_part(proposal)]
    return [
        *(Signature(country=one) for one in named if one.iso3 in countries),
        *(Signature(organisation=one) for one in parties if one.slug in slugs),
    ]


@transaction.atomic
def endorse(
    proposal: Proposal, signature: Signature, *, digest: str, actor: User, now: datetime, note: str = ""
) -> Endorsement:
    """Sign the text the person has read, known by its digest.

    Who wrote a part of it does not sign it. Raises TextChanged, SignedBefore, NotEditable, NotAllowed.
    """
    locked = Proposal.objects.select_for_update().select_related("fund", "table").get(pk=proposal.pk)
    require(actor, Permission.PROPOSAL_ENDORSE, _signed_thing(locked, signature))
    opened = form_of(locked)
    if opened is None or not table_of(locked).state(locked.state).is_editable:
        raise NotEditable(_("The proposal is not open for signatures now."))
    _refuse_writers(opened, actor)
    lock_texts(opened)
    if digest != text_digest(opened):
        raise TextChanged(_("The text was changed while you read it. Read it again, then sign."))
    signed = {"opened": opened, "country": signature.country, "organisation": signature.organisation}
    if Endorsement.objects.filter(**signed, digest=digest).exists():
        raise SignedBefore(_("This text bears this signature already."))
    made = Endorsement.objects.create(
        **signed, digest=digest, note=tidy(note)[:2000], signed_by=reference_of(actor), signed_at=now
    )
    audit.record(
        Verb.PROPOSAL_ENDORSED,
        subject_of(locked),
        actor=reference_of(actor),
        fund=locked.fund,
        after={"for": signature.key, "stage": opened.stage, "digest": digest},
    )
    return made


def _signed_thing(proposal: Proposal, signature: Signature) -> OfRecord:
    """The record as the one country or organisation sees it that the signature is for."""
    thing = thing_for(proposal, Permission.PROPOSAL_ENDORSE)
    country = {signature.country.iso3} if signature.country else set()
    return OfRecord(
        thing.fund,
        thing.reference,
        parties=thing.parties & {signature.organisation_slug},
        countries=thing.countries & country,
    )


def _refuse_writers(opened: ProposalForm, actor: User) -> None:
    wrote = SectionRevision.objects.filter(text__opened=opened, saved_by=actor.audit_reference)
    if wrote.exists():
        raise NotAllowed(_("You wrote a part of this text: somebody else signs it."))


def _require_comment(actor: User, proposal: Proposal) -> None:
    if not may_comment(actor, proposal):
        raise NotAllowed(_("Only who writes or screens a proposal comments on it."))
