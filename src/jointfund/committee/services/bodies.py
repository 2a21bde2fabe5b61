"""The bodies of a fund from its data, and who sits in them."""

from datetime import date

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.bodies import BodyRules, read_bodies
from jointfund.committee.letters import read_templates
from jointfund.committee.models import Body, Constituency, Seat
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Membership, Organisation, Role, User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.moves import Json
from jointfund.vocabularies.services import DATA, read_data


class UnknownMoves(DomainError):
    """An outcome names a move the fund's table does not have."""


class NoMember(DomainError):
    """Only a member of the committee holds a seat."""


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
    """The bodies of the fund's data file, unless it has some already; none where it has no such file."""
    if fund.bodies.exists() or not (DATA / "funds" / fund.code / "bodies.json").is_file():
        return []
    data = read_data(f"funds/{fund.code}/bodies")
    if (DATA / "funds" / fund.code / "letters.json").is_file():
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
    """A seat for a member from a day on. Raises NotAllowed, and NoMember for who is none."""
    fund = constituency.body.fund
    require(actor, Permission.COMMITTEE_PREPARE, InFund(fund))
    if not Membership.objects.filter(user=holder, fund=fund, role=Role.COMMITTEE).exists():
        raise NoMember(f"{holder} is no member of the committee: give the role first.")
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
