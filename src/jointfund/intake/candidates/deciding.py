"""What a candidate becomes when every decision is applied to what was read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.text import slugify

from jointfund.intake.candidates.comparing import Relation, Side, decision_of, relation_of
from jointfund.intake.candidates.fields import KINDS
from jointfund.intake.candidates.freezing import ProgrammeRecord, thaw_programme
from jointfund.intake.candidates.making import suggestions_of
from jointfund.intake.drafting import Drafter
from jointfund.intake.models import Candidate, CandidateField, Decision
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.drafts import FieldSourceDraft, PartyDraft, ProgrammeDraft
from jointfund.programmes.models import PartyRole, Standing
from jointfund.reading.lexicon import Lexicon


@dataclass(frozen=True)
class Decided:
    """A record after all decisions: what is left of it, which tags are confirmed, what replaces the record's.

    `changes` are names of fields for `correct_programme`; `set_aside` those whose printed value does not
    become the record's; `keeps_status` says that the record's status stays.
    """

    record: ProgrammeRecord
    confirmed: frozenset[str]
    changes: frozenset[str]
    set_aside: frozenset[str]
    keeps_status: bool


def decide(
    candidate: Candidate,
    fields: Mapping[str, CandidateField],
    sides: dict[str, Side],
    lexicon: Lexicon,
) -> Decided:
    """Apply the decisions, and the defaults where nobody decided, to the frozen record.

    Raises FieldRefused when a corrected value does not hold (any more).
    """
    record = thaw_programme(candidate.record)
    is_rounded = record.programme.budget_precision == "rounded"
    changes: set[str] = set()
    set_aside: set[str] = set()
    for name, field in fields.items():
        if field.is_suggestion:
            continue
        relation = relation_of(field, sides, lexicon, is_rounded=is_rounded)
        decision = decision_of(field, relation)
        if decision == Decision.REJECT:
            record = _without(record, name, lexicon, keeps_place=relation == Relation.DIFFERS)
            set_aside.add(name)
        elif decision == Decision.CORRECT:
            record = KINDS[name].write(record, field.corrected, lexicon)
            set_aside.add(name)
        replaces = decision == Decision.CORRECT or (
            decision == Decision.ACCEPT and relation == Relation.DIFFERS
        )
        if replaces and sides.get(name, Side("", frozenset())).shown and KINDS[name].change:
            changes.add(KINDS[name].change)
    record, confirmed = _suggestions(record, fields)
    keeps_status = "status" in set_aside and record.programme.status is None
    return Decided(record, confirmed, frozenset(changes), frozenset(set_aside), keeps_status)


def draft_of(decided: Decided, drafter: Drafter, fields: Mapping[str, CandidateField]) -> ProgrammeDraft:
    """The draft of what was decided: confirmed tags confirmed, printed values beside corrected ones."""
    draft = drafter.draft(decided.record.programme)
    more = decided.record.more
    return replace(
        draft,
        parties=_with_lead(draft.parties, more.get("lead", "")),
        tags=tuple(
            replace(tag, standing=_standing(decided, f"tag:{tag.scheme}:{tag.code}", tag.standing))
            for tag in draft.tags
        ),
        places=tuple(
            replace(place, standing=_standing(decided, f"tag:place:{place.name}", place.standing))
            for place in draft.places
        ),
        countries=tuple(
            replace(
                link,
                standing=_standing(decided, f"tag:country_role:{link.iso3}:{link.role}", link.standing),
            )
            for link in draft.countries
        ),
        statuses=() if decided.keeps_status else draft.statuses,
        starts=_date(more.get("starts")),
        ends_original=_date(more.get("ends_original")),
        ends=_date(more.get("ends")),
        field_sources=tuple(_field_source(decided, place, fields) for place in draft.field_sources),
    )


def _without(record: ProgrammeRecord, name: str, lexicon: Lexicon, *, keeps_place: bool) -> ProgrammeRecord:
    """The record without one value. Where the record of the fund differs, the place stays beside it."""
    record = KINDS[name].write(record, "", lexicon)
    if keeps_place:
        return record
    places = {field: place for field, place in record.programme.places.items() if field != name}
    return replace(record, programme=replace(record.programme, places=places))


def _suggestions(
    record: ProgrammeRecord, fields: Mapping[str, CandidateField]
) -> tuple[ProgrammeRecord, frozenset[str]]:
    kept, confirmed = [], set()
    for name, suggestion in suggestions_of(record).items():
        decision = fields[name].decision if name in fields else ""
        if decision == Decision.REJECT:
            continue
        kept.append(suggestion)
        if decision == Decision.ACCEPT:
            confirmed.add(name)
    programme = replace(record.programme, suggestions=tuple(kept))
    return replace(record, programme=programme), frozenset(confirmed)


def _standing(decided: Decided, name: str, standing: str) -> str:
    return Standing.CONFIRMED if name in decided.confirmed else standing


def _with_lead(parties: tuple[PartyDraft, ...], lead: str) -> tuple[PartyDraft, ...]:
    slug = slugify(lead)[:80]
    return tuple(
        replace(party, role=PartyRole.LEAD) if lead and party.organisation.slug == slug else party
        for party in parties
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _field_source(
    decided: Decided, place: FieldSourceDraft, fields: Mapping[str, CandidateField]
) -> FieldSourceDraft:
    """The place of a value with what is printed there; a doubt that a person decided on is none any more."""
    field = fields.get(place.field)
    if field is None:
        return place
    printed = (field.printed or field.proposed) if place.field in decided.set_aside else place.printed
    return replace(place, printed=printed, doubt="" if field.decision else place.doubt)
