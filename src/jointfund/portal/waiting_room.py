"""The programmes that wait for money, as pieces: the sums, the table by area and status, the groups."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.kernel.dates import PartialDate
from jointfund.portal.briefs import as_of_words, programme_brief, shapes_of
from jointfund.portal.pages import MOST_ROWS, list_href, others, page_head
from jointfund.portal.words import plain
from jointfund.programmes.models import Stage, Status
from jointfund.programmes.queries.portfolio import ProgrammeLine, total
from jointfund.ui.amounts import exact, in_prose
from jointfund.ui.pieces import AreaMark, Cell, Link, PageHead, ProgrammeBrief, StatusWord, Table, TableColumn
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import ThematicArea

type Lines = Sequence[ProgrammeLine]


@dataclass(frozen=True)
class StatusGroup:
    """The waiting programmes of one area that share a status."""

    status: StatusWord
    programmes: tuple[ProgrammeBrief, ...]
    in_words: str
    others: Link | None


@dataclass(frozen=True)
class AreaGroup:
    """The waiting programmes of one area, furthest status first; `area` is None for those without one."""

    area: AreaMark | None
    anchor: str
    in_words: str
    statuses: tuple[StatusGroup, ...]


def head(visit: Visit, waiting: Lines, latest: PartialDate | None) -> PageHead:
    """How many wait for how much, in one line."""
    words = ngettext(
        "%(count)s approved programme worth %(money)s waits for money.",
        "%(count)s approved programmes worth %(money)s wait for money.",
        len(waiting),
    )
    answer = words % {"count": len(waiting), "money": in_prose(total(waiting), visit.fund.currency)}
    return page_head(visit, _("Pipeline"), answer, as_of=as_of_words(visit, latest))


def as_published(visit: Visit, on: date | None, then: Lines) -> Link | None:
    """What waited on the day the whole pipeline was last published; None when the page shows that state."""
    if on is None or on == visit.day:
        return None
    waiting = [line for line in then if line.is_waiting]
    words = _("As last published, %(date)s: %(programmes)s") % {
        "date": dated(PartialDate(on, "month")),
        "programmes": _in_words(visit, waiting),
    }
    return Link(words, replace(visit, asked_day=on).href("pipeline"))


def summary_table(
    visit: Visit, waiting: Lines, areas: Sequence[ThematicArea], statuses: Sequence[Status]
) -> Table:
    """How many programmes each area has in each status, and what they ask for."""
    used = [status for status in statuses if any(line.status_code == status.code for line in waiting)]
    columns = (
        TableColumn(_("Thematic area")),
        *(TableColumn(status.label, is_number=True) for status in used),
        TableColumn(_("Programmes"), is_number=True),
        TableColumn(_("Budget, %(currency)s") % {"currency": visit.fund.currency}, is_number=True),
    )
    rows = [
        (_area_cell(area), *_numbers([line for line in waiting if line.area == area.number], used))
        for area in areas
    ]
    if without := [line for line in waiting if line.area is None]:
        rows.append((Cell(_("No area known")), *_numbers(without, used)))
    foot = (Cell(_("All areas")), *_numbers(waiting, used))
    caption = _("Waiting programmes by thematic area and status")
    return Table(caption, columns, rows, foot, caption_is_hidden=True, stacks_on_phone=True)


def groups(
    visit: Visit, waiting: Lines, areas: Sequence[ThematicArea], statuses: Sequence[Status]
) -> list[AreaGroup]:
    """Each area that has waiting programmes, with them; those without an area last."""
    found = [
        _area_group(visit, area, [one for one in waiting if one.area == number], statuses)
        for number, area in (*((area.number, area) for area in areas), (None, None))
    ]
    return [group for group in found if group.statuses]


def downloads(visit: Visit) -> list[Link]:
    """The same programmes as files."""
    formats = ("csv", "xlsx", "json")
    return [Link(name.upper(), list_href(visit, stage=Stage.PIPELINE.value, format=name)) for name in formats]


def _area_group(
    visit: Visit, area: ThematicArea | None, lines: Lines, statuses: Sequence[Status]
) -> AreaGroup:
    found = [_status_group(visit, area, status, lines, statuses) for status in reversed(statuses)]
    return AreaGroup(
        AreaMark(area.number, area.short, area.title) if area else None,
        f"area-{area.number if area else 'none'}",
        _in_words(visit, lines),
        tuple(group for group in found if group.programmes),
    )


def _status_group(
    visit: Visit, area: ThematicArea | None, status: Status, lines: Lines, statuses: Sequence[Status]
) -> StatusGroup:
    shapes = shapes_of(statuses)
    inside = [line for line in lines if line.status_code == status.code]
    shown = [programme_brief(visit, line, shapes) for line in inside[:MOST_ROWS]]
    facets: dict[str, str | int] = ({"area": area.number} if area else {}) | {"status": status.code}
    return StatusGroup(
        StatusWord(status.label, shapes[status.code]),
        tuple(replace(brief, area=None, status=None) for brief in shown),
        _in_words(visit, inside),
        others(len(inside), list_href(visit, **facets)),
    )


def _in_words(visit: Visit, lines: Lines) -> str:
    words = ngettext("%(count)s programme, %(money)s", "%(count)s programmes, %(money)s", len(lines))
    return words % {"count": len(lines), "money": exact(total(lines), visit.fund.currency)}


def _area_cell(area: ThematicArea) -> Cell:
    return Cell(area.title, area=AreaMark(area.number, area.short))


def _numbers(lines: Lines, statuses: Sequence[Status]) -> list[Cell]:
    counts = [sum(line.status_code == status.code for line in lines) for status in statuses]
    return [*(Cell(str(count)) for count in counts), Cell(str(len(lines))), Cell(plain(total(lines)))]
