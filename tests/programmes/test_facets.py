"""Facet counts and matching, against a plain count over random portfolios."""

import random
from datetime import date

import pytest
from bench.generate import generate, make_fund
from django.utils.text import slugify

from jointfund.funds.models import Fund
from jointfund.programmes.filters import BAND_BY_CODE, TAG_FACETS, ProgrammeFilter, Tags
from jointfund.programmes.models import Programme, ProgrammeWords
from jointfund.programmes.queries.facets import count_facets
from jointfund.programmes.queries.listing import full_rows, page_of
from jointfund.programmes.queries.matching import matching, ordered

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund():
    """A fund of 60 programmes beside another one's 20."""
    other = make_fund("OTH00", "OTH")
    generate(other, 20, seed=3)
    fund = make_fund()
    generate(fund, 60, seed=5)
    return fund


def loaded(fund: Fund) -> list[Programme]:
    """The fund's programmes with everything the plain count looks at."""
    links = (
        "country_links__country",
        "parties__organisation",
        "key_partners",
        "tags__term",
        "status_events__status",
    )
    return list(Programme.objects.filter(fund=fund).select_related("area").prefetch_related(*links))


def holds(programme: Programme, facet: str, asked: ProgrammeFilter) -> bool:
    """Whether one programme answers one facet, counted by hand."""
    wanted = set(asked.values(facet))
    match facet:
        case "stage":
            return status_of(programme, asked).stage in wanted
        case "status":
            return status_of(programme, asked).code in wanted
        case "area":
            return programme.area is not None and str(programme.area.number) in wanted
        case "budget":
            return bool(wanted & {band_of(programme)})
        case "organisation":
            return any(party.organisation.slug in wanted for party in programme.parties.all())
        case "partner_kind":
            return any(partner.kind in wanted for partner in programme.key_partners.all())
    return any(
        tag.term.scheme == facet and tag.term.code in wanted and asked.tags in (Tags.ALL, tag.standing)
        for tag in programme.tags.all()
    )


def status_of(programme, asked):
    events = [one for one in programme.status_events.all() if not asked.as_of or one.on <= asked.as_of]
    return max(events, key=lambda one: (one.on, one.status.position, one.pk)).status


def band_of(programme) -> str:
    for code, band in BAND_BY_CODE.items():
        if programme.budget is None:
            return "not-published"
        above = band.floor is None or programme.budget >= band.floor
        if not band.is_unknown and above and (band.ceiling is None or programme.budget < band.ceiling):
            return code
    raise AssertionError(programme.budget)


def holds_place(programme, asked, *, leaving_out: str) -> list:
    """The links of a programme that answer country, region and role, but for one of them."""
    return [
        link
        for link in programme.country_links.all()
        if asked.tags in (Tags.ALL, link.standing)
        and (leaving_out == "country" or not asked.country or link.country.iso3 in asked.country)
        and (leaving_out == "role" or not asked.role or link.role in asked.role)
        and (
            leaving_out == "region"
            or not asked.region
            or {slugify(link.country.region), slugify(link.country.subregion)} & set(asked.region)
        )
    ]


def answers(programme, asked, *, leaving_out: str = "") -> bool:
    if asked.as_of and programme.listed_on > asked.as_of:
        return False
    places = {"country", "region", "role"}
    if any(asked.values(key) for key in places - {leaving_out}) and not holds_place(
        programme, asked, leaving_out=leaving_out
    ):
        return False
    return all(
        holds(programme, facet, asked)
        for facet in asked.set_facets
        if facet != leaving_out and facet not in places
    )


def random_filter(chance: random.Random) -> ProgrammeFilter:
    offered = {
        "stage": ["pipeline", "funded", "closed"],
        "status": ["status_1", "status_4"],
        "area": ["1", "2", "5"],
        "budget": list(BAND_BY_CODE),
        "organisation": ["org-1", "org-2", "org-9"],
        "partner_kind": ["un", "academia"],
        "region": ["africa", "western-africa", "south-america"],
        "role": ["implementing", "transit"],
        "principle": ["gender_responsive", "child_sensitive", "people_centred"],
        "theme": ["data", "skills"],
        "level": ["local", "national"],
        "sdg_goal": ["10", "5", "8"],
        "gcm_objective": ["1", "7", "23"],
    }
    asked = ProgrammeFilter(tags=chance.choice(list(Tags)))
    for facet in chance.sample(list(offered), chance.randrange(3)):
        for value in chance.sample(offered[facet], 2 if len(offered[facet]) > 2 else 1):
            asked = asked.having(facet, value)
    return asked.but(as_of=chance.choice([None, None, date(2021, 6, 30)]))


@pytest.mark.parametrize("seed", range(12))
def test_counts_are_those_of_a_plain_count(fund, seed):
    asked = random_filter(random.Random(seed))  # noqa: S311
    everyone = loaded(fund)
    expected = {programme.pk for programme in everyone if answers(programme, asked)}
    assert set(matching(fund, asked).values_list("pk", flat=True)) == expected
    counts = {facet.key: {value.code: value for value in facet.values} for facet in count_facets(fund, asked)}
    for facet in ("stage", "status", "area", "budget", "organisation", "partner_kind", *TAG_FACETS):
        others = [one for one in everyone if answers(one, asked, leaving_out=facet)]
        for code, value in counts[facet].items():
            alone = ProgrammeFilter(tags=asked.tags, as_of=asked.as_of).having(facet, code)
            assert value.count == sum(holds(one, facet, alone) for one in others), (facet, code)
            assert value.is_set == (code in asked.values(facet))
    for facet in ("country", "region", "role"):
        others = [one for one in everyone if answers(one, asked, leaving_out=facet)]
        for code, value in counts[facet].items():
            chosen = asked.without(facet).having(facet, code)
            found = [links for one in others if (links := holds_place(one, chosen, leaving_out="none"))]
            assert value.count == len(found), (facet, code)
            assert value.suggested == sum(
                all(link.standing == "suggested" for link in links) for links in found
            )


def test_suggested_tags_are_counted_apart(fund):
    both = {v.code: v for f in count_facets(fund, ProgrammeFilter()) if f.key == "theme" for v in f.values}
    only = ProgrammeFilter(tags=Tags.CONFIRMED)
    confirmed = {v.code: v for f in count_facets(fund, only) if f.key == "theme" for v in f.values}
    for code, value in both.items():
        assert value.count - value.suggested == (confirmed[code].count if code in confirmed else 0)


def test_all_words_must_be_found_and_quoted_ones_together(fund):
    first, second = Programme.objects.filter(fund=fund).order_by("number")[:2]
    ProgrammeWords.objects.filter(programme=first).update(text="fair recruitment of nurses (ilo)")
    ProgrammeWords.objects.filter(programme=second).update(text="nurses and a fair deal")
    found = {
        q: set(matching(fund, ProgrammeFilter(q=q)))
        for q in ("FAIR núrses", '"fair recruit"', "ilo", "urses")
    }
    assert found["FAIR núrses"] == {first, second}
    assert found['"fair recruit"'] == {first}
    assert found["ilo"] == {first}
    assert not found["urses"]


@pytest.mark.parametrize("sort", ["reference", "-budget", "country", "title", "-area", "status", "duration"])
@pytest.mark.parametrize("as_of", [None, date(2022, 1, 1)])
def test_pages_in_any_order_hold_each_programme_once(fund, sort, as_of):
    asked = ProgrammeFilter(sort=sort, as_of=as_of)
    whole = list(ordered(matching(fund, asked), asked).values_list("pk", flat=True))
    paged = [row.key for number in (1, 2, 3, 4) for row in page_of(fund, asked, number, size=20).rows]
    assert paged == whole
    assert len(set(whole)) == len(whole) == matching(fund, asked).count()


def test_what_is_unknown_comes_last(fund):
    rows = page_of(fund, ProgrammeFilter(sort="budget"), size=60).rows
    budgets = [row.budget for row in rows]
    known = [budget for budget in budgets if budget is not None]
    assert budgets[: len(known)] == sorted(known)


def test_an_earlier_day_shows_the_status_of_that_day(fund):
    day = date(2021, 6, 30)
    for row in page_of(fund, ProgrammeFilter(as_of=day), size=60).rows:
        programme = Programme.objects.get(pk=row.key)
        assert row.status.code == status_of(programme, ProgrammeFilter(as_of=day)).code
        assert programme.listed_on <= day


def test_the_number_of_queries_does_not_grow(fund, django_assert_num_queries):
    asked = ProgrammeFilter(theme=("data",), q="data")
    for size in (5, 50):
        with django_assert_num_queries(6):
            page_of(fund, asked, size=size)
    with django_assert_num_queries(3):
        page_of(fund, ProgrammeFilter(), size=50)
    with django_assert_num_queries(8):
        list(full_rows(fund, ProgrammeFilter()))
