"""When a call is open, and what a new version of it may change."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from jointfund.proposals.calls.reading import Fault
from jointfund.proposals.calls.terms import Stage, Terms


class Phase(StrEnum):
    """Where a call or a stage stands at a moment."""

    UPCOMING = "upcoming"
    OPEN = "open"
    PAST = "past"


def phase(opens: datetime | None, closes: datetime | None, now: datetime) -> Phase:
    """A deadline counts to its last second: at 17:00:00 it is open still, at 17:00:01 no longer."""
    moment = now.replace(microsecond=0)
    if opens and moment < opens:
        return Phase.UPCOMING
    return Phase.PAST if closes and moment > closes else Phase.OPEN


def phase_of(terms: Terms, now: datetime) -> Phase:
    """Where a call stands: it is open as long as one of its stages is open or will be."""
    return phase(terms.opens, terms.closes, now)


def phase_of_stage(terms: Terms, stage: Stage, now: datetime) -> Phase:
    """Where one stage stands."""
    return phase(stage.opens, None if terms.is_rolling else stage.closes, now)


def takes_questions(terms: Terms, now: datetime) -> bool:
    """Whether a question may still be asked: until its date, else until the first stage closes."""
    first = terms.stages[0].closes if terms.stages and not terms.is_rolling else None
    return phase(None, terms.questions_close or first, now) is not Phase.PAST


def faults_of_change(before: Terms, after: Terms, now: datetime) -> Iterator[Fault]:
    """What a new version may not do to a published call: bring a deadline forward, or take a stage away."""
    kept = {stage.code: (place, stage) for place, stage in enumerate(after.stages)}
    if before.is_rolling and not after.is_rolling:
        yield from _rolling_ends(after, now)
        return
    for stage in before.stages:
        if stage.code not in kept:
            yield Fault("stages", _("A stage of a published call cannot be taken away."))
            continue
        place, now_said = kept[stage.code]
        if not after.is_rolling and stage.closes and now_said.closes and now_said.closes < stage.closes:
            yield Fault(f"stages-{place}-closes", _("A published deadline can only be extended."))
    if before.questions_close and after.questions_close and after.questions_close < before.questions_close:
        yield Fault("questions_close", _("A published deadline can only be extended."))


def _rolling_ends(after: Terms, now: datetime) -> Iterator[Fault]:
    for place, stage in enumerate(after.stages):
        if stage.closes and stage.closes <= now:
            yield Fault(f"stages-{place}-closes", _("Say a closing moment that is still to come."))
