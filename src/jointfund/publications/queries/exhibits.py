"""The facts the figures of the live portfolio are drawn from."""

from dataclasses import replace
from datetime import date

from jointfund.funds.models import Fund
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.programmes.models import Stage
from jointfund.publications.content.exhibits import ExhibitFacts
from jointfund.publications.queries.contributors import build_contributors
from jointfund.publications.queries.programmes import booklet_day, fund_facts, programme_facts


def live_facts(fund: Fund, today: date, as_of: date | None = None) -> ExhibitFacts:
    """The portfolio of the day, by default of the latest published pipeline, and the latest contributions."""
    day, precision = (as_of, "day") if as_of else booklet_day(fund, today)
    found = programme_facts(fund, ProgrammeFilter(as_of=day))
    programmes = tuple(one for one in found if one.stage in (Stage.PIPELINE, Stage.FUNDED))
    contributors = build_contributors(fund, as_of=as_of or today)
    facts = ExhibitFacts(fund_facts(fund), day, precision, "", programmes)
    return replace(facts, contributors=contributors) if contributors.lines else facts
