"""One decision for each item, and its effects, in one transaction.

Locks are taken in this order everywhere: the fund (money), the item, the proposal.
"""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jointfund.audit.services import Verb
from jointfund.committee.bodies import BodyRules, Outcome, read_body
from jointfund.committee.models import (
    AgendaItem,
    ConditionTask,
    Decision,
    DecisionAmount,
    DecisionMode,
    Interest,
    InterestKind,
    MeetingState,
    Seat,
)
from jointfund.committee.proposed import ProposedDecision
from jointfund.committee.queries.money import envelope_left
from jointfund.committee.queries.seats import SIDES, recusals, seats_on
from jointfund.committee.rules import Quorum, Said, quorum, standing_objections
from jointfund.committee.services.meetings import WrongTime
from jointfund.committee.services.speaking import AlreadyDecided, NothingSaid, lock_item, tell
from jointfund.funds.models import Fund
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.kernel.money import exact
from jointfund.ledger.services import allocate
from jointfund.ledger.services.posting import Ground
from jointfund.people.models import Membership, Organisation, User
from jointfund.people.permissions import InFund, NotAllowed, Permission, reference_of, require
from jointfund.proposals import services as proposals
from jointfund.proposals.models import Proposal
from jointfund.proposals.stages import taking_part


class NoQuorum(DomainError):
    """Too few of the seats that count are there."""


class StandingObjection(DomainError):
    """A member objects: there is no consensus."""


class UnknownOutcome(DomainError):
    """The body cannot decide this, or not about such an item."""


class WrongAmount(DomainError):
    """An amount that is missing, out of place, for somebody else, or over the call's envelope."""


class WrongCondition(DomainError):
    """A condition that is out of place, or names nobody of the proposal, or a day that is past."""


@transaction.atomic
def decide(item: AgendaItem, proposed: ProposedDecision, *, actor: User | str, now: datetime) -> Decision:
    """Record what the body decided by consensus in its session, and carry it out.

    Raises NotAllowed, WrongTime, AlreadyDecided, NoQuorum, StandingObjection, UnknownOutcome, NothingSaid,
    WrongAmount, WrongCondition, and what the table, its checks or the ledger refuse. Then nothing is written.
    """
    item = lock_for_decision(item)
    require_recorder(item, actor)
    if item.meeting.state != MeetingState.IN_SESSION:
        raise WrongTime(_("The body decides while its meeting is in session."))
    seats = seats_on(item.meeting.body, item.meeting.starts_at.date())
    recused = frozenset(recusals(item, seats))
    count = count_of(item, seats, recused)
    if not count.is_met:
        words = _("%(present)s of %(counting)s seats that count are there; %(needed)s are needed.")
        raise NoQuorum(words % {"present": count.present, "counting": count.counting, "needed": count.needed})
    if objecting := objections(item, recused):
        labels = ", ".join(seat.label for seat in seats if seat.pk in objecting)
        raise StandingObjection(_("There is no consensus: %(labels)s objects.") % {"labels": labels})
    return carry_out(item, proposed, DecisionMode.CONSENSUS, count, seats, actor=reference_of(actor), now=now)


def lock_for_decision(item: AgendaItem) -> AgendaItem:
    """The fund and the item, held still. Raises AlreadyDecided."""
    # Events name the fund: a stronger lock would wait for a member who speaks, and she for it.
    Fund.objects.select_for_update(no_key=True).get(pk=item.meeting.body.fund_id)
    item = lock_item(item)
    if Decision.objects.filter(item=item).exists():
        raise AlreadyDecided(_("This item is decided."))
    return item


def require_recorder(item: AgendaItem, actor: User | str) -> None:
    """Who records decisions of the body and has no part in the proposal. Raises NotAllowed."""
    require(actor, Permission.COMMITTEE_RECORD, InFund(item.meeting.body.fund))
    if isinstance(actor, User) and item.proposal and _is_of(actor, item.proposal):
        raise NotAllowed(
            _("Who has a part in a proposal does not record what is decided about it: a colleague does.")
        )


def count_of(item: AgendaItem, seats: Collection[Seat], recused: frozenset[int]) -> Quorum:
    """The quorum of the item by the body's rule. Raises UnknownOutcome where it decides nothing."""
    rule = rules_of(item).quorum
    if rule is None:
        raise UnknownOutcome(_("This body takes no decisions."))
    present = frozenset(item.meeting.attendances.values_list("seat_id", flat=True))
    held = frozenset(seat.pk for seat in seats)
    return quorum(rule, held=held, present=present & held, recused=recused)


def objections(item: AgendaItem, recused: frozenset[int], until: datetime | None = None) -> set[int]:
    """The seats that object."""
    rows = item.voices.values_list("seat_id", "stance", "received_at")
    said = [Said(seat, stance == "objects", at) for seat, stance, at in rows]
    return standing_objections(said, recused, until)


def rules_of(item: AgendaItem) -> BodyRules:
    """The rules of the body that decides the item."""
    return read_body(item.meeting.body.rules)


def carry_out(
    item: AgendaItem,
    proposed: ProposedDecision,
    mode: DecisionMode,
    count: Quorum,
    seats: Collection[Seat],
    *,
    actor: str,
    now: datetime,
) -> Decision:
    """Write the decision of a locked item and all that follows; inside the caller's transaction."""
    outcome = checked(item, proposed, now)
    decision = _write(item, proposed, mode, count, actor=actor, now=now)
    _keep_interests(item, seats, now)
    if item.proposal and outcome.moves:
        moved = _move(item.proposal, outcome, decision, proposed, actor=actor, now=now)
        _allocate(moved, proposed, decision, actor=actor, now=now)
    _set_conditions(decision, proposed)
    tell(
        Verb.DECISION_RECORDED,
        item,
        actor,
        decision=decision.reference,
        outcome=outcome.code,
        mode=mode.value,
    )
    return decision


def checked(item: AgendaItem, proposed: ProposedDecision, now: datetime) -> Outcome:
    """The outcome, when all that is proposed fits it. Raises what `decide` says."""
    outcome = rules_of(item).outcome(proposed.outcome)
    if outcome is None or (item.proposal is None and outcome.moves):
        raise UnknownOutcome(_("Choose what was decided."))
    if item.proposal and outcome.for_subjects:
        raise UnknownOutcome(_("“%(label)s” is no decision on a proposal.") % {"label": outcome.label})
    if not proposed.text.strip():
        raise NothingSaid(_("Write what was decided: minutes, letter and register quote it."))
    parties = {one.organisation.slug for one in taking_part(item.proposal)} if item.proposal else set()
    _check_amounts(item, proposed, outcome, parties)
    for one in proposed.conditions:
        if not outcome.takes_conditions or one.owner not in parties:
            raise WrongCondition(_("A condition is answered by an organisation of an approved proposal."))
        if not one.text.strip() or one.due < now.date():
            raise WrongCondition(_("A condition says what is asked, by a day that is not past."))
    return outcome


def _check_amounts(
    item: AgendaItem, proposed: ProposedDecision, outcome: Outcome, parties: Collection[str]
) -> None:
    if not outcome.allocates:
        if proposed.amounts:
            raise WrongAmount(_("Money is given with an approval for funding only."))
        return
    if not proposed.amounts:
        raise WrongAmount(_("Say how much each organisation gets."))
    if any(amount <= 0 for amount in proposed.amounts.values()):
        raise WrongAmount(_("Amounts are above zero."))
    if others := sorted(set(proposed.amounts) - set(parties)):
        raise WrongAmount(_("%(names)s has no part in this proposal.") % {"names": ", ".join(others)})
    fund = item.meeting.body.fund
    left = envelope_left(item.proposal.call) if item.proposal and item.proposal.call else None
    if left is not None and proposed.total > left:
        words = _("%(wanted)s is to be given; %(left)s of the call's envelope is left.")
        raise WrongAmount(
            words % {"wanted": exact(proposed.total, fund.currency), "left": exact(left, fund.currency)}
        )


def _write(
    item: AgendaItem,
    proposed: ProposedDecision,
    mode: DecisionMode,
    count: Quorum,
    *,
    actor: str,
    now: datetime,
) -> Decision:
    fund = item.meeting.body.fund
    highest: int = fund.decisions.aggregate(Max("number"))["number__max"] or 0
    return Decision.objects.create(
        fund=fund,
        number=highest + 1,
        item=item,
        outcome=proposed.outcome,
        text=proposed.text.strip(),
        mode=mode,
        quorum={"counting": count.counting, "present": count.present, "needed": count.needed},
        decided_at=now,
        recorded_by=actor,
    )


def _move(
    proposal: Proposal,
    outcome: Outcome,
    decision: Decision,
    proposed: ProposedDecision,
    *,
    actor: str,
    now: datetime,
) -> Proposal:
    proposal = (
        Proposal.objects.select_for_update(of=("self",)).select_related("fund", "table").get(pk=proposal.pk)
    )
    table = proposals.table_of(proposal)
    name = next((one for one in outcome.moves if table.move(one, proposal.state)), None)
    if name is None:
        words = _("“%(outcome)s” cannot be decided now: the proposal is “%(state)s”.")
        state = table.state(proposal.state).label
        raise proposals.IllegalMove(words % {"outcome": outcome.label, "state": state})
    citation = Citation("decision", decision.reference, PartialDate(now.date()))
    return proposals.move(proposal, name, actor=actor, now=now, note=proposed.text, decision=citation)


def _allocate(
    proposal: Proposal, proposed: ProposedDecision, decision: Decision, *, actor: str, now: datetime
) -> None:
    if not proposed.amounts:
        return
    if proposal.programme is None:
        raise WrongAmount(_("Money goes to a programme: this decision makes none."))
    found = Organisation.objects.filter(fund=proposal.fund, slug__in=proposed.amounts)
    amounts: dict[Organisation, Decimal] = {one: proposed.amounts[one.slug] for one in found}
    allocate(proposal.programme, amounts, Ground(now.date(), decision.reference), actor=actor)
    DecisionAmount.objects.bulk_create(
        DecisionAmount(decision=decision, organisation=one, amount=amount) for one, amount in amounts.items()
    )


def _set_conditions(decision: Decision, proposed: ProposedDecision) -> None:
    slugs = {one.owner for one in proposed.conditions}
    owners = {one.slug: one for one in Organisation.objects.filter(fund=decision.fund, slug__in=slugs)}
    ConditionTask.objects.bulk_create(
        ConditionTask(
            decision=decision,
            number=number,
            kind=one.kind,
            text=one.text.strip(),
            owner=owners[one.owner],
            due=one.due,
        )
        for number, one in enumerate(proposed.conditions, start=1)
    )


def _keep_interests(item: AgendaItem, seats: Collection[Seat], now: datetime) -> None:
    """What the record said of interests that day stays on record."""
    Interest.objects.bulk_create(
        Interest(
            item=item,
            seat_id=key,
            kind=InterestKind.COMPUTED,
            reason=one.reason,
            declared_by="system:record",
            declared_at=now,
        )
        for key, one in recusals(item, seats).items()
        if not one.is_declared and not item.interests.filter(seat_id=key).exists()
    )


def _is_of(actor: User, proposal: Proposal) -> bool:
    thing = proposals.thing_of(proposal)
    sides = Membership.objects.filter(user=actor, fund=proposal.fund_id, role__in=SIDES)
    return (
        actor.audit_reference == proposal.started_by
        or sides.filter(organisation__slug__in=thing.parties).exists()
        or sides.filter(country__in=thing.countries).exclude(country="").exists()
    )
