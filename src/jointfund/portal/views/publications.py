"""The public library: every release with its dates and files, and each as a page of its own.

What is under embargo does not exist for strangers. People of the fund's desk see it, and beside each release
which of its numbers the record gives otherwise today.
"""

from collections.abc import Iterator, Sequence

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jointfund.people.permissions import InFund, Permission, can
from jointfund.portal import columns
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.figure_pieces import release_shelf
from jointfund.portal.library_pieces import (
    FORMS,
    MEDIA_TYPES,
    citation,
    file_links,
    is_withdrawn,
    kind_of,
    library_entry,
    note_of,
    progress_of,
    release_facts,
)
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.private import private
from jointfund.publications.documents import cover_in, document_of
from jointfund.publications.models import Release
from jointfund.publications.queries.freshness import stale_numbers
from jointfund.publications.queries.library import find_file, find_release, library
from jointfund.rendering.paper import Paper
from jointfund.rendering.tables import Row
from jointfund.ui.downloads import picture_answer
from jointfund.ui.freshness import freshness_table, freshness_words
from jointfund.ui.papers import ShownPaper, shown_paper
from jointfund.ui.pieces import Link, ListHead
from jointfund.ui.visit import Visit


@fund_page
def publications(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Every release, newest first."""
    is_editor = _is_editor(request, visit)
    found = library(visit.fund, visit.today, with_embargoed=is_editor)
    answer = _("What the fund has released from its record, with the files as they were on that day.")
    if export_format(request):
        meta = export_meta(
            request, visit, name="publications", title=_("Publications"), source="", in_words=answer
        )
        rows = export_rows(request, visit, found)
        return private(request, export_response(request, columns.PUBLICATIONS, rows, meta))
    site = request.build_absolute_uri("/").rstrip("/")
    entries = [
        library_entry(visit, one, site, _stale_words(one, visit) if is_editor else "") for one in found
    ]
    context = {
        "head": page_head(visit, _("Publications"), answer),
        "entries": entries,
        "is_editor": is_editor,
        "list_head": ListHead(_("All releases, newest first"), "", downloads=download_links(request)),
    }
    return private(request, render(request, "portal/publications.html", context))


@fund_page
def publication(request: HttpRequest, visit: Visit, ref: str) -> HttpResponseBase:
    """One release as a web page, from the content its files were made from."""
    release = _release(request, visit, ref)
    is_editor = _is_editor(request, visit)
    trail = (Link(_("Publications"), visit.href("publications")),)
    address = request.build_absolute_uri(visit.href("publication", ref=release.reference))
    withdrawn = is_withdrawn(release)
    paper = None if withdrawn else document_of(release.content).kept_paper(release.content)
    freshness = stale_numbers(release, visit.today) if is_editor and not withdrawn else None
    context = {
        "head": page_head(visit, release.title, "" if paper is None else paper.subtitle, trail=trail),
        "release": release,
        "note": note_of(release, visit.today),
        "facts": release_facts(release),
        "files": file_links(visit, release),
        "progress": progress_of(release),
        "citation": citation(release, address),
        "exhibits": () if withdrawn else _figures(visit, release),
        "paper": _shown(visit, release, paper) if paper else None,
        "freshness": freshness_words(freshness) if freshness else "",
        "stale": freshness_table(freshness) if freshness else None,
    }
    return private(request, render(request, "portal/publication.html", context))


@fund_page
def publication_file(request: HttpRequest, visit: Visit, ref: str, form: str) -> HttpResponseBase:
    """One file of a release, always to be saved and never run as a page of ours."""
    release = _release(request, visit, ref)
    kept = find_file(release, form) if form in FORMS else None
    if kept is None:
        raise Http404(_("There is no file of this form: it may have been withdrawn, or is being made."))
    try:
        content = kept.content.open("rb")
    except FileNotFoundError:
        raise Http404(_("The kept file is gone; tell the fund's secretariat.")) from None
    name = f"{release.reference}-{slugify(release.title)[:60]}.{form}"
    response = FileResponse(content, as_attachment=True, filename=name, content_type=MEDIA_TYPES[form])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["ETag"] = f'"{kept.sha256}"'
    return private(request, response)


@fund_page
def publication_cover(request: HttpRequest, visit: Visit, ref: str) -> HttpResponseBase:
    """The picture on the cover of a release, as it was frozen; none of a withdrawn one."""
    release = _release(request, visit, ref)
    found = None if is_withdrawn(release) else cover_in(release.content)
    if found is None:
        raise Http404(_("This publication has no picture."))
    return private(request, picture_answer(found.content, found.sha256))


def export_rows(request: HttpRequest, visit: Visit, found: Sequence[Release]) -> Iterator[Row]:
    """The library as files hold it."""
    for release in found:
        yield {
            "release": release.reference,
            "kind_code": release.publication.kind,
            "kind": kind_of(release),
            "title": release.title,
            "language": release.language,
            "as_of": release.as_of,
            "released_on": release.released_on,
            "withdrawn_on": release.publication.withdrawn_on,
            "withdrawal_reason": release.publication.withdrawal_reason or None,
            "files": [file.form for file in release.files.all()] if not is_withdrawn(release) else [],
            "sha256": [file.sha256 for file in release.files.all()] if not is_withdrawn(release) else [],
            "url": request.build_absolute_uri(visit.href("publication", ref=release.reference)),
        }


def _shown(visit: Visit, release: Release, paper: Paper) -> ShownPaper:
    cover = visit.href("publication-cover", ref=release.reference)
    return shown_paper(paper, lambda one: visit.href("programme", ref=one), cover_href=cover)


def _figures(visit: Visit, release: Release) -> list[Link]:
    """The figures of a release, each leading to its own page."""
    shelf = release_shelf(visit, release, "")
    return [Link(one.title, shelf.href("figure", slug=one.slug)) for one in shelf.exhibits]


def _release(request: HttpRequest, visit: Visit, ref: str) -> Release:
    with_embargoed = _is_editor(request, visit)
    if found := find_release(visit.fund, ref, visit.today, with_embargoed=with_embargoed):
        return found
    raise Http404(_("There is no publication %(reference)s in this fund.") % {"reference": ref[:40]})


def _is_editor(request: HttpRequest, visit: Visit) -> bool:
    return bool(can(request.user, Permission.PUBLICATION_EDIT, InFund(visit.fund)))


def _stale_words(release: Release, visit: Visit) -> str:
    return "" if is_withdrawn(release) else freshness_words(stale_numbers(release, visit.today))
