"""One programme with the source of each of its values."""

from datetime import date

from jointfund.api import schemas
from jointfund.api.parameters import meta_of, visit_to
from jointfund.api.values import budget_out, iso, known, source_out
from jointfund.documents.queries import quoted
from jointfund.programmes.filters import Tags
from jointfund.programmes.models import StatusEvent
from jointfund.programmes.queries.profile import Profile


def programme_detail(found: Profile, day: date, tags: Tags) -> schemas.ProgrammeDetail:
    """The programme as the record had it on the day, with the links of the standing asked for."""
    one = found.programme
    visit = visit_to(one.fund)
    latest = found.events[-1] if found.events else None
    return schemas.ProgrammeDetail(
        meta=meta_of(one.fund, day, 1),
        reference=one.reference,
        url=visit.href("programme", ref=one.reference),
        title=one.title,
        heading=one.heading,
        summary=known(one.summary),
        status=_status(latest) if latest else None,
        area=schemas.Area(number=one.area.number, title=one.area.title, short=known(one.area.short))
        if one.area
        else None,
        budget=budget_out(one.budget, one.budget_precision, visit),
        duration_months=one.duration_months,
        starts_on=iso(one.starts),
        ends_on_original=iso(one.ends_original),
        ends_on=iso(one.ends),
        countries=[
            schemas.CountryIn(
                iso3=link.country.iso3,
                name=link.country.name,
                role=link.role,
                standing=link.standing,
                words=known(quoted(link.words, link.source)),
                source=source_out(link.source, visit),
            )
            for link in found.countries
            if tags in (Tags.ALL, link.standing)
        ],
        places=[place.name for place in found.places if tags in (Tags.ALL, place.standing)],
        parties=[
            schemas.Party(
                code=party.organisation.slug,
                name=party.organisation.name,
                role=party.role,
                confidence=known(party.confidence),
                source=source_out(party.source, visit),
            )
            for party in found.parties
        ],
        key_partners=[
            schemas.Partner(
                name=partner.name, kind=known(partner.kind), source=source_out(partner.source, visit)
            )
            for partner in found.partners
        ],
        key_partners_text=known(one.key_partners_text),
        tags=[
            schemas.Tag(
                scheme=tag.term.scheme,
                code=tag.term.code,
                label=tag.term.label,
                standing=tag.standing,
                words=known(quoted(tag.words, tag.source)),
                source=source_out(tag.source, visit),
            )
            for tag in found.tags
            if tags in (Tags.ALL, tag.standing)
        ],
        status_events=[
            schemas.EventOut(
                status=schemas.Code(code=event.status.code, label=event.status.label),
                on=event.dated.iso(),
                cites=known(quoted(event.citation_reference, event.source)),
                confidence=known(event.confidence),
                note=known(event.note),
                source=source_out(event.source, visit),
            )
            for event in found.events
        ],
        field_sources=[
            schemas.FieldSourceOut(
                field=field.field, printed=known(field.printed), doubt=known(field.doubt), source=shown
            )
            for field in found.field_sources
            if (shown := source_out(field.source, visit))
        ],
    )


def _status(event: StatusEvent) -> schemas.StatusOut:
    status = event.status
    return schemas.StatusOut(
        code=status.code, label=status.label, stage=status.stage, since=event.dated.iso()
    )
