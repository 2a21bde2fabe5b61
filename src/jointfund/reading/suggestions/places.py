"""Names of places below country, as printed: districts, municipalities, provinces, cities.

The words around a name tell that it is a place ("district of", "provinces"); no list of places is needed.
"""

import re
from collections.abc import Iterator

from jointfund.reading.country_names import countries_named
from jointfund.reading.enumerations import named_items
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Programme, Suggestion
from jointfund.reading.suggestions.evidence import Evidence

_CAPITAL = r"[A-ZÀ-ÞİŞÇ][\w'’-]*"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:de|del|la|las|los|el|do|da|di)\s)*{_CAPITAL})*"
_NAMES = rf"{_NAME}(?:(?:,|\sand|\sy|,\sand)\s{_NAME})*"
_KIND = (
    r"(?:[Dd]istrict|[Mm]unicipalit(?:y|ie)|[Mm]unicipal [Gg]overnment|[Pp]rovince|[Rr]egion|[Gg]overnorate|"
    r"[Cc]ount(?:y|ie)|[Cc]it(?:y|ie)|[Tt]own|[Vv]illage|[Ss]tate [Gg]overnment|[Aa]uthoritie|[Cc]anton|"
    r"[Pp]refecture|[Ss]ettlement)s?"
)
_BEHIND = (
    r"(?:region|province|district|municipality|governorate|county|state|State|States|states|provinces|"
    r"districts|municipalities|city administration|City Administration|city)"
)
_KIND_OF = re.compile(rf"\b{_KIND}\sof\s(?P<names>{_NAMES})")
_NAMES_KIND = re.compile(
    rf"(?<![\w.-])(?P<names>{_NAMES})\s{_BEHIND}\b(?!-|\s(?:Disaster|Department|Governments?|Party|Parties|Agency|agency|actors|of))"
)
_KIND_BRACKETS = re.compile(
    r"\b(?:municipalities|districts|provinces|cities|towns|villages|regions|governorates|states)\s\((?P<names>[^()]{3,120})\)"
)
_IN = re.compile(rf"\b[Ii]n\s(?P<names>{_NAMES})(?=[,.;:\"”]|$|\s[a-z(])")
_ARTICLE_OR_KIND = re.compile(r"^The\s|\sStates?$")
_BEFORE_COUNTRY = re.compile(rf"(?<=\s)(?P<names>{_NAME}),\s(?=[A-ZÀ-Þ])")


def place_suggestions(
    programme: Programme, evidence: tuple[Evidence, ...], lexicon: Lexicon
) -> Iterator[Suggestion]:
    """Names of places in title, summary sentences about the programme and partners."""
    for each in evidence:
        if each.voice == "background":
            continue  # where people came from or moved to is not where the programme works
        patterns = [_KIND_OF, _NAMES_KIND, _KIND_BRACKETS]
        if each.voice in ("title", "programme"):
            patterns += [_IN, _BEFORE_COUNTRY]
        for pattern in patterns:
            for match in pattern.finditer(each.text):
                if pattern is _IN and match["names"].isupper():
                    continue  # an acronym
                if pattern is _BEFORE_COUNTRY and not _country_follows(each.text, match.end(), lexicon):
                    continue
                yield from _places(match, each, lexicon)


def _country_follows(text: str, position: int, lexicon: Lexicon) -> bool:
    named = countries_named(text[position:], lexicon.countries)
    return bool(named) and named[0].start == 0


def _places(match: re.Match[str], each: Evidence, lexicon: Lexicon) -> Iterator[Suggestion]:
    names = match["names"]
    countries = countries_named(each.text, lexicon.countries)
    for name in (_ARTICLE_OR_KIND.sub("", n) for n in named_items(names) or (names.strip(),)):
        offset = each.text.find(name, match.start("names"))
        inside = any(c.start <= offset < c.end and c.end - c.start >= len(name) for c in countries)
        if offset >= 0 and not inside and is_place(name, lexicon):
            words, place = each.words(min(match.start(), offset), max(match.end(), offset + len(name)))
            yield Suggestion("place", name, words.strip(), place)


def is_place(name: str, lexicon: Lexicon) -> bool:
    """Whether a capitalised name may be a place below country: no country, region, people or body."""
    bare = name.strip()
    if len(bare) < 3 or re.search(r"['’]s\b", bare):
        return False
    if any(n.end - n.start == len(bare) for n in countries_named(bare, lexicon.countries)):
        return False
    known = {form.casefold() for region, aliases in lexicon.regions for form in (region, *aliases)}
    known |= {
        f.casefold() for body in lexicon.organisations for f in (body.acronym, body.name, *body.aliases)
    }
    known |= {form.casefold() for country in lexicon.countries for form in country.demonyms}
    if bare.casefold() in known or f"{bare} region".casefold() in known:
        return False
    return not any(
        re.search(cue.pattern, bare, re.IGNORECASE) for cue in lexicon.cues if cue.scheme == "place"
    )
