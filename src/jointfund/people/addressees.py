"""People as those who are told of something: their reference, address and language."""

from collections.abc import Collection, Sequence

from jointfund.funds.models import Fund
from jointfund.notices.services import Addressee
from jointfund.people.models import User
from jointfund.people.permissions import GRANTS, Permission


def who_may(permission: Permission, fund: Fund) -> Sequence[Addressee]:
    """Everybody whose role in the fund includes this; one query."""
    roles = [role for role, granted in GRANTS.items() if permission in granted]
    found = User.objects.filter(is_active=True, memberships__fund=fund, memberships__role__in=roles)
    return [addressee(user) for user in found.distinct().order_by("pk")]


def addressees(references: Collection[str]) -> Sequence[Addressee]:
    """The people of these audit references who can still sign in; one query."""
    pseudonyms = [one.removeprefix("user:") for one in references if one.startswith("user:")]
    found = User.objects.filter(is_active=True, pseudonym__in=pseudonyms)
    return [addressee(user) for user in found.order_by("pk")]


def addressee(user: User) -> Addressee:
    """One person."""
    return Addressee(user.audit_reference, user.email)


def first_name(reference: str) -> str:
    """How a letter names who did something; empty for the installation itself."""
    if not reference.startswith("user:"):
        return ""
    user = User.objects.filter(pseudonym=reference.removeprefix("user:")).first()
    return str(user).split(",")[0] if user else ""
