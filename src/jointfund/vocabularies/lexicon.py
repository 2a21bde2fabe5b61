"""The reader's words, filled from this room's data files: no model and no database is touched.

A file that a fund does not have leaves its part of the lexicon empty.
"""

import json
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from jointfund.reading.lexicon import (
    AreaTitle,
    CountryName,
    Cue,
    Lexicon,
    Objective,
    OrganisationName,
    PartnerKind,
    StatusWords,
)

SHARED_FUND_CODE = "MIG00"


class Term(TypedDict, total=False):
    """One entry of a vocabulary file; which keys it has depends on the scheme."""

    scheme: str
    code: str
    number: int
    label: str
    short: str
    kind: str
    section: str
    pattern: str
    unless: str
    aliases: list[str]
    demonyms: list[str]
    patterns: list[str]
    heads: list[str]


@cache
def load_lexicon(fund_code: str = SHARED_FUND_CODE) -> Lexicon:
    """All words a reader of this fund's documents needs, read once per process."""
    return Lexicon(
        countries=tuple(_country(term) for term in _terms("countries.json")),
        regions=tuple((term["label"], _aliases(term)) for term in _terms("country_groups.json")),
        organisations=tuple(_organisation(term) for term in _terms("organisations.json")),
        areas=tuple(_area(term) for term in _terms("funds", fund_code, "thematic_areas.json")),
        objectives=tuple(_objective(term) for term in _terms("gcm_objectives.json")),
        cues=tuple(_cue(term) for term in _terms("cues.json")),
        partner_kinds=tuple(_partner_kind(term) for term in _terms("partner_kinds.json")),
        statuses=tuple(_status(term) for term in _terms("funds", fund_code, "statuses.json")),
    )


def _terms(*path: str) -> list[Term]:
    """The entries of one data file; none where the file does not exist."""
    source = files("jointfund.vocabularies").joinpath("data", *path)
    if not source.is_file():
        return []
    return cast("list[Term]", json.loads(source.read_text(encoding="utf-8"))["terms"])


def _aliases(term: Term) -> tuple[str, ...]:
    return tuple(term.get("aliases", ()))


def _country(term: Term) -> CountryName:
    return CountryName(term["code"], term["label"], _aliases(term), tuple(term.get("demonyms", ())))


def _organisation(term: Term) -> OrganisationName:
    return OrganisationName(term["code"], term["label"], _aliases(term), is_un=term["kind"] == "un")


def _area(term: Term) -> AreaTitle:
    return AreaTitle(term["number"], term["label"], (term["short"], *_aliases(term)))


def _objective(term: Term) -> Objective:
    short = (term["short"],) if term.get("short") else ()
    return Objective(term["number"], term["label"], (*short, *_aliases(term)))


def _cue(term: Term) -> Cue:
    return Cue(term["scheme"], term["code"], term["pattern"], term.get("unless", ""))


def _partner_kind(term: Term) -> PartnerKind:
    return PartnerKind(
        term["code"], term["label"], tuple(term["patterns"]), _aliases(term), tuple(term["heads"])
    )


def _status(term: Term) -> StatusWords:
    return StatusWords(term["code"], tuple(term["patterns"]), term.get("section", ""))
