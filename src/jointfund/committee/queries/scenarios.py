"""Reads of scenarios: who sees which, the board's proposals."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from jointfund.committee.models import Meeting, Scenario
from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, can
from jointfund.proposals.models import Proposal

MOST = 200


def scenarios_seen(user: User, fund: Fund) -> Sequence[Scenario]:
    """The scenarios a person may read, the latest first, with `count` of proposals in them; few queries."""
    return list(_seen(user, fund).annotate(count=Count("proposals_in"))[:MOST])


def find_scenario(user: User, fund: Fund, number: int) -> Scenario | None:
    """The scenario of that number, for who prepares; for members once it is shown."""
    return _seen(user, fund).filter(number=number).first()


def shown_at(meeting: Meeting) -> Sequence[Scenario]:
    """The scenarios members see at a meeting; one query."""
    return list(meeting.scenarios.select_related("fund").order_by("number"))


def on_the_board(scenario: Scenario) -> Sequence[Proposal]:
    """The proposals a decision could move on from where they are, and those put in before; by reference."""
    return list(_board(scenario).select_related("fund").order_by("number")[:MOST])


def is_on_the_board(scenario: Scenario, proposal: Proposal) -> bool:
    """Whether a proposal stands on the board; asks for that one alone."""
    return _board(scenario).filter(pk=proposal.pk).exists()


def _board(scenario: Scenario) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(fund=scenario.fund_id, number__isnull=False)
    if scenario.call_id:
        found = found.filter(call=scenario.call_id)
    wanted = Q(state__in=_decidable(scenario.fund)) | Q(pk__in=scenario.proposals_in.values("proposal"))
    return found.filter(wanted)


def _seen(user: User, fund: Fund) -> QuerySet[Scenario]:
    found = Scenario.objects.filter(fund=fund).select_related("fund", "call__fund", "meeting__body__fund")
    if can(user, Permission.COMMITTEE_PREPARE, InFund(fund)):
        return found
    if can(user, Permission.COMMITTEE_READ, InFund(fund)):
        return found.filter(meeting__isnull=False)
    return found.none()


def _decidable(fund: Fund) -> set[str]:
    """The states a decision moves on from, over all tables of the fund."""
    return {
        source
        for version in fund.move_tables.all()
        for row in version.table["moves"]
        if "decided" in row.get("checks", ())
        for source in row["sources"]
    }
