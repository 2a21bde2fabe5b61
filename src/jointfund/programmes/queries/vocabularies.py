"""Every code a fund's record uses, with its words: terms, thematic areas and statuses in one list."""

from dataclasses import dataclass

from django.db.models import Q

from jointfund.funds.models import Fund
from jointfund.programmes.models import Status
from jointfund.vocabularies.models import Term, ThematicArea


@dataclass(frozen=True)
class VocabularyTerm:
    """One code of one vocabulary."""

    scheme: str
    code: str
    label: str
    parent: str
    source: str
    as_of: str


def vocabulary_terms(fund: Fund) -> tuple[VocabularyTerm, ...]:
    """Statuses, thematic areas, then the terms of every scheme, each in its own order; three queries."""
    statuses = Status.objects.filter(fund=fund).order_by("position")
    areas = ThematicArea.objects.filter(fund=fund).order_by("number")
    terms = Term.objects.filter(Q(fund=fund) | Q(fund__isnull=True)).order_by("scheme", "position")
    return (
        *(VocabularyTerm("status", one.code, one.label, one.stage, one.source, "") for one in statuses),
        *(VocabularyTerm("thematic_area", str(one.number), one.title, "", one.source, "") for one in areas),
        *(
            VocabularyTerm(one.scheme, one.code, one.label, one.parent, one.source, one.as_of)
            for one in terms
        ),
    )
