"""What a release printed against what the record says now, number by number."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache

from jointfund.programmes.filters import ProgrammeFilter
from jointfund.programmes.models import Programme
from jointfund.publications.content.booklet import Booklet, Chapter
from jointfund.publications.content.freshness import StaleNumber, differences
from jointfund.publications.models import Release
from jointfund.publications.queries.brief import build_brief
from jointfund.publications.queries.freshness import stale_numbers
from jointfund.publications.queries.papers import build_contributors_paper
from tests.publications.conftest import TODAY


def told(found: tuple[StaleNumber, ...]) -> dict[tuple[str, str], tuple[object, object, date | None]]:
    return {(one.subject, one.measure): (one.printed, one.now, one.since) for one in found}


def with_first(booklet: Booklet, **changes: object) -> Booklet:
    chapter = booklet.pipeline[0]
    first = replace(chapter.programmes[0], **changes)
    changed = Chapter(chapter.area, (first, *chapter.programmes[1:]))
    return replace(booklet, pipeline=(changed, *booklet.pipeline[1:]))


def test_equal_content_has_no_stale_number(booklet: Booklet):
    assert differences(booklet, booklet) == ()


def test_a_budget_and_the_sum_it_belongs_to_differ(booklet: Booklet):
    one = booklet.pipeline[0].programmes[0]
    now = with_first(booklet, budget=(one.budget or Decimal(0)) + 1)
    found = told(differences(booklet, now, {one.reference: date(2025, 3, 1)}))
    assert found[(one.reference, "budget")] == (one.budget, one.budget + 1, date(2025, 3, 1))
    assert found[("", "pipeline_budget")][2] == date(2025, 3, 1)
    assert set(found) == {(one.reference, "budget"), ("", "pipeline_budget")}


def test_a_programme_that_left_is_told_once_and_its_count_with_it(booklet: Booklet):
    chapter = booklet.pipeline[0]
    now = replace(booklet, pipeline=(Chapter(chapter.area, chapter.programmes[1:]), *booklet.pipeline[1:]))
    left = chapter.programmes[0]
    found = told(differences(booklet, now))
    assert found[(left.reference, "listed")] == (left.status, None, None)
    assert found[("", "pipeline_count")][:2] == (31, 30)
    assert set(found) == {(left.reference, "listed"), ("", "pipeline_count"), ("", "pipeline_budget")}


def test_what_became_unknown_differs_and_what_stayed_unknown_does_not(booklet: Booklet):
    gone = with_first(booklet, duration_months=None)
    assert [one.now for one in differences(booklet, gone)] == [None]
    assert differences(gone, gone) == ()


def test_figures_of_a_brief_are_compared_by_name(demo_fund):
    brief = build_brief(demo_fund, "human-rights", ProgrammeFilter(), today=TODAY)
    figures = tuple(replace(one, exact="99") if one.name == "funded_count" else one for one in brief.figures)
    found = told(differences(brief, replace(brief, figures=figures)))
    assert {key: value[1] for key, value in found.items()} == {("", "funded_count"): "99"}


def test_a_contribution_that_changed_bears_the_day_of_the_new_table(demo_fund):
    paper = build_contributors_paper(demo_fund, today=TODAY)
    first, *rest = paper.table.lines
    table = replace(paper.table, lines=(replace(first, amount=first.amount + 5), *rest), as_of=TODAY)
    found = told(differences(paper, replace(paper, table=table)))
    assert found[(first.name, "contribution")] == (first.amount, first.amount + 5, TODAY)
    assert found[("", "contributions")][1] == paper.table.total + 5


@pytest.fixture
def released(demo_fund) -> Release:
    cache.clear()  # what a test changes in the record is undone, its events with it
    return Release.objects.select_related("publication", "fund").get(fund=demo_fund, number=1)


def test_the_booklet_of_july_2023_names_the_programmes_funded_since_with_their_day(released):
    found = told(stale_numbers(released, TODAY).stale)
    moved = {subject: values for (subject, measure), values in found.items() if measure == "status"}
    assert moved
    assert all(since and since > date(2023, 7, 31) for _, _, since in moved.values())
    printed, now, _ = found[("", "funded_count")]
    assert now > printed


def test_a_change_of_the_record_is_seen_at_once(released, demo_fund, django_assert_max_num_queries):
    from jointfund.audit import services as audit

    before = stale_numbers(released, TODAY)
    with django_assert_max_num_queries(2):  # the last event, and what is kept
        assert stale_numbers(released, TODAY) == before
    Programme.objects.filter(fund=demo_fund, number=22).update(duration_months=99)
    audit.record(audit.Verb.PROGRAMME_CHANGED, "MIG-0022", actor="system:test", fund=demo_fund)
    after = told(stale_numbers(released, TODAY).stale)
    assert after[("MIG-0022", "duration")][1] == 99
    assert after[("MIG-0022", "duration")][2] is not None


def test_a_document_that_could_not_be_made_today_says_why(released, demo_fund):
    publication = released.publication
    publication.order = {**publication.order, "asked": [["country", "XXX"]]}
    publication.save()
    assert "there is no “XXX” here" in stale_numbers(released, TODAY).refusal
