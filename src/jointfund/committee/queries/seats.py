"""Who sits in a body on a day, and which seats have an interest in an item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from jointfund.committee.models import AgendaItem, Body, Seat
from jointfund.people.models import Membership, Role, User
from jointfund.proposals.models import PartyState

SIDES = (Role.OFFICER, Role.ORGANISATION_HEAD, Role.ORGANISATION_ADMIN, Role.SIGNATORY)


@dataclass(frozen=True)
class Recusal:
    """Why a seat takes no part in an item; `is_declared` when its holder said so."""

    reason: str
    is_declared: bool


def seats_on(body: Body, day: date) -> Sequence[Seat]:
    """The seats held on a day; one query."""
    held = Seat.objects.filter(constituency__body=body, valid_from__lte=day)
    held = held.filter(Q(valid_until=None) | Q(valid_until__gte=day))
    return list(held.select_related("constituency", "holder", "organisation").order_by("constituency", "pk"))


def seat_of(user: User, body: Body, day: date) -> Seat | None:
    """The seat a person holds in a body on a day."""
    return next((seat for seat in seats_on(body, day) if seat.holder_id == user.pk), None)


def recusals(item: AgendaItem, seats: Iterable[Seat]) -> Mapping[int, Recusal]:
    """Why seats take no part in an item, by seat: what the record says, then what was declared.

    Whoever speaks for an organisation or a country of the proposal has an interest, by the seat or by a role.
    """
    seats = list(seats)
    found = {row.seat_id: Recusal(row.reason, row.kind == "declared") for row in item.interests.all()}
    for key, reason in _computed(item, seats).items():
        found.setdefault(key, Recusal(reason, False))
    return found


def _computed(item: AgendaItem, seats: Sequence[Seat]) -> Mapping[int, str]:
    if item.proposal is None:
        return {}
    parties = item.proposal.parties.exclude(state=PartyState.LEFT).select_related("organisation")
    organisations = {one.organisation_id: str(one.organisation) for one in parties}
    countries = {
        one.country.iso3: one.country.name for one in item.proposal.countries.select_related("country")
    }
    sides = Membership.objects.filter(
        user__in=[seat.holder_id for seat in seats], fund=item.proposal.fund_id, role__in=SIDES
    )
    by_user: dict[int, str] = {}
    for user, organisation, country in sides.values_list("user", "organisation", "country"):
        if name := organisations.get(organisation or 0) or countries.get(country):
            by_user[user] = name
    found = {}
    for seat in seats:
        name = organisations.get(seat.organisation_id or 0) or countries.get(seat.country)
        if name := name or by_user.get(seat.holder_id, ""):
            found[seat.pk] = _("Speaks for %(name)s, which is part of this proposal.") % {"name": name}
    return found
