"""Starting a proposal whole: its lead, its countries and the call it answers, or nothing of it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation, User
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call
from jointfund.proposals.services.calls import answer_call
from jointfund.proposals.services.joining import name_countries, start_proposal


@transaction.atomic
def begin_proposal(
    fund: Fund,
    lead: Organisation,
    title: str,
    *,
    iso3s: Collection[str],
    call: Call | None,
    actor: User | str,
    now: datetime,
) -> Proposal:
    """A draft with its countries, for a call where one is given.

    Raises NotInThisState for a call that is not open, UnknownCountry, NoTable, NotAllowed.
    """
    made = start_proposal(fund, lead, title, actor=actor, now=now)
    name_countries(made, iso3s, actor=actor)
    return answer_call(made, call, actor=actor, now=now) if call else made
