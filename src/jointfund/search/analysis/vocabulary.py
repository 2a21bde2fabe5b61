"""The data of the analysis, read once: function words, synonyms, regions. Each file names its source."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast


class _Stopwords(TypedDict):
    function: dict[str, str]
    asking: dict[str, str]
    lessons: dict[str, str]


class _Group(TypedDict):
    code: str
    terms: list[str]


class _Region(TypedDict, total=False):
    code: str
    names: list[str]
    within: list[str]
    countries: list[str]


@dataclass(frozen=True)
class SynonymGroup:
    """Words and phrases for one thing."""

    code: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Region:
    """A group of countries: its printed names, the M49 regions it holds, and single countries by ISO code."""

    code: str
    names: tuple[str, ...]
    within: tuple[str, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True)
class Country:
    """A country as people name it, with its M49 region and subregion."""

    iso3: str
    names: tuple[str, ...]
    region: str
    subregion: str


class _Country(TypedDict):
    code: str
    label: str
    region: str
    subregion: str
    aliases: list[str]
    demonyms: list[str]


@cache
def synonym_groups() -> tuple[SynonymGroup, ...]:
    """The field's synonyms."""
    rows = cast("list[_Group]", json.loads(_read("synonyms.json"))["terms"])
    return tuple(SynonymGroup(row["code"], tuple(row["terms"])) for row in rows)


@cache
def regions() -> tuple[Region, ...]:
    """Regions by every name people use for them."""
    rows = cast("list[_Region]", json.loads(_read("regions.json"))["terms"])
    return tuple(
        Region(
            row["code"], tuple(row["names"]), tuple(row.get("within", ())), tuple(row.get("countries", ()))
        )
        for row in rows
    )


@cache
def countries() -> tuple[Country, ...]:
    """Countries with their names, adjectives and M49 regions, from the vocabulary of countries."""
    text = files("jointfund.vocabularies").joinpath("data", "countries.json").read_text(encoding="utf-8")
    rows = cast("list[_Country]", json.loads(text)["terms"])
    return tuple(
        Country(
            row["code"],
            (row["label"], *row["aliases"], *row["demonyms"]),
            row["region"],
            row["subregion"],
        )
        for row in rows
    )


@cache
def regions_of(iso3: str) -> tuple[str, ...]:
    """Codes of all regions a country lies in."""
    country = next((one for one in countries() if one.iso3 == iso3), None)
    if country is None:
        return ()
    return tuple(
        region.code
        for region in regions()
        if iso3 in region.countries or {country.region, country.subregion} & set(region.within)
    )


@cache
def digest_of_words() -> str:
    """A short hash of all these data: terms made with other data are not the same."""
    text = "".join(map(_read, ("stopwords.json", "synonyms.json", "regions.json"))) + repr(countries())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read(name: str) -> str:
    return files("jointfund.search").joinpath("data", name).read_text(encoding="utf-8")


def _sets(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


_STOPWORDS = cast(_Stopwords, json.loads(_read("stopwords.json")))
FUNCTION_WORDS = _sets(_STOPWORDS["function"])
ASKING_WORDS = _sets(_STOPWORDS["asking"])
LESSON_WORDS = _sets(_STOPWORDS["lessons"])
