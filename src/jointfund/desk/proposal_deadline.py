"""Until when a proposal can be submitted, and to which call: what its pages say while somebody writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from jointfund.proposals.calls.rules import Phase
from jointfund.proposals.models import Proposal
from jointfund.proposals.queries.calls import published_calls
from jointfund.proposals.queries.deadlines import deadline_of
from jointfund.ui.calls import moment_words
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class ShownDeadline:
    """The call a proposal answers and until when. `closes` is an ISO moment for the reader's own clock.

    `reason` says why nothing can be submitted now; what is written is kept all the same.
    """

    title: str
    href: str
    words: str
    closes: str
    reason: str


def shown_deadline(visit: Visit, one: Proposal, stage: str, now: datetime) -> ShownDeadline | None:
    """The deadline of a stage; None for a proposal that answers no call."""
    found = deadline_of(one.call, stage, now) if one.call else None
    if found is None or one.call is None:
        return None
    words = _("Until %(when)s") % {"when": moment_words(found.closes)} if found.closes else ""
    return ShownDeadline(
        title=found.title,
        href=visit.href("call", ref=one.call.reference),
        words=words or _("Without a deadline"),
        closes=found.closes.astimezone(UTC).isoformat() if found.closes else "",
        reason=found.reason,
    )


def open_calls(visit: Visit, now: datetime) -> Sequence[tuple[str, str]]:
    """The calls a proposal can answer now: reference and title."""
    return [
        (one.call.reference, f"{one.words.title} ({one.call.reference})")
        for one in published_calls(visit.fund, now)
        if one.phase is Phase.OPEN
    ]
