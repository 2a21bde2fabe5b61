"""Which event is told to whom: each room says it for its own events, here they are put together.

To connect another event: its words in `notices.kinds`, a function in your room's `telling.py`, and, for a
room that has none yet, its TELLS here.
"""

from collections.abc import Callable, Mapping

from jointfund.audit.following import follow
from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.committee import telling as committee
from jointfund.intake import telling as intake
from jointfund.knowledge import telling as knowledge
from jointfund.people import telling as people
from jointfund.proposals import telling as proposals
from jointfund.publications import telling as publications
from jointfund.reviews import telling as reviews

TELLS: Mapping[Verb, Callable[[Event], None]] = {
    **publications.TELLS,
    **knowledge.TELLS,
    **intake.TELLS,
    **people.TELLS,
    **committee.TELLS,
    **proposals.TELLS,
    **reviews.TELLS,
}


def tell_people() -> int:
    """Make notices of what was sealed since the last time; how many events were told of."""
    return follow("notices", TELLS, lambda event: TELLS[Verb(event.verb)](event))
