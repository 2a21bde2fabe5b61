"""Where a text names countries: their names as printed, and the words for their people."""

import re
from dataclasses import dataclass
from functools import lru_cache

from jointfund.reading.lexicon import CountryName


@dataclass(frozen=True)
class NamedCountry:
    """A country named in a text, with the offsets of the printed name."""

    iso3: str
    start: int
    end: int


def countries_named(text: str, countries: tuple[CountryName, ...]) -> tuple[NamedCountry, ...]:
    """Every mention of a country by name, in order; demonyms do not count."""
    return _mentions(text, *_names(countries))


def people_named(text: str, countries: tuple[CountryName, ...]) -> tuple[NamedCountry, ...]:
    """Every mention of a country's people or of what is theirs ("Tajik", "Venezuelans")."""
    return _mentions(text, *_demonyms(countries))


def _mentions(text: str, pattern: re.Pattern[str] | None, codes: dict[str, str]) -> tuple[NamedCountry, ...]:
    if pattern is None:
        return ()
    return tuple(
        NamedCountry(codes[_plain(match["name"])], match.start("name"), match.end("name"))
        for match in pattern.finditer(text)
    )


@lru_cache(maxsize=8)
def _names(countries: tuple[CountryName, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    return _compiled({f: c.iso3 for c in countries for f in (c.name, *c.aliases) if not f.isupper()}, "")


@lru_cache(maxsize=8)
def _demonyms(countries: tuple[CountryName, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    return _compiled({form: country.iso3 for country in countries for form in country.demonyms}, "s?")


def _compiled(forms: dict[str, str], ending: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    codes = {_plain(form): iso3 for form, iso3 in forms.items() if form}
    if not codes:
        return None, {}
    names = "|".join(re.escape(n).replace(r"\ ", r"\s") for n in sorted(codes, key=len, reverse=True))
    # A name opens with a capital in print, whatever the list says, so that "chad" or "turkey" is none.
    pattern = rf"(?<![\w'’-])(?=[A-ZÀ-Þİ])(?P<name>{names}){ending}(?![\w-])"
    return re.compile(pattern, re.IGNORECASE), codes


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
