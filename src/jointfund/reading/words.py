"""Finding the lexicon's words in printed text: countries, organisations, areas, statuses, and amounts.

Texts are compared folded: without case, accents, typographic quotes and runs of spaces.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from jointfund.kernel.words import fold
from jointfund.reading.lexicon import CountryName, Lexicon, OrganisationName

_NO_LETTER = re.compile(r"[\W_]+")
_CONNECTORS = re.compile(r"\b(?:and|the|et|y|region|regional)\b|[^\w]+")


def is_capitals(text: str) -> bool:
    """Whether every letter of the text is a capital (and there is one)."""
    return text == text.upper() and any(c.isalpha() for c in text)


@dataclass(frozen=True)
class FoundCountries:
    """Countries a line names, in its order, and how much of the line they leave unexplained."""

    countries: tuple[CountryName, ...]
    names_region: bool
    leftover: str


@dataclass(frozen=True)
class FoundOrganisation:
    """An organisation a logo's text names; `is_damaged` when the letters only resemble it."""

    name: OrganisationName
    printed: str
    is_damaged: bool = False


class Words:
    """The lexicon prepared for searching; made once per reading."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def _countries(self) -> dict[str, CountryName]:
        return {fold(form): c for c in self.lexicon.countries for form in (c.name, *c.aliases)}

    @cached_property
    def _regions(self) -> frozenset[str]:
        return frozenset(fold(form) for name, aliases in self.lexicon.regions for form in (name, *aliases))

    @cached_property
    def _country_pattern(self) -> re.Pattern[str]:
        return _any_of(self._countries)

    @cached_property
    def _region_pattern(self) -> re.Pattern[str]:
        return _any_of(self._regions)

    @cached_property
    def _organisations(self) -> dict[str, OrganisationName]:
        return {fold(form): o for o in self.lexicon.organisations for form in (o.acronym, o.name, *o.aliases)}

    @cached_property
    def _organisation_pattern(self) -> re.Pattern[str]:
        return _any_of(self._organisations)

    def countries_in(self, text: str) -> FoundCountries:
        """Every country named in the text, once, and what remains after names, regions and connectors."""
        folded = fold(text)
        if not self._countries:
            return FoundCountries((), False, folded)
        found = [self._countries[m.group()] for m in self._country_pattern.finditer(folded)]
        if not found and "-" in folded:
            return self.countries_in(text.replace("-", ", "))
        rest = self._country_pattern.sub(" ", folded)
        without_regions = self._region_pattern.sub(" ", rest) if self._regions else rest
        leftover = _CONNECTORS.sub(" ", without_regions).strip()
        return FoundCountries(tuple(dict.fromkeys(found)), without_regions != rest, leftover)

    def country(self, text: str) -> CountryName | None:
        """The country whose name is the whole of the text."""
        return self._countries.get(fold(text))

    def organisations_in(self, text: str) -> tuple[FoundOrganisation, ...]:
        """Organisations the text names by acronym, name or wordmark; neighbours of one body are one."""
        folded, found = fold(text), list[FoundOrganisation]()
        if not self._organisations:
            return ()
        for match in self._organisation_pattern.finditer(folded):
            body = self._organisations[match.group()]
            printed = text[match.start() : match.end()] if len(text) == len(folded) else match.group()
            if found and found[-1].name is body:
                printed = f"{found.pop().printed} {printed}"
            found.append(FoundOrganisation(body, printed))
        return tuple(found)

    def is_organisation(self, text: str) -> bool:
        """Whether the text is nothing but names of organisations."""
        folded = fold(text)
        return bool(self._organisations) and not _CONNECTORS.sub(
            "", self._organisation_pattern.sub("", folded)
        )

    def area_titled(self, text: str) -> int | None:
        """Number of the area whose title, or a printed short form of it, is the whole of the text."""
        wanted = _letters(text)
        if len(wanted) < 12:
            return None
        return next((number for title, number in self._area_titles if _same_title(wanted, title)), None)

    @cached_property
    def _area_titles(self) -> tuple[tuple[str, int], ...]:
        return tuple((_letters(form), a.number) for a in self.lexicon.areas for form in (a.title, *a.aliases))

    def status(self, text: str) -> str | None:
        """Code of the latest status the text prints, in the order of a programme's life."""
        matched = [
            status.code
            for status in self.lexicon.statuses
            if any(re.search(pattern, fold(text), re.IGNORECASE) for pattern in status.patterns)
        ]
        return matched[-1] if matched else None

    def section_of(self, status_code: str | None) -> str:
        """The part of a booklet the fund lists a status in; empty where it does not say."""
        return next((s.section for s in self.lexicon.statuses if s.code == status_code), "")

    def partner_kind(self, text: str) -> str | None:
        """Code of the first kind of partner whose words stand in the text."""
        for kind, pattern in self._kind_patterns:
            if pattern.search(text):
                return kind
        return None

    def heads_a_body(self, text: str) -> bool:
        """Whether the text has a word that names a body by itself ("Commission"), not only a topic."""
        return bool(self._body_pattern.search(text))

    def begins_with_a_kind(self, text: str) -> bool:
        """Whether the text begins with the label of a kind of partner ("civil society organizations")."""
        folded = fold(text)
        return any(folded == label or folded.startswith(f"{label} ") for label in self._kind_labels)

    @cached_property
    def _body_pattern(self) -> re.Pattern[str]:
        heads = [head for kind in self.lexicon.partner_kinds for head in kind.heads]
        return re.compile("|".join(heads) or "(?!)", re.I)

    def partner_kind_labelled(self, label: str) -> str | None:
        """Code of the kind a list stands under ("Civil Society")."""
        return self._kind_labels.get(fold(label))

    @cached_property
    def _kind_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple(
            (k.code, re.compile("|".join(k.patterns) or "(?!)", re.I)) for k in self.lexicon.partner_kinds
        )

    @cached_property
    def _kind_labels(self) -> dict[str, str]:
        return {fold(form): k.code for k in self.lexicon.partner_kinds for form in (k.label, *k.aliases)}

    @cached_property
    def kind_label_pattern(self) -> re.Pattern[str]:
        """A label of a kind with its colon, anywhere in a text."""
        forms = "|".join(re.escape(form) for form in sorted(self._kind_labels, key=len, reverse=True))
        return re.compile(rf"(?<!\w)({forms or '(?!)'})\s*:", re.I)


def _any_of(forms: dict[str, CountryName] | dict[str, OrganisationName] | frozenset[str]) -> re.Pattern[str]:
    """Any of the folded forms as whole words, the longest first; a hyphen joins words."""
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?![\w-])")


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


def _same_title(printed: str, title: str) -> bool:
    """Whether a printed heading is this title: equal, or a long beginning of it."""
    return printed == title or (len(printed) >= 24 and title.startswith(printed))


@dataclass(frozen=True)
class Amount:
    """Whole dollars as printed; rounded when given in thousands or millions."""

    usd: int
    precision: Literal["exact", "rounded"]
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SCALE = r"(?:\s*(?P<scale>millions?|mn|m|thousands?|k|billions?|bn)\b)?"
_CURRENCY = r"(?:USD|US\$|US Dollars?|\$)"
AMOUNT = re.compile(
    rf"(?P<before>{_CURRENCY})?\s*(?P<number>{_NUMBER}){_SCALE}\s*(?P<after>{_CURRENCY})?", re.IGNORECASE
)
_FACTORS = {"m": 1_000_000, "b": 1_000_000_000, "t": 1_000, "k": 1_000}


def amount_in(text: str, *, with_currency: bool) -> Amount | None:
    """The first amount of the text; `with_currency` asks for the currency beside it."""
    for match in AMOUNT.finditer(text):
        if with_currency and not (match["before"] or match["after"]):
            continue
        scale = match["scale"]
        value = _decimal(match["number"]) * (_FACTORS[scale[0].lower()] if scale else 1)
        if value == value.to_integral_value():
            return Amount(int(value), "rounded" if scale else "exact", match.start(), match.end())
    return None


def _decimal(number: str) -> Decimal:
    """A printed number: the comma groups thousands unless it stands before one or two last digits."""
    plain = re.sub(r"[\u00a0\u202f' ]", "", number)
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", ""))


_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b", re.IGNORECASE)


def month_in(text: str) -> str | None:
    """The first month and year of the text, as "2023-07"."""
    match = _MONTH_AND_YEAR.search(text)
    return f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02d}" if match else None


def months_in(text: str) -> int | None:
    """A duration in months: "24", "24 months" or "2 years"."""
    match = re.search(r"(\d{1,3})(?:\s*(years?))?\b", text)
    if not match:
        return None
    return int(match[1]) * (12 if match[2] else 1)
