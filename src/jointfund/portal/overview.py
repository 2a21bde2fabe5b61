"""What the home page shows of a fund: its figures, its map and its balance, as pieces."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.kernel.money import share
from jointfund.ledger.queries import Contributions
from jointfund.portal.briefs import as_of_words
from jointfund.portal.country_pieces import counted_mark
from jointfund.portal.pages import list_href
from jointfund.programmes.queries.changes import Change
from jointfund.programmes.queries.portfolio import IMPLEMENTING, ProgrammeLine, total
from jointfund.rendering.charts import Part, Series, StackedBar, stacked_bars
from jointfund.rendering.maps import MAP_BANDS, world_map
from jointfund.ui.amounts import exact, in_prose
from jointfund.ui.pieces import (
    AreaMark,
    Cell,
    FigureCard,
    LegendEntry,
    Link,
    Picture,
    Table,
    TableColumn,
    TimelineEvent,
)
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Country, ThematicArea

type Lines = Sequence[ProgrammeLine]


def since(visit: Visit, published: Lines, later: Lines) -> str:
    """What later reports change in the number that waits; empty where they change nothing."""
    before, now = (sum(line.is_waiting for line in lines) for lines in (published, later))
    if before == now:
        return ""
    return ngettext(
        "%(count)s still waits as far as later reports tell, %(day)s",
        "%(count)s still wait as far as later reports tell, %(day)s",
        now,
    ) % {"count": now, "day": dated(visit.day)}


def figures(visit: Visit, lines: Lines, contributions: Contributions, since: str = "") -> list[FigureCard]:
    """What waits for money, what is funded, what was contributed, in how many countries."""
    waiting, funded = [one for one in lines if one.is_waiting], [one for one in lines if one.is_funded]
    held_for = as_of_words(visit)
    return [
        FigureCard(
            in_prose(total(waiting), visit.fund.currency),
            ngettext(
                "%(count)s approved programme waits for money",
                "%(count)s approved programmes wait for money",
                len(waiting),
            )
            % {"count": len(waiting)},
            f"{held_for} · {since}" if since else held_for,
            Link(_("See the pipeline"), visit.href("pipeline")),
            is_accent=True,
        ),
        FigureCard(
            in_prose(total(funded), visit.fund.currency),
            ngettext("%(count)s programme is funded", "%(count)s programmes are funded", len(funded))
            % {"count": len(funded)},
            held_for,
            Link(_("See the funded programmes"), list_href(visit, stage="funded")),
        ),
        _contributed(visit, contributions),
        _countries(visit, lines, held_for),
    ]


def _contributed(visit: Visit, contributions: Contributions) -> FigureCard:
    published = contributions.published
    count = len(contributions.lines)
    return FigureCard(
        in_prose(contributions.total, visit.fund.currency) if count else _("not published"),
        ngettext("from %(count)s contributor", "from %(count)s contributors", count) % {"count": count}
        if count
        else _("given by contributors"),
        _("As published for %(date)s") % {"date": dated(published)} if published else as_of_words(visit),
        Link(_("See the contributors"), visit.href("contributors")),
    )


def _countries(visit: Visit, lines: Lines, held_for: str) -> FigureCard:
    places = {link.iso3 for line in lines for link in line.countries if link.role == IMPLEMENTING}
    return FigureCard(
        str(len(places)),
        ngettext(
            "country or territory with a programme", "countries and territories with a programme", len(places)
        ),
        held_for,
        Link(_("See the countries"), visit.href("countries")),
    )


def map_of_programmes(visit: Visit, lines: Lines) -> Picture:
    """The world with each country where a programme works, by how many there are."""
    counts = Counter(
        iso3
        for line in lines
        for iso3 in {
            link.iso3 for link in line.countries if link.role == IMPLEMENTING and not link.is_suggested
        }
    )
    countries = Country.objects.filter(iso3__in=counts)
    marks = [counted_mark(visit, country, counts[country.iso3]) for country in countries]
    title = _("Where the programmes are")
    rows = [
        (Cell(mark.label, mark.href or ""), Cell(str(mark.value)))
        for mark in sorted(marks, key=lambda mark: (-(mark.value or 0), mark.label))
    ]
    columns = (TableColumn(_("Country or territory")), TableColumn(_("Programmes"), is_number=True))
    return Picture(
        title=title,
        drawing=world_map(marks, title=title, description=_("The table below holds the same numbers.")),
        table=Table(_("Programmes by country"), columns, rows, caption_is_hidden=True),
        as_of=as_of_words(visit),
        legend=[LegendEntry(band, _(words)) for band, words in MAP_BANDS],
        disclaimer=visit.fund.maps_note
        or _("Borders on this map say nothing about the status of a territory."),
        title_is_hidden=True,
    )


def balance_of_areas(visit: Visit, lines: Lines, areas: Sequence[ThematicArea]) -> Picture:
    """What is funded and what waits in each area, to the dollar in the table."""
    sums = {area.number: _sums(lines, area.number) for area in areas}
    waiting = sum((later for _now, later in sums.values()), Decimal(0))
    whole = waiting + sum((now for now, _later in sums.values()), Decimal(0))
    title = _balance_title(share(waiting, whole))
    series = [
        Series("funded", _("Funded"), "solid", "series-d"),
        Series("waiting", _("Waits for money"), "hatch", "series-d"),
    ]
    bars = [_bar(visit, area, *sums[area.number]) for area in areas]
    return Picture(
        title=title,
        drawing=stacked_bars(bars, series, title=title),
        table=_balance_table(visit, areas, sums),
        as_of=as_of_words(visit),
    )


def _balance_title(waiting: Decimal | None) -> str:
    if waiting is None:
        return _("No programme is on record yet")
    percent = round(waiting * 100)
    return _("%(percent)s per cent of the approved money is still to be found") % {"percent": percent}


def _sums(lines: Lines, area: int) -> tuple[Decimal, Decimal]:
    inside = [line for line in lines if line.area == area]
    return total(one for one in inside if one.is_funded), total(one for one in inside if one.is_waiting)


def _bar(visit: Visit, area: ThematicArea, now: Decimal, later: Decimal) -> StackedBar:
    currency = visit.fund.currency
    parts = [
        Part("funded", now, exact(now, "").strip()),
        Part("waiting", later, exact(later, "").strip()),
    ]
    shown = in_prose(now + later, currency)
    return StackedBar(f"{area.number} {area.short or area.title}", parts, shown, f"area-{area.number}")


def _balance_table(
    visit: Visit, areas: Sequence[ThematicArea], sums: dict[int, tuple[Decimal, Decimal]]
) -> Table:
    unit = {"currency": visit.fund.currency}
    columns = (
        TableColumn(_("Thematic area")),
        TableColumn(_("Funded, %(currency)s") % unit, is_number=True),
        TableColumn(_("Waiting, %(currency)s") % unit, is_number=True),
    )
    rows = [
        (
            Cell(area.title, area=AreaMark(area.number, area.short, area.title)),
            *map(_amount, sums[area.number]),
        )
        for area in areas
    ]
    both = [sum(column, Decimal(0)) for column in zip(*sums.values(), strict=True)]
    foot = (Cell(_("All areas")), *map(_amount, both)) if sums else ()
    return Table(
        _("Balance by thematic area"), columns, rows, foot, caption_is_hidden=True, stacks_on_phone=True
    )


def _amount(amount: Decimal) -> Cell:
    return Cell(exact(amount, "").strip())


def news(visit: Visit, changes: Sequence[Change]) -> list[TimelineEvent]:
    """The latest changes, each leading to its programme."""
    return [
        TimelineEvent(
            shown_date=dated(change.dated),
            label=change.name,
            note=f"{change.status} · {change.place}",
            href=visit.href("programme", ref=change.reference),
        )
        for change in changes
    ]
