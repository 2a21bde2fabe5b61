"""The bodies of a fund from its data, and who sits in them."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.bodies import BodyRules, read_bodies
from jointfund.committee.letters import read_templates
from jointfund.committee.models import Body, Constituency, Seat
from jointfund.funds.models import Fund
from jointfund.funds.services import part_in_force
from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Membership, Organisation, Role, User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.vocabularies.services import has_data, read_data


class UnknownMoves(DomainError):
    """An outcome names a move the fund's table does not have."""


class NoMember(DomainError):
    """Only a member of the committee holds a seat."""


class SeatTaken(DomainError):
    """The group has no seat left in that time, or the person sits in the body already."""


class WrongTerm(DomainError):
    """A term that ends before it begins."""


@transaction.atomic
def enter_bodies(fund: Fund, document: Json, *, source: str, actor: User | str) -> list[Body]:
    """The bodies of a document, each as it now stands; the same document again changes nothing.

    Seats held stay; groups are added and renamed, never removed.
    Raises BrokenBodies, UnknownMoves, NotAllowed.
    """
    require(actor, Permission.MOVES_EDIT, InFund(fund))
    bodies = read_bodies(document)
    _require_known_moves(fund, bodies)
    rows = document["bodies"] if isinstance(document, dict) else None
    documents = rows if isinstance(rows, list) else []
    return [
        _enter(fund, rules, row, source, reference_of(actor))
        for rules, row in zip(bodies, documents, strict=True)
    ]


def load_bodies(fund: Fund, *, actor: str) -> list[Body]:
    """The bodies of the fund's file, else of the data that ships for it, unless it has some already.

    None where neither says any. Raises BrokenBodies, BrokenLetters, UnknownMoves.
    """
    if fund.bodies.exists():
        return []
    if part := part_in_force(fund, "bodies", timezone.localdate()):
        return enter_bodies(fund, part.document, source=part.source, actor=actor)
    if not has_data(f"funds/{fund.code}/bodies"):
        return []
    data = read_data(f"funds/{fund.code}/bodies")
    if has_data(f"funds/{fund.code}/letters"):
        read_templates(read_data(f"funds/{fund.code}/letters"))  # refused here rather than after a meeting
    return enter_bodies(fund, data, source=data["source"], actor=actor)


@transaction.atomic
def give_seat(
    constituency: Constituency,
    holder: User,
    label: str,
    *,
    actor: User | str,
    valid_from: date,
    valid_until: date | None = None,
    organisation: Organisation | None = None,
    country: str = "",
) -> Seat:
    """A seat for a member from a day on. Raises NotAllowed, NoMember, WrongTerm, SeatTaken."""
    fund = constituency.body.fund
    require(actor, Permission.COMMITTEE_PREPARE, InFund(fund))
    if not Membership.objects.filter(user=holder, fund=fund, role=Role.COMMITTEE).exists():
        raise NoMember(_("%(name)s is no member of the committee: give the role first.") % {"name": holder})
    if valid_until is not None and valid_until < valid_from:
        raise WrongTerm(_("The last day comes before the first."))
    Body.objects.select_for_update().get(pk=constituency.body_id)
    _require_free(constituency, holder, valid_from, valid_until)
    seat = Seat.objects.create(
        constituency=constituency,
        holder=holder,
        label=label,
        organisation=organisation,
        country=country,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    audit.record(
        Verb.SEAT_GIVEN,
        f"{fund.code}/seat/{seat.pk}",
        actor=reference_of(actor),
        fund=fund,
        after={"body": constituency.body.code, "group": constituency.code, "holder": holder.audit_reference},
    )
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, last_day: date, actor: User | str) -> Seat:
    """The last day a seat is held. Raises NotAllowed."""
    fund = seat.constituency.body.fund
    require(actor, Permission.COMMITTEE_PREPARE, InFund(fund))
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    seat.valid_until = max(last_day, seat.valid_from)
    seat.save(update_fields=["valid_until"])
    audit.record(
        Verb.SEAT_ENDED,
        f"{fund.code}/seat/{seat.pk}",
        actor=reference_of(actor),
        fund=fund,
        after={"until": seat.valid_until.isoformat()},
    )
    return seat


def _require_free(constituency: Constituency, holder: User, first: date, last: date | None) -> None:
    held = Seat.objects.filter(constituency__body=constituency.body_id).filter(
        Q(valid_until=None) | Q(valid_until__gte=first)
    )
    if last is not None:
        held = held.filter(valid_from__lte=last)
    if held.filter(holder=holder).exists():
        raise SeatTaken(_("%(name)s holds a seat in this body in that time.") % {"name": holder})
    if (
        constituency.seats is not None
        and held.filter(constituency=constituency).count() >= constituency.seats
    ):
        raise SeatTaken(_("“%(name)s” has no seat left in that time.") % {"name": constituency})


def _enter(fund: Fund, rules: BodyRules, row: Json, source: str, actor: str) -> Body:
    before = Body.objects.filter(fund=fund, code=rules.code).values_list("rules", flat=True).first()
    body, _new = Body.objects.update_or_create(
        fund=fund,
        code=rules.code,
        defaults={
            "name": rules.name,
            "decides": rules.decides,
            "rules": row,
            "source": source[:300],
            "confidence": rules.confidence,
        },
    )
    for group in rules.groups:
        Constituency.objects.update_or_create(
            body=body,
            code=group.code,
            defaults={"name": group.name, "seats": group.seats, "confidence": group.confidence},
        )
    if before != row:
        audit.record(
            Verb.BODY_LOADED,
            f"{fund.code}/body/{rules.code}",
            actor=actor,
            fund=fund,
            after={"name": rules.name, "source": source},
        )
    return body


def _require_known_moves(fund: Fund, bodies: tuple[BodyRules, ...]) -> None:
    table = fund.move_tables.order_by("-number").first()
    if table is None:
        return
    known = {move["name"] for move in table.table["moves"]}
    named = {move for body in bodies for outcome in body.outcomes for move in outcome.moves}
    if missing := sorted(named - known):
        raise UnknownMoves(f"The fund's table has no move {', '.join(missing)}.")
