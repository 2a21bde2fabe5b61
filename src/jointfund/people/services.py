"""Adding people and organisations."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Organisation, Role, User


@dataclass(frozen=True)
class OrganisationValues:
    """What is known of an organisation when it is first named."""

    name: str
    kind: str
    acronym: str = ""
    iso3: str = ""

    @property
    def slug(self) -> str:
        """Its address: the acronym where it has one, else the name."""
        return slugify(self.acronym or self.name)[:80]


def register_organisation(fund: Fund, values: OrganisationValues) -> Organisation:
    """The organisation of that country code, acronym or name in the fund, made when it is not there yet.

    A State is known by its code: papers print its name in several forms.
    """
    if values.iso3 and (state := Organisation.objects.filter(fund=fund, iso3=values.iso3).first()):
        return state
    organisation, _ = Organisation.objects.get_or_create(
        fund=fund,
        slug=values.slug,
        defaults={
            "name": values.name,
            "kind": values.kind,
            "acronym": values.acronym,
            "iso3": values.iso3,
        },
    )
    return organisation


@transaction.atomic
def add_user(*, actor: str, email: str, name: str, password: str) -> User:
    """A person who can sign in; the one already there under that address stays as she is."""
    if found := User.objects.filter(email=email.strip().lower()).first():
        return found
    user = User.objects.create_user(email, password, name=name)
    audit.record(Verb.USER_ADDED, user.audit_reference, actor=actor)
    return user


@transaction.atomic
def give_role(*, actor: str, user: User, fund: Fund, role: Role) -> Membership:
    """A role of a person in a fund; giving it again changes nothing."""
    membership, is_new = Membership.objects.get_or_create(user=user, fund=fund, role=role)
    if is_new:
        audit.record(
            Verb.ROLE_GIVEN, user.audit_reference, actor=actor, fund=fund, after={"role": role.value}
        )
    return membership
