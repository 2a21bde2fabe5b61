"""Accounts of people."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.people.models import User


@transaction.atomic
def add_user(*, actor: str, email: str, name: str, password: str | None) -> User:
    """A person who can sign in; the one already there under that address stays as she is.

    Whoever calls this vouches for the address: it counts as confirmed.
    """
    return add_hashed_user(actor=actor, email=email, name=name, hashed=make_password(password))


@transaction.atomic
def add_hashed_user(*, actor: str, email: str, name: str, hashed: str) -> User:
    """The same with a password that is hashed already: making a hash is slow on purpose."""
    address = email.strip().lower()
    if found := User.objects.filter(email=address).first():
        return found
    user = User.objects.create(email=address, name=name, password=hashed)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record(Verb.USER_ADDED, user.audit_reference, actor=actor)
    return user
