"""Everything a fund needs before its first programme: the words of its record."""

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.services.bodies import load_bodies
from jointfund.funds.models import Fund
from jointfund.instruments.services import load_shipped
from jointfund.programmes.statuses import load_statuses
from jointfund.proposals.services import load_way
from jointfund.vocabularies.services import Loaded, load_areas, load_shared


@transaction.atomic
def load_vocabularies(*, actor: str) -> Loaded:
    """Load the shared vocabularies and those of each fund from their data files; twice changes nothing.

    Each fund is given the questionnaires the product comes with, unless it has its own of that code, the
    table of moves and forms that ship for it, unless a person entered a version, and its bodies, unless it
    has some.
    """
    loaded = load_shared()
    for fund in Fund.objects.all():
        loaded += load_areas(fund) + load_statuses(fund)
        load_shipped(fund, actor=actor)
        load_way(fund, actor=actor)
        load_bodies(fund, actor=actor)
    if loaded.new:
        audit.record(Verb.VOCABULARY_LOADED, "vocabularies", actor=actor, after={"new": loaded.new})
    return loaded
