"""Organisations and their programmes."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.ledger.queries import Contributions, published_contributions
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.portal import columns
from jointfund.portal.briefs import programme_brief, status_shapes
from jointfund.portal.citations import Citations, place_of
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.pages import MOST_ROWS, fund_page, list_href, others, page_head
from jointfund.portal.words import amount, as_of_day
from jointfund.programmes.models import PartyRole
from jointfund.programmes.queries.parties import (
    OrganisationCount,
    Participation,
    count_organisations,
    participations,
    without_organisations,
)
from jointfund.programmes.queries.portfolio import ProgrammeLine, portfolio
from jointfund.rendering.tables import Row
from jointfund.ui.pieces import Cell, EmptyState, Fact, FactValue, Link, ListHead, Table, TableColumn
from jointfund.ui.visit import Visit


@fund_page
def organisations(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Who carries programmes out, who is associated, and who contributes."""
    lines = portfolio(visit.fund, visit.asked_day)
    found = participations(visit.fund, lines)
    counts = count_organisations(found)
    given = published_contributions(visit.fund, visit.day)
    silent = without_organisations(lines, found)
    answer = _answer(counts, silent)
    if export_format(request):
        meta = export_meta(
            request,
            visit,
            name="organisations",
            title=_("Organisations"),
            source=_("the programmes and contributions of this record"),
            in_words=answer,
        )
        return export_response(request, columns.ORGANISATIONS, count_rows(visit, counts, given), meta)
    return render(
        request,
        "portal/organisations.html",
        {
            "head": page_head(visit, _("Organisations"), answer, as_of=as_of_day(visit)),
            "list_head": ListHead(_("By number of programmes"), "", downloads=download_links(request)),
            "table": _table(visit, counts),
            "silent": [
                Link(f"{line.reference} {line.name}", visit.href("programme", ref=line.reference))
                for line in silent[:MOST_ROWS]
            ],
            "others": others(len(silent), visit.href("programmes")),
            "silent_count": len(silent),
            "given": given,
        },
    )


@fund_page
def organisation(request: HttpRequest, visit: Visit, slug: str) -> HttpResponseBase:
    """One organisation: its programmes with its role and the confidence of the source."""
    known = Organisation.objects.filter(fund=visit.fund, slug=slug).first()
    if known is None:
        raise Http404(_("There is no organisation of this name."))
    lines = portfolio(visit.fund, visit.asked_day)
    by_key = {line.key: line for line in lines}
    found = participations(visit.fund, lines, slug)
    if export_format(request):
        meta = export_meta(
            request,
            visit,
            name=f"organisation-{slug}",
            title=known.name,
            source=_("the programmes of this record"),
            in_words=_in_words(found),
        )
        return export_response(request, columns.PARTIES, _party_rows(visit, found, by_key), meta)
    citations, shapes = Citations(visit), status_shapes(visit.fund)
    given = published_contributions(visit.fund, visit.day).of(slug)
    trail = (Link(_("Organisations"), visit.href("organisations")),)
    return render(
        request,
        "portal/organisation.html",
        {
            "head": page_head(visit, known.name, _in_words(found), as_of=as_of_day(visit), trail=trail),
            "facts": _facts(visit, known, given.amount if given else None),
            "list_head": ListHead(_("Programmes"), "", downloads=download_links(request)),
            "found": [
                (
                    one,
                    programme_brief(visit, by_key[one.programme_key], shapes),
                    citations.marks([one.source]),
                )
                for one in found[:MOST_ROWS]
            ],
            "others": others(len(found), list_href(visit, organisation=slug)),
            "empty": _empty(visit),
            "citations": citations,
        },
    )


def count_rows(visit: Visit, counts: Sequence[OrganisationCount], given: Contributions) -> Iterator[Row]:
    """Organisations of programmes, then contributors that are in none, as files hold them."""
    amounts = {line.slug: line.amount for line in given.lines}
    known = [one.organisation for one in counts]
    others = Organisation.objects.filter(fund=visit.fund, slug__in=amounts).exclude(
        pk__in=[one.pk for one in known]
    )
    roles = {one.organisation.pk: one.roles for one in counts}
    for one in [*known, *others.order_by("name")]:
        mine: Mapping[str, int] = roles.get(one.pk, {})
        yield {
            "organisation_code": one.slug,
            "acronym": one.acronym or None,
            "organisation": one.name,
            "kind_code": one.kind,
            "kind": one.get_kind_display(),
            "lead": mine.get(PartyRole.LEAD, 0),
            "participating": mine.get(PartyRole.PARTICIPATING, 0),
            "associated": mine.get(PartyRole.ASSOCIATED, 0),
            "contribution": amounts.get(one.slug),
        }


def _party_rows(
    visit: Visit, found: Sequence[Participation], by_key: Mapping[int, ProgrammeLine]
) -> Iterator[Row]:
    for one in found:
        line = by_key[one.programme_key]
        yield {
            "programme": line.reference,
            "title": line.name,
            "role_code": one.role,
            "role": one.role_words,
            "confidence": one.confidence or None,
            "source": place_of(visit, one.source) if one.source else None,
        }


def _answer(counts: Sequence[OrganisationCount], silent: Sequence[ProgrammeLine]) -> str:
    said = ngettext(
        "%(count)s organisation carries out programmes or is associated with them.",
        "%(count)s organisations carry out programmes or are associated with them.",
        len(counts),
    ) % {"count": len(counts)}
    if not silent:
        return said
    unknown = ngettext(
        "The organisations of %(count)s programme are not published.",
        "The organisations of %(count)s programmes are not published.",
        len(silent),
    ) % {"count": len(silent)}
    return f"{said} {unknown}"


def _in_words(found: Sequence[Participation]) -> str:
    leads = sum(one.role == PartyRole.LEAD for one in found)
    count = ngettext("%(count)s programme", "%(count)s programmes", len(found)) % {"count": len(found)}
    if leads:
        return _("%(programmes)s, of which it leads %(leads)s.") % {"programmes": count, "leads": leads}
    return _("%(programmes)s on record.") % {"programmes": count}


def _table(visit: Visit, counts: Sequence[OrganisationCount]) -> Table:
    heads = (
        TableColumn(_("Organisation")),
        TableColumn(_("Kind")),
        TableColumn(_("Leads"), True),
        TableColumn(_("Takes part"), True),
        TableColumn(_("Associated"), True),
    )
    rows = [
        (
            Cell(_named(one.organisation), visit.href("organisation", slug=one.organisation.slug)),
            Cell(str(OrganisationKind(one.organisation.kind).label)),
            *(Cell(str(one.roles[role])) for role in PartyRole.values),
        )
        for one in counts
    ]
    return Table(
        _("Organisations by number of programmes"), heads, rows, caption_is_hidden=True, stacks_on_phone=True
    )


def _named(one: Organisation) -> str:
    return f"{one.acronym} · {one.name}" if one.acronym and one.acronym != one.name else one.name


def _facts(visit: Visit, one: Organisation, contribution: Decimal | None) -> list[Fact]:
    facts = [Fact(_("Kind"), (FactValue(one.get_kind_display()),))]
    if one.acronym:
        facts.insert(0, Fact(_("Short name"), (FactValue(one.acronym),)))
    if contribution is not None:
        href = visit.href("contributor", slug=one.slug)
        facts.append(Fact(_("Contribution as published"), (FactValue(amount(contribution, visit), href),)))
    return facts


def _empty(visit: Visit) -> EmptyState:
    return EmptyState(
        _("In no programme on record"),
        _("The organisations of many programmes are not published; the signed documents would tell."),
        Link(_("See all organisations"), visit.href("organisations")),
    )
