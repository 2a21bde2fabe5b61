"""Countries and their programmes."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.documents.models import Source
from jointfund.documents.queries import sources_by_key
from jointfund.ledger.queries import published_contributions
from jointfund.portal import columns, country_pieces
from jointfund.portal.briefs import programme_brief, status_shapes
from jointfund.portal.citations import Citations, quotable
from jointfund.portal.exports import export_format, export_meta, export_response
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.suggested import downloads_with_suggested, with_suggested
from jointfund.portal.words import as_of_day
from jointfund.programmes.queries.parties import count_organisations, participations
from jointfund.programmes.queries.places import CountryCount, count_countries, partners_of, works_in
from jointfund.programmes.queries.portfolio import ProgrammeLine, portfolio
from jointfund.programmes.queries.tagged import terms_of
from jointfund.rendering.tables import Row
from jointfund.ui.pieces import Link, ListHead
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Country, Scheme

OTHER_ROLES = ("origin", "transit", "destination")


@fund_page
def countries(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Where programmes work, at which stage, and which countries their texts name in another role."""
    counts = count_countries(portfolio(visit.fund, visit.asked_day))
    here = [one for one in counts if one.programmes]
    answer = ngettext(
        "Programmes work in %(count)s country or territory.",
        "Programmes work in %(count)s countries and territories.",
        len(here),
    ) % {"count": len(here)}
    if export_format(request):
        meta = export_meta(
            request,
            visit,
            name="countries",
            title=_("Countries"),
            source=_("the programmes of this record"),
            in_words=answer,
        )
        suggested = with_suggested(request)
        described = columns.COUNTRIES_SUGGESTED if suggested else columns.COUNTRIES
        return export_response(request, described, count_rows(counts), meta)
    roles = {term.code: term.label for term in terms_of(visit.fund, Scheme.COUNTRY_ROLE)}
    return render(
        request,
        "portal/countries.html",
        {
            "head": page_head(visit, _("Countries"), answer, as_of=as_of_day(visit)),
            "counts": counts,
            "map": country_pieces.world(visit, here),
            "list_head": ListHead(
                _("Programmes by country"), "", downloads=downloads_with_suggested(request)
            ),
            "table": country_pieces.table(visit, counts, roles),
        },
    )


@fund_page
def country(request: HttpRequest, visit: Visit, iso3: str) -> HttpResponseBase:
    """One country: the programmes there, in which role, with whom, and what it contributes."""
    known = Country.objects.filter(iso3=iso3.upper()).first()
    if known is None:
        raise Http404(_("There is no country of this code."))
    lines = [
        line
        for line in portfolio(visit.fund, visit.asked_day)
        if any(link.iso3 == known.iso3 for link in line.countries)
    ]
    if export_format(request):
        meta = export_meta(
            request,
            visit,
            name=f"country-{known.iso3}",
            title=known.name,
            source=_("the programmes of this record"),
            in_words=known.name,
        )
        return export_response(
            request, columns.ROLES, _role_rows(visit, known, lines, with_suggested(request)), meta
        )
    return render(request, "portal/country.html", _country_context(request, visit, known, lines))


def _country_context(
    request: HttpRequest, visit: Visit, known: Country, lines: Sequence[ProgrammeLine]
) -> dict[str, object]:
    here = [line for line in lines if works_in(line, known.iso3)]
    found = participations(visit.fund, here)
    citations, shapes = Citations(visit), status_shapes(visit.fund)
    sources = _sources(known, lines)
    roles = {term.code: term.label for term in terms_of(visit.fund, Scheme.COUNTRY_ROLE)}
    given = published_contributions(visit.fund, visit.day).of_country(known.iso3)
    trail = (Link(_("Countries"), visit.href("countries")),)
    return {
        "head": page_head(
            visit, known.name, country_pieces.answer(known, here), as_of=as_of_day(visit), trail=trail
        ),
        "country": known,
        "map": country_pieces.locator(visit, known),
        "facts": country_pieces.facts(visit, known, here, given),
        "here": [programme_brief(visit, line, shapes) for line in here],
        "list_head": ListHead(
            _("Programmes that work here"), "", downloads=downloads_with_suggested(request)
        ),
        "named": country_pieces.named_table(visit, known, lines, roles, sources, citations),
        "organisations": count_organisations(found),
        "partners": partners_of(here),
        "empty": country_pieces.empty(visit, known),
        "citations": citations,
    }


def count_rows(counts: Sequence[CountryCount]) -> Iterator[Row]:
    """The countries as files hold them."""
    for one in counts:
        yield {
            "iso3": one.country.iso3,
            "country": one.country.name,
            "region": one.country.region,
            "subregion": one.country.subregion,
            "waiting": one.waiting,
            "funded": one.funded,
            "left": one.left,
            "budget_here_alone": one.budget_here_alone,
            "shared": one.shared,
            **{role: one.roles[role] - one.suggested_roles[role] for role in OTHER_ROLES},
            **{f"{role}_suggested": one.suggested_roles[role] for role in OTHER_ROLES},
        }


def _sources(known: Country, lines: Sequence[ProgrammeLine]) -> Mapping[int, Source]:
    """Where the programmes name the country, by key; one query."""
    return sources_by_key(
        link.source_id for line in lines for link in line.countries if link.iso3 == known.iso3
    )


def _role_rows(
    visit: Visit, known: Country, lines: Sequence[ProgrammeLine], suggested: bool
) -> Iterator[Row]:
    sources = _sources(known, lines)
    for line in lines:
        for link in line.countries:
            if link.iso3 == known.iso3 and (suggested or not link.is_suggested):
                yield {
                    "programme": line.reference,
                    "title": line.name,
                    "role": link.role,
                    "standing": "suggested" if link.is_suggested else "confirmed",
                    "words": quotable(visit, sources.get(link.source_id or 0), link.words) or None,
                    "stage_code": line.stage,
                    "status": line.status,
                    "budget": line.budget,
                }
