"""Which facts of which programmes rest on a document: the way back from a source to the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable

from jointfund.documents.models import Document
from jointfund.kernel.references import Reference
from jointfund.programmes.models import (
    FieldSource,
    KeyPartner,
    Milestone,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammePlace,
    ProgrammeTag,
    StatusEvent,
)


@dataclass(frozen=True)
class CitingFact:
    """Something read from some lines, and how it reads there.

    `field` is what it is of: a field, the role of a country or a party, a vocabulary, `place`, `milestone`.
    """

    source_key: int
    reference: str
    field: str
    printed: str


def facts_citing(document: Document) -> tuple[CitingFact, ...]:
    """Every fact of a listed programme that was read from the document, those of a programme together."""
    found = (
        *_cited(document, FieldSource.objects.all(), F("field"), F("printed")),
        *_cited(document, StatusEvent.objects.all(), Value("status"), F("status__label")),
        *_cited(document, ProgrammeParty.objects.all(), F("role"), F("organisation__name")),
        *_cited(document, ProgrammePlace.objects.all(), Value("place"), F("name")),
        *_cited(document, ProgrammeCountry.objects.all(), F("role"), F("country__name")),
        *_cited(document, KeyPartner.objects.all(), Value("partner"), F("name")),
        *_cited(document, ProgrammeTag.objects.all(), F("term__scheme"), F("term__label")),
        *_cited(document, Milestone.objects.all(), Value("milestone"), F("kind")),
    )
    return tuple(sorted(found, key=lambda fact: fact.reference))


def _cited(
    document: Document, facts: QuerySet[Any], field: Combinable, printed: Combinable
) -> Iterator[CitingFact]:
    prefix = document.fund.reference_prefix
    rows = facts.filter(source__document=document, programme__listed_on__isnull=False).order_by("pk")
    columns = rows.annotate(of=field, reads=printed).values_list(
        "source_id", "programme__number", "of", "reads"
    )
    for source, number, of, reads in columns:
        yield CitingFact(source, str(Reference(prefix, number)), of, reads)
