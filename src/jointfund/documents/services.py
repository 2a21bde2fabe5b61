"""Keeping originals, naming the spans facts rest on, and recording where documents disagree."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.documents.models import (
    Discrepancy,
    DiscrepancyPlace,
    Document,
    DocumentText,
    Source,
    Visibility,
)
from jointfund.documents.originals import store_original
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.people.models import User
from jointfund.people.permissions import OfRecord, Permission, reference_of, require
from jointfund.people.services.reasons import checked_reason


@dataclass(frozen=True)
class DocumentValues:
    """What is known of a document apart from its content."""

    key: str
    kind: str
    title: str
    issued: PartialDate | None = None
    issuer: str = ""
    url: str = ""
    original_name: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class PlaceValues:
    """One side of a discrepancy."""

    source: Source
    quote: str


@dataclass(frozen=True)
class DiscrepancyValues:
    """A discrepancy as the reader found it."""

    kind: str
    severity: str
    subject: str
    explanation: str
    places: Sequence[PlaceValues]


def name_document(fund: Fund, values: DocumentValues) -> Document:
    """The document of that key, made when it is not there yet; its original is not kept by this."""
    document, _ = Document.objects.get_or_create(
        fund=fund,
        key=values.key,
        defaults={
            "kind": values.kind,
            "title": values.title,
            "issuer": values.issuer,
            "url": values.url,
            "original_name": values.original_name,
            "media_type": values.media_type,
            "issued_on": values.issued.on if values.issued else None,
            "issued_precision": values.issued.precision if values.issued else "",
        },
    )
    return document


@transaction.atomic
def keep_original(
    fund: Fund, values: DocumentValues, content: bytes, lines: Sequence[str], *, actor: str
) -> Document:
    """The document with its original and lines kept; the one already kept where the bytes are the same.

    A document of the same key that stands in the record without its original receives it.
    Raises OriginalNotKept when the disk does not take it.
    """
    digest = hashlib.sha256(content).hexdigest()
    if kept := Document.objects.filter(fund=fund, sha256=digest).first():
        return kept
    document = name_document(fund, _free_key(fund, values))
    document = Document.objects.select_for_update().get(pk=document.pk)
    document.sha256 = digest
    document.original_name = values.original_name
    document.media_type = values.media_type
    document.original.name = store_original(content)
    document.save()
    DocumentText.objects.create(document=document, text="\n".join(lines))
    audit.record(Verb.DOCUMENT_KEPT, document.key, actor=actor, fund=fund, after={"sha256": digest})
    return document


def _free_key(fund: Fund, values: DocumentValues) -> DocumentValues:
    """The same values under a key no other kept original holds."""
    taken = set(
        Document.objects.filter(fund=fund, key__startswith=values.key)
        .exclude(sha256="")
        .values_list("key", flat=True)
    )
    key, running = values.key, 2
    while key in taken:
        key, running = f"{values.key}-{running}", running + 1
    return DocumentValues(
        key=key,
        kind=values.kind,
        title=values.title,
        issued=values.issued,
        issuer=values.issuer,
        url=values.url,
        original_name=values.original_name,
        media_type=values.media_type,
    )


@transaction.atomic
def change_visibility(
    document: Document, visibility: Visibility, *, reason: str, actor: User | str
) -> Document:
    """The document readable by everybody or by people of the fund alone, and with it what rests on its lines.

    Raises NotAllowed, ReasonMissing, ReasonNamesSomebody. One that is so already stays as it is, without
    an event.
    """
    found = Document.objects.select_for_update(of=("self",)).select_related("fund").get(pk=document.pk)
    require(actor, Permission.DOCUMENT_SHOW, OfRecord(found.fund, found.key))
    if found.visibility == visibility:
        return found
    note, before = checked_reason(reason), found.visibility
    found.visibility = visibility
    found.save(update_fields=["visibility"])
    audit.record(
        Verb.DOCUMENT_VISIBILITY_CHANGED,
        found.key,
        actor=reference_of(actor),
        fund=found.fund,
        before={"visibility": str(before)},
        after={"visibility": visibility.value},
        note=note,
    )
    return found


def source_of(
    document: Document, start_line: int | None = None, end_line: int | None = None, page: int | None = None
) -> Source:
    """The span of a document, stored once however many facts rest on it."""
    source, _ = Source.objects.get_or_create(
        document=document, start_line=start_line, end_line=end_line, defaults={"page": page}
    )
    return source


def sources_of(document: Document, spans: Collection[tuple[int, int]]) -> dict[tuple[int, int], Source]:
    """Spans of a document by first and last line, stored once each: many at a time, in two queries."""
    Source.objects.bulk_create(
        (Source(document=document, start_line=start, end_line=end) for start, end in spans),
        ignore_conflicts=True,
    )
    rows = Source.objects.filter(document=document, start_line__in={start for start, _end in spans})
    found = {(row.start_line or 0, row.end_line or 0): row for row in rows.select_related("document")}
    return {span: found[span] for span in spans}


@transaction.atomic
def record_discrepancies(fund: Fund, found: Sequence[DiscrepancyValues], *, actor: str) -> int:
    """Add the discrepancies not yet on record and return how many were new; known ones stay as they are."""
    Fund.objects.select_for_update().get(pk=fund.pk)
    known = set(Discrepancy.objects.filter(fund=fund).values_list("kind", "subject"))
    highest: int = Discrepancy.objects.filter(fund=fund).aggregate(Max("number"))["number__max"] or 0
    new = [values for values in found if (values.kind, values.subject[:300]) not in known]
    for number, values in enumerate(new, start=highest + 1):
        discrepancy = Discrepancy.objects.create(
            fund=fund,
            number=number,
            kind=values.kind,
            severity=values.severity,
            subject=values.subject[:300],
            explanation=values.explanation,
        )
        DiscrepancyPlace.objects.bulk_create(
            DiscrepancyPlace(
                discrepancy=discrepancy, source=place.source, quote=place.quote, position=position
            )
            for position, place in enumerate(values.places, start=1)
        )
        audit.record(Verb.DISCREPANCY_FOUND, f"{fund.code}/D{number}", actor=actor, fund=fund)
    return len(new)
