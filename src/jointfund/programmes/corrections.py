"""Changing what the record holds because a person decided so: each change is audited with before and after.

Reading a further source never comes here (see `services.complete_programme`): it overwrites nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.kernel.errors import DomainError
from jointfund.programmes.drafts import ProgrammeDraft
from jointfund.programmes.models import PartyRole, Programme, ProgrammeTag, Standing
from jointfund.programmes.services import UnknownWord, add_links, write_words
from jointfund.vocabularies.models import ThematicArea


class NothingToCorrect(DomainError):
    """The field is none that a correction may set, or its new value is missing."""


@dataclass(frozen=True)
class ProgrammeChanges:
    """New values and the names of the fields they are for; what is not named stays whatever `values` hold.

    Lists (`countries`, `parties`, `key_partners`) are set as a whole; of countries the implementing ones.
    """

    fields: frozenset[str]
    values: ProgrammeDraft


@transaction.atomic
def correct_programme(
    programme: Programme, changes: ProgrammeChanges, *, actor: str, note: str
) -> tuple[str, ...]:
    """Set fields of a programme to new values on a person's decision; the names of those that changed.

    `note` says what the decision rests on (document and lines) and is kept in the audit trail. A value that
    is already there changes nothing. Raises NothingToCorrect and UnknownWord.
    """
    if unknown := changes.fields - set(SETTERS):
        raise NothingToCorrect(f"{', '.join(sorted(unknown))} cannot be corrected here.")
    locked = Programme.objects.select_for_update(of=("self",)).select_related("fund", "area")
    programme = locked.get(pk=programme.pk)
    before = _shown(programme, changes.fields)
    for field in sorted(changes.fields):
        SETTERS[field](programme, changes.values)
    programme.save()
    after = _shown(_again(programme), changes.fields)
    changed = tuple(field for field in sorted(changes.fields) if before[field] != after[field])
    if changed:
        write_words(programme)
        audit.record(
            Verb.PROGRAMME_CORRECTED,
            programme.reference,
            actor=actor,
            fund=programme.fund,
            before={field: before[field] for field in changed},
            after={field: after[field] for field in changed},
            note=note,
        )
    return changed


@transaction.atomic
def confirm_suggestions(programme: Programme, draft: ProgrammeDraft, *, actor: str, note: str) -> int:
    """Turn the suggestions on record that the draft holds as confirmed into confirmed facts; how many.

    What the programme does not carry yet is no business of this (see `complete_programme`).
    """
    programme = Programme.objects.select_for_update().select_related("fund").get(pk=programme.pk)
    confirmed = [*_confirm_tags(programme, draft), *_confirm_places(programme, draft)]
    confirmed += _confirm_roles(programme, draft)
    if confirmed:
        audit.record(
            Verb.TAG_CONFIRMED,
            programme.reference,
            actor=actor,
            fund=programme.fund,
            before={"standing": Standing.SUGGESTED.value},
            after={"standing": Standing.CONFIRMED.value, "confirmed": confirmed},
            note=note,
        )
    return len(confirmed)


def _confirm_tags(programme: Programme, draft: ProgrammeDraft) -> list[str]:
    wanted = {(tag.scheme, tag.code): tag for tag in draft.tags if tag.standing == Standing.CONFIRMED}
    names = []
    for row in ProgrammeTag.objects.select_related("term").filter(
        programme=programme, standing=Standing.SUGGESTED
    ):
        if tag := wanted.get((row.term.scheme, row.term.code)):
            row.standing, row.source, row.words = Standing.CONFIRMED, tag.source, tag.words[:300]
            row.save(update_fields=["standing", "source", "words"])
            names.append(f"{tag.scheme} {tag.code}")
    return names


def _confirm_places(programme: Programme, draft: ProgrammeDraft) -> list[str]:
    wanted = {place.name for place in draft.places if place.standing == Standing.CONFIRMED}
    rows = programme.places.filter(name__in=wanted, standing=Standing.SUGGESTED)
    names = [f"place {row.name}" for row in rows]
    rows.update(standing=Standing.CONFIRMED)
    return names


def _confirm_roles(programme: Programme, draft: ProgrammeDraft) -> list[str]:
    wanted = {(link.iso3, link.role) for link in draft.countries if link.standing == Standing.CONFIRMED}
    names = []
    for row in programme.country_links.select_related("country").filter(standing=Standing.SUGGESTED):
        if (row.country.iso3, row.role) in wanted:
            row.standing = Standing.CONFIRMED
            row.save(update_fields=["standing"])
            names.append(f"country_role {row.country.iso3}:{row.role}")
    return names


def _set_title(programme: Programme, values: ProgrammeDraft) -> None:
    programme.title = values.title or None


def _set_summary(programme: Programme, values: ProgrammeDraft) -> None:
    programme.summary = values.summary


def _set_area(programme: Programme, values: ProgrammeDraft) -> None:
    number = values.area_number or 0  # no area has the number 0
    area = ThematicArea.objects.filter(fund=programme.fund, number=number).first()
    if area is None:
        raise UnknownWord(f"The fund has no thematic area {values.area_number}.")
    programme.area, programme.area_basis = area, values.area_basis


def _set_budget(programme: Programme, values: ProgrammeDraft) -> None:
    if values.budget is None:
        raise NothingToCorrect("A budget can be replaced by another one, not by nothing.")
    programme.budget, programme.budget_precision = values.budget, values.budget_precision or "exact"


def _set_duration(programme: Programme, values: ProgrammeDraft) -> None:
    programme.duration_months = values.duration_months


def _set_starts(programme: Programme, values: ProgrammeDraft) -> None:
    if values.starts:
        programme.starts_on, programme.starts_precision = values.starts.on, values.starts.precision


def _set_ends_original(programme: Programme, values: ProgrammeDraft) -> None:
    if values.ends_original:
        programme.ends_on_original = values.ends_original.on
        programme.ends_original_precision = values.ends_original.precision


def _set_ends(programme: Programme, values: ProgrammeDraft) -> None:
    if values.ends:
        programme.ends_on, programme.ends_precision = values.ends.on, values.ends.precision


def _set_countries(programme: Programme, values: ProgrammeDraft) -> None:
    links = tuple(link for link in values.countries if link.role == "implementing")
    wanted = {link.iso3 for link in links}
    programme.country_links.filter(role="implementing").exclude(country__iso3__in=wanted).delete()
    add_links(programme, replace(EMPTY, countries=links))


def _set_parties(programme: Programme, values: ProgrammeDraft) -> None:
    """The parties as given. Where no lead is given, the one on record leads on if it is still there."""
    wanted = {party.organisation.pk for party in values.parties}
    programme.parties.exclude(organisation_id__in=wanted).delete()
    lead = next((party for party in values.parties if party.role == PartyRole.LEAD), None)
    if lead:
        others = programme.parties.filter(role=PartyRole.LEAD).exclude(organisation=lead.organisation)
        others.update(role=PartyRole.PARTICIPATING)
        programme.parties.filter(organisation=lead.organisation).update(role=PartyRole.LEAD)
    add_links(programme, replace(EMPTY, parties=values.parties))


def _set_key_partners(programme: Programme, values: ProgrammeDraft) -> None:
    programme.key_partners.all().delete()
    programme.key_partners_text = values.key_partners_text
    add_links(programme, replace(EMPTY, key_partners=values.key_partners))


EMPTY = ProgrammeDraft(heading="")
SETTERS: Mapping[str, Callable[[Programme, ProgrammeDraft], None]] = {
    "title": _set_title,
    "summary": _set_summary,
    "area": _set_area,
    "budget": _set_budget,
    "duration": _set_duration,
    "starts": _set_starts,
    "ends_original": _set_ends_original,
    "ends": _set_ends,
    "countries": _set_countries,
    "parties": _set_parties,
    "key_partners": _set_key_partners,
}


def _again(programme: Programme) -> Programme:
    return Programme.objects.select_related("area").get(pk=programme.pk)


def _shown(programme: Programme, fields: frozenset[str]) -> dict[str, str | int | list[str] | None]:
    """The values of some fields as the audit trail keeps them."""
    shown: Mapping[str, Callable[[], str | int | list[str] | None]] = {
        "title": lambda: programme.title,
        "summary": lambda: programme.summary,
        "area": lambda: programme.area.number if programme.area else None,
        "budget": lambda: f"{programme.budget:.2f}" if programme.budget is not None else None,
        "duration": lambda: programme.duration_months,
        "starts": lambda: programme.starts.iso() if programme.starts else None,
        "ends_original": lambda: programme.ends_original.iso() if programme.ends_original else None,
        "ends": lambda: programme.ends.iso() if programme.ends else None,
        "countries": lambda: _implementing(programme),
        "parties": lambda: [
            f"{party.organisation.slug} {party.role}"
            for party in programme.parties.select_related("organisation").order_by("organisation__slug")
        ],
        "key_partners": lambda: [partner.name for partner in programme.key_partners.all()],
    }
    return {field: shown[field]() for field in fields}


def _implementing(programme: Programme) -> list[str]:
    links = programme.country_links.select_related("country").filter(role="implementing")
    return sorted(link.country.iso3 for link in links)
