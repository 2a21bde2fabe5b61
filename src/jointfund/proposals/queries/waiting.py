"""What of proposals waits for a person."""

from collections.abc import Collection, Sequence

from jointfund.funds.models import Fund
from jointfund.people.permissions import GRANTS, HeldRole, Permission
from jointfund.proposals.models import PartyState, ProposalParty

MOST = 50


def invitations_to_answer(fund: Fund, held: Collection[HeldRole]) -> Sequence[ProposalParty]:
    """Invitations that organisations she writes for have not answered; one query."""
    writes = {one.organisation for one in held if Permission.PROPOSAL_WRITE in GRANTS[one.role]} - {""}
    rows = ProposalParty.objects.filter(
        proposal__fund=fund, organisation__slug__in=writes, state=PartyState.INVITED
    )
    return list(rows.select_related("proposal__fund", "proposal__lead", "organisation")[:MOST])
