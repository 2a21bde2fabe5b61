"""Who signs in with a second step, and who still lacks one.

A second step is a code from an app (TOTP) or a passkey; recovery codes alone are none.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from jointfund.funds.models import Fund
from jointfund.people.models import Role, User
from jointfund.people.permissions import roles_of

ROLES_THAT_NEED_IT = frozenset({Role.SECRETARIAT, Role.COMMITTEE, Role.AGENT})
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required() -> bool:
    """Whether this installation asks for it; the demonstration does not."""
    return bool(settings.SECOND_FACTOR_REQUIRED)


def has_second_factor(user: User) -> bool:
    """Whether the person set one up."""
    return bool(Authenticator.objects.filter(user=user, type__in=STEPS).exists())


def lacks_second_factor(user: User | AnonymousUser, fund: Fund) -> bool:
    """Whether a role in the fund needs a second step that the person has not set up."""
    if not is_required() or not isinstance(user, User):
        return False
    return bool(ROLES_THAT_NEED_IT & roles_of(user, fund)) and not has_second_factor(user)


def needs_second_factor(user: User) -> bool:
    """Whether any of her roles in any fund needs a second step."""
    roles = (role.value for role in ROLES_THAT_NEED_IT)
    return is_required() and user.memberships.filter(role__in=roles).exists()
