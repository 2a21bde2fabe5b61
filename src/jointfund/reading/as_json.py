"""A reading as JSON: the format of `jointfund read`. Places of fields are lines, counted from 1."""

import json
from decimal import Decimal

from jointfund.reading.agency_paper.as_json import paper_data
from jointfund.reading.fiches.as_json import project_data
from jointfund.reading.json_values import Json, place
from jointfund.reading.records import (
    Claim,
    Contribution,
    DocumentRecord,
    KeyPartner,
    Organisation,
    Programme,
    Reading,
    Suggestion,
)
from jointfund.reading.sessions.as_json import session_data


def dumps(reading: Reading) -> str:
    """The reading as JSON text, two spaces a level, letters as they are."""
    return json.dumps(as_data(reading), ensure_ascii=False, indent=2) + "\n"


def as_data(reading: Reading) -> dict[str, Json]:
    """The reading as plain lists and objects."""
    return {
        "documents": [_document(document) for document in reading.documents],
        "programmes": [_programme(programme) for programme in reading.programmes],
        "contributions": [_contribution(contribution) for contribution in reading.contributions],
        "claims": [_claim(claim) for claim in reading.claims],
        "projects": [project_data(fiche) for fiche in reading.projects],
        "sessions": [session_data(session) for session in reading.sessions],
        "agency_papers": [paper_data(paper) for paper in reading.agency_papers],
        "warnings": list(reading.warnings),
    }


def _document(document: DocumentRecord) -> dict[str, Json]:
    return {
        "file": document.file,
        "kind": document.kind,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "title": document.title,
        "date": document.date,
        "lines": len(document.lines),
        "pages": document.pages,
    }


def _programme(programme: Programme) -> dict[str, Json]:
    return {
        "source": place(programme.source),
        "document_kind": programme.document_kind,
        "section": programme.section,
        "heading": programme.heading,
        "title": programme.title,
        "countries": [country.iso3 for country in programme.countries],
        "thematic_area": programme.thematic_area,
        "thematic_area_basis": programme.thematic_area_basis,
        "budget_usd": programme.budget_usd,
        "budget_precision": programme.budget_precision,
        "duration_months": programme.duration_months,
        "status": programme.status,
        "status_text": programme.status_text,
        "participating_organisations": [_organisation(o) for o in programme.participating_organisations],
        "key_partners_text": programme.key_partners_text,
        "key_partners": [_partner(partner) for partner in programme.key_partners],
        "summary_text": programme.summary_text,
        "suggestions": [_suggestion(suggestion) for suggestion in programme.suggestions],
        "doubts": [{"field": doubt.field, "reason": doubt.reason} for doubt in programme.doubts],
        "places": {field: place(span) for field, span in programme.places.items()},
    }


def _organisation(organisation: Organisation) -> dict[str, Json]:
    return {
        "acronym": organisation.acronym,
        "printed": organisation.printed,
        "role": organisation.role,
        "source": place(organisation.place),
    }


def _partner(partner: KeyPartner) -> dict[str, Json]:
    return {
        "name": partner.name,
        "kind": partner.kind,
        "group": partner.group,
        "source": place(partner.place),
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Json]:
    return {
        "scheme": suggestion.scheme,
        "code": suggestion.code,
        "words": suggestion.words,
        "source": place(suggestion.place),
    }


def _contribution(contribution: Contribution) -> dict[str, Json]:
    return {
        "contributor": contribution.contributor,
        "iso3": contribution.iso3,
        "member_state": contribution.member_state,
        "amount_usd": contribution.amount_usd,
        "as_of": contribution.as_of,
        "source": place(contribution.source),
    }


def _claim(claim: Claim) -> dict[str, Json]:
    return {
        "quote": claim.quote,
        "value": _number(claim.value),
        "value_to": _number(claim.value_to),
        "unit": claim.unit,
        "source": place(claim.source),
        "recomputed": _number(claim.recomputed),
        "recompute_basis": claim.recompute_basis,
        **(_figure(claim) if claim.project else {}),
    }


def _figure(claim: Claim) -> dict[str, Json]:
    """What a statement of a project fiche says besides."""
    return {
        "project": claim.project,
        "section": claim.section,
        "population": claim.population,
        "standing": claim.standing,
        "shares": [
            {
                "group": share.group,
                "value": _number(share.value),
                "value_to": _number(share.value_to),
                "unit": share.unit,
            }
            for share in claim.shares
        ],
    }


def _number(value: Decimal | None) -> int | float | None:
    """A count as a whole number; JSON has no decimals, and no claim needs more digits than a float has."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
