"""Who may do what: one list of permissions, one table of roles, one question.

Deny first: what no role of the person grants in the fund of the thing is refused. A role held for an
organisation or a country counts only for records of that organisation or country, one held for a record only
for that record. Whether a stranger may know that a thing exists is not decided here: the pages answer 404.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Membership, RecordRole, Role, User
from jointfund.people.remembering import memory
from jointfund.people.second_factor import ROLES_THAT_NEED_IT, has_second_factor, is_required


class Permission(StrEnum):
    """Everything that can be allowed; the part before the colon is what it is done to."""

    INTAKE_READ = "intake:read"
    INTAKE_DECIDE = "intake:decide"
    PROGRAMME_RECORD_STATUS = "programme:record_status"
    DOCUMENT_SHOW = "document:show"
    PUBLICATION_EDIT = "publication:edit"
    PUBLICATION_RELEASE = "publication:release"
    KNOWLEDGE_READ_DRAFTS = "knowledge:read_drafts"
    KNOWLEDGE_PROPOSE = "knowledge:propose"
    KNOWLEDGE_EDIT = "knowledge:edit"
    KNOWLEDGE_APPROVE = "knowledge:approve"
    PEOPLE_INVITE = "people:invite"
    PEOPLE_MANAGE = "people:manage"
    ORGANISATION_MANAGE_PEOPLE = "organisation:manage_people"
    AUDIT_READ = "audit:read"
    MOVES_EDIT = "moves:edit"
    CALL_EDIT = "call:edit"
    CALL_PUBLISH = "call:publish"
    INSTRUMENT_EDIT = "instrument:edit"
    INSTRUMENT_PUBLISH = "instrument:publish"
    ASSESSMENT_READ = "assessment:read"
    ASSESSMENT_OPEN = "assessment:open"
    ASSESSMENT_VALIDATE = "assessment:validate"
    PROPOSAL_READ = "proposal:read"
    PROPOSAL_WRITE = "proposal:write"
    PROPOSAL_SUBMIT = "proposal:submit"
    PROPOSAL_WITHDRAW = "proposal:withdraw"
    PROPOSAL_ENDORSE = "proposal:endorse"
    PROPOSAL_SCREEN = "proposal:screen"
    PROPOSAL_DECIDE = "proposal:decide"
    COMMITTEE_READ = "committee:read"
    COMMITTEE_PREPARE = "committee:prepare"
    COMMITTEE_RECORD = "committee:record"
    REVIEW_ASSIGN = "review:assign"
    REVIEW_WRITE = "review:write"
    REVIEW_READ = "review:read"


# Kept apart: nobody proposes, endorses, reviews and decides on one record.
_PROPOSERS = frozenset({Permission.PROPOSAL_WRITE, Permission.PROPOSAL_SUBMIT, Permission.PROPOSAL_WITHDRAW})
_SIGNATORIES = frozenset({Permission.PROPOSAL_ENDORSE})
_COMMITTEE = frozenset({Permission.PROPOSAL_DECIDE})
_REVIEWERS = frozenset({Permission.REVIEW_WRITE})

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.SECRETARIAT: frozenset(Permission) - _PROPOSERS - _SIGNATORIES - _COMMITTEE - _REVIEWERS,
    Role.OFFICER: _PROPOSERS | {Permission.PROPOSAL_READ, Permission.KNOWLEDGE_PROPOSE},
    Role.ORGANISATION_ADMIN: frozenset({Permission.ORGANISATION_MANAGE_PEOPLE}),
    Role.ORGANISATION_HEAD: _SIGNATORIES | {Permission.PROPOSAL_READ},
    Role.REVIEWER: _REVIEWERS
    | {Permission.REVIEW_READ, Permission.PROPOSAL_READ, Permission.ASSESSMENT_VALIDATE},
    Role.COMMITTEE: _COMMITTEE
    | {Permission.PROPOSAL_READ, Permission.REVIEW_READ, Permission.COMMITTEE_READ},
    Role.AGENT: frozenset(),
    Role.SIGNATORY: _SIGNATORIES | {Permission.PROPOSAL_READ},
    Role.CONTRIBUTOR: frozenset(),
    Role.PRACTITIONER: frozenset({Permission.KNOWLEDGE_PROPOSE}),
    Role.ANALYST: frozenset(),
}
MEMBERSHIPS = "memberships"  # no record is called so: every reference has a fund before a slash
# A second person does these: never the author of the thing, whatever roles she holds.
NEVER_BY_THE_AUTHOR = frozenset({Permission.KNOWLEDGE_APPROVE})


class Scope(StrEnum):
    """How far a role reaches in its fund."""

    FUND = "fund"
    ORGANISATION = "organisation"
    COUNTRY = "country"


REACH: Mapping[Role, Scope] = {
    Role.OFFICER: Scope.ORGANISATION,
    Role.ORGANISATION_ADMIN: Scope.ORGANISATION,
    Role.ORGANISATION_HEAD: Scope.ORGANISATION,
    Role.CONTRIBUTOR: Scope.ORGANISATION,
    Role.SIGNATORY: Scope.COUNTRY,
}


def reach_of(role: Role) -> Scope:
    """How far a role reaches: the whole fund unless the table says less."""
    return REACH.get(role, Scope.FUND)


class Thing(Protocol):
    """What a permission is asked for: whatever belongs to a fund.

    Roles that reach less far than the fund count for an `OfRecord` only, which says whose the record is;
    any other record they do not cover.
    """

    @property
    def fund(self) -> Fund: ...


@dataclass(frozen=True)
class InFund:
    """The fund itself as a thing: for what is done in a fund before there is a record."""

    fund: Fund


@dataclass(frozen=True)
class OfRecord:
    """One record of a fund as a thing: its audit reference, whose it is, who wrote it.

    `parties` are slugs of organisations, `countries` ISO 3166-1 alpha-3 codes, `author` is the
    audit reference of a person.
    """

    fund: Fund
    reference: str
    parties: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    author: str = ""

    @classmethod
    def unknown(cls, thing: Thing) -> "OfRecord":
        """A record that does not say whose it is."""
        return cls(thing.fund, reference="")


@dataclass(frozen=True)
class FundRecord(OfRecord):
    """A record of the fund's own, of no organisation and no country: every role in the fund covers it."""


@dataclass(frozen=True)
class HeldRole:
    """A role as a person holds it: in the fund, for an organisation's slug, a country, or a record."""

    role: Role
    organisation: str = ""
    country: str = ""
    record: str = ""

    def covers(self, thing: Thing) -> bool:
        """Whether the role counts for a thing. The fund itself is covered by every role held in it."""
        if isinstance(thing, InFund):
            return not self.record
        record = thing if isinstance(thing, OfRecord) else OfRecord.unknown(thing)
        if self.record:
            return self.record == record.reference
        if isinstance(record, FundRecord):
            return True
        match reach_of(self.role):
            case Scope.ORGANISATION:
                return self.organisation in record.parties
            case Scope.COUNTRY:
                return self.country in record.countries
            case Scope.FUND:
                return True


@dataclass(frozen=True)
class Answer:
    """Yes or no, and why; the reason may be shown to the person."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


class NotAllowed(DomainError):
    """The person may not do this; the message is the reason of the answer."""


def held_roles(user: User | AnonymousUser, thing: Thing) -> frozenset[HeldRole]:
    """The roles a person holds in the fund of a thing and for the thing; none for who is not active.

    A role that needs a second step counts once its holder has set one up. One query, one more for a record,
    and one for the second step where the installation asks for it.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    kept, key = memory(), (user.pk, thing.fund.pk, thing.reference if isinstance(thing, OfRecord) else "")
    if key not in kept:
        held = set(_roles_in_fund(user, thing.fund)) | _roles_for_record(user, thing)
        kept[key] = _that_count(user, held, thing.fund)
    return kept[key]


def _roles_in_fund(user: User, fund: Fund) -> frozenset[HeldRole]:
    """Her memberships, whether or not they count without a second step."""
    kept, key = memory(), (user.pk, fund.pk, MEMBERSHIPS)
    if key not in kept:
        rows = Membership.objects.filter(user=user, fund=fund)
        kept[key] = frozenset(
            HeldRole(Role(role), organisation=slug or "", country=country)
            for role, slug, country in rows.values_list("role", "organisation__slug", "country")
        )
    return kept[key]


def _that_count(user: User, held: set[HeldRole], fund: Fund) -> frozenset[HeldRole]:
    """Those roles that need no second step, or all where she has set one up."""
    barred = {one for one in held if one.role in ROLES_THAT_NEED_IT} if is_required(fund) else set()
    return frozenset(held - barred if barred and not has_second_factor(user) else held)


def roles_of(user: User | AnonymousUser, fund: Fund) -> frozenset[Role]:
    """The roles a person holds in a fund, however far they reach."""
    return frozenset(held.role for held in held_roles(user, InFund(fund)))


def answer(held: Iterable[HeldRole], permission: Permission, thing: Thing, *, asker: str = "") -> Answer:
    """Whether roles allow this on a thing; `asker` is the audit reference of who asks."""
    held = frozenset(held)
    if not held:
        return Answer(False, _("You hold no role in this fund."))
    granting = [one for one in held if permission in GRANTS[one.role]]
    if not granting:
        return Answer(False, _("Your role in this fund does not include this."))
    if not any(one.covers(thing) for one in granting):
        return Answer(False, _("Your role counts for other records of this fund, not for this one."))
    author = thing.author if isinstance(thing, OfRecord) else ""
    if permission in NEVER_BY_THE_AUTHOR and asker and asker == author:
        return Answer(False, _("A second person does this: you wrote it."))
    return Answer(True)


def can(user: User | AnonymousUser, permission: Permission, thing: Thing) -> Answer:
    """Whether a person may do this to a thing."""
    asker = user.audit_reference if isinstance(user, User) else ""
    return answer(held_roles(user, thing), permission, thing, asker=asker)


def require(actor: "User | str", permission: Permission, thing: Thing) -> None:
    """Raises NotAllowed. A plain reference is the installation itself: a command, the demonstration."""
    if isinstance(actor, User) and not (found := can(actor, permission, thing)):
        raise NotAllowed(found.reason)


def reference_of(actor: "User | str") -> str:
    """How events name who acts."""
    return actor.audit_reference if isinstance(actor, User) else actor


def _roles_for_record(user: User, thing: Thing) -> set[HeldRole]:
    if not isinstance(thing, OfRecord) or not thing.reference:
        return set()
    today = timezone.localdate()
    rows = RecordRole.objects.filter(
        user=user, fund=thing.fund, subject=thing.reference, valid_from__lte=today
    )
    current = rows.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    return {HeldRole(Role(role), record=thing.reference) for role in current.values_list("role", flat=True)}
