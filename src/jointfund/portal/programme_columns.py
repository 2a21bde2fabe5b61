"""The columns of the list of programmes as a file, and its rows. A label never stands without its code.

Suggested tags have columns of their own, which are there only when they were asked for (`tags=all`): a file
that is passed on cannot lose the difference.
"""

from collections.abc import Iterable, Iterator

from jointfund.portal.columns import NOT_PUBLISHED, Described
from jointfund.programmes.filters import FACET_LABELS, TAG_FACETS, Tags
from jointfund.programmes.models import PartyRole, Standing
from jointfund.programmes.queries.listing import FullRow
from jointfund.rendering.tables import Cell, Row

SUGGESTED = " (suggested)"
EMPTY = "empty: none on record"

FIXED = (
    Described("reference", "Reference", meaning="fund and running number; it never changes"),
    Described("title", "Title", meaning="title as published", unknown="empty: lost in the source"),
    Described("heading", "Heading", meaning="what the fund's papers print over the entry"),
    Described("status_code", "Status code", meaning="code of the status"),
    Described("status", "Status", meaning="status in the fund's words, of the day asked for"),
    Described("status_since", "Status since", meaning="date of the source, only as exact as it is known"),
    Described("stage_code", "Stage code", meaning="pipeline, funded or closed"),
    Described("area_code", "Thematic area code", "integer", "number of the thematic area", "", EMPTY),
    Described("area", "Thematic area", meaning="title of the thematic area", unknown=EMPTY),
    Described("budget", "Budget", "money", "whole budget", "the fund's currency", NOT_PUBLISHED),
    Described("currency", "Currency", meaning="ISO 4217 code of the budget"),
    Described("budget_precision", "Budget precision", meaning="exact or rounded", unknown=EMPTY),
    Described("duration_months", "Duration", "integer", "length as agreed", "months", NOT_PUBLISHED),
    Described("starts_on", "Start", meaning="day of the first transfer", unknown=NOT_PUBLISHED),
    Described("ends_on_original", "End as first agreed", meaning="first end", unknown=NOT_PUBLISHED),
    Described("ends_on", "End", meaning="end as it stands", unknown=NOT_PUBLISHED),
    Described("countries_iso3", "Country codes", "list", "implementing countries, ISO 3166-1", "", EMPTY),
    Described("countries", "Countries", "list", "implementing countries", "", EMPTY),
    Described("country_roles", "Other roles of countries", "list", "code and role of each", "", EMPTY),
    Described("places", "Places", "list", "places below country, as printed", "", EMPTY),
    Described("lead_code", "Lead code", meaning="code of the lead organisation", unknown=NOT_PUBLISHED),
    Described("lead", "Lead organisation", meaning="organisation that leads", unknown=NOT_PUBLISHED),
    Described("organisation_codes", "Organisation codes", "list", "all parties, lead included", "", EMPTY),
    Described("organisations", "Organisations", "list", "all parties, lead included", "", EMPTY),
    Described("partner_kinds", "Kinds of partner", "list", "codes of the kinds named", "", EMPTY),
    Described("key_partners", "Key partners", meaning="key partners as printed", unknown=NOT_PUBLISHED),
    Described("summary", "Summary", meaning="what the programme does, in a few words", unknown=EMPTY),
)


def columns_for(tags: Tags) -> tuple[Described, ...]:
    """All columns of an export; those of suggested tags only where they were asked for."""
    return (*FIXED, *(column for standing in _standings(tags) for column in _tag_columns(standing)))


def export_tags(asked_in_address: str) -> Tags:
    """Which tags an export carries: the confirmed ones, unless its address asks for others."""
    return Tags(asked_in_address) if asked_in_address in set(Tags) else Tags.CONFIRMED


def rows_of(found: Iterable[FullRow], currency: str, tags: Tags) -> Iterator[Row]:
    """The cells of each programme."""
    for full in found:
        yield {**_fixed(full, currency), **_tag_cells(full, tags)}


def _standings(tags: Tags) -> tuple[Standing, ...]:
    match tags:
        case Tags.ALL:
            return (Standing.CONFIRMED, Standing.SUGGESTED)
        case Tags.SUGGESTED:
            return (Standing.SUGGESTED,)
    return (Standing.CONFIRMED,)


def _tag_columns(standing: Standing) -> Iterator[Described]:
    means = "confirmed" if standing == Standing.CONFIRMED else "only suggested by words of the text"
    for scheme in TAG_FACETS:
        label = f"{FACET_LABELS[scheme]}, {standing.value}"
        yield Described(
            f"{scheme}_codes_{standing.value}", f"{label}: codes", "list", f"codes, {means}", "", EMPTY
        )
        yield Described(f"{scheme}_{standing.value}", label, "list", f"labels, {means}", "", EMPTY)


def _fixed(full: FullRow, currency: str) -> dict[str, Cell]:
    row = full.row
    lead = next((party for party in row.parties if party.role == PartyRole.LEAD), None)
    here = [one for one in row.countries if one.role == "implementing"]
    return {
        "reference": row.reference,
        "title": row.title,
        "heading": row.heading,
        "status_code": row.status.code if row.status else None,
        "status": row.status.label if row.status else None,
        "status_since": row.status.since.iso() if row.status and row.status.since else None,
        "stage_code": row.status.stage if row.status else None,
        "area_code": row.area_number,
        "area": row.area_title or None,
        "budget": row.budget,
        "currency": currency,
        "budget_precision": row.budget_precision or None,
        "duration_months": row.duration_months,
        "starts_on": full.starts.iso() if full.starts else None,
        "ends_on_original": full.ends_original.iso() if full.ends_original else None,
        "ends_on": full.ends.iso() if full.ends else None,
        "countries_iso3": [one.iso3 for one in here],
        "countries": [one.name for one in here],
        "country_roles": [
            f"{one.iso3} {one.role}{SUGGESTED if one.is_suggested else ''}"
            for one in row.countries
            if one.role != "implementing"
        ],
        "places": [f"{one.name}{SUGGESTED if one.is_suggested else ''}" for one in full.places],
        "lead_code": lead.slug if lead else None,
        "lead": lead.name if lead else None,
        "organisation_codes": [party.slug for party in row.parties],
        "organisations": [party.name for party in row.parties],
        "partner_kinds": sorted({partner.kind for partner in full.key_partners if partner.kind}),
        "key_partners": full.key_partners_text or None,
        "summary": row.summary or None,
    }


def _tag_cells(full: FullRow, tags: Tags) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for standing in _standings(tags):
        for scheme in TAG_FACETS:
            terms = full.terms(scheme, standing)
            cells[f"{scheme}_codes_{standing.value}"] = [term.code for term in terms]
            cells[f"{scheme}_{standing.value}"] = [term.label for term in terms]
    return cells
