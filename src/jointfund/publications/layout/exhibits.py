"""The figures of a document: each a finding in words, a picture, and the same as an exact table.

A figure is known by its slug. One that its document has no facts for does not exist.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jointfund.publications.content.exhibits import ExhibitFacts
from jointfund.publications.content.programmes import Area, ProgrammeFacts, total
from jointfund.publications.labels import Labels
from jointfund.publications.layout.pieces import area_label
from jointfund.rendering.charts import Bar, Progress, bar_chart, progress_bar
from jointfund.rendering.maps import CountryMark, world_map
from jointfund.rendering.paper import Head, Table
from jointfund.rendering.svg import Svg
from jointfund.rendering.tables import Cell, Column, Row


@dataclass(frozen=True)
class Exhibit:
    """One figure. `title` states the finding; `legend` are classes of the drawing with their meaning.

    `drawing` is for a page, coloured by its style sheet; `columns` and `rows` are the table, exact.
    """

    slug: str
    title: str
    day: date
    precision: str
    source: str
    drawing: Svg
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...] = ()
    is_map: bool = False

    def table(self, labels: Labels) -> Table:
        """The rows as people read them; unknown ones say so."""
        heads = tuple(Head(one.label, one.kind in ("money", "integer", "percent")) for one in self.columns)
        return Table(
            heads,
            tuple(
                tuple(_shown(row[column.key], column, labels) for column in self.columns) for row in self.rows
            ),
        )


type Maker = Callable[[ExhibitFacts, Labels], Exhibit | None]
type _Groups = Sequence[tuple[str, str, tuple[ProgrammeFacts, ...]]]  # code, label, members


def exhibits_of(facts: ExhibitFacts, labels: Labels) -> tuple[Exhibit, ...]:
    """Every figure these facts give, in the order they are shown."""
    found = (maker(facts, labels) for maker in MAKERS.values())
    return tuple(one for one in found if one)


def exhibit_of(slug: str, facts: ExhibitFacts, labels: Labels) -> Exhibit | None:
    """One figure; None where there is none of that name, or no facts for it."""
    maker = MAKERS.get(slug)
    return maker(facts, labels) if maker else None


def _waiting_by_area(facts: ExhibitFacts, labels: Labels) -> Exhibit | None:
    waiting = tuple(one for one in facts.programmes if not one.is_funded)
    return _by_area("waiting-by-area", "exhibit_waiting", waiting, facts, labels)


def _funded_by_area(facts: ExhibitFacts, labels: Labels) -> Exhibit | None:
    funded = tuple(one for one in facts.programmes if one.is_funded)
    return _by_area("funded-by-area", "exhibit_funded", funded, facts, labels)


def _by_area(
    slug: str, words: str, programmes: tuple[ProgrammeFacts, ...], facts: ExhibitFacts, labels: Labels
) -> Exhibit | None:
    if not programmes:
        return None
    currency, groups = facts.fund.currency, _areas(programmes, labels)
    sums = {code: total(members) for code, _label, members in groups}
    whole = total(programmes)
    largest = _largest(sums)
    title = labels(f"{words}_plain", amount=labels.in_prose(whole, currency))
    if largest:
        title = labels(
            words,
            amount=labels.in_prose(whole, currency),
            area=labels("exhibit_area", number=largest) if largest != "0" else labels("area_unknown"),
            part=labels.in_prose(sums[largest], currency),
        )
    bars = [
        Bar(label, sums[code], labels.in_prose(sums[code], currency), f"area-{code}" if code != "0" else "")
        for code, label, _members in groups
    ]
    columns = (
        Column("area", labels("area_head")),
        Column("programmes", labels("programmes_tab"), "integer"),
        Column("amount", labels("amount", currency=currency), "money"),
        Column("amounts_not_published", labels("exhibit_without_amount"), "integer"),
    )
    rows: tuple[Row, ...] = tuple(
        {
            "area": label,
            "programmes": len(members),
            "amount": sums[code],
            "amounts_not_published": sum(one.budget is None for one in members),
        }
        for code, label, members in groups
    )
    return _exhibit(slug, title, facts, labels, bar_chart(bars, title=title), columns, rows)


def _status(facts: ExhibitFacts, labels: Labels) -> Exhibit | None:
    waiting = tuple(one for one in facts.programmes if not one.is_funded)
    if not waiting:
        return None
    names = {one.status_code: labels.status(one.status_code, one.status) for one in waiting}
    counts = Counter(one.status_code for one in waiting)
    largest = _largest(counts)
    count = labels.number(len(waiting))
    title = labels("exhibit_status_plain", count=count)
    if largest:
        title = labels(
            "exhibit_status", part=labels.number(counts[largest]), count=count, status=names[largest]
        )
    order = sorted(counts, key=lambda code: (-counts[code], names[code]))
    bars = [
        Bar(
            names[code] or labels("not_published"),
            counts[code],
            labels.counted("programmes", counts[code]),
            "series-a",
        )
        for code in order
    ]
    columns = (
        Column("status_code", labels("status_code")),
        Column("status", labels("status")),
        Column("programmes", labels("programmes_tab"), "integer"),
        Column("amount", labels("amount", currency=facts.fund.currency), "money"),
    )
    rows: tuple[Row, ...] = tuple(
        {
            "status_code": code,
            "status": names[code],
            "programmes": counts[code],
            "amount": total(tuple(one for one in waiting if one.status_code == code)),
        }
        for code in order
    )
    return _exhibit("pipeline-by-status", title, facts, labels, bar_chart(bars, title=title), columns, rows)


def _regions(facts: ExhibitFacts, labels: Labels) -> Exhibit | None:
    places = {place.iso3: place for one in facts.programmes for place in one.places}
    if not places:
        return None
    counts = Counter(code for one in facts.programmes for code in {place.iso3 for place in one.places})
    regions = Counter(
        region for one in facts.programmes for region in {place.region for place in one.places} if region
    )
    largest = _largest(regions)
    title = labels("exhibit_regions_plain", countries=labels.number(len(places)))
    if largest:
        title = labels(
            "exhibit_regions",
            countries=labels.number(len(places)),
            region=labels.region(largest),
            part=labels.number(regions[largest]),
            count=labels.number(len(facts.programmes)),
        )
    names = {code: labels.country(place.iso2, place.name) for code, place in places.items()}
    marks = [
        CountryMark(
            place.m49,
            code,
            names[code],
            place.latitude,
            place.longitude,
            counts[code],
            note=labels.counted("programmes", counts[code]),
        )
        for code, place in places.items()
        if place.latitude is not None and place.longitude is not None
    ]
    columns = (
        Column("country_code", labels("country_code")),
        Column("country", labels("where")),
        Column("region", labels("region_head")),
        Column("programmes", labels("programmes_tab"), "integer"),
    )
    rows: tuple[Row, ...] = tuple(
        {
            "country_code": code,
            "country": names[code],
            "region": labels.region(places[code].region) or None,
            "programmes": counts[code],
        }
        for code in sorted(places, key=lambda code: (-counts[code], names[code]))
    )
    drawn = world_map(marks, title=title, description=labels("exhibit_map_described"))
    legend = (
        ("band-1", labels.counted("programmes", 1)),
        ("band-2", labels.counted("programmes", 2)),
        ("band-3", labels("exhibit_band_3")),
        ("band-5", labels("exhibit_band_5")),
    )
    return _exhibit(
        "programmes-by-region", title, facts, labels, drawn, columns, rows, legend=legend, is_map=True
    )


def _target(facts: ExhibitFacts, labels: Labels) -> Exhibit | None:
    table, currency = facts.contributors, facts.fund.currency
    if table is None or table.as_of is None or not table.target or table.gap is None or table.reached is None:
        return None
    target = labels.in_prose(table.target, currency)
    title = labels("exhibit_target", reached=labels.percent(table.reached), target=target)
    missing = labels.in_prose(table.gap, currency)
    drawn = progress_bar(
        Progress(
            labels("exhibit_contributed", count=labels.number(len(table.lines))),
            table.total,
            table.target,
            labels.in_prose(table.total, currency),
            labels("exhibit_goal", target=target, by=table.target_by),
            labels("exhibit_missing", amount=missing),
        ),
        title=title,
    )
    columns = (
        Column("measure", labels("exhibit_measure")),
        Column("amount", labels("amount", currency=currency), "money"),
        Column("share_of_target", labels("exhibit_share_of_target"), "percent"),
    )
    rows: tuple[Row, ...] = (
        {
            "measure": labels("contributed").capitalize(),
            "amount": table.total,
            "share_of_target": table.reached,
        },
        {
            "measure": labels("to_target").capitalize(),
            "amount": table.gap,
            "share_of_target": max(1 - table.reached, Decimal(0)),
        },
        {"measure": labels("exhibit_target_row"), "amount": table.target, "share_of_target": Decimal(1)},
    )
    return Exhibit(
        "contributions-to-target",
        title,
        table.as_of,
        table.precision,
        table.source or facts.fund.name,
        drawn,
        columns,
        rows,
    )


MAKERS: Mapping[str, Maker] = {
    "waiting-by-area": _waiting_by_area,
    "funded-by-area": _funded_by_area,
    "pipeline-by-status": _status,
    "programmes-by-region": _regions,
    "contributions-to-target": _target,
}


def _exhibit(
    slug: str,
    title: str,
    facts: ExhibitFacts,
    labels: Labels,
    drawn: Svg,
    columns: tuple[Column, ...],
    rows: Iterable[Row],
    *,
    legend: tuple[tuple[str, str], ...] = (),
    is_map: bool = False,
) -> Exhibit:
    """A figure of the programmes, which stand in the fund's record."""
    source = labels("exhibit_record", fund=facts.fund.name)
    return Exhibit(
        slug, title, facts.as_of, facts.precision, source, drawn, columns, tuple(rows), legend, is_map
    )


def _areas(programmes: Sequence[ProgrammeFacts], labels: Labels) -> _Groups:
    """The programmes by area, those of unknown area last."""
    groups: dict[Area, list[ProgrammeFacts]] = {}
    for one in programmes:
        groups.setdefault(one.area, []).append(one)
    ordered = sorted(groups, key=lambda area: (not area.number, area.number))
    return [(str(area.number), _area_name(area, labels), tuple(groups[area])) for area in ordered]


def _area_name(area: Area, labels: Labels) -> str:
    name = area.short or area.title
    return f"{area.number} {name}" if area.number and name else area_label(area, labels)


def _largest(sizes: Mapping[str, Decimal] | Mapping[str, int]) -> str:
    """The code of the one largest group; empty where there is but one, or several are as large."""
    most = max(sizes.values())
    leading = [code for code, size in sizes.items() if size == most]
    return leading[0] if len(leading) == 1 and len(sizes) > 1 else ""


def _shown(cell: Cell, column: Column, labels: Labels) -> str:
    match cell:
        case None | "":
            return labels("not_published")
        case Decimal() if column.kind == "percent":
            return labels.percent(cell)
        case Decimal() | int():
            return labels.number(cell)
    return str(cell)
