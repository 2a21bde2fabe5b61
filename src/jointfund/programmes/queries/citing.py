"""Which facts of which programmes rest on a document: the way back from a source to the record."""

from dataclasses import dataclass

from jointfund.documents.models import Document
from jointfund.kernel.references import Reference
from jointfund.programmes.models import FieldSource


@dataclass(frozen=True)
class CitingFact:
    """A value of a programme read from some lines, and how those lines print it."""

    source_key: int
    reference: str
    field: str
    printed: str


def facts_citing(document: Document) -> tuple[CitingFact, ...]:
    """Every value of a listed programme that was read from the document, in the order of its lines."""
    rows = FieldSource.objects.filter(source__document=document, programme__listed_on__isnull=False)
    rows = rows.select_related("programme__fund").order_by("source__start_line", "programme__number", "pk")
    return tuple(
        CitingFact(
            row.source_id,
            str(Reference(row.programme.fund.reference_prefix, row.programme.number)),
            row.field,
            row.printed,
        )
        for row in rows
    )
