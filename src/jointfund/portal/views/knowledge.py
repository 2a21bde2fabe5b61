"""What works: its front page and its lists, each also as a file."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.knowledge.filters import ProjectFilter
from jointfund.knowledge.models import LESSONS, Measure, Statement
from jointfund.knowledge.queries import practices as practice_queries
from jointfund.knowledge.queries import projects as project_queries
from jointfund.knowledge.queries import statements as statement_queries
from jointfund.knowledge.queries.resources import resources_for
from jointfund.knowledge.queries.statements import LessonFilter
from jointfund.people.permissions import InFund, Permission, can
from jointfund.portal.citations import Citations
from jointfund.portal.columns import Described
from jointfund.portal.exports import download_links, export_format, export_meta, export_response
from jointfund.portal.knowledge import columns, lists
from jointfund.portal.knowledge.words import lessons_words, page_number, pages_of, part_of, reader_of
from jointfund.portal.pages import fund_page, page_head
from jointfund.rendering.tables import Row
from jointfund.ui.pieces import Cell, FigureCard, Link, ListHead, Table, TableColumn
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

NEWEST = 5
SOURCE = "the documents named in the column source"


@fund_page
def knowledge(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """What there is, a box to ask, the topics, the newest practices."""
    reader = reader_of(visit)
    practices = practice_queries.published_practices(reader)
    lessons = Statement.objects.visible_to(reader).lessons().count()
    figures = (
        (project_queries.matching(reader, ProjectFilter()).count(), _("projects"), "knowledge-projects"),
        (practices.count(), _("practices"), "knowledge-practices"),
        (lessons, _("lessons and challenges"), "knowledge-lessons"),
        (len(statement_queries.sessions_for(reader)), _("sessions of practitioners"), "knowledge-sessions"),
        (statement_queries.results_for(reader).count(), _("printed results"), "knowledge-results"),
        (resources_for(reader).count(), _("resources"), "knowledge-resources"),
    )
    answer = _("What projects did, what went wrong, and what others can take from it.")
    return render(
        request,
        "portal/knowledge/home.html",
        {
            "head": page_head(visit, _("What works"), answer),
            "figures": [
                FigureCard(f"{count:,}", label, "", Link(_("See all"), visit.href(name)))
                for count, label, name in figures
            ],
            "ask": visit.href("knowledge-projects").partition("?")[0],
            "topics": statement_queries.topic_counts(reader),
            "newest": lists.listed_practices(visit, list(practices[:NEWEST])),
        },
    )


@fund_page
def projects(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The projects a filter asks for: the page, or with `?format=` the file."""
    reader = reader_of(visit)
    asked = ProjectFilter.of({name: request.GET.getlist(name) for name in request.GET})
    counts = project_queries.facet_counts(reader, asked)
    path = visit.href("knowledge-projects").partition("?")[0]
    chips = lists.project_chips(asked, counts, path)
    found = project_queries.matching(reader, asked)
    total = found.count()
    words = lists.projects_in_words(total, chips)
    if export_format(request):
        everything = project_queries.rows_of(found.select_related("programme__fund", "source__document"))
        rows = columns.project_rows(visit, everything)
        return _file(request, visit, "projects", _("Projects"), words, columns.PROJECTS, rows)
    number = page_number(request, total, project_queries.PAGE_SIZE)
    part = project_queries.rows_of(found, (number - 1) * project_queries.PAGE_SIZE, project_queries.PAGE_SIZE)
    return render(
        request,
        "portal/knowledge/projects.html",
        {
            "head": page_head(visit, _("Projects"), trail=_trail(visit)),
            "panel": lists.project_panel(asked, counts, path),
            "list_head": ListHead(words, "", chips, download_links(request)),
            "rows": lists.listed_projects(visit, part),
            "pages": pages_of(request, number, len(part), total, project_queries.PAGE_SIZE),
        },
    )


@fund_page
def practices(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Every published practice, newest first."""
    found = list(practice_queries.published_practices(reader_of(visit)))
    words = ngettext("%(count)s practice", "%(count)s practices", len(found)) % {"count": len(found)}
    if export_format(request):
        rows = columns.practice_rows(visit, found)
        return _file(request, visit, "practices", _("Practices"), words, columns.PRACTICES, rows)
    answer = _("Each was drafted from a lesson, and a second editor looked at it before it appeared.")
    return render(
        request,
        "portal/knowledge/practices.html",
        {
            "head": page_head(visit, _("Practices"), answer, trail=_trail(visit)),
            "list_head": ListHead(words, "", downloads=download_links(request)),
            "rows": lists.listed_practices(visit, found),
            "may_propose": bool(can(visit.reader, Permission.KNOWLEDGE_PROPOSE, InFund(visit.fund))),
        },
    )


@fund_page
def lessons(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Challenges, good practices, adaptations, findings and remarks, by kind and topic."""
    reader = reader_of(visit)
    terms = statement_queries.topic_terms(reader)
    known = {one.code for one in terms}
    asked = LessonFilter(
        tuple(one for one in request.GET.getlist("kind") if one in LESSONS),
        tuple(one for one in dict.fromkeys(request.GET.getlist("topic")) if one in known),
    )
    found = statement_queries.lessons(reader, asked)
    total = found.count()
    path = visit.href("knowledge-lessons").partition("?")[0]
    chips = lists.lesson_chips(asked, terms, path)
    words = " · ".join([lessons_words(total), *(chip.label for chip in chips)])
    if export_format(request):
        rows = columns.lesson_rows(visit, found)
        return _file(request, visit, "lessons", _("Lessons"), words, columns.LESSONS, rows)
    number = page_number(request, total, statement_queries.PAGE_SIZE)
    part, citations = part_of(found, number, statement_queries.PAGE_SIZE), Citations(visit)
    return render(
        request,
        "portal/knowledge/lessons.html",
        {
            "head": page_head(visit, _("Lessons and challenges"), trail=_trail(visit)),
            "panel": lists.lesson_panel(asked, statement_queries.lesson_counts(reader, asked), terms, path),
            "list_head": ListHead(words, "", chips, download_links(request)),
            "rows": lists.listed_lessons(visit, part, citations),
            "pages": pages_of(request, number, len(part), total, statement_queries.PAGE_SIZE),
            "citations": citations,
        },
    )


@fund_page
def sessions(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The sessions in which practitioners compared what they learned, by date."""
    found = statement_queries.sessions_for(reader_of(visit))
    words = ngettext("%(count)s session", "%(count)s sessions", len(found)) % {"count": len(found)}
    if export_format(request):
        rows = columns.session_rows(visit, found)
        return _file(request, visit, "sessions", _("Sessions"), words, columns.SESSIONS, rows)
    heads = (
        TableColumn(_("Session")),
        TableColumn(_("Held")),
        TableColumn(_("People"), True),
        TableColumn(_("Findings"), True),
        TableColumn(_("Projects"), True),
    )
    cells = [
        (
            Cell(one.title, visit.href("knowledge-session", slug=one.slug)),
            Cell(dated(one.held)),
            Cell("" if one.participants is None else str(one.participants)),
            Cell(str(getattr(one, "finding_count", 0))),
            Cell(str(getattr(one, "project_count", 0))),
        )
        for one in found
    ]
    return render(
        request,
        "portal/knowledge/table.html",
        {
            "head": page_head(visit, _("Sessions"), trail=_trail(visit)),
            "list_head": ListHead(words, "", downloads=download_links(request)),
            "table": Table(_("Sessions"), heads, cells, caption_is_hidden=True, stacks_on_phone=True),
            "pages": None,
        },
    )


@fund_page
def results(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The register of printed results: who was reached, how many, where, with the line."""
    measures = [one for one in request.GET.getlist("measure") if one in Measure.values]
    found = statement_queries.results_for(reader_of(visit), measures)
    total = found.count()
    chosen = [str(Measure(one).label) for one in measures]
    count = ngettext("%(count)s printed result", "%(count)s printed results", total) % {"count": total}
    words = " · ".join([count, *chosen])
    if export_format(request):
        rows = columns.result_rows(visit, found)
        return _file(request, visit, "results", _("Printed results"), words, columns.RESULTS, rows)
    number = page_number(request, total, statement_queries.PAGE_SIZE)
    part, citations = part_of(found, number, statement_queries.PAGE_SIZE), Citations(visit)
    answer = _(
        "As their documents print them. They count different people in different ways: never add them."
    )
    return render(
        request,
        "portal/knowledge/table.html",
        {
            "head": page_head(visit, _("Printed results"), answer, trail=_trail(visit)),
            "list_head": ListHead(words, "", downloads=download_links(request)),
            "choices": _measures(visit, measures),
            "table": lists.results_table(visit, part, citations, with_project=True),
            "pages": pages_of(request, number, len(part), total, statement_queries.PAGE_SIZE),
            "citations": citations,
        },
    )


def _measures(visit: Visit, chosen: Sequence[str]) -> list[tuple[Link, bool]]:
    path = visit.href("knowledge-results").partition("?")[0]
    choices = [(Link(_("All"), path), not chosen)]
    choices += [
        (Link(str(one.label), f"{path}?measure={one.value}"), list(chosen) == [one.value]) for one in Measure
    ]
    return choices


def _file(
    request: HttpRequest,
    visit: Visit,
    name: str,
    title: str,
    words: str,
    described: Sequence[Described],
    rows: Iterable[Row],
) -> HttpResponseBase:
    meta = export_meta(request, visit, name=name, title=title, source=_(SOURCE), in_words=words)
    return export_response(request, described, rows, meta)


def _trail(visit: Visit) -> tuple[Link, ...]:
    return (Link(_("What works"), visit.href("knowledge")),)
