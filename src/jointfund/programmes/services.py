"""Writing programmes: adding one, completing one from a further source, recording its status.

Nothing is overwritten: a source that prints another value than the record leaves the record as it is and is
kept beside it, with the value it prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Min

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.kernel.words import fold
from jointfund.programmes.drafts import ProgrammeDraft, StatusDraft
from jointfund.programmes.models import (
    FieldSource,
    KeyPartner,
    Milestone,
    Programme,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammePlace,
    ProgrammeTag,
    ProgrammeWords,
    Standing,
    Status,
    StatusEvent,
)
from jointfund.programmes.statuses import load_statuses as load_statuses
from jointfund.vocabularies.models import Country, Term, ThematicArea


class UnknownWord(DomainError):
    """A draft names a status, area, country or term that the fund's vocabularies do not hold."""


@dataclass(frozen=True)
class Completion:
    """What a further source brought to a programme already on record."""

    filled: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when the source brought nothing new."""
        return not self.filled


@transaction.atomic
def add_programme(
    fund: Fund, draft: ProgrammeDraft, *, actor: str, number: int | None = None, note: str = ""
) -> Programme:
    """A new programme with everything its draft holds; it takes the fund's next number unless one is given.

    Raises UnknownWord when the draft names a word the vocabularies do not hold.
    """
    Fund.objects.select_for_update().get(pk=fund.pk)  # two writers never take the same number
    if number is None:
        highest: int = fund.programmes.aggregate(Max("number"))["number__max"] or 0
        number = highest + 1
    programme = Programme.objects.create(
        fund=fund,
        number=number,
        heading=draft.heading,
        title=draft.title,
        summary=draft.summary,
        area=_area(fund, draft.area_number),
        area_basis=draft.area_basis,
        budget=draft.budget,
        budget_precision=draft.budget_precision,
        duration_months=draft.duration_months,
        key_partners_text=draft.key_partners_text,
    )
    _set_dates(programme, draft)
    programme.save()
    add_links(programme, draft)
    for status in draft.statuses:
        record_status(programme, status, actor=actor)
    write_words(programme)
    audit.record(
        Verb.PROGRAMME_ADDED, programme.reference, actor=actor, fund=fund, after=_plain(draft), note=note
    )
    return programme


@transaction.atomic
def complete_programme(programme: Programme, draft: ProgrammeDraft, *, actor: str) -> Completion:
    """Fill what the record does not know yet from a further source; name what that source gives otherwise.

    Lists grow by what is new; values on record stay. The same draft twice changes nothing.
    """
    programme = Programme.objects.select_for_update().select_related("fund").get(pk=programme.pk)
    filled = _fill_unknown(programme, draft)
    differing = _differing(programme, draft)
    if filled:
        programme.save()
    filled += add_links(programme, draft)
    for status in draft.statuses:
        if not programme.status_events.filter(status__code=status.code).exists():
            record_status(programme, status, actor=actor)
            filled.append("status")
    completion = Completion(tuple(filled), tuple(differing))
    if not completion.is_empty:
        write_words(programme)
        audit.record(
            Verb.PROGRAMME_CHANGED,
            programme.reference,
            actor=actor,
            fund=programme.fund,
            after={"filled": filled, "differing": differing},
        )
    return completion


@transaction.atomic
def record_status(programme: Programme, draft: StatusDraft, *, actor: str) -> StatusEvent:
    """Record that a programme had a status from a day on; the only writer of `Programme.status`.

    The programme shows the status of its latest event, so that an earlier fact learned later does not turn
    it back. Raises UnknownWord when the fund has no such status.
    """
    programme = Programme.objects.select_for_update().select_related("fund").get(pk=programme.pk)
    status = Status.objects.filter(fund=programme.fund, code=draft.code).first()
    if status is None:
        raise UnknownWord(f"The fund has no status “{draft.code}”. Its statuses are loaded from its data.")
    before = programme.status.code if programme.status else None
    event, is_new = StatusEvent.objects.get_or_create(
        programme=programme,
        status=status,
        on=draft.on.on,
        defaults={
            "precision": draft.on.precision,
            "citation_kind": draft.citation.kind,
            "citation_reference": draft.citation.reference,
            "source": draft.source,
            "confidence": draft.confidence,
            "note": draft.note,
        },
    )
    if not is_new:
        return event
    latest = programme.status_events.select_related("status").order_by("-on", "-status__position", "-pk")[0]
    programme.status = latest.status
    programme.status_on = latest.on
    programme.listed_on = programme.status_events.aggregate(Min("on"))["on__min"]
    programme.save(update_fields=["status", "status_on", "listed_on"])
    audit.record(
        Verb.STATUS_RECORDED,
        programme.reference,
        actor=actor,
        fund=programme.fund,
        before={"status": before},
        after={"status": draft.code, "on": draft.on.iso(), "cites": draft.citation.reference},
    )
    return event


def write_words(programme: Programme) -> None:
    """Rewrite what the free-text search reads of a programme."""
    parts: list[str] = [programme.heading, programme.title or "", programme.summary]
    parts += [partner.name for partner in programme.key_partners.all()]
    for party in programme.parties.select_related("organisation"):
        parts += [party.organisation.acronym, party.organisation.name]
    parts += [
        link.country.name
        for link in programme.country_links.select_related("country")
        if link.standing == Standing.CONFIRMED
    ]
    parts += [place.name for place in programme.places.all()]
    text = fold("\n".join(part for part in parts if part))
    ProgrammeWords.objects.update_or_create(programme=programme, defaults={"text": text})


def _area(fund: Fund, number: int | None) -> ThematicArea | None:
    if number is None:
        return None
    area = ThematicArea.objects.filter(fund=fund, number=number).first()
    if area is None:
        raise UnknownWord(f"The fund has no thematic area {number}.")
    return area


def _set_dates(programme: Programme, draft: ProgrammeDraft) -> None:
    if draft.starts:
        programme.starts_on, programme.starts_precision = draft.starts.on, draft.starts.precision
    if draft.ends_original:
        programme.ends_on_original = draft.ends_original.on
        programme.ends_original_precision = draft.ends_original.precision
    if draft.ends:
        programme.ends_on, programme.ends_precision = draft.ends.on, draft.ends.precision


def _fill_unknown(programme: Programme, draft: ProgrammeDraft) -> list[str]:
    """Set the plain fields the record leaves open; the names of those that were set."""
    filled = []
    if programme.title is None and draft.title:
        programme.title = draft.title
        filled.append("title")
    if programme.area is None and draft.area_number:
        programme.area = _area(programme.fund, draft.area_number)
        programme.area_basis = draft.area_basis
        filled.append("area")
    if programme.budget is None and draft.budget is not None:
        programme.budget, programme.budget_precision = draft.budget, draft.budget_precision
        filled.append("budget")
    if programme.duration_months is None and draft.duration_months:
        programme.duration_months = draft.duration_months
        filled.append("duration")
    if not programme.summary and draft.summary:
        programme.summary = draft.summary
        filled.append("summary")
    if not programme.key_partners_text and draft.key_partners_text:
        programme.key_partners_text = draft.key_partners_text
        filled.append("key partners")
    return filled


def _differing(programme: Programme, draft: ProgrammeDraft) -> list[str]:
    """The fields the draft prints otherwise than the record. A rounded amount is no difference."""
    differing = []
    if draft.title and programme.title and fold(draft.title).rstrip(".") != fold(programme.title).rstrip("."):
        differing.append("title")
    is_exact = draft.budget is not None and draft.budget_precision == "exact"
    if is_exact and programme.budget is not None and draft.budget != programme.budget:
        differing.append("budget")
    if draft.duration_months and draft.duration_months != programme.duration_months:
        differing.append("duration")
    if draft.area_number and programme.area and draft.area_number != programme.area.number:
        differing.append("area")
    return differing


def add_links(programme: Programme, draft: ProgrammeDraft) -> list[str]:
    """Add the draft's rows that are not there yet; the names of the lists that grew."""
    added = {
        "countries": _add_countries(programme, draft),
        "places": _add_places(programme, draft),
        "parties": _add_parties(programme, draft),
        "partners": _add_partners(programme, draft),
        "tags": _add_tags(programme, draft),
        "milestones": _add_milestones(programme, draft),
        "sources": _add_field_sources(programme, draft),
    }
    return [name for name, rows in added.items() if rows]


def _add_countries(programme: Programme, draft: ProgrammeDraft) -> Sequence[ProgrammeCountry]:
    if not draft.countries:
        return []
    countries = Country.objects.in_bulk([link.iso3 for link in draft.countries], field_name="iso3")
    if missing := {link.iso3 for link in draft.countries} - set(countries):
        raise UnknownWord(f"The vocabulary of countries does not hold {', '.join(sorted(missing))}.")
    known = {(link.country_id, link.role) for link in programme.country_links.all()}
    return ProgrammeCountry.objects.bulk_create(
        ProgrammeCountry(
            programme=programme,
            country=countries[link.iso3],
            role=link.role,
            standing=link.standing,
            words=link.words[:300],
            source=link.source,
            position=position,
        )
        for position, link in enumerate(draft.countries, start=len(known))
        if (countries[link.iso3].pk, link.role) not in known
    )


def _add_places(programme: Programme, draft: ProgrammeDraft) -> Sequence[ProgrammePlace]:
    known = {place.name for place in programme.places.all()}
    return ProgrammePlace.objects.bulk_create(
        ProgrammePlace(
            programme=programme,
            name=place.name,
            standing=place.standing,
            words=place.words[:300],
            source=place.source,
        )
        for place in draft.places
        if place.name not in known
    )


def _add_parties(programme: Programme, draft: ProgrammeDraft) -> Sequence[ProgrammeParty]:
    known = {party.organisation_id for party in programme.parties.all()}
    return ProgrammeParty.objects.bulk_create(
        ProgrammeParty(
            programme=programme,
            organisation=party.organisation,
            role=party.role,
            confidence=party.confidence[:200],
            note=party.note[:300],
            budget_share=party.budget_share,
            source=party.source,
        )
        for party in draft.parties
        if party.organisation.pk not in known
    )


def _add_partners(programme: Programme, draft: ProgrammeDraft) -> Sequence[KeyPartner]:
    known = {fold(partner.name) for partner in programme.key_partners.all()}
    new = [partner for partner in draft.key_partners if fold(partner.name) not in known]
    return KeyPartner.objects.bulk_create(
        KeyPartner(
            programme=programme,
            position=position,
            name=partner.name,
            kind=partner.kind,
            group=partner.group[:80],
            source=partner.source,
        )
        for position, partner in enumerate(new, start=len(known) + 1)
    )


def _add_tags(programme: Programme, draft: ProgrammeDraft) -> Sequence[ProgrammeTag]:
    if not draft.tags:
        return []
    terms = {
        (term.scheme, term.code): term
        for term in Term.objects.filter(fund__isnull=True, scheme__in={tag.scheme for tag in draft.tags})
    }
    if missing := {(tag.scheme, tag.code) for tag in draft.tags} - set(terms):
        words = ", ".join(f"{scheme} {code}" for scheme, code in sorted(missing))
        raise UnknownWord(f"The vocabularies do not hold {words}.")
    known = {tag.term_id for tag in programme.tags.all()}
    # A confirmed tag goes before a suggested one of the same term.
    ordered = sorted(draft.tags, key=lambda tag: tag.standing != Standing.CONFIRMED)
    new: dict[int, ProgrammeTag] = {}
    for tag in ordered:
        term = terms[tag.scheme, tag.code]
        if term.pk not in known and term.pk not in new:
            new[term.pk] = ProgrammeTag(
                programme=programme,
                term=term,
                standing=tag.standing,
                words=tag.words[:300],
                source=tag.source,
            )
    return ProgrammeTag.objects.bulk_create(new.values())


def _add_milestones(programme: Programme, draft: ProgrammeDraft) -> Sequence[Milestone]:
    known = {(milestone.kind, milestone.source_id) for milestone in programme.milestones.all()}
    return Milestone.objects.bulk_create(
        Milestone(
            programme=programme,
            kind=milestone.kind,
            on=milestone.on.on if milestone.on else None,
            precision=milestone.on.precision if milestone.on else "",
            confidence=milestone.confidence[:200],
            note=milestone.note[:500],
            source=milestone.source,
        )
        for milestone in draft.milestones
        if (milestone.kind, milestone.source.pk) not in known
    )


def _add_field_sources(programme: Programme, draft: ProgrammeDraft) -> Sequence[FieldSource]:
    known = {(place.field, place.source_id) for place in programme.field_sources.all()}
    return FieldSource.objects.bulk_create(
        FieldSource(
            programme=programme,
            field=place.field,
            source=place.source,
            printed=place.printed,
            doubt=place.doubt[:300],
        )
        for place in draft.field_sources
        if (place.field, place.source.pk) not in known
    )


def _plain(draft: ProgrammeDraft) -> dict[str, str | int | float | bool | list[str] | None]:
    """The draft's values as the audit trail keeps them."""
    return {
        "heading": draft.heading,
        "title": draft.title,
        "area": draft.area_number,
        "budget": str(draft.budget) if draft.budget is not None else None,
        "duration_months": draft.duration_months,
        "countries": [f"{link.iso3} {link.role}" for link in draft.countries],
        "parties": [f"{party.organisation.slug} {party.role}" for party in draft.parties],
    }
