"""The kept text of documents, in pieces of some paragraphs, each found with its own lines."""

from collections.abc import Collection, Iterator, Sequence

from django.db.models import QuerySet

from jointfund.audit.models import Event
from jointfund.documents.models import Document, Visibility
from jointfund.funds.models import Fund
from jointfund.search.pieces import pieces_of
from jointfund.search.records import Passage, Place, SearchRecord
from jointfund.search.sources.base import PART, Reader


class DocumentPages:
    """Documents whose text is kept."""

    kind = "document"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = Document.objects.filter(fund=fund, text__isnull=False).select_related("text")
        if wholes is not None:
            found = found.filter(key__in=wholes)
        for document in _one_by_one(found):
            for held in pieces_of(document.text.text.split("\n"), document.key):
                yield _piece(document, held)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        found = Document.objects.visible_to(reader, fund).filter(key__in=wholes)
        return frozenset(found.values_list("key", flat=True))

    def touched(self, event: Event) -> tuple[str, ...]:
        return (event.subject,) if event.verb.startswith("document:") else ()


def _one_by_one(found: QuerySet[Document]) -> Iterator[Document]:
    return found.order_by("key").iterator(chunk_size=1)


def _piece(document: Document, held: Sequence[Passage]) -> SearchRecord:
    first, last = held[0].place, held[-1].place
    start = first.start_line if first else None
    return SearchRecord(
        kind="document",
        reference=f"{document.key}{PART}{start}",
        title=document.title,
        passages=tuple(held),
        facets={"year": (str(document.issued_on.year),)} if document.issued_on else {},
        place=Place(document.key, start, last.end_line if last else None),
        is_public=document.visibility == Visibility.PUBLIC,
    )
