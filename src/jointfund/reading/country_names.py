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
    return _finder(countries).names(text)


def people_named(text: str, countries: tuple[CountryName, ...]) -> tuple[NamedCountry, ...]:
    """Every mention of a country's people or of what is theirs ("Tajik", "Venezuelans")."""
    return _finder(countries).people(text)


class _Finder:
    """The forms of one list of countries, compiled once; a text is searched once however often asked."""

    def __init__(self, countries: tuple[CountryName, ...]) -> None:
        self.countries = countries
        names = {f: c.iso3 for c in countries for f in (c.name, *c.aliases) if not f.isupper()}
        self._names = _compiled(names, "")
        self._demonyms = _compiled({form: c.iso3 for c in countries for form in c.demonyms}, "s?")
        self.names = lru_cache(maxsize=4096)(self._find_names)
        self.people = lru_cache(maxsize=4096)(self._find_people)

    def _find_names(self, text: str) -> tuple[NamedCountry, ...]:
        return _mentions(text, *self._names)

    def _find_people(self, text: str) -> tuple[NamedCountry, ...]:
        return _mentions(text, *self._demonyms)


_latest: list[_Finder] = []


def _finder(countries: tuple[CountryName, ...]) -> _Finder:
    """The finder of a list, kept for the list used last: comparing lists by value would cost more."""
    if not _latest or _latest[0].countries is not countries:
        _latest[:] = [_Finder(countries)]
    return _latest[0]


def _mentions(text: str, pattern: re.Pattern[str] | None, codes: dict[str, str]) -> tuple[NamedCountry, ...]:
    if pattern is None:
        return ()
    return tuple(
        NamedCountry(codes[_plain(match["name"])], match.start("name"), match.end("name"))
        for match in pattern.finditer(text)
    )


def _compiled(forms: dict[str, str], ending: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    codes = {_plain(form): iso3 for form, iso3 in forms.items() if form}
    if not codes:
        return None, {}
    names = "|".join(re.escape(n).replace(r"\ ", r"\s") for n in sorted(codes, key=len, reverse=True))
    # A name opens with a capital in print, whatever the list says, so that "chad" or "turkey" is none.
    pattern = rf"(?<![\w'’-])(?=(?-i:[A-ZÀ-Þİ]))(?P<name>{names}){ending}(?![\w-])"
    return re.compile(pattern, re.IGNORECASE), codes


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
