"""Accounts of people."""

from allauth.account.models import EmailAddress
from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.people.models import User


@transaction.atomic
def add_user(*, actor: str, email: str, name: str, password: str | None) -> User:
    """A person who can sign in; the one already there under that address stays as she is.

    Whoever calls this vouches for the address: it counts as confirmed.
    """
    if found := User.objects.filter(email=email.strip().lower()).first():
        return found
    user = User.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record(Verb.USER_ADDED, user.audit_reference, actor=actor)
    return user
