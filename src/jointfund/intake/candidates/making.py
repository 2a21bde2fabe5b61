"""Candidates from a reading: the record frozen, and one field for each value with its lines and doubts."""

from collections.abc import Iterator, Mapping

from jointfund.intake.candidates.fields import ALWAYS, PROGRAMME_FIELDS
from jointfund.intake.candidates.freezing import (
    STATED,
    ProgrammeRecord,
    freeze_contribution,
    freeze_programme,
)
from jointfund.intake.models import Candidate, CandidateField, CandidateKind, Decision, IntakeFile
from jointfund.kernel.dates import PartialDate
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Contribution, Span, Suggestion

# Several reasons for one field stand in one sentence each.
BETWEEN = " "


def programme_candidate(record: ProgrammeRecord, file: IntakeFile, number: int) -> Candidate:
    """One programme as a candidate, not saved yet."""
    programme = record.programme
    names = ", ".join(country.name for country in programme.countries)
    heading = programme.title or names or programme.heading or file.name
    return Candidate(
        intake_id=file.intake_id,
        file=file,
        number=number,
        kind=CandidateKind.PROGRAMME,
        heading=heading[:300],
        record=freeze_programme(record),
        start_line=programme.source.start_line,
        end_line=programme.source.end_line,
    )


def contribution_candidate(contribution: Contribution, file: IntakeFile, number: int) -> Candidate:
    """One contribution as a candidate, not saved yet."""
    return Candidate(
        intake_id=file.intake_id,
        file=file,
        number=number,
        kind=CandidateKind.CONTRIBUTION,
        heading=contribution.contributor[:300],
        record=freeze_contribution(contribution),
        start_line=contribution.source.start_line,
        end_line=contribution.source.end_line,
    )


def programme_fields(
    candidate: Candidate, record: ProgrammeRecord, lexicon: Lexicon, labels: Mapping[str, str]
) -> Iterator[CandidateField]:
    """The fields of a programme, also the usual ones its document leaves open; then one for each suggestion.

    `labels` are the words of the tag vocabularies by `SCHEME:CODE`. What a table states as confirmed is
    confirmed with the row unless a person says otherwise.
    """
    position = 0
    stated = frozenset(record.more.get(STATED, "").split("\n"))
    for kind in PROGRAMME_FIELDS:
        proposed, doubt = kind.show(record), _doubts(record, kind.name)
        if not proposed and not doubt and kind.name not in ALWAYS:
            continue
        position += 1
        place = record.programme.places.get(kind.name)
        yield _field(candidate, position, kind.name, proposed, doubt, place, _printed(record, kind.name))
    for name, suggestion in suggestions_of(record).items():
        position += 1
        label = suggestion_label(suggestion, lexicon, labels)
        made = _field(candidate, position, name, label, "", suggestion.place, suggestion.words)
        made.decision = Decision.ACCEPT if name in stated else ""
        yield made


def contribution_fields(candidate: Candidate, contribution: Contribution) -> Iterator[CandidateField]:
    """The three values of a contribution; a table without date is a doubt."""
    place = contribution.source
    doubt = "" if contribution.as_of else "The table bears no date: say for which day the amount stands."
    shown = contribution.as_of and str(PartialDate.parse(contribution.as_of))
    rows = (
        ("contributor", contribution.contributor, "", contribution.contributor),
        ("amount_usd", f"{contribution.amount_usd:,}", "", f"{contribution.amount_usd:,}"),
        ("as_of", contribution.as_of or "", doubt, shown or ""),
    )
    for position, (name, proposed, reason, printed) in enumerate(rows, 1):
        yield _field(candidate, position, name, proposed, reason, place, printed)


def suggestions_of(record: ProgrammeRecord) -> dict[str, Suggestion]:
    """The suggestions by the name of their field; of two for one tag the first."""
    found: dict[str, Suggestion] = {}
    for suggestion in record.programme.suggestions:
        found.setdefault(suggestion_name(suggestion.scheme, suggestion.code), suggestion)
    return found


def suggestion_name(scheme: str, code: str) -> str:
    """The name of a suggestion's field."""
    return f"tag:{scheme}:{code}"[:200]


def suggestion_label(suggestion: Suggestion, lexicon: Lexicon, labels: Mapping[str, str]) -> str:
    """`Human rights-based`, `Togo: country of origin`, or the name of a place."""
    if suggestion.scheme == "country_role":
        iso3, _, role = suggestion.code.partition(":")
        names = {country.iso3: country.name for country in lexicon.countries}
        return f"{names.get(iso3, iso3)}: {labels.get(f'country_role:{role}', role)}"
    return labels.get(f"{suggestion.scheme}:{suggestion.code}", suggestion.code)


def _field(
    candidate: Candidate,
    position: int,
    name: str,
    proposed: str,
    doubt: str,
    place: Span | None,
    printed: str,
) -> CandidateField:
    return CandidateField(
        candidate=candidate,
        position=position,
        name=name,
        printed=printed,
        proposed=proposed,
        doubt=doubt,
        start_line=place.start_line if place else None,
        end_line=place.end_line if place else None,
        page=place.page if place else None,
    )


def _doubts(record: ProgrammeRecord, name: str) -> str:
    reasons = [doubt.reason for doubt in record.programme.doubts if doubt.field == name]
    return BETWEEN.join(f"{reason[:1].upper()}{reason[1:].rstrip('.')}." for reason in reasons)


def _printed(record: ProgrammeRecord, name: str) -> str:
    programme = record.programme
    match name:
        case "status":
            return programme.status_text or ""
        case "participating_organisations":
            return "; ".join(one.printed for one in programme.participating_organisations)
        case "thematic_area":
            return programme.thematic_area_basis or ""
    return ""
