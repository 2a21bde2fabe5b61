"""Scenarios of the balance board: made, named, changed, copied, kept, shown to members."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Values, Verb
from jointfund.committee.models import Against, Meeting, Scenario, ScenarioItem
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call


class NoName(DomainError):
    """A scenario is known by its name."""


class IsKept(DomainError):
    """What is kept changes no more: a copy does."""


class NotOfTheBoard(DomainError):
    """Only a submitted proposal of the fund, and of the scenario's call, can be put in."""


@transaction.atomic
def make_scenario(
    fund: Fund, name: str, *, actor: User | str, now: datetime, call: Call | None = None
) -> Scenario:
    """An empty scenario, of one call or of all proposals. Raises NotAllowed, NoName."""
    require(actor, Permission.COMMITTEE_PREPARE, InFund(fund))
    made = _create(fund, name, actor, now, call, Against.PORTFOLIO)
    _tell(Verb.SCENARIO_MADE, made, actor, {"name": made.name, "call": call.reference if call else ""})
    return made


@transaction.atomic
def copy_scenario(scenario: Scenario, name: str, *, actor: User | str, now: datetime) -> Scenario:
    """A scenario with the same proposals that can be changed. Raises NotAllowed, NoName."""
    require(actor, Permission.COMMITTEE_PREPARE, InFund(scenario.fund))
    made = _create(scenario.fund, name, actor, now, scenario.call, Against(scenario.against))
    ScenarioItem.objects.bulk_create(
        ScenarioItem(scenario=made, proposal_id=key)
        for key in scenario.proposals_in.values_list("proposal", flat=True)
    )
    _tell(Verb.SCENARIO_MADE, made, actor, {"name": made.name, "copy_of": scenario.number})
    return made


@transaction.atomic
def put_in(scenario: Scenario, proposal: Proposal, *, actor: User | str) -> None:
    """Put a proposal in; one that is in stays in. Raises NotAllowed, IsKept, NotOfTheBoard."""
    scenario = _lock(scenario, actor)
    is_of_call = scenario.call_id is None or proposal.call_id == scenario.call_id
    if proposal.fund_id != scenario.fund_id or proposal.number is None or not is_of_call:
        raise NotOfTheBoard("This proposal is not on the board of this scenario.")
    _item, is_new = ScenarioItem.objects.get_or_create(scenario=scenario, proposal=proposal)
    if is_new:
        _tell(Verb.SCENARIO_CHANGED, scenario, actor, {"put_in": proposal.subject})


@transaction.atomic
def take_out(scenario: Scenario, proposal: Proposal, *, actor: User | str) -> None:
    """Take a proposal out; one that is out stays out. Raises NotAllowed, IsKept."""
    scenario = _lock(scenario, actor)
    removed, _by_model = scenario.proposals_in.filter(proposal=proposal).delete()
    if removed:
        _tell(Verb.SCENARIO_CHANGED, scenario, actor, {"taken_out": proposal.subject})


@transaction.atomic
def settle_scenario(scenario: Scenario, *, name: str, against: str, actor: User | str) -> Scenario:
    """Its name and what it is held against. Raises NotAllowed, IsKept, NoName."""
    scenario = _lock(scenario, actor)
    scenario.name = _named(name)
    if against in Against.values:
        scenario.against = Against(against)
    scenario.save(update_fields=["name", "against"])
    _tell(Verb.SCENARIO_CHANGED, scenario, actor, {"name": scenario.name, "against": str(scenario.against)})
    return scenario


@transaction.atomic
def keep_scenario(scenario: Scenario, *, actor: User | str, now: datetime) -> Scenario:
    """Keep it as it is, for good. Raises NotAllowed, IsKept."""
    scenario = _lock(scenario, actor)
    return _keep(scenario, actor, now)


@transaction.atomic
def show_scenario(scenario: Scenario, meeting: Meeting, *, actor: User | str, now: datetime) -> Scenario:
    """Show it to the members of the body at a meeting; it is kept with that.

    Raises NotAllowed, NotOfTheBoard for a meeting of another fund.
    """
    require(actor, Permission.COMMITTEE_PREPARE, InFund(scenario.fund))
    scenario = _locked(scenario)
    if meeting.body.fund_id != scenario.fund_id:
        raise NotOfTheBoard("Choose a meeting of this fund.")
    if not scenario.is_kept:
        scenario = _keep(scenario, actor, now)
    scenario.meeting = meeting
    scenario.save(update_fields=["meeting"])
    _tell(Verb.SCENARIO_SHOWN, scenario, actor, {"meeting": meeting.subject})
    return scenario


@transaction.atomic
def hide_scenario(scenario: Scenario, *, actor: User | str) -> Scenario:
    """Show it to members no longer. Raises NotAllowed."""
    require(actor, Permission.COMMITTEE_PREPARE, InFund(scenario.fund))
    scenario = _locked(scenario)
    scenario.meeting = None
    scenario.save(update_fields=["meeting"])
    _tell(Verb.SCENARIO_HIDDEN, scenario, actor, {})
    return scenario


def _create(
    fund: Fund, name: str, actor: User | str, now: datetime, call: Call | None, against: Against
) -> Scenario:
    fund = Fund.objects.select_for_update().get(pk=fund.pk)  # two at once would take the same number
    highest: int = fund.scenarios.aggregate(Max("number"))["number__max"] or 0
    return Scenario.objects.create(
        fund=fund,
        number=highest + 1,
        name=_named(name),
        call=call,
        against=against,
        made_by=reference_of(actor),
        made_at=now,
    )


def _keep(scenario: Scenario, actor: User | str, now: datetime) -> Scenario:
    scenario.kept_at = now
    scenario.save(update_fields=["kept_at"])
    references = [one.proposal.reference for one in scenario.proposals_in.select_related("proposal__fund")]
    _tell(Verb.SCENARIO_KEPT, scenario, actor, {"name": scenario.name, "proposals": references})
    return scenario


def _lock(scenario: Scenario, actor: User | str) -> Scenario:
    require(actor, Permission.COMMITTEE_PREPARE, InFund(scenario.fund))
    scenario = _locked(scenario)
    if scenario.is_kept:
        raise IsKept("This scenario is kept as it is. Make a copy to change it.")
    return scenario


def _locked(scenario: Scenario) -> Scenario:
    return Scenario.objects.select_for_update(of=("self",)).select_related("fund").get(pk=scenario.pk)


def _named(name: str) -> str:
    if not name.strip():
        raise NoName("Give the scenario a name.")
    return name.strip()[:120]


def _tell(verb: Verb, scenario: Scenario, actor: User | str, after: Values) -> None:
    audit.record(verb, scenario.subject, actor=reference_of(actor), fund=scenario.fund, after=after)
