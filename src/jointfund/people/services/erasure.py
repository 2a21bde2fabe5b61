"""Erasing a person: name, address and every means to sign in go; the pseudonym and the events stay."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.notices.services import forget
from jointfund.people.models import ERASED_NAME, Invitation, Membership, RecordRole, User
from jointfund.people.permissions import InFund, NotAllowed, Permission, require
from jointfund.people.services.reasons import checked_reason
from jointfund.people.services.roles import refuse_vacancy
from jointfund.people.sign_in import forget_account


class HasRolesElsewhere(DomainError):
    """The person also holds roles in a fund that the secretariat of this one does not speak for."""


@transaction.atomic
def erase_oneself(person: User, *, now: datetime) -> None:
    """Erase one's own account. Raises LastOfItsKind, NotAllowed where it was erased before."""
    _erase(_locked(person), actor=person.audit_reference, fund=None, note="", now=now)


@transaction.atomic
def erase_person(person: User, *, fund: Fund, actor: User, reason: str, now: datetime) -> None:
    """Erase somebody of a fund.

    Raises NotAllowed, LastOfItsKind, HasRolesElsewhere, ReasonMissing, ReasonNamesSomebody.
    """
    require(actor, Permission.PEOPLE_MANAGE, InFund(fund))
    found = _locked(person)
    held = Membership.objects.filter(user=found)
    if not held.filter(fund=fund).exists():
        raise NotAllowed(_("This person holds no role in your fund."))
    if held.exclude(fund=fund).exists():
        raise HasRolesElsewhere(
            _(
                "This person also holds roles in another fund. "
                "End the roles in yours; the account is not yours to erase."
            )
        )
    note = checked_reason(reason, found)
    _erase(found, actor=actor.audit_reference, fund=fund, note=note, now=now)


def _locked(person: User) -> User:
    found = User.objects.select_for_update().get(pk=person.pk)
    if found.erased_at:
        raise NotAllowed(_("This person was erased before."))
    return found


def _erase(person: User, *, actor: str, fund: Fund | None, note: str, now: datetime) -> None:
    refuse_vacancy(person, list(Membership.objects.filter(user=person)))
    former = person.email
    for session in UserSession.objects.filter(user=person):
        session.end()
    for kept in (Membership, RecordRole, Authenticator, SocialAccount, EmailAddress):
        kept.objects.filter(user=person).delete()
    Invitation.objects.filter(email=former).delete()
    forget_account(former)
    forget(person.audit_reference, called=gettext(ERASED_NAME))
    person.name, person.email = ERASED_NAME, f"{person.pseudonym}@erased.invalid"
    person.is_active, person.last_login, person.erased_at = False, None, now
    person.set_unusable_password()
    person.save()
    audit.record(Verb.PERSON_ERASED, person.audit_reference, actor=actor, fund=fund, note=note)
