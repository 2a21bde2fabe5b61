"""The columns of a table that hang something on a programme: other roles of countries, places, tags.

What the table states is confirmed by who accepts the row; what it marks as suggested stays a suggestion.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import override

from jointfund.intake.candidates.fields import FieldRefused, split_list
from jointfund.intake.candidates.freezing import STATED, ProgrammeRecord
from jointfund.intake.candidates.making import suggestion_name
from jointfund.kernel.words import fold
from jointfund.programmes.filters import FACET_LABELS, TAG_FACETS
from jointfund.programmes.models import Standing
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Span, Suggestion

ROLES, PLACES = "country_roles", "places"
# What people call such a column where it is not our own export.
PLAIN_HEADS: Mapping[str, tuple[str, ...]] = {
    "principle": ("guiding principles", "principles"),
    "theme": ("themes", "theme"),
    "population": ("populations", "population groups"),
    "level": ("level", "levels"),
    "gcm_objective": ("gcm objectives", "gcm objective", "objectives"),
    "sdg_goal": ("sdgs", "sdg", "sdg goals"),
    "sdg_target": ("sdg targets", "sdg target"),
}
SUGGESTED_MARK = re.compile(r"\s*\(suggested\)\s*$", re.I)
MOST_LETTERS = 200


@dataclass(frozen=True)
class Stated:
    """One thing a cell says: its scheme, its code, and whether it is only a suggestion there."""

    scheme: str
    code: str
    printed: str
    is_suggested: bool


def link_heads() -> dict[str, tuple[str, ...]]:
    """The heads of each such column, our own export's first."""
    heads: dict[str, tuple[str, ...]] = {
        ROLES: ("country_roles", "other roles of countries", "country roles"),
        PLACES: ("places", "place"),
    }
    for scheme in TAG_FACETS:
        for standing in Standing:
            own = (f"{scheme}_codes_{standing.value}", fold(link_label(tag_field(scheme, standing))))
            plain = PLAIN_HEADS[scheme] if standing == Standing.CONFIRMED else ()
            heads[tag_field(scheme, standing)] = (*own, *plain)
    return heads


def tag_field(scheme: str, standing: Standing) -> str:
    """How the column of a vocabulary's codes is called among the fields."""
    return f"tags:{scheme}:{standing.value}"


def link_label(field: str) -> str:
    """What the column is called; empty for a column that hangs nothing on a programme."""
    if field in (ROLES, PLACES):
        return "Other roles of countries" if field == ROLES else "Places"
    _, _, rest = field.partition("tags:")
    scheme, _, standing = rest.partition(":")
    with override("en"):  # the heads of our files are English in every language
        return f"{FACET_LABELS[scheme]}, {standing}: codes" if scheme else ""


def with_links(
    record: ProgrammeRecord,
    values: Mapping[str, str],
    span: Span,
    lexicon: Lexicon,
    terms: Mapping[str, str],
) -> ProgrammeRecord:
    """The record with what its row states. `terms` are the words of the vocabularies by `SCHEME:CODE`.

    Raises FieldRefused for the first cell that names what no vocabulary holds.
    """
    stated = [one for field, text in values.items() for one in _of_cell(field, text, lexicon, terms)]
    found = {suggestion_name(one.scheme, one.code): one for one in reversed(stated)}
    suggestions = tuple(Suggestion(one.scheme, one.code, one.printed, span) for one in found.values())
    confirmed = [name for name, one in found.items() if not one.is_suggested]
    more = {**record.more, STATED: "\n".join(confirmed)} if confirmed else record.more
    return replace(record, programme=replace(record.programme, suggestions=suggestions), more=more)


def _of_cell(field: str, text: str, lexicon: Lexicon, terms: Mapping[str, str]) -> Iterator[Stated]:
    for part in split_list(text):
        plain = SUGGESTED_MARK.sub("", part)
        is_suggested = plain != part or field.endswith(f":{Standing.SUGGESTED.value}")
        if field == ROLES:
            yield Stated("country_role", _role(plain, lexicon, terms), part, is_suggested)
        elif field == PLACES:
            if len(plain) > MOST_LETTERS:
                raise FieldRefused(field, f"“{plain[:60]}…” is too long for the name of a place.")
            yield Stated("place", plain, part, is_suggested)
        elif field.startswith("tags:"):
            scheme = field.split(":")[1]
            yield Stated(scheme, _code(field, scheme, plain, terms), part, is_suggested)


def _role(text: str, lexicon: Lexicon, terms: Mapping[str, str]) -> str:
    """`TGO origin` as `TGO:origin`; the country may stand by its name."""
    name, _, role = text.replace(":", " ").strip().rpartition(" ")
    if f"country_role:{fold(role)}" not in terms:
        raise FieldRefused(
            ROLES, f"“{text[:60]}” names no role. Write a country and its role, like TGO origin."
        )
    wanted = fold(name)
    for country in lexicon.countries:
        if wanted in {fold(one) for one in (country.iso3, country.name, *country.aliases)}:
            return f"{country.iso3}:{fold(role)}"
    raise FieldRefused(ROLES, f"“{name[:60]}” is no country we know. Write its code of three letters.")


def _code(field: str, scheme: str, text: str, terms: Mapping[str, str]) -> str:
    """The code of a term, written as its code or its words."""
    if f"{scheme}:{text}" in terms:
        return text
    wanted = fold(text)
    for name, label in terms.items():
        known, _, code = name.partition(":")
        if known == scheme and wanted in (fold(code), fold(label)):
            return code
    known_codes = _some(name.partition(":")[2] for name in terms if name.startswith(f"{scheme}:"))
    raise FieldRefused(field, f"“{text[:60]}” is no code we know. Codes are like {known_codes}.")


def _some(codes: Iterator[str]) -> str:
    found: Sequence[str] = [code for code, _ in zip(codes, range(3), strict=False)]
    return ", ".join(found) or "those of the vocabularies page"
