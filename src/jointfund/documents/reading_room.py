"""A document as its page shows it: line by line where its text is kept, else the lines the record cites."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from jointfund.documents.models import Document, DocumentText, Source
from jointfund.funds.models import Fund
from jointfund.people.models import User


@dataclass(frozen=True)
class CitedSpan:
    """Lines the record cites, with the first of the words it keeps of them; lines are None for a web page."""

    key: int
    start_line: int | None
    end_line: int | None


@dataclass(frozen=True)
class OpenDocument:
    """A document that may be read. `lines` is empty where only its facts are kept."""

    document: Document
    lines: tuple[str, ...]
    spans: tuple[CitedSpan, ...]

    @property
    def cited_lines(self) -> frozenset[int]:
        """Numbers of the lines some fact was read from; of a very long span only its first."""
        return frozenset(
            number
            for span in self.spans
            if span.start_line is not None
            for number in range(span.start_line, min(span.end_line or 0, span.start_line + 60) + 1)
        )


def documents_for(reader: User | AnonymousUser, fund: Fund) -> tuple[Document, ...]:
    """The documents this person may read, newest first, those without date last."""
    found = Document.objects.visible_to(reader, fund)
    return tuple(
        sorted(
            found, key=lambda one: (one.issued_on is not None, one.issued_on or 0, one.title), reverse=True
        )
    )


def open_document(reader: User | AnonymousUser, fund: Fund, key: str) -> OpenDocument | None:
    """The document of that key with its kept lines; None where there is none this person may read."""
    document = Document.objects.visible_to(reader, fund).filter(key=key).first()
    if document is None:
        return None
    text = DocumentText.objects.filter(document=document).values_list("text", flat=True).first()
    rows = Source.objects.filter(document=document).order_by("start_line", "end_line")
    spans = tuple(CitedSpan(row.pk, row.start_line, row.end_line) for row in rows)
    return OpenDocument(document, tuple(text.split("\n")) if text else (), spans)
