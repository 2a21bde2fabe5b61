"""What can be read, joined or used: the list by kind and language, and one of it."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from jointfund.documents.titles import web_title
from jointfund.knowledge.models import ResourceKind
from jointfund.knowledge.queries import resources as queries
from jointfund.knowledge.queries.resources import ResourceFilter
from jointfund.portal.citations import Citations
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.knowledge import columns
from jointfund.portal.knowledge.words import page_number, pages_of, part_of, reader_of
from jointfund.portal.pages import fund_page, page_head
from jointfund.ui.pieces import (
    Cell,
    Facet,
    FacetOption,
    FacetPanel,
    Fact,
    FactValue,
    Link,
    ListHead,
    Table,
    TableColumn,
)
from jointfund.ui.visit import Visit


@fund_page
def resources(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The resources a filter asks for: the page, or with `?format=` the file."""
    reader = reader_of(visit)
    asked = ResourceFilter(
        tuple(one for one in dict.fromkeys(request.GET.getlist("kind")) if one in ResourceKind.values),
        tuple(
            one for one in dict.fromkeys(request.GET.getlist("language")) if one.isalpha() and len(one) == 2
        ),
    )
    found = queries.resources_for(reader, asked)
    total, path = found.count(), visit.href("knowledge-resources").partition("?")[0]
    count = ngettext("%(count)s resource", "%(count)s resources", total) % {"count": total}
    chips = _chips(asked, path)
    words = " · ".join([count, *(chip.label for chip in chips)])
    if export_format(request):
        source = _("the documents named in the column source")
        meta = export_meta(
            request, visit, name="resources", title=_("Resources"), source=source, in_words=words
        )
        return export_response(request, columns.RESOURCES, columns.resource_rows(visit, found), meta)
    number = page_number(request, total, queries.PAGE_SIZE)
    part, citations = part_of(found, number, queries.PAGE_SIZE), Citations(visit)
    heads = [TableColumn(_("Resource")), TableColumn(_("Kind")), TableColumn(_("Language")),
             TableColumn(_("Offered by"))]  # fmt: skip
    rows = [
        [
            Cell(
                web_title(one.title),
                visit.href("knowledge-resource", slug=one.slug),
                marks=citations.marks([one.source]),
            ),
            Cell(str(one.get_kind_display())),
            Cell(language_words(one.language)),
            Cell(one.organisation),
        ]
        for one in part
    ]
    return render(
        request,
        "portal/knowledge/resources.html",
        {
            "head": page_head(
                visit,
                _("Resources"),
                _("What projects and papers name to read, join or use. The links leave this site."),
                trail=(Link(_("What works"), visit.href("knowledge")),),
            ),
            "panel": _panel(asked, queries.resource_counts(reader, asked), path),
            "list_head": ListHead(words, "", chips, download_links(request)),
            "table": Table(_("Resources"), heads, rows, caption_is_hidden=True, stacks_on_phone=True),
            "pages": pages_of(request, number, len(part), total, queries.PAGE_SIZE),
            "citations": citations,
        },
    )


@fund_page
def resource(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """One resource: what it is, where it is, who offers it, and who names it."""
    one = queries.find_resource(reader_of(visit), slug)
    if one is None:
        raise Http404(_("There is no resource of this name."))
    citations = Citations(visit)
    marks = citations.marks([one.source])
    trail = (
        Link(_("What works"), visit.href("knowledge")),
        Link(_("Resources"), visit.href("knowledge-resources")),
    )
    facts = [
        Fact(_("Kind"), [FactValue(str(one.get_kind_display()), marks=marks)]),
        Fact(_("Language"), _values(language_words(one.language))),
        Fact(_("Offered by"), _values(one.organisation)),
        Fact(_("When and where"), _values(one.note)),
    ]
    if one.project:
        href = visit.href("knowledge-project", slug=one.project.slug)
        facts.append(Fact(_("Project"), [FactValue(str(one.project), href)]))
    return render(
        request,
        "portal/knowledge/resource.html",
        {
            "head": page_head(visit, web_title(one.title), trail=trail),
            "resource": one,
            "facts": [fact for fact in facts if fact.values],
            "citations": citations,
        },
    )


def language_words(code: str) -> str:
    """`French`; empty where no language is known."""
    return str(_(get_language_info(code)["name"])) if code else ""


def _values(text: str) -> list[FactValue]:
    return [FactValue(text)] if text else []


def _panel(asked: ResourceFilter, counts: dict[str, dict[str, int]], path: str) -> FacetPanel:
    kinds = [
        FacetOption(kind.value, str(kind.label), counts["kind"].get(kind.value, 0), kind.value in asked.kinds)
        for kind in ResourceKind
        if counts["kind"].get(kind.value) or kind.value in asked.kinds
    ]
    languages = [
        FacetOption(code, language_words(code), count, code in asked.languages)
        for code, count in sorted(counts["language"].items())
    ]
    facets = [Facet("kind", _("Kind"), kinds, True), Facet("language", _("Language"), languages, True)]
    return FacetPanel(path, [one for one in facets if one.options], path)


def _chips(asked: ResourceFilter, path: str) -> list[Link]:
    """One link for each filter in use; following it removes that filter."""
    chosen = [("kind", one, str(ResourceKind(one).label)) for one in asked.kinds]
    chosen += [("language", one, _known(one)) for one in asked.languages]
    return [
        Link(label, f"{path}?{urlencode(rest)}" if rest else path)
        for facet, value, label in chosen
        for rest in [[(name, other) for name, other, _label in chosen if (name, other) != (facet, value)]]
    ]


def _known(code: str) -> str:
    try:
        return language_words(code)
    except KeyError:
        return code
