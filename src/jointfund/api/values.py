"""From records of the domain to what the API hands out."""

from decimal import Decimal

from jointfund.api import schemas
from jointfund.documents.models import Source
from jointfund.documents.queries import may_read
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.queries.listing import FullRow
from jointfund.ui.visit import Visit


def number(amount: Decimal | None) -> schemas.Amount | None:
    """An amount as a JSON number: whole where it is whole; null where it is unknown."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def known(text: str | None) -> str | None:
    """A text, null where there is none."""
    return text or None


def iso(when: PartialDate | None) -> str | None:
    """A date with only the parts that are known."""
    return when.iso() if when else None


def source_out(source: Source | None, visit: Visit) -> schemas.SourceOut | None:
    """The lines of a document everybody may read; null where none is known."""
    if source is None or not may_read(source.document, of_the_fund=False):
        return None
    page = visit.href("document", key=source.document.key)
    return schemas.SourceOut(
        document=source.document.key,
        start_line=source.start_line,
        end_line=source.end_line,
        page=source.page,
        url=f"{page}#L{source.start_line}" if source.start_line else page,
    )


def programme_out(full: FullRow, visit: Visit) -> schemas.ProgrammeOut:
    """A row of the list."""
    row = full.row
    return schemas.ProgrammeOut(
        reference=row.reference,
        url=visit.href("programme", ref=row.reference),
        title=row.title,
        heading=row.heading,
        summary=known(row.summary),
        status=schemas.StatusOut(
            code=row.status.code, label=row.status.label, stage=row.status.stage, since=iso(row.status.since)
        )
        if row.status
        else None,
        area=schemas.Area(number=row.area_number, title=row.area_title, short=known(row.area_short))
        if row.area_number
        else None,
        budget=budget_out(row.budget, row.budget_precision, visit),
        duration_months=row.duration_months,
        starts_on=iso(full.starts),
        ends_on_original=iso(full.ends_original),
        ends_on=iso(full.ends),
        countries=[
            schemas.CountryIn(iso3=one.iso3, name=one.name, role=one.role, standing=one.standing, words=None)
            for one in row.countries
        ],
        places=[place.name for place in full.places],
        parties=[
            schemas.Party(code=one.slug, name=one.name, role=one.role, confidence=known(one.confidence))
            for one in row.parties
        ],
        key_partners=[schemas.Partner(name=one.name, kind=known(one.kind)) for one in full.key_partners],
        key_partners_text=known(full.key_partners_text),
        tags=[
            schemas.Tag(
                scheme=tag.scheme,
                code=tag.code,
                label=tag.label,
                standing=tag.standing,
                words=known(tag.words),
            )
            for tag in full.tags
        ],
    )


def budget_out(amount: Decimal | None, precision: str, visit: Visit) -> schemas.Budget | None:
    """An amount in the fund's currency; null where no source prints it."""
    found = number(amount)
    if found is None:
        return None
    return schemas.Budget(amount=found, currency=visit.fund.currency, precision=known(precision))
