"""A fiche as JSON, with the field names of the record format. A pointer counts its words."""

from collections.abc import Sequence

from jointfund.reading.fiches.records import (
    BudgetPart,
    NamedBody,
    Part,
    PointList,
    PrintedStart,
    ProjectFiche,
    Site,
)
from jointfund.reading.json_values import Json, doubts, place, places


def project_data(fiche: ProjectFiche) -> dict[str, Json]:
    """One fiche as plain lists and objects."""
    lines = {field: span.start_line for field, span in fiche.places.items()}
    totals = {part.currency for part in fiche.budget if not part.is_sum}
    return {
        "source": place(fiche.source),
        "acronym": fiche.acronym,
        "full_title": fiche.full_title,
        "title_line": lines.get("full_title"),
        "annex_label": fiche.annex_label,
        "project_count": fiche.project_count,
        "projects_in_fiche": list(fiche.projects),
        "agency": [body.name for body in fiche.agencies],
        "agencies": [_body(body) for body in fiche.agencies],
        "donors": [body.name for body in fiche.donors],
        "donor_places": [place(body.place) for body in fiche.donors],
        "budget": [_budget(part) for part in fiche.budget],
        "budget_totals": {currency: _amount(fiche, currency) for currency in sorted(totals)},
        "budget_total_eur_computed": _amount(fiche, "EUR"),
        "start": fiche.start,
        "duration_months": fiche.duration_months,
        "start_printed": [_start(start) for start in fiche.starts],
        "countries": [
            {"iso3": country.iso3, "name": country.name, "source": place(country.place)}
            for country in fiche.countries
        ],
        "countries_note": fiche.countries_note,
        "partners": [_body(body) for body in fiche.partners],
        "main_objectives": _parts(fiche.main_objectives),
        "expected_results": _points(fiche.expected_results),
        "main_features": _parts(fiche.main_features),
        "nexus": _parts(fiche.nexus),
        "challenges": _points(fiche.challenges),
        "good_practices": _points(fiche.good_practices),
        "testimony": _parts(fiche.testimony),
        "covid": _parts(fiche.covid),
        "project_site": [site.address for site in fiche.sites],
        "project_site_lines": [site.place.start_line for site in fiche.sites],
        "other_links": [_site(site) for site in fiche.other_links],
        "sessions": [
            {"number": one.number, "project_printed": one.printed, "source": place(one.place)}
            for one in fiche.sessions
        ],
        "doubts": doubts(fiche.doubts),
        "places": places(fiche.places),
    }


def _amount(fiche: ProjectFiche, currency: str) -> float | None:
    total = fiche.budget_total(currency)
    return None if total is None else int(total) if total == total.to_integral_value() else float(total)


def _body(body: NamedBody) -> dict[str, Json]:
    return {
        "name": body.name,
        "line": body.place.start_line,
        "group": body.group,
        "source": place(body.place),
    }


def _budget(part: BudgetPart) -> dict[str, Json]:
    whole = part.amount == part.amount.to_integral_value()
    return {
        "amount": int(part.amount) if whole else float(part.amount),
        "currency": part.currency,
        "raw": part.printed,
        "component": part.component,
        "is_sum": part.is_sum,
        "line": part.place.start_line,
        "source": place(part.place),
    }


def _start(start: PrintedStart) -> dict[str, Json]:
    return {
        "value": start.printed,
        "start": start.start,
        "end": start.end,
        "duration_months": start.duration_months,
        "component": start.component,
        "line": start.place.start_line,
        "source": place(start.place),
    }


def _parts(parts: Sequence[Part]) -> list[Json]:
    return [{**place(part.place), "words": part.words, "text": part.text} for part in parts]


def _points(found: PointList) -> dict[str, Json]:
    return {
        "count": len(found.points),
        "item_lines": [point.place.start_line for point in found.points],
        "pointer": {**place(found.place), "words": found.words} if found.place else None,
        "items": [
            {"text": point.text, "group": point.group, "source": place(point.place)} for point in found.points
        ],
    }


def _site(site: Site) -> dict[str, Json]:
    return {"address": site.address, "source": place(site.place)}
