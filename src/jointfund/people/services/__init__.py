"""What is done to people and organisations: accounts, roles, invitations, erasure. All of it is audited."""

from jointfund.people.services.accounts import add_hashed_user, add_user
from jointfund.people.services.erasure import HasRolesElsewhere, erase_oneself, erase_person
from jointfund.people.services.invitations import (
    AlreadyHere,
    InvitationClosed,
    IssuedInvitation,
    NotInvited,
    accept_invitation,
    accept_invitation_as,
    accept_invitations_of,
    find_invitation,
    invite_person,
    wanted_of,
    withdraw_invitation,
)
from jointfund.people.services.organisations import OrganisationValues, register_organisation
from jointfund.people.services.reasons import ReasonMissing, ReasonNamesSomebody, checked_reason
from jointfund.people.services.roles import (
    ROLES_OF_AN_ORGANISATION,
    ForeignOrganisation,
    LastOfItsKind,
    RoleWanted,
    ScopeMissing,
    end_membership,
    end_record_role,
    give_further_role,
    give_record_role,
    give_role,
    organisation_thing,
    require_may_manage,
)

__all__ = [
    "ROLES_OF_AN_ORGANISATION",
    "AlreadyHere",
    "ForeignOrganisation",
    "HasRolesElsewhere",
    "InvitationClosed",
    "IssuedInvitation",
    "LastOfItsKind",
    "NotInvited",
    "OrganisationValues",
    "ReasonMissing",
    "ReasonNamesSomebody",
    "RoleWanted",
    "ScopeMissing",
    "accept_invitation",
    "accept_invitation_as",
    "accept_invitations_of",
    "add_hashed_user",
    "add_user",
    "checked_reason",
    "end_membership",
    "end_record_role",
    "erase_oneself",
    "erase_person",
    "find_invitation",
    "give_further_role",
    "give_record_role",
    "give_role",
    "invite_person",
    "organisation_thing",
    "register_organisation",
    "require_may_manage",
    "wanted_of",
    "withdraw_invitation",
]
