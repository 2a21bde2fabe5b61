"""Roles of countries: origin, transit and destination, of the programme's own countries and of others.

Background sentences count here: that a country is one of origin is a fact about it, wherever it is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jointfund.reading.country_names import NamedCountry, countries_named, people_named
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Programme, Suggestion
from jointfund.reading.suggestions.evidence import Evidence

_WORDS = {
    "origin": r"origin|source|sending|emigration",
    "transit": r"transit",
    "destination": r"destination|receiving|host(?:ing)?|immigration",
}
_ANY = "|".join(_WORDS.values()) + "|return"
_JOINT = r"(?:,\s(?:and\s)?|\sand\s|/|\sto\sone\s(?:which\sis\salso\s)?of\s)"
_LIST = rf"(?:{_ANY})(?:{_JOINT}(?:a\s)?(?:migrant[\s-])?(?:{_ANY}))*"
_STATES = re.compile(
    rf"\bcountr(?:y|ies)\sof\s(?P<of>{_LIST})|\b(?P<before>{_LIST})(?:,)?\scountr(?:y|ies)\b",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(
    r"\b(?:the|all)\s(?:\w+\s)?countries\b[^.]{0,40}\bare\b(?:\sall)?\s(?:countries\s)", re.IGNORECASE
)
_IN_BRACKETS = re.compile(rf"\b(?P<role>{_ANY})(?:\scountry)?\s\((?P<names>[^()]+)\)", re.IGNORECASE)
_ROUTE = re.compile(r"\bfrom\s(?P<origin>[^,.;]{3,40}),?\s(?:via|through)\s(?P<transit>[^,.;]{3,40}),?\sto\s")
_ALONG = re.compile(r"\bfrom\s(?P<origin>\S[^,.;]{2,30}?)\sto\s")
_VIA = re.compile(r"\b(?:via|transit(?:ing)?(?:\sthrough)?)\s$", re.IGNORECASE)
_LEAVING = re.compile(
    r"\b(?:migra\w+|emigrat\w+|outmigration|influx|outflow|victims|workers|youth|persons|means|movements?)"
    r"(?:\s\([^)]*\))?\sfrom\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_ARRIVING = re.compile(
    r"\b(?:migrat\w+|migration|mobility|movements?|emigrat\w+)\sto\s$"
    r"|\b(?:migrant workers|employment opportunities|agencies|organizations|"
    r"labour migrants)\sin\s(?:the\s)?$",
    re.IGNORECASE,
)
_COMING_BACK = re.compile(r"\b(?:return(?:s|ed|ing|ees)?|deport\w*)\b[^.]{0,40}$", re.IGNORECASE)
_THEIR_MIGRANTS = re.compile(
    r"^\s(?:(?:women\sand\smen\s)?(?:migrants?|labou?r\smigrants|migrant\sworkers|overseas\sworkers)"
    r"|nationals\swith\sa\s|nationals,\swith|workers\smigrated|and\sreceiving\scommunities)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Role:
    iso3: str
    role: str
    start: int
    end: int


def role_suggestions(
    programme: Programme, evidence: tuple[Evidence, ...], lexicon: Lexicon
) -> Iterator[Suggestion]:
    """Suggestions such as "TGO:origin": plain statements first, routes and directions after them."""
    own = tuple(country.iso3 for country in programme.countries)
    for reader in (_stated, _bracketed, _routed, _directed, _of_a_people):
        for each in evidence:
            if each.voice == "partners":
                continue
            for found in reader(each.text, own, lexicon):
                words, place = each.words(found.start, found.end)
                yield Suggestion("country_role", f"{found.iso3}:{found.role}", words, place)


def _roles(words: str) -> list[str]:
    return [role for role, form in _WORDS.items() if re.search(rf"\b(?:{form})\b", words, re.IGNORECASE)]


def _stated(text: str, own: tuple[str, ...], lexicon: Lexicon) -> Iterator[_Role]:
    """ "As a country of origin and transit, X …"; "The four countries are all countries of transit"."""
    for match in _STATES.finditer(text):
        words = match["of"] or match["before"]
        if re.search(
            r"\b(?:from|in|at|both|with|to)\s(?:the\s)?$", text[: match.start()], re.IGNORECASE
        ) and not (re.search(r"\bfrom a\s$", text[: match.start()]) or match["of"]):
            continue
        for iso3 in _subjects(text, match, own, lexicon):
            for role in _roles(words):
                yield _Role(iso3, role, match.start(), match.end())


def _subjects(text: str, match: re.Match[str], own: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Whom a statement is about: the one own country it names, or all own countries where it says so."""
    is_plural = "countries" in match.group().lower()
    if is_plural:
        whole = _ALL_OF_THEM.search(text) and _ALL_OF_THEM.search(text[: match.end()])
        one_of = re.search(r"\bone of the (?:\w+\s){0,3}$", text[: match.start()], re.IGNORECASE)
        if whole:
            return own
        if not one_of:
            return ()
    if len(own) == 1 and re.search(r"\b(?:the country|it)\b", text[: match.start()], re.IGNORECASE):
        return own
    named = [each.iso3 for each in countries_named(text, lexicon.countries)]
    mine = tuple(dict.fromkeys(iso3 for iso3 in named if iso3 in own))
    if len(mine) == 1 and (named[0] == mine[0] or len(set(named)) == 1):
        return mine
    return own if len(own) == 1 and not named and is_plural else ()


def _bracketed(text: str, own: tuple[str, ...], lexicon: Lexicon) -> Iterator[_Role]:
    """ "origin country (X) through transit (Y) to destination (Z)"."""
    for match in _IN_BRACKETS.finditer(text):
        for country in countries_named(match["names"], lexicon.countries):
            for role in _roles(match["role"]):
                yield _Role(country.iso3, role, match.start(), match.end())


def _routed(text: str, own: tuple[str, ...], lexicon: Lexicon) -> Iterator[_Role]:
    """ "from X, via Y, to Z" and "routes from X to Z"; a country must stand at each end that is told."""
    named = countries_named(text, lexicon.countries)
    for match in _ROUTE.finditer(text):
        yield from _at(named, match.start("origin"), match.end("origin"), "origin", match)
        yield from _at(named, match.start("transit"), match.end("transit"), "transit", match)
        yield from _next(named, match, "destination")
    for match in _ALONG.finditer(text):
        begin = list(_at(named, match.start("origin"), match.end("origin"), "origin", match))
        end = list(_next(named, match, "destination"))
        if (
            begin
            and end
            and re.search(r"\b(?:routes?|migrat\w+|traffick\w+|smuggl\w+)\b", text[: match.start()])
        ):
            yield from begin
            yield from end


def _at(
    named: tuple[NamedCountry, ...], start: int, end: int, role: str, match: re.Match[str]
) -> Iterator[_Role]:
    for country in named:
        if country.start == start and country.end <= end:
            yield _Role(country.iso3, role, match.start(), country.end)


def _next(named: tuple[NamedCountry, ...], match: re.Match[str], role: str) -> Iterator[_Role]:
    for country in named:
        if country.start == match.end():
            yield _Role(country.iso3, role, match.start(), country.end)


def _directed(text: str, own: tuple[str, ...], lexicon: Lexicon) -> Iterator[_Role]:
    """ "migrate to X", "migration from X", "via X": direction words right before a name."""
    for group in _neighbours(text, countries_named(text, lexicon.countries)):
        before = text[: group[0].start]
        role = _direction(before)
        if role is None:
            continue
        start = max(before.rfind(" ", 0, max(0, len(before) - 22)) + 1, 0)
        for country in group:
            yield _Role(country.iso3, role, start, country.end)


def _direction(before: str) -> str | None:
    if _VIA.search(before):
        return "transit"
    if _LEAVING.search(before) and not _COMING_BACK.search(before):
        return "origin"
    return "destination" if _ARRIVING.search(before) else None


def _neighbours(text: str, named: tuple[NamedCountry, ...]) -> list[list[NamedCountry]]:
    """Countries named side by side ("A, B and C") as one group."""
    groups: list[list[NamedCountry]] = []
    for country in named:
        if groups and re.fullmatch(
            r",?\s?(?:and\s|or\s)?(?:the\s)?", text[groups[-1][-1].end : country.start]
        ):
            groups[-1].append(country)
        else:
            groups.append([country])
    return groups


def _of_a_people(text: str, own: tuple[str, ...], lexicon: Lexicon) -> Iterator[_Role]:
    """ "Venezuelan migrants": people on the move are named after where they come from."""
    for country in people_named(text, lexicon.countries):
        match = _THEIR_MIGRANTS.match(text[country.end :])
        if match:
            yield _Role(country.iso3, "origin", country.start, country.end + match.end())
