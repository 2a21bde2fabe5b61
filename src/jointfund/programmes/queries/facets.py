"""How many programmes each value of each facet holds, counted anew each time.

A facet's counts apply every other filter but not its own, so that a reader sees what choosing another value
would show. Facets that set nothing share one condition and, where they stand in one table, one query.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Case, Count, Q, Value, When
from django.utils.text import slugify

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation
from jointfund.programmes.filters import BANDS, FACET_LABELS, TAG_FACETS, ProgrammeFilter
from jointfund.programmes.models import (
    KeyPartner,
    Programme,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammeTag,
    Stage,
    Standing,
    Status,
)
from jointfund.programmes.queries.matching import AmongKeys, Programmes, matching, standing_of, within
from jointfund.programmes.queries.names import shown_term
from jointfund.vocabularies.models import Country, Scheme, Term, ThematicArea

# Columns of the programme itself: one query counts all of them together.
OWN_COLUMNS = ("stage", "status", "area", "budget")
PLACES = ("country", "region", "role")
# Up to so many keys are read and named in the counts; beyond it each count asks the database again.
MOST_KEYS = 20_000

Labels = dict[str, str]
Holders = dict[str, dict[str, set[int]]]


@dataclass(frozen=True)
class FacetValue:
    """One choice of a facet. `suggested` of its `count` rest on a text's words alone."""

    code: str
    label: str
    count: int
    suggested: int = 0
    is_set: bool = False


@dataclass(frozen=True)
class FacetCounts:
    """One facet with the values that hold a programme or are set."""

    key: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass
class Tally:
    """Programmes per code, and how many of them by a suggestion only; the labels of the codes, in order."""

    labels: Labels
    count: Counter[str] = field(default_factory=Counter)
    suggested: Counter[str] = field(default_factory=Counter)


def count_facets(fund: Fund, asked: ProgrammeFilter) -> tuple[FacetCounts, ...]:
    """Every facet of the list for one filter, in the order of the page."""
    chosen = Chosen(fund, asked)
    tallies = {
        **_own_columns(chosen),
        **_places(chosen),
        "organisation": _organisations(chosen),
        **_terms(chosen),
    }
    return tuple(
        FacetCounts(key, str(label), _values(asked.values(key), tallies[key]))
        for key, label in FACET_LABELS.items()
    )


def _values(chosen: tuple[str, ...], tally: Tally) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(code, label, tally.count[code], tally.suggested[code], code in chosen)
        for code, label in tally.labels.items()
        if tally.count[code] or code in chosen
    )


class Chosen:
    """The programmes a filter chooses, with some of its facets left out; each set of keys is read once."""

    def __init__(self, fund: Fund, asked: ProgrammeFilter) -> None:
        self.fund, self.asked = fund, asked
        self._conditions: dict[frozenset[str], Q | AmongKeys] = {}

    def programmes(self, leaving_out: Collection[str]) -> Programmes:
        """As a query."""
        return matching(self.fund, self.asked, leaving_out=leaving_out).order_by()

    def condition(self, leaving_out: Collection[str] = ()) -> Q | AmongKeys:
        """As a condition on a link's `programme_id`."""
        effective = frozenset(facet for facet in leaving_out if self.asked.values(facet))
        if effective not in self._conditions:
            self._conditions[effective] = self._condition(effective)
        return self._conditions[effective]

    def _condition(self, leaving_out: Collection[str]) -> Q | AmongKeys:
        found = self.programmes(leaving_out)
        keys = list(found.values_list("pk", flat=True)[: MOST_KEYS + 1])
        if len(keys) > MOST_KEYS:
            return Q(programme__in=found.values("pk"))
        if len(keys) == Programme.objects.count():
            return Q()  # no programme is left out, and asking each link would cost most of the time
        return AmongKeys("programme_id", keys)


# The programme's own columns


@dataclass(frozen=True)
class Cell:
    """Programmes that share status, area and band."""

    codes: dict[str, str]
    count: int


def _own_columns(chosen: Chosen) -> dict[str, Tally]:
    """Stage, status, area and budget: one query groups by all, and each facet sums what the others allow."""
    fund, asked = chosen.fund, chosen.asked
    statuses = {status.pk: status for status in Status.objects.filter(fund=fund).order_by("position")}
    areas = {area.pk: area for area in ThematicArea.objects.filter(fund=fund).order_by("number")}
    tallies = {
        "stage": Tally({stage.value: str(stage.label) for stage in Stage}),
        "status": Tally({status.code: status.label for status in statuses.values()}),
        "area": Tally(
            {str(area.number): f"{area.number} {area.short or area.title}" for area in areas.values()}
        ),
        "budget": Tally({band.code: str(band.label) for band in BANDS}),
    }
    cells = list(_cells(chosen, statuses, areas))
    for facet, tally in tallies.items():
        others = [other for other in OWN_COLUMNS if other != facet and asked.values(other)]
        for cell in cells:
            if all(cell.codes[other] in asked.values(other) for other in others):
                tally.count[cell.codes[facet]] += cell.count
    return tallies


def _cells(chosen: Chosen, statuses: dict[int, Status], areas: dict[int, ThematicArea]) -> Iterable[Cell]:
    band = Case(*(When(within((one.code,)), then=Value(n)) for n, one in enumerate(BANDS)))
    status_key = "status_then" if chosen.asked.as_of else "status_id"
    found = chosen.programmes(OWN_COLUMNS).annotate(band=band)
    groups = found.values_list(status_key, "area_id", "band").annotate(Count("pk"))
    for status_id, area_id, band_number, count in groups:
        status, area = statuses.get(status_id), areas.get(area_id)
        codes = {
            "stage": status.stage if status else "",
            "status": status.code if status else "",
            "area": str(area.number) if area else "",
            "budget": BANDS[band_number].code,
        }
        yield Cell(codes, count)


# Countries, their regions and roles


def _places(chosen: Chosen) -> dict[str, Tally]:
    """Country, region and role are asked of one link; a programme counts once in each of them."""
    asked = chosen.asked
    places = {
        key: Place(iso3, name, region, subregion)
        for key, iso3, name, region, subregion in Country.objects.order_by("name").values_list(
            "pk", "iso3", "name", "region", "subregion"
        )
    }
    roles = Term.objects.filter(scheme=Scheme.COUNTRY_ROLE).order_by("position")
    tallies = {
        "country": Tally({place.iso3: place.name for place in places.values()}),
        "region": Tally(_region_labels(places.values())),
        "role": Tally(dict(roles.values_list("code", "label"))),
    }
    allowed = {key: frozenset(asked.values(key)) for key in PLACES}
    confirmed: Holders = {key: defaultdict(set) for key in PLACES}
    suggested: Holders = {key: defaultdict(set) for key in PLACES}
    for (country_id, role, standing), programmes in _links(chosen).items():
        place = places[country_id]
        codes = {"country": (place.iso3,), "region": place.slugs, "role": (role,)}
        holders = confirmed if standing == Standing.CONFIRMED else suggested
        for key in PLACES:
            if _is_allowed(codes, allowed, key):
                for code in codes[key]:
                    holders[key][code] |= programmes
    for key, tally in tallies.items():
        for code in {*confirmed[key], *suggested[key]}:
            only_suggested = suggested[key][code] - confirmed[key][code]
            tally.suggested[code] = len(only_suggested)
            tally.count[code] = len(confirmed[key][code]) + len(only_suggested)
    return tallies


def _links(chosen: Chosen) -> dict[tuple[int, str, str], set[int]]:
    """The programmes of each country in each role, by standing."""
    found = ProgrammeCountry.objects.filter(standing_of(chosen.asked.tags), chosen.condition(PLACES))
    links: dict[tuple[int, str, str], set[int]] = defaultdict(set)
    rows = found.order_by().values_list("country_id", "role", "standing", "programme_id")
    for country_id, role, standing, programme in rows:
        links[country_id, role, standing].add(programme)
    return links


@dataclass(frozen=True)
class Place:
    """A country with its regions."""

    iso3: str
    name: str
    region: str
    subregion: str

    @property
    def slugs(self) -> tuple[str, ...]:
        """Its region and subregion as addresses name them."""
        return tuple({_slug(name) for name in (self.region, self.subregion) if name})


@cache
def _slug(name: str) -> str:
    return slugify(name)


def _region_labels(places: Iterable[Place]) -> Labels:
    """Regions in order, each followed by its subregions."""
    pairs = sorted({(place.region, place.subregion) for place in places})
    labels: Labels = {}
    for region, subregion in pairs:
        labels.setdefault(_slug(region), region)
        if subregion:
            labels.setdefault(_slug(subregion), subregion)
    return labels


def _is_allowed(codes: dict[str, tuple[str, ...]], allowed: dict[str, frozenset[str]], own: str) -> bool:
    return all(
        not wanted or key == own or not wanted.isdisjoint(codes[key]) for key, wanted in allowed.items()
    )


# Organisations, kinds of partner, tags


def _organisations(chosen: Chosen) -> Tally:
    parties = ProgrammeParty.objects.filter(chosen.condition({"organisation"})).order_by()
    counts = dict(parties.values_list("organisation_id").annotate(Count("programme_id")))
    found = Organisation.objects.filter(
        Q(pk__in=counts) | Q(slug__in=chosen.asked.organisation), fund=chosen.fund
    )
    tally = Tally({})
    for organisation in sorted(found, key=lambda one: -counts.get(one.pk, 0)):
        tally.labels[organisation.slug] = organisation.acronym or organisation.name
        tally.count[organisation.slug] = counts.get(organisation.pk, 0)
    return tally


def _terms(chosen: Chosen) -> dict[str, Tally]:
    """The facets whose values are terms: kinds of partner and everything a programme is tagged with."""
    schemes = (Scheme.PARTNER_KIND.value, *TAG_FACETS)
    terms = tuple(
        Term.objects.filter(Q(fund=chosen.fund) | Q(fund__isnull=True), scheme__in=schemes)
        .order_by("scheme", "position")
        .values_list("pk", "scheme", "code", "label")
    )
    tallies = {scheme: Tally({}) for scheme in schemes}
    places: dict[int, tuple[Tally, str]] = {}
    for key, scheme, code, label in terms:
        tallies[scheme].labels[code] = shown_term(scheme, code, label)
        places[key] = (tallies[scheme], code)
    _count_partner_kinds(chosen, tallies[Scheme.PARTNER_KIND.value])
    for term_id, standing, count in _tag_counts(
        chosen, {key: scheme for key, scheme, _code, _label in terms}
    ):
        tally, code = places[term_id]
        tally.count[code] += count
        if standing == Standing.SUGGESTED:
            tally.suggested[code] += count
    return tallies


def _count_partner_kinds(chosen: Chosen, tally: Tally) -> None:
    partners = KeyPartner.objects.filter(chosen.condition({"partner_kind"})).order_by()
    for kind, count in partners.values_list("kind").annotate(Count("programme_id", distinct=True)):
        tally.count[kind] = count


def _tag_counts(chosen: Chosen, scheme_of: dict[int, str]) -> Iterable[tuple[int, str, int]]:
    """Programmes by term and standing: one query for all schemes, and one for each scheme that is set."""
    own = [facet for facet in TAG_FACETS if chosen.asked.values(facet)]
    tags = ProgrammeTag.objects.filter(standing_of(chosen.asked.tags)).order_by()
    shared = tags.filter(chosen.condition())
    for term_id, standing, count in shared.values_list("term_id", "standing").annotate(Count("pk")):
        if scheme_of[term_id] not in own:
            yield term_id, standing, count
    for facet in own:
        terms = [key for key, scheme in scheme_of.items() if scheme == facet]
        without = tags.filter(chosen.condition({facet}), term__in=terms)
        yield from without.values_list("term_id", "standing").annotate(Count("pk"))
