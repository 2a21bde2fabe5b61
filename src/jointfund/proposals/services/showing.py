"""What the public pipeline shows of a proposal: its programme, made when it first belongs there; its status.

The status itself is written by `programmes.services`; each cites the decision or the event behind it.
"""

from decimal import Decimal

from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.drafts import CountryDraft, PartyDraft, ProgrammeDraft, StatusDraft
from jointfund.programmes.models import Programme, Stage, Status
from jointfund.programmes.services import add_programme, record_status
from jointfund.proposals import stages
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models import PartyRole, Proposal
from jointfund.proposals.moves import Move
from jointfund.proposals.queries.asked import asked_by
from jointfund.proposals.workflow import Situation, table_of


def show_status(proposal: Proposal, step: Move, situation: Situation) -> None:
    """Record what the state the proposal came to shows; nothing where it shows nothing.

    Only a decision brings a proposal into the public record; one that never was there leaves no trace in it.
    """
    code = table_of(proposal).state(step.target).status
    if not code:
        return
    event = Citation("event", f"{proposal.subject}/{step.name}", PartialDate(situation.now.date()))
    status = StatusDraft(code, PartialDate(situation.now.date()), situation.decision or event)
    programme = proposal.programme
    if programme is None and situation.decision and _enters(proposal, code):
        proposal.programme = _programme_of(proposal, status, situation.actor)
    elif programme is not None and _status_of(programme) != code:
        record_status(programme, status, actor=situation.actor)


def _enters(proposal: Proposal, code: str) -> bool:
    stage = Status.objects.filter(fund=proposal.fund, code=code).values_list("stage", flat=True).first()
    return stage in (None, Stage.PIPELINE, Stage.FUNDED)  # an unknown status is refused by who records it


def _status_of(programme: Programme) -> str:
    return programme.status.code if programme.status else ""


def _programme_of(proposal: Proposal, status: StatusDraft, actor: str) -> Programme:
    countries = [one.country for one in proposal.countries.select_related("country")]
    asked = sum(asked_by(proposal).values(), Decimal(0))
    area = _area_of(proposal)
    draft = ProgrammeDraft(
        heading=", ".join(one.name for one in countries)[:200] or proposal.title[:200],
        title=proposal.title,
        area_number=area,
        area_basis=proposal.call.reference if proposal.call and area else "",
        budget=asked or None,
        budget_precision="exact" if asked else "",
        countries=tuple(CountryDraft(one.iso3) for one in countries),
        parties=tuple(
            PartyDraft(one.organisation, "lead" if one.role == PartyRole.LEAD else "participating")
            for one in stages.taking_part(proposal)
        ),
        statuses=(status,),
    )
    return add_programme(proposal.fund, draft, actor=actor, note=proposal.reference)


def _area_of(proposal: Proposal) -> int | None:
    """The area of the call it answers; None where the call is for several, or there is none."""
    latest = proposal.call.versions.last() if proposal.call else None
    areas = from_json(latest.words).areas if latest else ()
    known = proposal.fund.areas.filter(number__in=[int(one) for one in areas if one.isdecimal()])
    return known.values_list("number", flat=True).first() if len(areas) == 1 else None
