"""What the pages of countries show, as pieces: maps, tables, facts."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.documents.models import Source
from jointfund.ledger.queries import Contribution
from jointfund.portal.citations import Citations, quotable
from jointfund.portal.words import amount, as_of_day
from jointfund.programmes.queries.places import CountryCount
from jointfund.programmes.queries.portfolio import IMPLEMENTING, ProgrammeLine, total
from jointfund.rendering.maps import MAP_BANDS, CountryMark, locator_map, world_map
from jointfund.ui.pieces import (
    Cell,
    EmptyState,
    Fact,
    FactValue,
    LegendEntry,
    Link,
    Picture,
    Table,
    TableColumn,
)
from jointfund.ui.templatetags.ui import dated, listed
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Country


def world(visit: Visit, counts: Sequence[CountryCount]) -> Picture | None:
    """The map of all countries where programmes work; None where there is none."""
    if not counts:
        return None
    title = _finding(counts)
    heads = (TableColumn(_("Country")), TableColumn(_("Programmes"), True))
    rows = [(Cell(one.country.name), Cell(str(one.programmes))) for one in counts]
    return Picture(
        title=title,
        drawing=str(
            world_map(
                [counted_mark(visit, one.country, one.programmes) for one in counts],
                title=title,
                description=title,
            )
        ),
        table=Table(_("Programmes by country"), heads, rows, caption_is_hidden=True),
        as_of=as_of_day(visit),
        legend=tuple(LegendEntry(css_class, _(words)) for css_class, words in MAP_BANDS),
        disclaimer=visit.fund.maps_note,
    )


def _finding(counts: Sequence[CountryCount]) -> str:
    """What the map shows: the countries with most programmes, where they are few."""
    most = max(one.programmes for one in counts)
    leading = [one.country.name for one in counts if one.programmes == most]
    if len(leading) > 4:
        return ngettext(
            "No country has more than %(count)s programme",
            "No country has more than %(count)s programmes",
            most,
        ) % {"count": most}
    return _("Most programmes: %(countries)s, %(count)s each") % {"countries": listed(leading), "count": most}


def table(visit: Visit, counts: Sequence[CountryCount], roles: Mapping[str, str]) -> Table:
    """Countries by name: programmes that work there by stage, and the other roles that texts name."""
    heads = (
        TableColumn(_("Country")),
        TableColumn(_("Region")),
        TableColumn(_("Waiting"), True),
        TableColumn(_("Funded"), True),
        TableColumn(_("Named in texts as")),
    )
    rows = [
        (
            Cell(one.country.name, visit.href("country", iso3=one.country.iso3)),
            Cell(one.country.subregion),
            Cell(str(one.waiting)),
            Cell(str(one.funded)),
            Cell(_named_as(one, roles)),
        )
        for one in counts
    ]
    caption = _("Countries with their number of programmes, by stage and role")
    return Table(caption, heads, rows, caption_is_hidden=True, stacks_on_phone=True)


def answer(known: Country, here: Sequence[ProgrammeLine]) -> str:
    """The country in one line."""
    waiting, funded = sum(line.is_waiting for line in here), sum(line.is_funded for line in here)
    return ngettext(
        "%(count)s programme works here: %(funded)s funded, %(waiting)s waiting for money.",
        "%(count)s programmes work here: %(funded)s funded, %(waiting)s waiting for money.",
        len(here),
    ) % {"count": len(here), "funded": funded, "waiting": waiting}


def locator(visit: Visit, known: Country) -> Picture | None:
    """Where the country lies; None where no point of it is known."""
    if known.latitude is None or known.longitude is None:
        return None
    mark = CountryMark(
        known.m49, known.iso3, known.name, known.latitude, known.longitude, None, "role-implementing"
    )
    title = _("Where %(country)s is") % {"country": known.name}
    heads = (TableColumn(_("Country")), TableColumn(_("Region")), TableColumn(_("Subregion")))
    rows = [(Cell(known.name), Cell(known.region), Cell(known.subregion))]
    return Picture(
        title,
        str(locator_map([mark], title=title, description=title)),
        Table(title, heads, rows, caption_is_hidden=True),
        as_of_day(visit),
        disclaimer=visit.fund.maps_note,
    )


def facts(
    visit: Visit, known: Country, here: Sequence[ProgrammeLine], given: Contribution | None
) -> list[Fact]:
    """The country's region, the budgets that can be told, and its contribution."""
    alone = [line for line in here if len(_implementing(line)) == 1]
    shared = [line for line in here if len(_implementing(line)) > 1]
    said = [Fact(_("Region"), (FactValue(f"{known.subregion}, {known.region}"),))]
    if alone:
        note = _programmes(len(alone))
        said.append(
            Fact(_("Budgets of programmes here alone"), (FactValue(amount(total(alone), visit), note=note),))
        )
    if shared:
        note = _("%(programmes)s with other countries; no budget is split") % {
            "programmes": _programmes(len(shared))
        }
        said.append(
            Fact(
                _("Budgets shared with other countries"),
                (FactValue(amount(total(shared), visit), note=note),),
            )
        )
    if given:
        href = visit.href("contributor", slug=given.slug)
        said.append(
            Fact(
                _("Contribution as published"),
                (FactValue(amount(given.amount, visit), href, dated(given.published)),),
            )
        )
    return said


def named_table(
    visit: Visit,
    known: Country,
    lines: Sequence[ProgrammeLine],
    roles: Mapping[str, str],
    sources: Mapping[int, Source],
    citations: Citations,
) -> Table | None:
    """Programmes that name the country in another role, with the words that suggest it; None for none."""
    heads = (
        TableColumn(_("Programme")),
        TableColumn(_("Role")),
        TableColumn(_("Standing")),
        TableColumn(_("Words of the text")),
    )
    rows = [
        (
            Cell(f"{line.reference} {line.name}", visit.href("programme", ref=line.reference)),
            Cell(roles.get(link.role, link.role)),
            Cell(_("suggested from the text") if link.is_suggested else _("confirmed")),
            Cell(
                f"“{words}”"
                if (words := quotable(visit, sources.get(link.source_id or 0), link.words))
                else "",
                marks=citations.marks([sources.get(link.source_id or 0)]),
            ),
        )
        for line in lines
        for link in line.countries
        if link.iso3 == known.iso3 and link.role != IMPLEMENTING
    ]
    if not rows:
        return None
    caption = _("Programmes that name %(country)s in another role") % {"country": known.name}
    return Table(caption, heads, rows, caption_is_hidden=True, stacks_on_phone=True)


def empty(visit: Visit, known: Country) -> EmptyState:
    """No programme works here."""
    return EmptyState(
        _("No programme works in %(country)s on that day") % {"country": known.name},
        _("The record holds the programmes the fund has published, funded or waiting."),
        Link(_("See all countries"), visit.href("countries")),
    )


def counted_mark(visit: Visit, country: Country, programmes: int) -> CountryMark:
    """A country on a map of counts, leading to its page."""
    return CountryMark(
        country.m49,
        country.iso3,
        country.name,
        country.latitude or 0.0,
        country.longitude or 0.0,
        programmes,
        href=visit.href("country", iso3=country.iso3),
        note=_programmes(programmes),
    )


def _named_as(one: CountryCount, roles: Mapping[str, str]) -> str:
    """The other roles with their counts: `origin 1, transit 2`, in the order of the vocabulary."""
    named = [f"{label.lower()} {one.roles[code]}" for code, label in roles.items() if one.roles[code]]
    if not named:
        return ""
    said = ", ".join(named)
    return _("%(roles)s (suggested)") % {"roles": said} if one.suggested == one.roles.total() else said


def _implementing(line: ProgrammeLine) -> set[str]:
    return {link.iso3 for link in line.countries if link.role == IMPLEMENTING}


def _programmes(count: int) -> str:
    return ngettext("%(count)s programme", "%(count)s programmes", count) % {"count": count}
