"""The words a reader needs: countries, organisations, areas and tag vocabularies, as one frozen value.

`vocabularies.lexicon` fills it from data files and the command hands it over, so that no reader knows
a fund, an organisation or a country by name.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CountryName:
    """A country with every printed form of its name that a document may use."""

    iso3: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()  # "Tajik", "Venezuelan": they suggest, they never decide


@dataclass(frozen=True)
class OrganisationName:
    """An organisation: acronym, full name, other printed forms (wordmarks, mottos, old names)."""

    acronym: str
    name: str
    aliases: tuple[str, ...] = ()
    is_un: bool = True


@dataclass(frozen=True)
class AreaTitle:
    """A thematic area of the fund: number, full title and shorter printed forms of it."""

    number: int
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Objective:
    """A numbered objective and its title, to check a printed number against a printed title."""

    number: int
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cue:
    """Words that suggest a tag. `pattern` is a regular expression matched without case on one sentence."""

    scheme: str
    code: str
    pattern: str
    unless: str = ""  # a sentence that matches this suggests nothing


@dataclass(frozen=True)
class PartnerKind:
    """A kind of partner and the words of a name that tell it, tried in order.

    `aliases` are the labels a list of such partners may stand under ("Local authorities:"); `heads` are
    patterns of words that name a body by themselves, so that a comma before them separates two bodies.
    """

    code: str
    label: str
    patterns: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatusWords:
    """A status code and the printed words that mean it, in the order of a programme's life.

    Where a text prints two, the later one holds. `section` is the part of a booklet it belongs to.
    """

    code: str
    patterns: tuple[str, ...]
    section: str = ""  # "pipeline", "funded", "closed", or "" where the fund does not say


@dataclass(frozen=True)
class Lexicon:
    """All words at once. Empty parts are allowed: what they would recognise is then left as printed."""

    countries: tuple[CountryName, ...] = ()
    regions: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name of a group and its aliases ("MENA")
    organisations: tuple[OrganisationName, ...] = ()
    areas: tuple[AreaTitle, ...] = ()
    objectives: tuple[Objective, ...] = ()
    cues: tuple[Cue, ...] = ()
    partner_kinds: tuple[PartnerKind, ...] = ()
    statuses: tuple[StatusWords, ...] = ()
