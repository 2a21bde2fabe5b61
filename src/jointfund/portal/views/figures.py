"""Figures: each with a page, files, and a frame for other sites; of the live record and of every release.

A figure of a release is drawn from what the release froze. One of a withdrawn release says so with 410, one
under embargo does not exist for strangers; what stands in a frame is always what a stranger sees.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from jointfund.people.permissions import InFund, Permission, can
from jointfund.portal.figure_pieces import (
    FORMS,
    Shelf,
    citation_of,
    file_links,
    live_shelf,
    release_shelf,
    shown,
    snippet_of,
    svg_file,
)
from jointfund.portal.framing import framed_page
from jointfund.portal.library_pieces import is_withdrawn, note_of
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.private import private
from jointfund.publications.layout.exhibits import Exhibit
from jointfund.publications.models import Release
from jointfund.publications.queries.library import find_release
from jointfund.rendering.tables import csv_rows
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

GONE = 410


@fund_page
def figures(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Every figure of the record."""
    return _list(request, live_shelf(visit, _site(request)))


@fund_page
def figure(request: HttpRequest, visit: Visit, slug: str) -> HttpResponseBase:
    """One figure of the record: finding, picture, table, files, and how to put it elsewhere."""
    shelf = live_shelf(visit, _site(request))
    return _page(request, shelf, _found(shelf, slug))


@framed_page
def embed(request: HttpRequest, visit: Visit, slug: str) -> HttpResponseBase:
    """One figure of the record for a frame on another site."""
    shelf = live_shelf(visit, _site(request))
    return _frame(shelf, _found(shelf, slug))


@fund_page
def figure_file(request: HttpRequest, visit: Visit, slug: str, form: str) -> HttpResponseBase:
    """The picture or the table of a figure of the record."""
    shelf = live_shelf(visit, _site(request))
    return _file(shelf, _found(shelf, slug), form)


@fund_page
def release_figures(request: HttpRequest, visit: Visit, ref: str) -> HttpResponseBase:
    """Every figure of a release."""
    release = _release(request, visit, ref)
    if is_withdrawn(release):
        return private(request, _withdrawn(request, visit, release))
    return private(request, _list(request, release_shelf(visit, release, _site(request))))


@fund_page
def release_figure(request: HttpRequest, visit: Visit, ref: str, slug: str) -> HttpResponseBase:
    """One figure of a release, from its frozen content."""
    release = _release(request, visit, ref)
    if is_withdrawn(release):
        return private(request, _withdrawn(request, visit, release))
    shelf = release_shelf(visit, release, _site(request))
    return private(request, _page(request, shelf, _found(shelf, slug)))


@framed_page
def release_embed(request: HttpRequest, visit: Visit, ref: str, slug: str) -> HttpResponseBase:
    """One figure of a release for a frame on another site."""
    release = _release(request, visit, ref)
    if is_withdrawn(release):
        values = {"note": note_of(release, visit.today), "release": release, "fund": visit.fund}
        values["href"] = f"{_site(request)}{visit.href('publication', ref=release.reference)}"
        return HttpResponse(render_to_string("portal/figure_embed.html", values), status=GONE)
    shelf = release_shelf(visit, release, _site(request))
    return _frame(shelf, _found(shelf, slug))


@fund_page
def release_figure_file(
    request: HttpRequest, visit: Visit, ref: str, slug: str, form: str
) -> HttpResponseBase:
    """The picture or the table of a figure of a release; none of a withdrawn one."""
    release = _release(request, visit, ref)
    if is_withdrawn(release):
        raise Http404(_("What was withdrawn is not given out any more."))
    shelf = release_shelf(visit, release, _site(request))
    return private(request, _file(shelf, _found(shelf, slug), form))


def _list(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    answer = _("Each with its table, its files, and lines to put it on a page of your own.")
    trail = _trail(shelf)
    title = _("Figures")
    if shelf.release:
        title = _("Figures of %(reference)s") % {"reference": shelf.release.reference}
    context = {
        "head": page_head(shelf.visit, title, answer, trail=trail),
        "figures": [shown(shelf, one) for one in shelf.exhibits],
    }
    return render(request, "portal/figures.html", context)


def _page(request: HttpRequest, shelf: Shelf, exhibit: Exhibit) -> HttpResponse:
    found = shown(shelf, exhibit)
    trail = (*_trail(shelf), Link(_("Figures"), shelf.href("figures")))
    context = {
        "head": page_head(shelf.visit, found.title, found.about, trail=trail),
        "figure": found,
        "files": file_links(shelf, exhibit),
        "citation": citation_of(shelf, exhibit),
        "snippet": snippet_of(shelf, exhibit),
        "embed": shelf.href("figure-embed", slug=exhibit.slug),
        "is_live": shelf.release is None,
        "release": shelf.release,
    }
    return render(request, "portal/figure.html", context)


def _frame(shelf: Shelf, exhibit: Exhibit) -> HttpResponse:
    found = shown(shelf, exhibit)
    values = {"figure": found, "fund": shelf.visit.fund, "href": f"{shelf.site}{found.href}"}
    return HttpResponse(render_to_string("portal/figure_embed.html", values))


def _file(shelf: Shelf, exhibit: Exhibit, form: str) -> HttpResponse:
    """Always to be saved, never run as a page of ours."""
    if form not in FORMS:
        raise Http404(_("A figure is given as SVG and as CSV."))
    if form == "svg":
        response = HttpResponse(svg_file(shelf, exhibit), content_type="image/svg+xml")
    else:
        content = b"".join(csv_rows(exhibit.columns, exhibit.rows))
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    stands_in = shelf.release.reference if shelf.release else shelf.visit.fund.code
    name = f"{stands_in}-{exhibit.slug}-{exhibit.day.isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    )
    return response


def _withdrawn(request: HttpRequest, visit: Visit, release: Release) -> HttpResponse:
    trail = (Link(_("Publications"), visit.href("publications")),)
    context = {
        "head": page_head(visit, release.title, trail=trail),
        "note": note_of(release, visit.today),
        "href": visit.href("publication", ref=release.reference),
    }
    return render(request, "portal/figure_withdrawn.html", context, status=GONE)


def _release(request: HttpRequest, visit: Visit, ref: str) -> Release:
    is_editor = bool(can(request.user, Permission.PUBLICATION_EDIT, InFund(visit.fund)))
    if found := find_release(visit.fund, ref, visit.today, with_embargoed=is_editor):
        return found
    raise Http404(_("There is no publication %(reference)s in this fund.") % {"reference": ref[:40]})


def _found(shelf: Shelf, slug: str) -> Exhibit:
    if found := shelf.find(slug):
        return found
    raise Http404(_("There is no figure of this name."))


def _trail(shelf: Shelf) -> tuple[Link, ...]:
    if shelf.release is None:
        return ()
    visit = shelf.visit
    return (
        Link(_("Publications"), visit.href("publications")),
        Link(shelf.release.title, visit.href("publication", ref=shelf.release.reference)),
    )


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
