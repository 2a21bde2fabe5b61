from dataclasses import asdict
from datetime import date
from decimal import Decimal

import pytest

from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications.content.booklet import Booklet
from jointfund.publications.content.programmes import total
from jointfund.publications.queries.booklet import NothingToPublish, build_booklet
from tests.publications.conftest import TODAY


def test_the_booklet_tells_the_statuses_of_the_day_the_pipeline_was_last_published(booklet: Booklet) -> None:
    assert booklet.as_of == date(2023, 7, 31)
    assert booklet.as_of_precision == "month"
    assert len(booklet.waiting_programmes) == 31
    assert len(booklet.funded_programmes) == 20
    assert total(booklet.waiting_programmes) == Decimal(75_855_166)
    assert total(booklet.funded_programmes) == Decimal(41_704_220)


def test_chapters_follow_the_areas_and_programmes_their_headings(booklet: Booklet) -> None:
    assert [chapter.area.number for chapter in booklet.pipeline] == [1, 2, 3, 4, 5]
    assert [len(chapter.programmes) for chapter in booklet.pipeline] == [5, 9, 6, 5, 6]
    assert [len(chapter.programmes) for chapter in booklet.funded] == [4, 4, 3, 5, 4]
    headings = [one.heading for one in booklet.pipeline[2].programmes]
    assert headings[:3] == ["ARGENTINA", "COLOMBIA", "CÔTE D'IVOIRE, BURKINA FASO"]


def test_what_a_text_only_suggests_stays_out(booklet: Booklet) -> None:
    gabon_togo = next(one for one in booklet.programmes if one.heading == "GABON, TOGO")
    assert [place.iso3 for place in gabon_togo.places] == ["GAB", "TGO"]  # not Nigeria, its transit country


def test_a_later_day_tells_later_statuses(demo_fund) -> None:
    later = build_booklet(demo_fund, ProgrammeFilter(), today=TODAY, as_of=TODAY)
    assert len(later.funded_programmes) > 20
    assert len(later.programmes) == 51


def test_a_choice_narrows_the_booklet_and_is_said_in_words(demo_fund) -> None:
    narrow = build_booklet(demo_fund, ProgrammeFilter(area=("3",), region=("africa",)), today=TODAY)
    assert {one.area.number for one in narrow.programmes} == {3}
    assert {one.heading for one in narrow.waiting_programmes} == {
        "CÔTE D'IVOIRE, BURKINA FASO", "GABON, TOGO", "MADAGASCAR",
    }  # fmt: skip
    assert "in area 3 Irregular migration in Africa" in narrow.selection


def test_a_choice_without_programme_is_refused_in_one_sentence(demo_fund) -> None:
    with pytest.raises(NothingToPublish, match="widen it"):
        build_booklet(demo_fund, ProgrammeFilter(country=("FRA",)), today=TODAY)
    with pytest.raises(NothingToPublish, match="2019-01-01"):
        build_booklet(demo_fund, ProgrammeFilter(), today=TODAY, as_of=date(2019, 1, 1))


def test_the_number_of_queries_does_not_grow(demo_fund, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(14) as few:
        build_booklet(demo_fund, ProgrammeFilter(country=("CHL", "MEX")), today=TODAY)
    with django_assert_max_num_queries(len(few)):
        build_booklet(demo_fund, ProgrammeFilter(), today=TODAY)


def test_the_content_is_only_values(booklet: Booklet) -> None:
    assert asdict(booklet)["pipeline"][0]["programmes"][0]["heading"] == "BOTSWANA"
    assert hash(booklet) == hash(booklet)
