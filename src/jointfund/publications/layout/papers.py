"""The papers of a page or two as blocks, and their tables as workbooks."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from jointfund.kernel.money import share
from jointfund.publications.content.papers import (
    Contributors,
    Portfolio,
    Profile,
    ProgrammeDetails,
    ProgrammePage,
)
from jointfund.publications.content.programmes import FundFacts, Party, ProgrammeFacts, total
from jointfund.publications.labels import Labels
from jointfund.publications.layout.contributors import (
    contributor_blocks,
    contributor_sheet,
    target_blocks,
)
from jointfund.publications.layout.pieces import (
    ACCENT,
    area_colour,
    area_label,
    country_names,
    places_of,
    programme_sheet,
    shown_countries,
    world,
)
from jointfund.rendering.paper import (
    Block,
    Drawing,
    Fact,
    Facts,
    Figure,
    Figures,
    Head,
    Heading,
    Paper,
    Prose,
    Table,
)
from jointfund.rendering.tables import workbook_bytes

MOST_IN_A_TITLE = 3  # countries a title names


def portfolio_paper(content: Portfolio, labels: Labels) -> Paper:
    """The portfolio at a glance: figures, map, and the balance by area and by region."""
    currency, programmes = content.fund.currency, content.programmes
    places = places_of(programmes)
    alt = labels("area_map_alt", countries=shown_countries(places, labels))
    blocks: tuple[Block, ...] = (
        *_figures(programmes, labels, currency),
        Drawing(world(places, labels, fill=ACCENT), alt, width=60),
        Heading(labels("by_area")),
        _balance(programmes, labels, currency, "area_head", lambda one: _area(one, labels)),
        Heading(labels("by_region")),
        _balance(programmes, labels, currency, "region_head", lambda one: _region(one, labels)),
        *_notes(content.fund, labels),
    )
    subtitle = labels("as_of", date=labels.day(content.as_of))
    if content.selection:
        subtitle = f"{subtitle}. {labels('selection', selection=content.selection)}"
    return _paper(content, labels, labels("portfolio_title"), subtitle, blocks)


def programme_paper(content: ProgrammePage, labels: Labels) -> Paper:
    """A programme by itself: its facts, where it works, what it does."""
    one, currency, absent = content.programme, content.fund.currency, labels("not_published")
    fill = area_colour(one.area.number)
    bodies = [
        labels("associated", name=party.name) if party.role == "associated" else _named(party)
        for party in one.parties
    ]
    goals = "; ".join(f"{goal.number} {labels.goal(goal.number, goal.name)}" for goal in one.goals)
    months = None if one.duration_months is None else labels.counted("months", one.duration_months)
    budget = labels.money(one.budget, currency)
    rounded = f" ({labels('rounded')})" if one.budget_is_rounded and budget else ""
    facts = (
        ("status", _status(content, labels)),
        ("budget_plain", f"{budget}{rounded}" if budget else ""),
        ("duration_plain", months),
        *_days(content.details, labels),
        *_roles(content.details, labels),
        ("organisations", "; ".join(bodies)),
        ("partners", one.key_partners),
        ("sdgs", goals),
        *_tags(content.details),
    )
    area = (
        f"{area_label(one.area, labels)} · {one.area.title}"
        if one.area.title
        else area_label(one.area, labels)
    )
    blocks = (
        Heading(one.title or labels("title_lost").capitalize(), colour=fill),
        Prose(area, is_quiet=True),
        Prose(one.summary or labels("summary_absent", not_published=absent)),
        Facts(tuple(Fact(labels(key), value or None, absent) for key, value in facts)),
        Drawing(
            world(one.places, labels, fill=fill),
            labels("area_map_alt", countries=shown_countries(one.places, labels)),
            width=28,
        ),
        *_notes(content.fund, labels)[1:],  # no amount here is rounded
        *_record(content.details, labels),
    )
    place = country_names(one.places, labels) or one.place_name
    subtitle = f"{one.reference} · {labels('as_of', date=labels.day(content.as_of))}"
    return _paper(
        content, labels, place if len(one.places) <= MOST_IN_A_TITLE else one.place_name, subtitle, blocks
    )


type _Facts = Iterable[tuple[str, str | None]]  # the key of a label and the value beside it


def _status(content: ProgrammePage, labels: Labels) -> str:
    one, since = content.programme, content.details.status_since if content.details else None
    status = labels.status(one.status_code, one.status)
    return f"{status} ({labels.day(since.on, since.precision)})" if status and since else status


def _days(details: ProgrammeDetails | None, labels: Labels) -> _Facts:
    if details is None:
        return
    for key, when in (("starts", details.starts), ("ends", details.ends)):
        yield key, labels.day(when.on, when.precision) if when else None


def _roles(details: ProgrammeDetails | None, labels: Labels) -> _Facts:
    """The countries the programme touches without working there; no line where there is none."""
    for role in ("origin", "transit", "destination"):
        if found := [one for one in details.roles if one.role == role] if details else []:
            yield f"role_{role}", ", ".join(labels.country(one.iso2, one.name) for one in found)


def _tags(details: ProgrammeDetails | None) -> _Facts:
    if details is None:
        return
    yield "objectives", "; ".join(details.objectives)
    yield "principles", "; ".join(details.principles)
    if details.suggested_principles:
        yield "suggested_principles", "; ".join(details.suggested_principles)


def _record(details: ProgrammeDetails | None, labels: Labels) -> Iterable[Block]:
    """What the page rests on, and where the whole record is read."""
    if details is None:
        return
    titles = [
        f"{one.title}, {labels.day(one.issued.on, one.issued.precision)}" if one.issued else one.title
        for one in details.sources
    ]
    if titles:
        yield Prose(labels("sources", sources="; ".join(titles)), is_quiet=True)
    if details.address:
        yield Prose(labels("full_record", address=details.address), is_quiet=True, href=details.address)


def _named(party: Party) -> str:
    return f"{party.acronym} ({party.name})" if party.acronym else party.name


def profile_paper(content: Profile, labels: Labels) -> Paper:
    """A country or an organisation: figures, map, its programmes, and what it contributes."""
    currency, programmes = content.fund.currency, content.programmes
    name = labels.country(content.iso2, content.name) if content.kind == "country" else content.name
    blocks: list[Block] = [*_figures(programmes, labels, currency)] if programmes else []
    if programmes:
        places = places_of(programmes)
        alt = labels("area_map_alt", countries=shown_countries(places, labels))
        blocks += [
            Drawing(world(places, labels, fill=ACCENT), alt, width=60),
            Heading(labels("programmes_tab")),
            _programmes(programmes, labels, currency),
        ]
        if content.kind == "country" and any(len(one.places) > 1 for one in programmes):
            blocks.append(Prose(labels("whole_amounts"), is_quiet=True))
    if line := content.contribution:
        contributors = content.contributors
        day = labels.day_within(contributors.as_of or content.as_of, contributors.precision)
        amount = labels.money(line.amount, currency) or ""
        of_all = labels.percent(line.share) if line.share is not None else ""
        blocks += [
            Heading(labels("contribution")),
            Prose(labels("contribution_text", name=name, amount=amount, share=of_all, date=day)),
        ]
    blocks += _notes(content.fund, labels)
    return _paper(content, labels, name, labels("as_of", date=labels.day(content.as_of)), tuple(blocks))


def contributors_paper(content: Contributors, labels: Labels) -> Paper:
    """The contributor table with the way to the target; or one contributor's page."""
    currency, table = content.fund.currency, content.table
    day = labels.day(content.as_of, table.precision)
    if line := content.line:
        name = labels.country(line.iso2, line.name) if line.is_member_state else line.name
        place = [one.name for one in table.lines].index(line.name) + 1
        of_all = labels.percent(line.share) if line.share is not None else ""
        figures = Figures(
            (
                Figure(labels.money(line.amount, currency) or "", labels("contributed")),
                Figure(of_all, labels("of_all_contributions")),
                Figure(f"{place} / {len(table.lines)}", labels("by_amount")),
            )
        )
        blocks: tuple[Block, ...] = (figures, Prose(labels("not_traced")), *_notes(content.fund, labels))
        return _paper(content, labels, name, labels("as_of", date=day), blocks)
    blocks = (
        *target_blocks(table, labels, currency),
        *contributor_blocks(table, labels, currency, level=1),
        *_notes(content.fund, labels)[1:],  # the table says already how amounts are rounded
    )
    return _paper(content, labels, labels("contributors"), labels("as_of", date=day), blocks)


def programmes_workbook(content: Portfolio | Profile | ProgrammePage, labels: Labels) -> bytes:
    """The programmes of a paper as a workbook."""
    sheet = programme_sheet(content.programmes, labels, content.fund.currency)
    return workbook_bytes(
        [sheet], title=content.fund.name, notes=_about(content, labels), language=labels.language
    )


def contributors_workbook(content: Contributors, labels: Labels) -> bytes:
    """The contributor table as a workbook."""
    sheet = contributor_sheet(content.table, labels, content.fund.currency)
    return workbook_bytes(
        [sheet], title=labels("contributors"), notes=_about(content, labels), language=labels.language
    )


def _paper(
    content: Portfolio | Profile | ProgrammePage | Contributors,
    labels: Labels,
    title: str,
    subtitle: str,
    blocks: tuple[Block, ...],
) -> Paper:
    return Paper(
        fund_name=content.fund.name,
        title=title,
        subtitle=subtitle,
        foot=f"{title} · {content.fund.short_name} · {labels.day(content.as_of)}",
        blocks=blocks,
        language=labels.language,
        made_on=content.as_of,
    )


def _figures(programmes: tuple[ProgrammeFacts, ...], labels: Labels, currency: str) -> Iterable[Block]:
    funded = tuple(one for one in programmes if one.is_funded)
    waiting = tuple(one for one in programmes if not one.is_funded)
    yield Figures(
        (
            Figure(labels.number(len(funded)), labels("funded")),
            Figure(labels.in_prose(total(funded), currency), labels("in_funded")),
            Figure(labels.number(len(waiting)), labels("waiting")),
            Figure(labels.in_prose(total(waiting), currency), labels("in_waiting")),
        )
    )


def _programmes(programmes: Sequence[ProgrammeFacts], labels: Labels, currency: str) -> Table:
    heads = (
        Head(labels("reference"), parts=0),
        Head(labels("where"), parts=2),
        Head(labels("title"), parts=5),
        Head(labels("stands"), parts=2),
        Head(labels("amount", currency=currency), is_number=True),
    )
    rows = tuple(
        (
            one.reference,
            one.place_name,
            one.title or labels("title_lost").capitalize(),
            labels.status(one.status_code, one.status),
            labels("not_published") if one.budget is None else labels.number(one.budget),
        )
        for one in sorted(programmes, key=lambda one: (not one.is_funded, one.reference))
    )
    return Table(heads, rows, (labels("total"), "", "", "", labels.number(total(tuple(programmes)))))


type _Group = tuple[int, str]  # its place in the table, and its name


def _balance(
    programmes: Sequence[ProgrammeFacts],
    labels: Labels,
    currency: str,
    head: str,
    group_of: Callable[[ProgrammeFacts], _Group],
) -> Table:
    """By group, how many programmes are funded and wait, their amounts, and the share of the funded money."""
    groups: dict[_Group, list[ProgrammeFacts]] = {}
    for one in programmes:
        groups.setdefault(group_of(one), []).append(one)
    whole = total(tuple(one for one in programmes if one.is_funded))
    heads = (
        Head(labels(head)),
        *(
            Head(labels(key, currency=currency), is_number=True)
            for key in ("funded_count_head", "funded_amount_head", "funded_share_head")
        ),
        *(
            Head(labels(key, currency=currency), is_number=True)
            for key in ("waiting_count_head", "waiting_amount_head")
        ),
    )
    rows = tuple((group[1], *_sums(groups[group], whole, labels)) for group in sorted(groups))
    return Table(heads, rows, (labels("total"), *_sums(programmes, whole, labels)))


def _sums(programmes: Sequence[ProgrammeFacts], whole: Decimal, labels: Labels) -> tuple[str, ...]:
    funded = tuple(one for one in programmes if one.is_funded)
    waiting = tuple(one for one in programmes if not one.is_funded)
    part = share(total(funded), whole)
    return (
        labels.number(len(funded)),
        labels.number(total(funded)),
        labels.percent(part) if part is not None else "",
        labels.number(len(waiting)),
        labels.number(total(waiting)),
    )


def _area(one: ProgrammeFacts, labels: Labels) -> _Group:
    short = f" · {one.area.short}" if one.area.short else ""
    return (one.area.number or 999, f"{area_label(one.area, labels)}{short}")


def _region(one: ProgrammeFacts, labels: Labels) -> _Group:
    """The one region a programme works in; several regions and none come last."""
    regions = {place.region for place in one.places}
    if len(regions) > 1:
        return (1, labels("several_regions"))
    return (0, labels.region(next(iter(regions)))) if regions else (2, labels("region_unknown"))


def _notes(fund: FundFacts, labels: Labels) -> tuple[Block, ...]:
    texts = [
        labels("rounding_note"),
        *([labels("demo")] if fund.is_demo else []),
        *(note for note in (fund.names_note, fund.maps_note) if note),
    ]
    return tuple(Prose(text, is_quiet=True) for text in texts)


def _about(
    content: Portfolio | Profile | ProgrammePage | Contributors, labels: Labels
) -> list[tuple[str, str]]:
    return [
        (labels("date"), labels.day(content.as_of)),
        (labels("source"), content.fund.name),
        (labels("licence"), content.fund.licence),
    ]
