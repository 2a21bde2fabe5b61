"""Reads of documents: where they disagree, and what a page needs to lead to their lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from jointfund.documents.models import (
    Discrepancy,
    DiscrepancyKind,
    DiscrepancyPlace,
    Severity,
    Source,
    Visibility,
)
from jointfund.funds.models import Fund

GRAVITY = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True)
class Disagreement:
    """Places of the fund's documents that do not agree, each with its words and its lines."""

    number: int
    kind: str
    severity: str
    subject: str
    explanation: str
    places: tuple[tuple[str, Source], ...]

    @property
    def is_change(self) -> bool:
        """Two dated texts that differ in what changes with time: no contradiction."""
        return self.kind == DiscrepancyKind.CHANGE

    @property
    def kind_words(self) -> str:
        return str(DiscrepancyKind(self.kind).label)

    @property
    def severity_words(self) -> str:
        return str(Severity(self.severity).label)


def disagreements(fund: Fund) -> tuple[Disagreement, ...]:
    """All between public documents, gravest first, then by number.

    What one document that is not public says would show in the subject too, so all of it is left out.
    """
    places = DiscrepancyPlace.objects.select_related("source__document").order_by("position")
    closed = DiscrepancyPlace.objects.exclude(source__document__visibility=Visibility.PUBLIC)
    rows = Discrepancy.objects.filter(fund=fund).exclude(pk__in=closed.values("discrepancy"))
    rows = rows.prefetch_related(Prefetch("places", places))
    found = [_disagreement(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (GRAVITY.index(Severity(one.severity)), one.number)))


def sources_by_key(keys: Iterable[int | None]) -> dict[int, Source]:
    """Sources with their documents, in one query; keys that are None are passed over."""
    wanted = {key for key in keys if key is not None}
    return Source.objects.select_related("document").in_bulk(wanted) if wanted else {}


def _disagreement(row: Discrepancy) -> Disagreement:
    return Disagreement(
        number=row.number,
        kind=row.kind,
        severity=row.severity,
        subject=row.subject,
        explanation=row.explanation,
        places=tuple((place.quote, place.source) for place in row.places.all()),
    )
