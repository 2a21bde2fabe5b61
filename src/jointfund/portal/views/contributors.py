"""Contributors and what they gave."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.ledger.queries import (
    Contribution,
    Contributions,
    contributions_of,
    published_contributions,
)
from jointfund.portal import columns
from jointfund.portal.citations import Citations, place_of, source_href, title_of
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.words import as_of, percent, plain
from jointfund.rendering.charts import Bar, bar_chart
from jointfund.rendering.tables import Row
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import (
    Cell,
    EmptyState,
    Fact,
    FactValue,
    LegendEntry,
    Link,
    ListHead,
    Picture,
    Table,
    TableColumn,
)
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit


@fund_page
def contributors(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Who contributed how much, as published, with the totals computed from the rows."""
    given = published_contributions(visit.fund, visit.day)
    if export_format(request):
        meta = export_meta(
            request,
            visit,
            name="contributors",
            title=_("Contributors"),
            source=", ".join(sorted({title_of(visit, line.source.document) for line in given.lines})),
            in_words=_answer(visit, given),
        )
        return export_response(request, columns.CONTRIBUTORS, export_rows(request, visit, given), meta)
    citations = Citations(visit)
    return render(
        request,
        "portal/contributors.html",
        {
            "head": page_head(
                visit, _("Contributors (donors)"), _answer(visit, given), as_of=_stands_for(given)
            ),
            "given": given,
            "list_head": ListHead(_("As published, largest first"), "", downloads=download_links(request)),
            "table": _table(visit, given, citations),
            "chart": _chart(visit, given) if given.lines else None,
            "unknown": unknown_facts(given.lines),
            "empty": _empty(visit),
            "citations": citations,
        },
    )


@fund_page
def contributor(request: HttpRequest, visit: Visit, slug: str) -> HttpResponseBase:
    """One contributor: each amount published about it, and what is not published."""
    history = [line for line in contributions_of(visit.fund, slug) if line.published.on <= visit.day]
    if not history:
        raise Http404(_("No contribution of this name is in the record for that day."))
    given = published_contributions(visit.fund, visit.day)
    now = given.of(slug) or history[0]
    citations = Citations(visit)
    trail = (Link(_("Contributors"), visit.href("contributors")),)
    answer = _("%(amount)s contributed") % {"amount": exact(now.amount, visit.fund.currency)}
    if now.share is not None:
        answer = _("%(amount)s contributed, %(share)s of all contributions") % {
            "amount": exact(now.amount, visit.fund.currency),
            "share": percent(now.share),
        }
    return render(
        request,
        "portal/contributor.html",
        {
            "head": page_head(visit, now.contributor, f"{answer}.", as_of=as_of(now.published), trail=trail),
            "facts": [*_known_facts(visit, now, citations), *unknown_facts([now])],
            "history": _history(visit, history, citations) if len(history) > 1 else None,
            "line": now,
            "citations": citations,
        },
    )


def export_rows(request: HttpRequest, visit: Visit, given: Contributions) -> Iterator[Row]:
    """The table as files hold it."""
    for line in given.lines:
        yield {
            "contributor_code": line.slug,
            "contributor": line.contributor,
            "iso3": line.iso3 or None,
            "kind_code": "member_state" if line.is_member_state else "other",
            "kind": kind_of(line),
            "entry_kind": line.entry_kind,
            "amount": line.amount,
            "share": line.share,
            "as_of": line.published.iso(),
            "commitment": line.commitment,
            "deposited_on": line.deposited_on,
            "original_currency": line.original_currency,
            "agent_fee": line.agent_fee,
            "source": place_of(visit, line.source),
            "source_url": _absolute(request, source_href(visit, line.source)),
        }


def _absolute(request: HttpRequest, address: str) -> str | None:
    return request.build_absolute_uri(address) if address else None


def kind_of(line: Contribution) -> str:
    """Member State or other, in words."""
    return _("Member State") if line.is_member_state else _("Other")


def unknown_facts(lines: list[Contribution] | tuple[Contribution, ...]) -> list[Fact]:
    """What no source prints of any of the contributions, and what would tell it."""
    would_tell = {
        "commitment": (_("Commitment"), _("the signed arrangement with the contributor would tell")),
        "deposited_on": (_("Date of the deposit"), _("the administrator's deposit statement would tell")),
        "original_currency": (
            _("Original currency and rate"),
            _("the administrator's deposit statement would tell"),
        ),
        "agent_fee": (_("Administrator's fee"), _("the administrator's funding statement would tell")),
    }
    return [
        Fact(label, would_fill=filler)
        for field, (label, filler) in would_tell.items()
        if all(getattr(line, field) is None for line in lines)
    ]


def _known_facts(visit: Visit, line: Contribution, citations: Citations) -> list[Fact]:
    currency = visit.fund.currency
    country = visit.href("country", iso3=line.iso3) if line.is_member_state else ""
    facts = [
        Fact(_("Contributor"), (FactValue(line.contributor, country),)),
        Fact(_("Kind"), (FactValue(kind_of(line)),)),
        Fact(
            line.entry_kind, (FactValue(exact(line.amount, currency), marks=citations.marks([line.source])),)
        ),
    ]
    if line.share is not None:
        facts.append(Fact(_("Share of all contributions"), (FactValue(percent(line.share)),)))
    known = {
        _("Commitment"): exact(line.commitment, currency),
        _("Original currency"): line.original_currency or "",
        _("Administrator's fee"): exact(line.agent_fee, currency),
    }
    return facts + [Fact(label, (FactValue(text),)) for label, text in known.items() if text]


def _history(visit: Visit, lines: list[Contribution], citations: Citations) -> Table:
    currency = visit.fund.currency
    heads = (TableColumn(_("As of")), TableColumn(_("Amount, %(currency)s") % {"currency": currency}, True))
    rows = [
        (Cell(dated(line.published)), Cell(plain(line.amount), marks=citations.marks([line.source])))
        for line in lines
    ]
    return Table(_("As published, latest first"), heads, rows)


def _answer(visit: Visit, given: Contributions) -> str:
    if not given.lines:
        return _("No table of contributions had been published by that day.")
    return _("%(count)s, gave %(total)s together.") % {
        "count": _count(given),
        "total": exact(given.total, visit.fund.currency),
    }


def _count(given: Contributions) -> str:
    number, states = len(given.lines), len(given.member_states)
    everybody = ngettext("%(number)d contributor", "%(number)d contributors", number) % {"number": number}
    some = ngettext("%(number)d Member State", "%(number)d Member States", states) % {"number": states}
    return _("%(everybody)s, of which %(some)s") % {"everybody": everybody, "some": some}


def _stands_for(given: Contributions) -> str:
    return as_of(given.published) if given.published else ""


def _table(visit: Visit, given: Contributions, citations: Citations) -> Table:
    heads = (
        TableColumn(_("Contributor")),
        TableColumn(_("Kind")),
        TableColumn(_("Contribution, %(currency)s") % {"currency": visit.fund.currency}, True),
        TableColumn(_("Share"), True),
    )
    rows = [
        (
            Cell(line.contributor, visit.href("contributor", slug=line.slug)),
            Cell(kind_of(line)),
            Cell(plain(line.amount), marks=citations.marks([line.source])),
            Cell(percent(line.share)),
        )
        for line in given.lines
    ]
    foot = (Cell(_("Total, computed")), Cell(""), Cell(plain(given.total)), Cell("100.0%"))
    caption = _("Contributions as published, largest first")
    return Table(caption, heads, rows, foot if rows else (), caption_is_hidden=True, stacks_on_phone=True)


def _chart(visit: Visit, given: Contributions) -> Picture:
    largest = given.lines[:3]
    share = sum(line.amount for line in largest) / given.total
    title = ngettext(
        "The largest contributor gave %(share)s of all",
        "The %(number)d largest contributors gave %(share)s of all",
        len(largest),
    ) % {"number": len(largest), "share": percent(share)}
    bars = [
        Bar(
            line.contributor,
            line.amount,
            exact(line.amount, visit.fund.currency),
            "series-a" if line.is_member_state else "series-c",
            visit.href("contributor", slug=line.slug),
        )
        for line in given.lines
    ]
    heads = (TableColumn(_("Contributor")), TableColumn(visit.fund.currency, True))
    rows = [(Cell(line.contributor), Cell(plain(line.amount))) for line in given.lines]
    return Picture(
        title,
        str(bar_chart(bars, title=title)),
        Table(title, heads, rows, caption_is_hidden=True),
        _stands_for(given),
        (LegendEntry("series-a", _("Member State")), LegendEntry("series-c", _("Other"))),
    )


def _empty(visit: Visit) -> EmptyState:
    return EmptyState(
        _("Nothing was published yet"),
        _("The record holds contributions as published in tables of later dates."),
        Link(_("Show the present state"), visit.href("contributors").split("?")[0]),
    )
