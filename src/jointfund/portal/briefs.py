"""Programmes as cards and rows, statuses as shapes, and the words for the day a page stands for."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.models import Stage, Status
from jointfund.programmes.queries.changes import statuses_of
from jointfund.programmes.queries.portfolio import ProgrammeLine
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import AreaMark, ProgrammeBrief, Shape, StatusWord
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

type Shapes = Mapping[str, Shape]


def status_shapes(fund: Fund) -> Shapes:
    """The shape of each status of the fund, by code; one query."""
    return shapes_of(statuses_of(fund))


def shapes_of(statuses: Sequence[Status]) -> Shapes:
    """Outline for the first status, half for those under way, full from funding on, crossed when left."""
    return {status.code: _shape(status, is_first=not place) for place, status in enumerate(statuses)}


def programme_brief(visit: Visit, line: ProgrammeLine, shapes: Shapes) -> ProgrammeBrief:
    """A line of the portfolio as its card or row shows it."""
    return ProgrammeBrief(
        reference=line.reference,
        href=visit.href("programme", ref=line.reference),
        title=line.name,
        title_is_lost=line.title_is_lost,
        place=line.place,
        area=AreaMark(line.area, line.area_short) if line.area else None,
        status=StatusWord(line.status, shapes.get(line.status_code, "outline")) if line.status else None,
        budget=exact(line.budget, visit.fund.currency),
        months=line.duration_months,
    )


def as_of_words(visit: Visit, latest: PartialDate | None = None) -> str:
    """For which day a page stands, and when the record last changed up to it."""
    words = _("As of %(day)s") % {"day": dated(visit.day)}
    if latest is None:
        return words
    return _("%(words)s · last change on record %(latest)s") % {"words": words, "latest": dated(latest)}


def _shape(status: Status, *, is_first: bool) -> Shape:
    if status.stage == Stage.PIPELINE:
        return "outline" if is_first else "half"
    return "full" if status.stage == Stage.FUNDED else "crossed"
