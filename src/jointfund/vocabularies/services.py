"""Loading vocabularies from their data files. Loading twice changes nothing."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.vocabularies.models import Country, Scheme, Term, ThematicArea

DATA = Path(__file__).resolve().parent / "data"

# Vocabularies every fund shares, by the file that holds them.
SHARED = {
    Scheme.PRINCIPLE: "principles",
    Scheme.THEME: "themes",
    Scheme.POPULATION: "populations",
    Scheme.LEVEL: "levels",
    Scheme.GCM_OBJECTIVE: "gcm_objectives",
    Scheme.SDG_GOAL: "sdg_goals",
    Scheme.SDG_TARGET: "sdg_targets",
    Scheme.PARTNER_KIND: "partner_kinds",
    Scheme.COUNTRY_ROLE: "country_roles",
    Scheme.TOPIC: "topics",
}


@dataclass(frozen=True)
class Loaded:
    """How many entries a load found and how many of them were new."""

    found: int
    new: int

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.found + other.found, self.new + other.new)


@cache
def read_data(name: str) -> dict[str, Any]:
    """One data file of this room, `funds/CODE/…` included."""
    content: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return content


@transaction.atomic
def load_shared() -> Loaded:
    """Countries and the vocabularies every fund shares."""
    loaded = _load_countries()
    for scheme, name in SHARED.items():
        loaded += _load_terms(scheme, read_data(name))
    return loaded


@dataclass(frozen=True)
class AreaValues:
    """One thematic area as a fund's data says it."""

    number: int
    title: str
    short: str = ""


def has_data(name: str) -> bool:
    """Whether the product comes with a data file of that name."""
    return (DATA / f"{name}.json").is_file()


def load_areas(fund: Fund) -> Loaded:
    """The thematic areas of one fund, from the folder named after its code; none where it has no folder."""
    if not has_data(f"funds/{fund.code}/thematic_areas"):
        return Loaded(0, 0)
    data = read_data(f"funds/{fund.code}/thematic_areas")
    areas = [AreaValues(term["number"], term["label"], term.get("short", "")) for term in data["terms"]]
    return enter_areas(fund, areas, source=data["source"])


@transaction.atomic
def enter_areas(fund: Fund, areas: Iterable[AreaValues], *, source: str) -> Loaded:
    """The thematic areas of a fund by their numbers; entering them twice changes nothing."""
    is_new = [
        ThematicArea.objects.update_or_create(
            fund=fund,
            number=one.number,
            defaults={"title": one.title, "short": one.short, "source": source},
        )[1]
        for one in areas
    ]
    return Loaded(len(is_new), sum(is_new))


def _load_countries() -> Loaded:
    terms = read_data("countries")["terms"]
    known = set(Country.objects.values_list("iso3", flat=True))
    Country.objects.bulk_create(
        [
            Country(
                iso3=term["code"],
                iso2=term.get("iso2") or "",
                m49=term.get("m49"),
                name=term["label"],
                region=term["region"],
                subregion=term["subregion"],
                latitude=term.get("lat"),
                longitude=term.get("lon"),
                note=term.get("note") or "",
            )
            for term in terms
        ],
        update_conflicts=True,
        unique_fields=["iso3"],
        update_fields=["iso2", "m49", "name", "region", "subregion", "latitude", "longitude", "note"],
    )
    return Loaded(len(terms), len({term["code"] for term in terms} - known))


def _load_terms(scheme: Scheme, data: dict[str, Any]) -> Loaded:
    known = {term.code: term for term in Term.objects.filter(fund__isnull=True, scheme=scheme)}
    new: list[Term] = []
    changed: list[Term] = []
    for position, entry in enumerate(data["terms"], start=1):
        code = str(entry["code"])
        term = known.get(code) or Term(scheme=scheme, code=code)
        term.label = entry["label"]
        term.short = entry.get("short") or ""
        term.gloss = entry.get("gloss") or ""
        term.parent = str(entry.get("goal") or entry.get("parent") or "")
        term.colour = entry.get("colour") or ""
        term.position = position
        term.source = data["source"]
        term.as_of = data["as_of"]
        (changed if term.pk else new).append(term)
    Term.objects.bulk_create(new)
    Term.objects.bulk_update(
        changed,
        ["label", "short", "gloss", "parent", "colour", "position", "source", "as_of"],
        batch_size=100,
    )
    return Loaded(len(data["terms"]), len(new))
