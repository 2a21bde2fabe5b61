"""Whether a stage of a call takes proposals at a moment, and why not."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.rules import Phase, phase_of_stage
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models_calls import Call, CallState

CLOCK = "j F Y, H:i:s"


@dataclass(frozen=True)
class Deadline:
    """Until when a stage of a call takes proposals, in the call's time zone.

    `closes` is None for a rolling call; `reason` says why nothing can be submitted now, empty while it can.
    """

    title: str
    closes: datetime | None
    reason: str


def deadline_of(call: Call, stage: str, now: datetime) -> Deadline | None:
    """The deadline of a stage; None where the call was never published."""
    latest = call.versions.order_by("-number").first()
    if latest is None:
        return None
    words = from_json(latest.words)
    terms, _faults = read_terms(words)
    closes = next((one.closes for one in terms.stages if one.code == stage), None)
    return Deadline(words.title, None if terms.is_rolling else closes, closed_because(call, stage, now))


def closed_because(call: Call, stage: str, now: datetime) -> str:
    """Why nothing can be submitted to this stage now; empty while it is open or the call does not name it."""
    latest = call.versions.order_by("-number").first()
    if latest is None:
        return _("The call is not published yet. What you wrote is kept as a draft.")
    if call.state == CallState.WITHDRAWN:
        return _("The call was withdrawn. What you wrote is kept as a draft.")
    terms, _faults = read_terms(from_json(latest.words))
    for one in terms.stages:
        if one.code != stage:
            continue
        match phase_of_stage(terms, one, now):
            case Phase.PAST:
                words = _("The call closed on %(when)s (%(zone)s). What you wrote is kept as a draft.")
                return words % {"when": _clock(one.closes), "zone": terms.time_zone}
            case Phase.UPCOMING:
                words = _("The call opens on %(when)s (%(zone)s). What you wrote is kept as a draft.")
                return words % {"when": _clock(one.opens), "zone": terms.time_zone}
            case Phase.OPEN:
                return ""
    return ""


def _clock(moment: datetime | None) -> str:
    return date_format(moment, CLOCK) if moment else ""
