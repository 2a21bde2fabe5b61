"""Reads of people: who belongs to a fund or an organisation, who is invited, who administers what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from jointfund.funds.models import Fund
from jointfund.people.models import Invitation, Membership, Organisation, RecordRole, Role, User
from jointfund.people.services import ROLES_OF_AN_ORGANISATION


@dataclass(frozen=True)
class Member:
    """A person with the roles she holds in a fund, or for one organisation of it."""

    person: User
    memberships: tuple[Membership, ...]


def members_of(fund: Fund, organisation: Organisation | None = None) -> Sequence[Member]:
    """The people of a fund by name, or those with a role an organisation gives for one; two queries."""
    memberships = Membership.objects.filter(fund=fund).select_related("organisation").order_by("role", "pk")
    if organisation:
        roles = [role.value for role in ROLES_OF_AN_ORGANISATION]
        memberships = memberships.filter(organisation=organisation, role__in=roles)
    people = User.objects.filter(memberships__in=memberships.order_by()).distinct().order_by("name", "pk")
    prefetch = Prefetch("memberships", queryset=memberships, to_attr="held_here")
    return [Member(person, tuple(vars(person)["held_here"])) for person in people.prefetch_related(prefetch)]


def find_member(fund: Fund, pseudonym: UUID, organisation: Organisation | None = None) -> Member | None:
    """The person of that pseudonym among the members."""
    return next(
        (one for one in members_of(fund, organisation) if one.person.pseudonym == pseudonym),
        None,
    )


def open_invitations(
    fund: Fund, *, now: datetime, organisation: Organisation | None = None
) -> Sequence[Invitation]:
    """Invitations nobody has used yet, the latest first; one query."""
    found = Invitation.objects.filter(fund=fund, used_at=None, withdrawn_at=None, expires_at__gt=now)
    if organisation:
        roles = [role.value for role in ROLES_OF_AN_ORGANISATION]
        found = found.filter(organisation=organisation, role__in=roles)
    return list(found.select_related("fund", "organisation"))


def administered_organisation(user: User, fund: Fund) -> Organisation | None:
    """The organisation of the fund whose people a person manages; None when she manages none."""
    held = Membership.objects.filter(user=user, fund=fund, role=Role.ORGANISATION_ADMIN)
    found = held.exclude(organisation=None).select_related("organisation__fund").first()
    return found.organisation if found else None


def roles_held(user: User) -> Sequence[Membership]:
    """Every role of a person, in every fund; one query."""
    return list(Membership.objects.filter(user=user).select_related("fund", "organisation"))


def record_roles_of(fund: Fund, person: User) -> Sequence[RecordRole]:
    """A person's roles for single records of a fund, also those over or not begun; one query."""
    return list(RecordRole.objects.filter(fund=fund, user=person).order_by("subject", "role"))


def names_of(references: Collection[str]) -> Mapping[str, str]:
    """The names behind audit references of people; one query."""
    pseudonyms = [one.removeprefix("user:") for one in references if one.startswith("user:")]
    return {user.audit_reference: str(user) for user in User.objects.filter(pseudonym__in=pseudonyms)}
