"""Reads for the desk: which proposals a person sees, and how much of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.people.permissions import (
    GRANTS,
    HeldRole,
    InFund,
    OfRecord,
    Permission,
    Scope,
    can,
    held_roles,
    reach_of,
)
from jointfund.proposals.models import PartyState, Proposal
from jointfund.proposals.services import thing_of

MOST = 200


@dataclass(frozen=True)
class Seen:
    """A proposal as one person sees it.

    `sees_text`: also what is still being written. Others see what was submitted, and the secretariat that
    there is a draft.
    """

    proposal: Proposal
    sees_text: bool


def see_proposal(user: User, fund: Fund, draft: int) -> Seen | None:
    """The proposal of that draft number; None where there is none for this person."""
    rows = Proposal.objects.filter(fund=fund, draft=draft).select_related("fund", "lead", "table", "call")
    found = rows.first()
    if found is None:
        return None
    thing = thing_of(found)
    if not can(user, Permission.PROPOSAL_READ, thing):
        return None
    is_near = any(_is_near(one, thing) for one in held_roles(user, thing))
    if not is_near and found.number is None and not can(user, Permission.PROPOSAL_SCREEN, thing):
        return None
    return Seen(found, is_near)


def proposals_seen(user: User, fund: Fund) -> Sequence[Proposal]:
    """The proposals a person sees, the latest first; a constant number of queries."""
    held = [one for one in held_roles(user, InFund(fund)) if Permission.PROPOSAL_READ in GRANTS[one.role]]
    theirs = Q(
        parties__organisation__slug__in=[one.organisation for one in held if one.organisation],
        parties__state__in=[PartyState.INVITED, PartyState.TAKES_PART],
    ) | Q(countries__country__iso3__in=[one.country for one in held if one.country])
    if any(reach_of(one.role) is Scope.FUND for one in held):
        screens = any(Permission.PROPOSAL_SCREEN in GRANTS[one.role] for one in held)
        theirs |= Q(draft__gte=0) if screens else Q(number__isnull=False)
    found = Proposal.objects.filter(fund=fund).filter(theirs).distinct().order_by("-draft")
    return list(found.select_related("fund", "lead", "table")[:MOST])


def _is_near(held: HeldRole, thing: OfRecord) -> bool:
    """A role of one of its organisations, of one of its countries, or for this record alone."""
    reads = Permission.PROPOSAL_READ in GRANTS[held.role]
    reaches_less = reach_of(held.role) is not Scope.FUND or bool(held.record)
    return reads and reaches_less and held.covers(thing)
