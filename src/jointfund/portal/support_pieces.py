"""What *Support the fund* shows: where the fund stands and what an amount would change, as pieces."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.kernel.dates import PartialDate
from jointfund.ledger.queries import Contributions
from jointfund.ledger.rules import Distance
from jointfund.portal.words import amount, as_of, as_of_day, percent, plain
from jointfund.programmes.queries.portfolio import SEVERAL_REGIONS, ProgrammeLine, total
from jointfund.programmes.support import Selection, Shift
from jointfund.rendering.charts import (
    Part,
    Progress,
    Series,
    StackedBar,
    progress_bar,
    stacked_bars,
)
from jointfund.ui.amounts import in_prose
from jointfund.ui.pieces import AreaMark, Cell, Fact, FactValue, FigureCard, Link, Picture, Table, TableColumn
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import ThematicArea


@dataclass(frozen=True)
class Standing:
    """Where the fund stands: the pipeline as last published, and what of it still waits."""

    published_on: date | None
    waiting_then: tuple[ProgrammeLine, ...]
    waiting_now: tuple[ProgrammeLine, ...]
    given: Contributions
    distance: Distance | None

    @property
    def has_moved(self) -> bool:
        """Whether later reports tell of programmes that no longer wait."""
        return {one.key for one in self.waiting_then} != {one.key for one in self.waiting_now}


def headline(visit: Visit, standing: Standing) -> str:
    """The page in one line: what was published, and what still waits."""
    worth = in_prose(total(standing.waiting_then), visit.fund.currency)
    count = len(standing.waiting_then)
    if standing.published_on is None or not standing.has_moved:
        return ngettext(
            "%(count)s approved programme worth %(amount)s waits for money.",
            "%(count)s approved programmes worth %(amount)s wait for money.",
            count,
        ) % {"count": count, "amount": worth}
    return _(
        "In %(date)s, %(count)s approved programmes worth %(amount)s waited for money; %(left)s still do."
    ) % {
        "date": dated(PartialDate(standing.published_on, "month")),
        "count": count,
        "amount": worth,
        "left": len(standing.waiting_now),
    }


def figures(visit: Visit, standing: Standing) -> list[FigureCard]:
    """The dated numbers of the page."""
    pipeline = Link(_("See the pipeline"), visit.href("pipeline"))
    held_for = published_words(standing, visit)
    if standing.has_moved:
        cards = [
            _card(
                visit, standing.waiting_then, _("approved programmes waited for money"), held_for, pipeline
            ),
            _card(
                visit,
                standing.waiting_now,
                _("still wait, as later reports tell"),
                as_of_day(visit),
                pipeline,
            ),
        ]
    else:
        label = _("approved programmes wait for money")
        cards = [_card(visit, standing.waiting_now, label, held_for, pipeline)]
    if standing.distance:
        cards.append(
            FigureCard(
                amount(standing.distance.reached, visit),
                _("contributed"),
                as_of(standing.given.published) if standing.given.published else "",
                Link(_("See the contributors"), visit.href("contributors")),
            )
        )
    return cards


def published_words(standing: Standing, visit: Visit) -> str:
    """For which date the pipeline was last published as a whole."""
    if standing.published_on is None:
        return as_of_day(visit)
    return _("As last published, %(date)s") % {"date": dated(PartialDate(standing.published_on, "month"))}


def _card(visit: Visit, lines: Sequence[ProgrammeLine], label: str, held_for: str, link: Link) -> FigureCard:
    return FigureCard(amount(total(lines), visit), f"{len(lines)} {label}", held_for, link, is_accent=True)


def target_link(visit: Visit) -> Link | None:
    """The line that prints the target, as `document:line` in the fund's own data."""
    key, _colon, line = visit.fund.target_source.partition(":")
    if not key or not line.isdigit():
        return None
    return Link(_("Where the target is printed"), f"{visit.href('document', key=key)}#L{line}")


def progress(visit: Visit, standing: Standing) -> Picture | None:
    """How far contributions are on the way to the target; None where either is unknown."""
    gap, fund = standing.distance, visit.fund
    if gap is None:
        return None
    title = _("%(share)s of the target is reached, %(rest)s to go") % {
        "share": percent(gap.share),
        "rest": amount(gap.to_go, visit),
    }
    drawn = Progress(
        _("Contributions as published"),
        gap.reached,
        gap.target,
        amount(gap.reached, visit),
        amount(gap.target, visit),
        _("%(rest)s to go") % {"rest": amount(gap.to_go, visit)},
    )
    heads = (TableColumn(_("Figure")), TableColumn(fund.currency, True))
    rows = (
        (Cell(_("Target by the %(by)s") % {"by": fund.target_by}), Cell(plain(gap.target))),
        (Cell(_("Contributions as published")), Cell(plain(gap.reached))),
        (Cell(_("To go")), Cell(plain(gap.to_go))),
    )
    held_for = as_of(standing.given.published) if standing.given.published else ""
    return Picture(
        title,
        str(progress_bar(drawn, title=title)),
        Table(title, heads, rows, caption_is_hidden=True),
        held_for,
    )


def waiting_by_area(visit: Visit, standing: Standing, areas: Sequence[ThematicArea]) -> Picture | None:
    """The published pipeline in each area and what of it still waits; None where nothing was waiting."""
    if not standing.waiting_then:
        return None
    then = {area.number: _in_area(standing.waiting_then, area) for area in areas}
    now = {area.number: _in_area(standing.waiting_now, area) for area in areas}
    most = max(areas, key=lambda area: total(then[area.number]))
    title = _("Most waits in area %(number)s, %(area)s") % {
        "number": most.number,
        "area": most.short or most.title,
    }
    series = [
        Series("waits", _("Waits for money")),
        Series("left", _("Reported as started since"), "outline"),
    ]
    bars = [
        StackedBar(
            f"{area.number} {area.short or area.title}",
            (
                Part("waits", total(now[area.number])),
                Part("left", max(total(then[area.number]) - total(now[area.number]), Decimal(0))),
            ),
            amount(total(then[area.number]), visit),
            f"area-{area.number}",
        )
        for area in areas
    ]
    drawing = stacked_bars(bars, series if standing.has_moved else series[:1], title=title)
    return Picture(
        title, str(drawing), _waiting_table(visit, standing, areas), published_words(standing, visit)
    )


def _in_area(lines: Sequence[ProgrammeLine], area: ThematicArea) -> list[ProgrammeLine]:
    return [line for line in lines if line.area == area.number]


def _waiting_table(visit: Visit, standing: Standing, areas: Sequence[ThematicArea]) -> Table:
    unit = {"currency": visit.fund.currency}
    heads = (
        TableColumn(_("Thematic area")),
        TableColumn(_("Programmes published"), True),
        TableColumn(_("Published, %(currency)s") % unit, True),
        TableColumn(_("Programmes that still wait"), True),
        TableColumn(_("Still waits, %(currency)s") % unit, True),
    )

    def cells(then: Sequence[ProgrammeLine], now: Sequence[ProgrammeLine]) -> tuple[Cell, ...]:
        return (Cell(str(len(then))), Cell(plain(total(then))), Cell(str(len(now))), Cell(plain(total(now))))

    rows = [
        (
            Cell(area.title, area=AreaMark(area.number, area.short or area.title)),
            *cells(_in_area(standing.waiting_then, area), _in_area(standing.waiting_now, area)),
        )
        for area in areas
    ]
    foot = (Cell(_("Total, computed")), *cells(standing.waiting_then, standing.waiting_now))
    caption = _("What waits, by thematic area")
    return Table(caption, heads, rows, foot, caption_is_hidden=True, stacks_on_phone=True)


def answer_line(visit: Visit, chosen: Selection) -> str:
    """The answer in one sentence."""
    count = len(chosen.chosen)
    if not count:
        return _("%(amount)s would release no programme.") % {"amount": amount(chosen.amount, visit)}
    return ngettext(
        "%(amount)s would release %(count)s programme, worth %(total)s.",
        "%(amount)s would release %(count)s programmes, worth %(total)s together.",
        count,
    ) % {"amount": amount(chosen.amount, visit), "count": count, "total": amount(chosen.total, visit)}


def answer_facts(visit: Visit, chosen: Selection) -> list[Fact]:
    """What remains of the amount and what stays without money."""
    remains = FactValue(amount(chosen.remainder, visit))
    if chosen.remainder and chosen.cheapest_wait:
        note = _("the next one that fits the wish costs %(amount)s") % {
            "amount": amount(chosen.cheapest_wait, visit)
        }
        remains = FactValue(amount(chosen.remainder, visit), note=note)
    waits = ngettext("%(count)s programme", "%(count)s programmes", len(chosen.waits)) % {
        "count": len(chosen.waits)
    }
    cost = sum((one.budget for one in chosen.waits if one.budget is not None), start=Decimal(0))
    facts = [
        Fact(_("Released"), (FactValue(amount(chosen.total, visit)),)),
        Fact(_("Remains of the amount"), (remains,)),
        Fact(_("Fits the wish and stays without money"), (FactValue(waits, note=amount(cost, visit)),)),
    ]
    if chosen.unknown:
        left_out = ngettext("%(count)s programme", "%(count)s programmes", len(chosen.unknown))
        text = left_out % {"count": len(chosen.unknown)}
        facts.append(Fact(_("Left out"), (FactValue(text, note=_("no budget is published")),)))
    return facts


def region_name(region: str) -> str:
    """A region in words."""
    return _("Several regions") if region == SEVERAL_REGIONS else region


def balance_picture(visit: Visit, shifts: Sequence[Shift], areas: Mapping[str, ThematicArea]) -> Picture:
    """What is funded, would be released and still waits, by area."""
    series = (
        Series("funded", _("Funded")),
        Series("released", _("Released by the amount"), "hatch"),
        Series("waits", _("Stays without money"), "outline"),
    )
    bars = [
        StackedBar(
            _area_name(shift, areas),
            (Part("funded", shift.before), Part("released", shift.released), Part("waits", shift.waits)),
            in_prose(shift.after, visit.fund.currency),
            f"area-{shift.group}" if shift.group else "series-d",
        )
        for shift in shifts
    ]
    title = _moves_most(shifts, areas)
    table = _shift_table(
        visit,
        shifts,
        _("How the balance by area moves"),
        _("Thematic area"),
        lambda one: _area_name(one, areas),
    )
    return Picture(title, str(stacked_bars(bars, series, title=title)), table, as_of_day(visit))


def region_table(visit: Visit, shifts: Sequence[Shift]) -> Table:
    """The same by region; a programme in several regions is counted apart and never split."""
    return _shift_table(
        visit,
        shifts,
        _("How the balance by region moves"),
        _("Region"),
        lambda one: region_name(one.group) or _("Not known"),
    )


def _shift_table(
    visit: Visit, shifts: Sequence[Shift], caption: str, first: str, name: Callable[[Shift], str]
) -> Table:
    unit = {"currency": visit.fund.currency}
    heads = (
        TableColumn(first),
        TableColumn(_("Funded, %(currency)s") % unit, True),
        TableColumn(_("Released, %(currency)s") % unit, True),
        TableColumn(_("Share before"), True),
        TableColumn(_("Share after"), True),
        TableColumn(_("Stays without money, %(currency)s") % unit, True),
    )
    rows = [
        (
            Cell(name(shift)),
            Cell(plain(shift.before)),
            Cell(plain(shift.released)),
            Cell(percent(shift.share_before)),
            Cell(percent(shift.share_after)),
            Cell(plain(shift.waits)),
        )
        for shift in shifts
    ]
    return Table(caption, heads, rows, stacks_on_phone=True)


def _area_name(shift: Shift, areas: Mapping[str, ThematicArea]) -> str:
    area = areas.get(shift.group)
    return f"{area.number} {area.short or area.title}" if area else _("No area known")


def _moves_most(shifts: Sequence[Shift], areas: Mapping[str, ThematicArea]) -> str:
    gains = [
        (shift.share_after - (shift.share_before or 0), shift)
        for shift in shifts
        if shift.share_after is not None
    ]
    gain, most = max(gains, key=lambda one: one[0], default=(None, None))
    if not gain or most is None:
        return _("The balance by area stays as it is")
    return _("Area %(area)s gains most: from %(before)s to %(after)s of the money") % {
        "area": _area_name(most, areas),
        "before": percent(most.share_before) or "0.0%",
        "after": percent(most.share_after),
    }
