"""The programmes a filter asks for, as one query that pages, counts, exports and the API build upon."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.db.models import BooleanField, F, Func, OuterRef, Q, QuerySet, Subquery

from jointfund.funds.models import Fund
from jointfund.programmes.filters import BAND_BY_CODE, TAG_FACETS, Band, ProgrammeFilter, Tags
from jointfund.programmes.models import (
    KeyPartner,
    Programme,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammeTag,
    ProgrammeWords,
    Status,
    latest_status_on,
)
from jointfund.programmes.passages import word_pattern, words_of
from jointfund.programmes.queries.names import regions

Programmes = QuerySet[Programme]


def matching(fund: Fund, asked: ProgrammeFilter, *, leaving_out: Collection[str] = ()) -> Programmes:
    """The fund's listed programmes that answer the filter, unordered; `leaving_out` ignores facets.

    With `as_of` a programme not yet listed that day is absent, and `status_then` is the key of the status
    it had. Every link is asked through a subquery, so that no programme appears twice.
    """
    found = listed(fund, asked.as_of)
    for facet in asked.set_facets:
        if facet not in leaving_out and facet not in {"country", "region", "role"}:
            found = NARROW[facet](found, asked)
    found = _in_countries(found, asked, leaving_out)
    if words := words_of(asked.q):
        found = found.filter(AmongKeys("pk", _keys_with_words(fund, words)))
    return found


def listed(fund: Fund, as_of: date | None) -> Programmes:
    """The programmes the fund has made public, at present or by a day, with the status of that day."""
    if as_of is None:
        return Programme.objects.filter(fund=fund, listed_on__isnull=False)
    return Programme.objects.filter(fund=fund, listed_on__lte=as_of).annotate(
        status_then=latest_status_on(as_of)
    )


def ordered(found: Programmes, asked: ProgrammeFilter) -> Programmes:
    """The programmes in the order asked; what is unknown comes last, equal ones stand by reference."""
    name = asked.sort.removeprefix("-")
    if name == "reference":
        return found.order_by("-number" if asked.sort.startswith("-") else "number")
    if name == "country":
        found = found.annotate(first_country=_first_country())
    if name == "status" and asked.as_of:
        then = Status.objects.filter(pk=OuterRef("status_then")).order_by()
        found = found.annotate(status_then_position=Subquery(then.values("position")))
    key = F(_sort_field(name, asked.as_of))
    by = key.desc(nulls_last=True) if asked.sort.startswith("-") else key.asc(nulls_last=True)
    return found.order_by(by, "number")


def standing_of(tags: Tags) -> Q:
    """The condition on a link's standing."""
    return Q() if tags is Tags.ALL else Q(standing=tags.value)


def within(bands: tuple[str, ...]) -> Q:
    """The condition on a budget: in any of the bands."""
    condition = Q(pk__in=[])
    for code in bands:
        if band := BAND_BY_CODE.get(code):
            condition |= _in_band(band)
    return condition


def _in_band(band: Band) -> Q:
    if band.is_unknown:
        return Q(budget__isnull=True)
    condition = Q(budget__isnull=False)
    if band.floor is not None:
        condition &= Q(budget__gte=band.floor)
    if band.ceiling is not None:
        condition &= Q(budget__lt=band.ceiling)
    return condition


class AmongKeys(Func):
    """Whether a key is one of those given, written into the statement: thousands of parameters are slow."""

    output_field = BooleanField()

    def __init__(self, key: str, keys: Iterable[int]) -> None:
        among = ",".join(str(int(one)) for one in keys) or "NULL"
        super().__init__(F(key), template=f"%(expressions)s IN ({among})")


def _keys_with_words(fund: Fund, words: tuple[str, ...]) -> list[int]:
    """The programmes whose texts hold every word, read once because counts ask for them many times."""
    having = ProgrammeWords.objects.filter(programme__fund=fund)
    for word in words:
        # The plain comparison goes first: it is quick and leaves little for the pattern.
        having = having.filter(text__contains=word, text__regex=word_pattern(word))
    return list(having.values_list("programme_id", flat=True))


def _by_status(found: Programmes, asked: ProgrammeFilter) -> Programmes:
    fund_statuses = _statuses(asked.status, "code")
    return found.filter(**{_status_field(asked.as_of): fund_statuses})


def _by_stage(found: Programmes, asked: ProgrammeFilter) -> Programmes:
    return found.filter(**{_status_field(asked.as_of): _statuses(asked.stage, "stage")})


def _statuses(codes: tuple[str, ...], field: str) -> Subquery:
    return Subquery(Status.objects.filter(**{f"{field}__in": codes}).order_by().values("pk"))


def _status_field(as_of: date | None) -> str:
    return "status_then__in" if as_of else "status__in"


def _by_area(found: Programmes, asked: ProgrammeFilter) -> Programmes:
    numbers = [int(code) for code in asked.area if code.isascii() and code.isdigit() and len(code) < 5]
    return found.filter(area__number__in=numbers)


def _by_budget(found: Programmes, asked: ProgrammeFilter) -> Programmes:
    return found.filter(within(asked.budget))


def _by_organisation(found: Programmes, asked: ProgrammeFilter) -> Programmes:
    parties = ProgrammeParty.objects.filter(organisation__slug__in=asked.organisation)
    return found.filter(pk__in=parties.order_by().values("programme_id"))


def _by_partner_kind(found: Programmes, asked: ProgrammeFilter) -> Programmes:
    partners = KeyPartner.objects.filter(kind__in=asked.partner_kind)
    return found.filter(pk__in=partners.order_by().values("programme_id"))


def _in_countries(found: Programmes, asked: ProgrammeFilter, leaving_out: Collection[str]) -> Programmes:
    """Country, region and role are asked of one and the same link: a transit country in Western Africa."""
    condition = country_condition(asked, leaving_out)
    if not condition:
        return found
    links = ProgrammeCountry.objects.filter(condition, standing_of(asked.tags))
    return found.filter(pk__in=links.order_by().values("programme_id"))


def country_condition(asked: ProgrammeFilter, leaving_out: Collection[str] = ()) -> Q:
    """What the filter asks of a programme's link to a country; empty when it asks nothing."""
    condition = Q()
    if asked.country and "country" not in leaving_out:
        condition &= Q(country__iso3__in=asked.country)
    if asked.region and "region" not in leaving_out:
        names = region_names(asked.region)
        condition &= Q(country__subregion__in=names) | Q(country__region__in=names)
    if asked.role and "role" not in leaving_out:
        condition &= Q(role__in=asked.role)
    return condition


def region_names(slugs: tuple[str, ...]) -> list[str]:
    """The printed names of regions and subregions by their slugs."""
    labels = regions()
    return [labels[slug] for slug in slugs if slug in labels]


def _by_tag(facet: str) -> Callable[[Programmes, ProgrammeFilter], Programmes]:
    def narrow(found: Programmes, asked: ProgrammeFilter) -> Programmes:
        tags = ProgrammeTag.objects.filter(
            standing_of(asked.tags), term__scheme=facet, term__code__in=asked.values(facet)
        )
        return found.filter(pk__in=tags.order_by().values("programme_id"))

    return narrow


NARROW: dict[str, Callable[[Programmes, ProgrammeFilter], Programmes]] = {
    "stage": _by_stage,
    "status": _by_status,
    "area": _by_area,
    "budget": _by_budget,
    "organisation": _by_organisation,
    "partner_kind": _by_partner_kind,
    **{facet: _by_tag(facet) for facet in TAG_FACETS},
}


def _first_country() -> Subquery:
    links = ProgrammeCountry.objects.filter(programme=OuterRef("pk"), role="implementing")
    return Subquery(links.order_by("country__name").values("country__name")[:1])


def _sort_field(name: str, as_of: date | None) -> str:
    if name == "status" and as_of:
        return "status_then_position"
    return {
        "country": "first_country",
        "title": "title",
        "area": "area__number",
        "status": "status__position",
        "budget": "budget",
        "duration": "duration_months",
    }[name]
