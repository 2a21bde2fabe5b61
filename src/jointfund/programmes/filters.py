"""What a reader asks of the programmes, as a value: from an address, back to it, and in words. No database.

A filter holds only what is well formed. Whether a code exists is for the vocabularies to say: `queries.names`
reads their labels and `keep_known` drops what they do not hold, with a sentence for the reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from urllib.parse import quote_plus

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.kernel.dates import PartialDate

type Words = str | Promise  # a text in the reader's language, looked up when it is shown

LONGEST_QUESTION = 200
MOST_VALUES = 40


class Tags(StrEnum):
    """Which tags count: those of both standings, those confirmed, or those only suggested from a text."""

    ALL = "all"
    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"


@dataclass(frozen=True)
class Band:
    """A span of budgets, from `floor` up to but not including `ceiling`; None where it is open."""

    code: str
    label: Words
    floor: Decimal | None = None
    ceiling: Decimal | None = None

    @property
    def is_unknown(self) -> bool:
        """True of the band of those whose budget no source prints."""
        return self.floor is None and self.ceiling is None


# Set so that the budgets seen so far, 1.5 to 4 million, fall into parts of a like size.
BANDS = (
    Band("under-1.75m", gettext_lazy("Under 1.75 million"), ceiling=Decimal(1_750_000)),
    Band("1.75m-2.25m", gettext_lazy("1.75 to under 2.25 million"), Decimal(1_750_000), Decimal(2_250_000)),
    Band("2.25m-3m", gettext_lazy("2.25 to under 3 million"), Decimal(2_250_000), Decimal(3_000_000)),
    Band("3m-and-over", gettext_lazy("3 million and over"), floor=Decimal(3_000_000)),
    Band("not-published", gettext_lazy("Not published")),
)
BAND_BY_CODE = {band.code: band for band in BANDS}

SORTS: Mapping[str, Words] = {
    "reference": gettext_lazy("by reference"),
    "-reference": gettext_lazy("by reference, last first"),
    "country": gettext_lazy("by country"),
    "-country": gettext_lazy("by country, from Z"),
    "title": gettext_lazy("by title"),
    "-title": gettext_lazy("by title, from Z"),
    "area": gettext_lazy("by thematic area"),
    "-area": gettext_lazy("by thematic area, last first"),
    "status": gettext_lazy("by status"),
    "-status": gettext_lazy("by status, furthest first"),
    "budget": gettext_lazy("by budget"),
    "-budget": gettext_lazy("by budget, largest first"),
    "duration": gettext_lazy("by duration"),
    "-duration": gettext_lazy("by duration, longest first"),
}
DEFAULT_SORT = "reference"

# Facets in the order pages show them, with the words over each.
FACET_LABELS: Mapping[str, Words] = {
    "stage": gettext_lazy("Stage"),
    "status": gettext_lazy("Status"),
    "area": gettext_lazy("Thematic area"),
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
    "role": gettext_lazy("Role of the country"),
    "budget": gettext_lazy("Budget"),
    "organisation": gettext_lazy("Participating organisation"),
    "partner_kind": gettext_lazy("Kind of partner"),
    "principle": gettext_lazy("Guiding principle"),
    "theme": gettext_lazy("Theme"),
    "population": gettext_lazy("Population"),
    "level": gettext_lazy("Level"),
    "gcm_objective": gettext_lazy("GCM objective"),
    "sdg_goal": gettext_lazy("SDG"),
    "sdg_target": gettext_lazy("SDG target"),
}
TAG_FACETS = ("principle", "theme", "population", "level", "gcm_objective", "sdg_goal", "sdg_target")
# Other parameters pages and exports know: no part of the filter, and no reason for a message.
NEIGHBOURS = frozenset({"page", "format", "fund", "cursor", "limit", "view"})


@dataclass(frozen=True)
class ProgrammeFilter:
    """One question to the list. Several values of one facet mean any of them, several facets mean all."""

    q: str = ""
    stage: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    budget: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    partner_kind: tuple[str, ...] = ()
    principle: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    gcm_objective: tuple[str, ...] = ()
    sdg_goal: tuple[str, ...] = ()
    sdg_target: tuple[str, ...] = ()
    tags: Tags = Tags.ALL
    sort: str = DEFAULT_SORT
    as_of: date | None = None

    def values(self, facet: str) -> tuple[str, ...]:
        """The values set of one facet."""
        found: tuple[str, ...] = getattr(self, facet)
        return found

    @property
    def set_facets(self) -> tuple[str, ...]:
        """The facets that hold a value, in the order of the page."""
        return tuple(facet for facet in FACET_LABELS if self.values(facet))

    @property
    def is_open(self) -> bool:
        """True when nothing narrows the list; order and date do not."""
        return not (self.q or self.set_facets)

    def but(self, **changes: object) -> "ProgrammeFilter":
        """The same question with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def without(self, facet: str, value: str | None = None) -> "ProgrammeFilter":
        """The same question without one value of a facet, or without the whole facet."""
        left = tuple(kept for kept in self.values(facet) if value is not None and kept != value)
        return self.but(**{facet: left})

    def having(self, facet: str, value: str) -> "ProgrammeFilter":
        """The same question with one value more."""
        return self.but(**{facet: _in_order({*self.values(facet), value})})

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that say it, in one order; what is ordinary is left out."""
        found: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        for facet in FACET_LABELS:
            found += [(facet, value) for value in self.values(facet)]
        if self.tags is not Tags.ALL:
            found.append(("tags", self.tags.value))
        if self.sort != DEFAULT_SORT:
            found.append(("sort", self.sort))
        if self.as_of:
            found.append(("as_of", self.as_of.isoformat()))
        return found

    def query_string(self) -> str:
        """Its one shareable address, without the question mark; empty for the whole list."""
        return "&".join(f"{name}={quote_plus(value)}" for name, value in self.pairs())


@dataclass(frozen=True)
class Reading:
    """A filter read from an address, and what of it could not be used, in sentences for the reader."""

    filter: ProgrammeFilter
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """Labels of the codes a filter holds, by facet; a code that is missing is unknown."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, facet: str, code: str) -> str:
        """The label; the code itself where it is unknown."""
        return self.labels.get(facet, {}).get(code, code)


def read_filter(parameters: Mapping[str, Iterable[str]]) -> Reading:
    """The filter an address asks for. What is not understood is left out, and a sentence says so."""
    messages: list[str] = []
    names = {known.name for known in fields(ProgrammeFilter)}
    messages += [
        f"“{_shown(name)}” is not a filter of this list."
        for name in parameters
        if name not in names and name not in NEIGHBOURS
    ]
    facets = {facet: _codes(facet, parameters.get(facet, ()), messages) for facet in FACET_LABELS}
    question = " ".join(_last(parameters, "q").replace("\0", "").split())
    if len(question) > LONGEST_QUESTION:
        messages.append(
            _("The search reads the first %(count)s letters of your words.") % {"count": LONGEST_QUESTION}
        )
        question = question[:LONGEST_QUESTION].rstrip()
    return Reading(
        ProgrammeFilter(
            q=question,
            tags=_tags(_last(parameters, "tags"), messages),
            sort=_sort(_last(parameters, "sort"), messages),
            as_of=read_day(_last(parameters, "as_of"), messages),
            **facets,
        ),
        tuple(messages),
    )


def keep_known(reading: Reading, names: Names) -> Reading:
    """The reading without codes that the vocabularies do not hold, each with a sentence."""
    kept, messages = reading.filter, list(reading.messages)
    for facet in kept.set_facets:
        known = names.labels.get(facet, {})
        for value in kept.values(facet):
            if value not in known:
                kept = kept.without(facet, value)
                messages.append(
                    _("%(facet)s: there is no “%(value)s” here.")
                    % {"facet": FACET_LABELS[facet], "value": _shown(value)}
                )
    return Reading(kept, tuple(messages))


def read_day(text: str, messages: list[str]) -> date | None:
    """The last day a date may mean; None, and a sentence, when the words are no date."""
    if not text.strip():
        return None
    try:
        return PartialDate.parse(text.strip()).on
    except ValueError:
        messages.append(
            _("“%(text)s” is not a date: write 2023, 2023-07 or 2023-07-31.") % {"text": _shown(text)}
        )
        return None


def in_words(asked: ProgrammeFilter, count: int, names: Names) -> str:
    """The filter as one would say it: `4 pipeline programmes in Western Africa, by budget`."""
    parts = [_counted(asked, count, names)]
    for facet, preposition in PREPOSITIONS.items():
        if values := asked.values(facet):
            parts.append(f"{preposition} {_either(names.of(facet, code) for code in values)}")
    clauses = [" ".join(parts)]
    if asked.q:
        clauses.append(_("with the words “%(words)s”") % {"words": asked.q})
    if asked.tags is not Tags.ALL and any(asked.values(facet) for facet in (*TAG_FACETS, "country", "role")):
        clauses.append(str(TAGS_COUNTED[asked.tags]))
    if asked.as_of:
        clauses.append(_("as of %(day)s") % {"day": PartialDate(asked.as_of)})
    if asked.sort != DEFAULT_SORT:
        clauses.append(str(SORTS[asked.sort]))
    return ", ".join(clauses)


def _counted(asked: ProgrammeFilter, count: int, names: Names) -> str:
    """`4 pipeline programmes`: how many, of which stage."""
    stage = _either(names.of("stage", code) for code in asked.stage) if asked.stage else ""
    if not stage:
        return ngettext("%(count)s programme", "%(count)s programmes", count) % {"count": f"{count:,}"}
    words = ngettext("%(count)s %(stage)s programme", "%(count)s %(stage)s programmes", count)
    return words % {"count": f"{count:,}", "stage": stage}


TAGS_COUNTED: Mapping[Tags, Words] = {
    Tags.CONFIRMED: gettext_lazy("counting confirmed tags only"),
    Tags.SUGGESTED: gettext_lazy("counting suggested tags only"),
}

# How a sentence joins each facet; the stage stands before the noun.
PREPOSITIONS: Mapping[str, Words] = {
    "status": gettext_lazy("with status"),
    "area": gettext_lazy("in area"),
    "region": gettext_lazy("in"),
    "country": gettext_lazy("in"),
    "role": gettext_lazy("with a country of role"),
    "budget": gettext_lazy("with a budget of"),
    "organisation": gettext_lazy("with"),
    "partner_kind": gettext_lazy("with partners of kind"),
    "principle": gettext_lazy("under the principle"),
    "theme": gettext_lazy("on"),
    "population": gettext_lazy("for"),
    "level": gettext_lazy("at level"),
    "gcm_objective": gettext_lazy("towards GCM objective"),
    "sdg_goal": gettext_lazy("towards SDG"),
    "sdg_target": gettext_lazy("towards SDG target"),
}


def _codes(facet: str, values: Iterable[str], messages: list[str]) -> tuple[str, ...]:
    """The values of one facet as codes: several parameters or one with commas, each once, in order."""
    asked = [part.replace("\0", "").strip() for value in values for part in value.split(",")]
    codes = {part.upper() if facet == "country" else part.lower() for part in asked if part}
    too_long = {code for code in codes if len(code) > 80}
    messages += [
        _("%(facet)s: “%(value)s” is too long.") % {"facet": FACET_LABELS[facet], "value": _shown(code)}
        for code in too_long
    ]
    codes -= too_long
    if len(codes) > MOST_VALUES:
        messages.append(
            _("%(facet)s: only the first %(count)s choices were read.")
            % {"facet": FACET_LABELS[facet], "count": MOST_VALUES}
        )
    return _in_order(codes)[:MOST_VALUES]


def _in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes in one order: numbers by value, then words."""
    return tuple(sorted(codes, key=lambda code: ([len(code)] if code.isdigit() else [99], code)))


def _tags(text: str, messages: list[str]) -> Tags:
    if not text:
        return Tags.ALL
    try:
        return Tags(text.strip().lower())
    except ValueError:
        messages.append(_("Tags are confirmed, suggested or all, not “%(text)s”.") % {"text": _shown(text)})
        return Tags.ALL


def _sort(text: str, messages: list[str]) -> str:
    if not text:
        return DEFAULT_SORT
    wanted = text.strip().lower()
    if wanted in SORTS:
        return wanted
    messages.append(_("The list cannot be sorted by “%(text)s”.") % {"text": _shown(text)})
    return DEFAULT_SORT


def _last(parameters: Mapping[str, Iterable[str]], name: str) -> str:
    """The last value of a parameter, as browsers and Django read it; empty when there is none."""
    values = list(parameters.get(name, ()))
    return values[-1] if values else ""


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _either(words: Iterable[str]) -> str:
    """`A`, `A or B`, `A, B or C`."""
    *most, last = words
    return _("%(first)s or %(last)s") % {"first": ", ".join(most), "last": last} if most else last
