"""What an address of the API asks: its fund, its day and its filter. What is not understood is refused."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Schema

from jointfund.api.problems import Refusal
from jointfund.api.schemas import Meta
from jointfund.funds.models import Fund
from jointfund.programmes.filters import Names, ProgrammeFilter, Tags, read_day
from jointfund.programmes.queries.names import checked_filter
from jointfund.ui.visit import Visit

MANY = "several values mean any of them"


class FundQuery(Schema):
    """Which fund, and for which day."""

    fund: str | None = Field(None, max_length=12, description="code of a fund; without it the first one")
    as_of: str | None = Field(
        None, max_length=10, description="2023, 2023-07 or 2023-07-31: the state of that day"
    )


class DetailQuery(FundQuery):
    """Which tags a programme is shown with."""

    tags: Tags = Field(Tags.CONFIRMED, description="confirmed, suggested or all")


class ProgrammeQuery(FundQuery):
    """The filter of the list; the same words as in the addresses of the site."""

    q: str | None = Field(None, max_length=200, description="words; “quoted” ones stand together")
    stage: list[str] = Field([], description=f"pipeline, funded or closed; {MANY}")
    status: list[str] = Field([], description=f"codes of /statuses; {MANY}")
    area: list[str] = Field([], description=f"numbers of /areas; {MANY}")
    region: list[str] = Field([], description="M49 region or subregion, as western-africa")
    country: list[str] = Field([], description=f"ISO 3166-1 alpha-3; {MANY}")
    role: list[str] = Field([], description="implementing, origin, transit or destination")
    budget: list[str] = Field(
        [], description="under-1.75m, 1.75m-2.25m, 2.25m-3m, 3m-and-over, not-published"
    )
    organisation: list[str] = Field([], description=f"codes of /organisations; {MANY}")
    partner_kind: list[str] = Field([], description="codes of /terms?scheme=partner_kind")
    principle: list[str] = Field([], description="codes of /terms?scheme=principle")
    theme: list[str] = Field([], description="codes of /terms?scheme=theme")
    population: list[str] = Field([], description="codes of /terms?scheme=population")
    level: list[str] = Field([], description="local, national or regional")
    gcm_objective: list[str] = Field([], description="1 to 23")
    sdg_goal: list[str] = Field([], description="1 to 17")
    sdg_target: list[str] = Field([], description="as 10.7")
    tags: str | None = Field(None, description="confirmed (without it), suggested or all", max_length=20)
    sort: str | None = Field(None, description="reference, country, title, area, status, budget, duration; "
                             "with a minus before it the other way round", max_length=20)  # fmt: skip
    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=20, description="as the `next` of an answer names it")


def fund_of(query: FundQuery) -> Fund:
    """The fund asked for, or the installation's first. Refuses a code that no fund has."""
    funds = Fund.objects.filter(code=query.fund.replace("\0", "")) if query.fund else Fund.objects.all()
    if fund := funds.first():
        return fund
    raise Refusal(404, "There is no such fund. /api/v1/funds lists the funds of this installation.")


def day_of(query: FundQuery) -> date:
    """The day asked for, or today. Refuses what is no date."""
    messages: list[str] = []
    day = read_day(query.as_of or "", messages)
    if messages:
        raise Refusal(422, "as_of is not a date: write 2023, 2023-07 or 2023-07-31.", ["as_of: no date"])
    return day or timezone.localdate()


def filter_of(request: HttpRequest, fund: Fund) -> tuple[ProgrammeFilter, Names]:
    """The filter of the address; confirmed tags only unless it asks for others. Refuses unknown words."""
    parameters = {name: request.GET.getlist(name) for name in request.GET}
    reading, names = checked_filter(fund, parameters)
    if reading.messages:
        raise Refusal(422, "Some of the filter is not understood.", reading.messages)
    asked = reading.filter
    return (asked if "tags" in parameters else asked.but(tags=Tags.CONFIRMED)), names


def visit_to(fund: Fund) -> Visit:
    """The fund as the site's addresses need it: the first fund stands at the root."""
    first = Fund.objects.first()
    return Visit(fund, None if first == fund else fund.code, timezone.localdate())


def meta_of(fund: Fund, day: date, count: int, in_words: str | None = None) -> Meta:
    """What an answer stands for."""
    return Meta(
        fund=fund.code,
        as_of=day,
        licence=fund.data_licence,
        currency=fund.currency,
        count=count,
        in_words=in_words,
    )
