"""The portfolio's lines say what the programmes themselves say, in a constant number of queries."""

from datetime import date

from jointfund.programmes.models import Programme
from jointfund.programmes.queries.portfolio import portfolio


def test_a_line_says_what_the_programme_says(demo_fund):
    programmes = {one.reference: one for one in Programme.objects.select_related("fund", "area", "status")}
    lines = portfolio(demo_fund, None)
    assert len(lines) == len(programmes) == 51
    for line in lines:
        one = programmes[line.reference]
        assert (line.name, line.place) == (one.name, one.place_name)
        assert (line.budget, line.duration_months) == (one.budget, one.duration_months)
        assert (line.status, line.stage) == (one.status.label, one.status.stage)
        assert [(link.iso3, link.role) for link in line.countries] == [
            (link.country.iso3, link.role) for link in one.country_links.all()
        ]


def test_an_earlier_day_has_the_status_of_that_day(demo_fund):
    then = portfolio(demo_fund, date(2023, 7, 31))
    assert sum(line.is_waiting for line in then) == 31
    assert sum(line.is_funded for line in then) == 20


def test_the_portfolio_takes_five_queries_whatever_its_size(demo_fund, django_assert_num_queries):
    with django_assert_num_queries(5):
        portfolio(demo_fund, date(2023, 7, 31))
