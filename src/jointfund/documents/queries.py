"""Reads of documents: who reads their words, where they disagree, and what a page needs of their lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, F, Prefetch, Q, Value, When
from django.db.models.expressions import Combinable

from jointfund.documents.models import (
    Discrepancy,
    DiscrepancyKind,
    DiscrepancyPlace,
    Document,
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


def may_read(document: Document, *, of_the_fund: bool) -> bool:
    """Whether a document's title, lines and words may be told: to people of the fund all, else public ones.

    The one rule for a document at hand; `Document.objects.visible_to` is the same for a search.
    """
    return document.is_public or of_the_fund


def quoted(words: str, source: Source | None, *, of_the_fund: bool = False) -> str:
    """Words read from a source that is loaded with its document; empty where the reader may not read it."""
    return words if source is None or may_read(source.document, of_the_fund=of_the_fund) else ""


def public_words(field: str = "words") -> Combinable:
    """The same for everybody outside, as a column of rows that have a `source`."""
    is_open = Q(source__isnull=True) | Q(source__document__visibility=Visibility.PUBLIC)
    return Case(When(is_open, then=F(field)), default=Value(""))


def _disagreement(row: Discrepancy) -> Disagreement:
    return Disagreement(
        number=row.number,
        kind=row.kind,
        severity=row.severity,
        subject=row.subject,
        explanation=row.explanation,
        places=tuple((place.quote, place.source) for place in row.places.all()),
    )
