"""What is approved and waits for money: the pipeline as last published, and what an amount can release."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from jointfund.documents.models import DocumentKind
from jointfund.funds.models import Fund
from jointfund.programmes.models import ProgrammeTag, StatusEvent
from jointfund.programmes.queries.portfolio import ProgrammeLine
from jointfund.programmes.support import Candidate
from jointfund.vocabularies.models import Scheme


@dataclass(frozen=True)
class Wish:
    """What the money is wished for; empty parts wish nothing."""

    area: str = ""
    region: str = ""
    principle: str = ""


def last_published_on(fund: Fund, day: date) -> date | None:
    """The last day, no later than the one given, for which the fund published its whole pipeline."""
    events = StatusEvent.objects.filter(
        programme__fund=fund, on__lte=day, source__document__kind=DocumentKind.BOOKLET
    )
    latest: date | None = events.aggregate(latest=Max("on"))["latest"]
    return latest


def fitting(fund: Fund, lines: Sequence[ProgrammeLine], wish: Wish) -> tuple[ProgrammeLine, ...]:
    """The programmes that fit a wish. A principle counts whether confirmed or suggested by the text."""
    found = [
        line
        for line in lines
        if (not wish.area or str(line.area or "") == wish.area)
        and (not wish.region or line.region == wish.region)
    ]
    if wish.principle:
        tagged = set(
            ProgrammeTag.objects.filter(
                programme__fund=fund, term__scheme=Scheme.PRINCIPLE, term__code=wish.principle
            ).values_list("programme_id", flat=True)
        )
        found = [line for line in found if line.key in tagged]
    return tuple(found)


def candidate(line: ProgrammeLine) -> Candidate:
    """A programme as the choice looks at it."""
    return Candidate(
        line.reference, line.budget, str(line.area) if line.area is not None else "", line.region
    )
