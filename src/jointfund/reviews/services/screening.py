"""Whether a submitted proposal is eligible: each condition with its answer, and the move that follows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission, reference_of, require
from jointfund.proposals.models import Proposal
from jointfund.proposals.moves import Move
from jointfund.proposals.services import move, table_of, thing_for
from jointfund.reviews.eligibility import ConditionAnswer, faults_of, reasons
from jointfund.reviews.models import EligibilityCheck

STEP = "step"


class CheckIncomplete(DomainError):
    """What the check still needs, by the code of the condition or `step`."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


def ways_on(proposal: Proposal) -> Sequence[Move]:
    """The moves of the screening that leave the proposal's state; those that ask for a reason refuse."""
    leaving = table_of(proposal).moves_from(proposal.state)
    return [step for step in leaving if step.permission == Permission.PROPOSAL_SCREEN]


@transaction.atomic
def check_eligibility(
    proposal: Proposal, answers: Sequence[ConditionAnswer], step: str, *, actor: User | str, now: datetime
) -> EligibilityCheck:
    """Keep the check of the latest version and make the move of that name, the reasons as its note.

    Raises CheckIncomplete, NotAllowed, and what the move refuses.
    """
    require(actor, Permission.PROPOSAL_SCREEN, thing_for(proposal, Permission.PROPOSAL_SCREEN))
    proposal = (
        Proposal.objects.select_for_update(of=("self",)).select_related("fund", "table").get(pk=proposal.pk)
    )
    version = proposal.versions.last()
    if version is None:
        raise CheckIncomplete({STEP: _("It was not submitted yet.")})
    why = reasons(answers)
    _refuse(proposal, answers, step, is_eligible=not why)
    found = EligibilityCheck.objects.create(
        proposal=proposal,
        version=version,
        answers=[
            {"text": one.condition.text, "holds": one.holds, "reason": one.reason.strip()} for one in answers
        ],
        is_eligible=not why,
        checked_by=reference_of(actor),
        checked_at=now,
    )
    audit.record(
        Verb.ELIGIBILITY_CHECKED,
        proposal.subject,
        actor=reference_of(actor),
        fund=proposal.fund,
        after={"version": version.number, "is_eligible": found.is_eligible},
    )
    move(proposal, step, actor=actor, now=now, note=why)
    return found


def _refuse(proposal: Proposal, answers: Sequence[ConditionAnswer], step: str, *, is_eligible: bool) -> None:
    faults = dict(faults_of(answers))
    wanted = next((one for one in ways_on(proposal) if one.name == step), None)
    if wanted is None:
        faults[STEP] = _("Choose what follows.")
    elif not faults and wanted.needs_note == is_eligible:
        faults[STEP] = (
            _("Every condition holds: choose the step that takes it further.")
            if is_eligible
            else _("A condition does not hold: choose a step that gives it back or ends it.")
        )
    if faults:
        raise CheckIncomplete(faults)
