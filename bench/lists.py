"""The list of programmes: its rows at 51 and at 5,000, against a bare view, and the counts of its facets."""

import time
from collections.abc import Iterator

from django.db import connection
from django.template import engines
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.figures import Figure, best_of
from bench.generate import analyse, generate, make_fund
from jointfund.funds.models import Fund
from jointfund.portal.briefs import status_shapes
from jointfund.portal.programme_list import listed_programmes
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.programmes.models import Programme
from jointfund.programmes.queries.facets import count_facets
from jointfund.programmes.queries.listing import page_of
from jointfund.ui.visit import Visit

FEW, MANY = 51, 5_000
RUNS = 15

BARE = """{% for one in programmes %}<article class="programme-row"><div>
<h3><a href="/programmes/{{ one.reference }}/">{{ one.name }}</a></h3>
<p class="meta"><span>{{ one.reference }}</span><span>{{ one.place_name }}</span>
{% if one.area %}<span class="area-mark"><span class="area-number in-area-{{ one.area.number }}">
{{ one.area.number }}</span> <span>{{ one.area.short }}</span></span>{% endif %}
{% if one.duration_months %}<span>{{ one.duration_months }} months</span>{% endif %}</p></div>
<div class="end"><p class="amount">{{ currency }} {{ one.budget|floatformat:"0g" }}</p>
<p><span class="status"><span>{{ one.status.label }}</span></span></p></div></article>
<p class="row-more">{% for party in one.parties.all %}{{ party.organisation.acronym }}, {% endfor %}</p>
{% endfor %}"""


def measure_lists() -> Iterator[Figure]:
    """The figures of the list; it leaves the database with 5,000 programmes in one fund."""
    # SQLite works inside this process: its processor time is the whole of it, whatever else the machine does.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    fund = make_fund()
    generate(fund, FEW)
    analyse()
    few, queries_few = best_of(RUNS, lambda: _rows(fund), clock), _queries(fund)
    generate(fund, MANY - FEW, seed=8)
    analyse()
    many, queries_many = best_of(RUNS, lambda: _rows(fund), clock), _queries(fund)
    bare = best_of(RUNS, lambda: _bare_rows(fund), clock)
    yield Figure(f"queries of the list at {MANY:,}, as many as at {FEW}", queries_many, queries_few)
    yield Figure(f"list of 50 rows at {MANY:,}, times its time at {FEW}", many / few, 1.5, "x", _ms(many))
    yield Figure(f"list of 50 rows at {MANY:,}, times a bare view", many / bare, 2.0, "x", _ms(bare))
    for name, asked in FILTERS.items():
        took = best_of(RUNS, lambda asked=asked: count_facets(fund, asked), clock)
        yield Figure(f"facet counts at {MANY:,}, {name}", took * 1000, 100, "ms", connection.vendor)


FILTERS = {
    "unfiltered": ProgrammeFilter(),
    "status and principle set": ProgrammeFilter(status=("status_1",), principle=("gender_responsive",)),
    "theme and region set": ProgrammeFilter(theme=("data",), region=("africa",)),
}


def _rows(fund: Fund) -> str:
    """The rows of the page as the site draws them, without the counts."""
    visit = Visit(fund, None, timezone.localdate())
    page = page_of(fund, ProgrammeFilter())
    rows = listed_programmes(visit, page.rows, status_shapes(fund))
    return render_to_string("portal/programmes/rows.html", {"rows": rows})


def _bare_rows(fund: Fund) -> str:
    """The same rows as the shortest view would draw them."""
    programmes = (
        Programme.objects.filter(fund=fund)
        .select_related("fund", "area", "status")
        .prefetch_related("country_links__country", "parties__organisation")
        .order_by("number")[:50]
    )
    return BARE_TEMPLATE.render({"programmes": programmes, "currency": fund.currency})


BARE_TEMPLATE = engines["django"].from_string(BARE)


def _queries(fund: Fund) -> int:
    with CaptureQueriesContext(connection) as captured:
        _rows(fund)
    return len(captured)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
