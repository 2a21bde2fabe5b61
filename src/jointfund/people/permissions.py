"""Who may do what: one list of permissions, one table of roles, one question.

Deny first: what no role of the person grants in the fund of the thing is refused. Whether a stranger may know
that a thing exists is not decided here: the pages answer 404 to who holds no role in its fund.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Role, User


class Permission(StrEnum):
    """Everything that can be allowed; the part before the colon is what it is done to."""

    INTAKE_READ = "intake:read"
    INTAKE_DECIDE = "intake:decide"
    PUBLICATION_EDIT = "publication:edit"
    PUBLICATION_RELEASE = "publication:release"


GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.SECRETARIAT: frozenset(Permission),
    Role.OFFICER: frozenset(),
    Role.REVIEWER: frozenset(),
    Role.COMMITTEE: frozenset(),
    Role.AGENT: frozenset(),
    Role.SIGNATORY: frozenset(),
    Role.CONTRIBUTOR: frozenset(),
    Role.PRACTITIONER: frozenset(),
    Role.ANALYST: frozenset(),
}


class Thing(Protocol):
    """What a permission is asked for: whatever belongs to a fund."""

    @property
    def fund(self) -> Fund: ...


@dataclass(frozen=True)
class InFund:
    """The fund itself as a thing: for what is done in a fund before there is a record."""

    fund: Fund


@dataclass(frozen=True)
class Answer:
    """Yes or no, and why; the reason may be shown to the person."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def roles_of(user: User | AnonymousUser, fund: Fund) -> frozenset[Role]:
    """The roles a person holds in a fund; none for who is not signed in or not active."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    held = Membership.objects.filter(user=user, fund=fund).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def can(user: User | AnonymousUser, permission: Permission, thing: Thing) -> Answer:
    """Whether a person may do this to a thing."""
    roles = roles_of(user, thing.fund)
    if not roles:
        return Answer(False, _("You hold no role in this fund."))
    if any(permission in GRANTS[role] for role in roles):
        return Answer(True)
    return Answer(False, _("Your role in this fund does not include this."))
