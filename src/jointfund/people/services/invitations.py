"""Invitations: the only way into an installation. There is no open sign-up."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Invitation, Role, User
from jointfund.people.permissions import reference_of
from jointfund.people.services.accounts import add_user
from jointfund.people.services.reasons import checked_reason
from jointfund.people.services.roles import RoleWanted, give_role, require_may_manage

VALID_FOR = timedelta(days=7)


class InvitationClosed(DomainError):
    """There is no such invitation, or it was used, withdrawn or is too old: which, nobody is told."""

    def __init__(self) -> None:
        super().__init__(_("This invitation leads nowhere any more. Ask who sent it for a new one."))


class AlreadyHere(DomainError):
    """The address has an account; its owner signs in to accept."""


class NotInvited(DomainError):
    """The account that is signed in has another address than the invitation."""


@dataclass(frozen=True)
class IssuedInvitation:
    """An invitation with its token, which is nowhere else and goes into the e-mail."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite_person(
    email: str, wanted: RoleWanted, *, fund: Fund, actor: User | str, reason: str, now: datetime
) -> IssuedInvitation:
    """Ask an address to join the fund in a role; an open invitation of the same kind ends with it.

    Raises NotAllowed, ScopeMissing, ForeignOrganisation, ReasonMissing, ReasonNamesSomebody.
    """
    require_may_manage(actor, fund, wanted)
    wanted.check(fund)
    note = checked_reason(reason)
    for former in _open(now).filter(email=email.strip().lower(), fund=fund, role=wanted.role):
        _close(former, actor=reference_of(actor), note="", now=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        fund=fund,
        role=wanted.role,
        organisation=wanted.organisation,
        country=wanted.country,
        invited_by=reference_of(actor),
        digest=_digest(token),
        sent_at=now,
        expires_at=now + VALID_FOR,
    )
    audit.record(
        Verb.INVITATION_SENT,
        invitation.reference,
        actor=reference_of(actor),
        fund=fund,
        after=wanted.values(),
        note=note,
    )
    return IssuedInvitation(invitation, token)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: User, reason: str, now: datetime) -> None:
    """End an open invitation. Raises NotAllowed, InvitationClosed, ReasonMissing, ReasonNamesSomebody."""
    require_may_manage(actor, invitation.fund, wanted_of(invitation))
    note = checked_reason(reason)
    found = _open(now).select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise InvitationClosed
    _close(found, actor=actor.audit_reference, note=note, now=now)


def find_invitation(token: str, *, now: datetime) -> Invitation:
    """The open invitation of a token. Raises InvitationClosed."""
    found = _open(now).select_related("fund", "organisation").filter(digest=_digest(token)).first()
    if found is None:
        raise InvitationClosed
    return found


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str | None, now: datetime) -> User:
    """A new account with the invited role. Without password she signs in through her organisation's service.

    Raises InvitationClosed, and AlreadyHere where the address has an account.
    """
    invitation = _locked(token, now)
    if User.objects.filter(email=invitation.email).exists():
        raise AlreadyHere(_("This address has an account already. Sign in to accept the invitation."))
    user = add_user(actor=invitation.invited_by, email=invitation.email, name=name, password=password)
    _use(invitation, user, now)
    return user


@transaction.atomic
def accept_invitation_as(token: str, user: User, *, now: datetime) -> None:
    """The invited role for a person who has an account. Raises InvitationClosed, NotInvited."""
    invitation = _locked(token, now)
    if invitation.email != user.email:
        raise NotInvited(_("This invitation was sent to another address than yours."))
    _use(invitation, user, now)


@transaction.atomic
def accept_invitations_of(email: str, *, name: str, now: datetime) -> User | None:
    """The account of an invited address that a sign-in service vouches for; None for who was not invited."""
    found = list(_open(now).select_for_update().filter(email=email.strip().lower()))
    if not found:
        return None
    user = add_user(actor=found[0].invited_by, email=email, name=name or email, password=None)
    for invitation in found:
        _use(invitation, user, now)
    return user


def wanted_of(invitation: Invitation) -> RoleWanted:
    """The role an invitation is for."""
    return RoleWanted(Role(invitation.role), invitation.organisation, invitation.country)


def _open(now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


def _locked(token: str, now: datetime) -> Invitation:
    found = _open(now).select_for_update().filter(digest=_digest(token)).first()
    if found is None:
        raise InvitationClosed
    return Invitation.objects.select_related("fund", "organisation").get(pk=found.pk)


def _use(invitation: Invitation, user: User, now: datetime) -> None:
    give_role(
        actor=invitation.invited_by,
        user=user,
        fund=invitation.fund,
        role=Role(invitation.role),
        organisation=invitation.organisation,
        country=invitation.country,
    )
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    audit.record(
        Verb.INVITATION_ACCEPTED, invitation.reference, actor=user.audit_reference, fund=invitation.fund
    )


def _close(invitation: Invitation, *, actor: str, note: str, now: datetime) -> None:
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    audit.record(
        Verb.INVITATION_WITHDRAWN, invitation.reference, actor=actor, fund=invitation.fund, note=note
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
