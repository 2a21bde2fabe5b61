"""Roles given and ended, in a fund or for one record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Values, Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Membership, Organisation, RecordRole, Role, User
from jointfund.people.permissions import (
    InFund,
    OfRecord,
    Permission,
    Scope,
    Thing,
    reach_of,
    reference_of,
    require,
)
from jointfund.people.services.reasons import checked_reason

# What an organisation gives its own people itself; every other role is the secretariat's to give.
ROLES_OF_AN_ORGANISATION = frozenset({Role.OFFICER, Role.ORGANISATION_ADMIN, Role.ORGANISATION_HEAD})
# Somebody in the fund always holds these: the last one can neither leave nor be removed.
NEVER_VACANT: Mapping[Role, str] = {
    Role.SECRETARIAT: "This is the last member of the secretariat. Give the role to somebody else first.",
}


class ScopeMissing(DomainError):
    """A role that counts for one organisation or one country does not say which."""


class ForeignOrganisation(DomainError):
    """The organisation belongs to another fund."""


class RecordUnknown(DomainError):
    """Nothing was ever done to a record of that reference in the fund."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no record of this reference in the fund. Copy it from the history of the record.")
        )


class WrongDays(DomainError):
    """A role for a record would end before it begins."""


class LastOfItsKind(DomainError):
    """The fund would be left without anybody in a role it cannot be without."""


@dataclass(frozen=True)
class RoleWanted:
    """A role to be given, for an organisation or a country where the role reaches no further."""

    role: Role
    organisation: Organisation | None = None
    country: str = ""

    def thing(self, fund: Fund) -> Thing:
        """What who gives the role must be allowed to manage: her organisation's people, or the fund's."""
        if self.role in ROLES_OF_AN_ORGANISATION and self.organisation:
            return organisation_thing(self.organisation)
        return InFund(fund)

    def values(self) -> Values:
        """The role as events tell it."""
        slug = self.organisation.slug if self.organisation else None
        return {"role": self.role.value, "organisation": slug, "country": self.country or None}

    def check(self, fund: Fund) -> None:
        """Raises ScopeMissing or ForeignOrganisation."""
        reach = reach_of(self.role)
        if reach == Scope.ORGANISATION and self.organisation is None:
            raise ScopeMissing(_("Choose the organisation this role is for."))
        if reach == Scope.COUNTRY and not self.country:
            raise ScopeMissing(_("Choose the country this role is for."))
        if self.organisation and self.organisation.fund_id != fund.pk:
            raise ForeignOrganisation(_("This organisation belongs to another fund."))


def organisation_thing(organisation: Organisation) -> OfRecord:
    """An organisation as the thing whose people are managed."""
    reference = f"organisation:{organisation.slug}"
    return OfRecord(organisation.fund, reference, parties=frozenset({organisation.slug}))


def require_may_manage(actor: User | str, fund: Fund, wanted: RoleWanted) -> None:
    """Raises NotAllowed unless the actor manages the fund's people, or those of the role's organisation."""
    thing = wanted.thing(fund)
    is_of_organisation = isinstance(thing, OfRecord)
    require(
        actor,
        Permission.ORGANISATION_MANAGE_PEOPLE if is_of_organisation else Permission.PEOPLE_MANAGE,
        thing,
    )


@transaction.atomic
def give_role(
    *,
    actor: str,
    user: User,
    fund: Fund,
    role: Role,
    organisation: Organisation | None = None,
    country: str = "",
    note: str = "",
) -> Membership:
    """A role of a person in a fund; giving it again changes nothing. Who may was asked before."""
    membership, is_new = Membership.objects.get_or_create(
        user=user, fund=fund, role=role, organisation=organisation, country=country
    )
    if is_new:
        after = RoleWanted(role, organisation, country).values()
        audit.record(Verb.ROLE_GIVEN, user.audit_reference, actor=actor, fund=fund, after=after, note=note)
    return membership


@transaction.atomic
def give_further_role(user: User, wanted: RoleWanted, *, fund: Fund, actor: User, reason: str) -> Membership:
    """One more role for a person who has an account.

    Raises NotAllowed, ScopeMissing, ForeignOrganisation, ReasonMissing, ReasonNamesSomebody.
    """
    require_may_manage(actor, fund, wanted)
    wanted.check(fund)
    note = checked_reason(reason, user)
    return give_role(
        actor=actor.audit_reference,
        user=user,
        fund=fund,
        role=wanted.role,
        organisation=wanted.organisation,
        country=wanted.country,
        note=note,
    )


@transaction.atomic
def end_membership(membership: Membership, *, actor: User, reason: str) -> None:
    """Takes a role back. Raises NotAllowed, LastOfItsKind, ReasonMissing, ReasonNamesSomebody."""
    fund = membership.fund
    wanted = RoleWanted(Role(membership.role), membership.organisation, membership.country)
    require_may_manage(actor, fund, wanted)
    note = checked_reason(reason, membership.user)
    refuse_vacancy(membership.user, [membership])
    Membership.objects.filter(pk=membership.pk).delete()
    audit.record(
        Verb.ROLE_ENDED,
        membership.user.audit_reference,
        actor=actor.audit_reference,
        fund=fund,
        before=wanted.values(),
        note=note,
    )


def refuse_vacancy(user: User, memberships: Collection[Membership]) -> None:
    """Raises LastOfItsKind when nobody else would hold such a role. Locks the rows it counts."""
    for membership in memberships:
        if sentence := NEVER_VACANT.get(Role(membership.role)):
            holders = Membership.objects.select_for_update().filter(
                fund_id=membership.fund_id, role=membership.role
            )
            others = {one.user_id for one in holders} - {user.pk}
            if not User.objects.filter(pk__in=others, is_active=True).exists():
                raise LastOfItsKind(sentence)


@transaction.atomic
def give_record_role(
    *,
    actor: User | str,
    user: User,
    thing: OfRecord,
    role: Role,
    valid_from: date,
    valid_until: date | None = None,
    reason: str,
) -> RecordRole:
    """A role for one record, from one day to another; giving it again sets its days anew.

    Raises NotAllowed unless the actor manages the people of the fund, WrongDays, ReasonMissing,
    ReasonNamesSomebody.
    """
    require(actor, Permission.PEOPLE_MANAGE, InFund(thing.fund))
    note = checked_reason(reason, user)
    if valid_until and valid_until < valid_from:
        raise WrongDays(_("The last day lies before the first."))
    given, _made = RecordRole.objects.update_or_create(
        user=user,
        fund=thing.fund,
        role=role,
        subject=thing.reference,
        defaults={
            "given_by": reference_of(actor),
            "valid_from": valid_from,
            "valid_until": valid_until,
        },
    )
    audit.record(
        Verb.RECORD_ROLE_GIVEN,
        user.audit_reference,
        actor=reference_of(actor),
        fund=thing.fund,
        after=_days_of(given),
        note=note,
    )
    return given


@transaction.atomic
def end_record_role(given: RecordRole, *, actor: User | str, reason: str) -> None:
    """Takes a role for one record back. Raises NotAllowed, ReasonMissing, ReasonNamesSomebody."""
    require(actor, Permission.PEOPLE_MANAGE, InFund(given.fund))
    note = checked_reason(reason, given.user)
    RecordRole.objects.filter(pk=given.pk).delete()
    audit.record(
        Verb.RECORD_ROLE_ENDED,
        given.user.audit_reference,
        actor=reference_of(actor),
        fund=given.fund,
        before=_days_of(given),
        note=note,
    )


def _days_of(given: RecordRole) -> Values:
    return {
        "role": given.role,
        "record": given.subject,
        "from": given.valid_from.isoformat(),
        "until": given.valid_until.isoformat() if given.valid_until else None,
    }
