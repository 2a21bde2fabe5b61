"""Who signs in with a second step, and who still lacks one.

A second step is a code from an app (TOTP) or a passkey; recovery codes alone are none. Where it is required,
a role that needs it counts for nothing until its holder has set one up: `permissions` leaves it out.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Role, User

ROLES_THAT_NEED_IT = frozenset({Role.SECRETARIAT, Role.COMMITTEE, Role.AGENT})
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required(fund: Fund) -> bool:
    """Whether roles of this fund ask for it: by the setting, else wherever the fund is no demonstration."""
    chosen: bool | None = settings.SECOND_FACTOR_REQUIRED
    return not fund.is_demo if chosen is None else chosen


def is_required_anywhere() -> bool:
    """Whether a fund of this installation asks for it."""
    chosen: bool | None = settings.SECOND_FACTOR_REQUIRED
    return Fund.objects.filter(is_demo=False).exists() if chosen is None else chosen


def has_second_factor(user: User) -> bool:
    """Whether the person set one up."""
    return bool(Authenticator.objects.filter(user=user, type__in=STEPS).exists())


def needs_second_factor(user: User, fund: Fund | None = None) -> bool:
    """Whether a role of hers, in the fund or in any, needs a second step here."""
    chosen: bool | None = settings.SECOND_FACTOR_REQUIRED
    if chosen is False:
        return False
    held = Membership.objects.filter(user=user, role__in=[role.value for role in ROLES_THAT_NEED_IT])
    if chosen is None:
        held = held.filter(fund__is_demo=False)
    return (held.filter(fund=fund) if fund else held).exists()


def lacks_second_factor(user: User | AnonymousUser, fund: Fund) -> bool:
    """Whether a role in the fund needs a second step that the person has not set up."""
    return isinstance(user, User) and needs_second_factor(user, fund) and not has_second_factor(user)
