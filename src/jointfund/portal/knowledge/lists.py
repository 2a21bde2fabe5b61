"""The lists of what works as the pieces of a page: rows, facets, chips, tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.knowledge.filters import FACETS, ProjectFilter
from jointfund.knowledge.models import LESSONS, Practice, ReachedResult, Statement, StatementKind
from jointfund.knowledge.queries.projects import FacetValue, ProjectRow
from jointfund.knowledge.queries.statements import LessonFilter
from jointfund.portal.citations import Citations
from jointfund.portal.knowledge.words import number_words, owner_link, share_words
from jointfund.ui.pieces import Cell, Facet, FacetOption, FacetPanel, Link, SourceMark, Table, TableColumn
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Term

LONGEST_FACET = 60


@dataclass(frozen=True)
class ListedProject:
    """A project as a row of the page."""

    href: str
    name: str
    title: str
    meta: Sequence[str]
    topics: str


@dataclass(frozen=True)
class ListedPractice:
    """A published practice as a row of the page."""

    href: str
    reference: str
    title: str
    text: str
    meta: Sequence[str]


@dataclass(frozen=True)
class ListedLesson:
    """A lesson with whose it is and where it stands."""

    kind: str
    heading: str
    text: str
    owner: Link
    topics: Sequence[Link]
    marks: Sequence[SourceMark]


def listed_projects(visit: Visit, rows: Sequence[ProjectRow]) -> list[ListedProject]:
    """The rows as the page shows them."""
    return [
        ListedProject(
            visit.href("knowledge-project", slug=row.project.slug),
            row.project.acronym or row.project.title,
            row.project.title if row.project.acronym else "",
            [
                part
                for part in (
                    _some([name for _code, name in row.countries], 3),
                    ", ".join(row.agencies),
                    dated(row.project.starts),
                )
                if part
            ],
            _some([label for _code, label in row.topics], 2),
        )
        for row in rows
    ]


def listed_practices(visit: Visit, found: Sequence[Practice]) -> list[ListedPractice]:
    """Published practices as the page shows them."""
    return [
        ListedPractice(
            visit.href("knowledge-practice", ref=one.reference),
            one.reference,
            one.published.title,
            one.published.what,
            [
                part
                for part in (
                    str(one.project) if one.project else "",
                    str(one.published.get_cost_band_display()),
                    dated(one.published_on),
                )
                if part
            ],
        )
        for one in found
        if one.published
    ]


def listed_lessons(visit: Visit, found: Sequence[Statement], citations: Citations) -> list[ListedLesson]:
    """Lessons as the page shows them; their tags are loaded with the terms."""
    return [
        ListedLesson(
            one.get_kind_display(),
            one.heading,
            one.text,
            owner_link(visit, one),
            [
                Link(tag.term.label, visit.href("knowledge-topic", code=tag.term.code))
                for tag in one.tags.all()
            ],
            citations.marks([one.source]),
        )
        for one in found
    ]


def project_panel(asked: ProjectFilter, counts: Mapping[str, Sequence[FacetValue]], path: str) -> FacetPanel:
    """The panel of the project list; a facet without values is not shown."""
    facets = [
        Facet(
            facet,
            str(FACETS[facet]),
            [
                FacetOption(one.code, one.label, one.count, one.code in asked.values(facet))
                for one in values[:LONGEST_FACET]
            ],
            facet in ("country", "topic"),
        )
        for facet, values in counts.items()
        if values
    ]
    return FacetPanel(path, facets, path, asked.q, _("Search the projects"))


def project_chips(asked: ProjectFilter, counts: Mapping[str, Sequence[FacetValue]], path: str) -> list[Link]:
    """One link for each filter in use; following it removes that filter."""
    labels = {(facet, one.code): one.label for facet, values in counts.items() for one in values}
    links = [
        Link(
            f"{FACETS[facet]}: {labels.get((facet, value), value)}",
            _address(path, asked.without(facet, value)),
        )
        for facet, values in asked.chosen
        for value in values
    ]
    if asked.q:
        links.insert(0, Link(f"“{asked.q}”", _address(path, ProjectFilter("", asked.chosen))))
    return links


def projects_in_words(total: int, chips: Sequence[Link]) -> str:
    """`4 projects · Country: Togo`."""
    count = ngettext("%(count)s project", "%(count)s projects", total) % {"count": total}
    return " · ".join([count, *(chip.label for chip in chips)])


def lesson_panel(
    asked: LessonFilter, counts: Mapping[str, Mapping[str, int]], terms: Sequence[Term], path: str
) -> FacetPanel:
    """The panel of the lessons: kinds and topics."""
    kinds = [
        FacetOption(kind.value, str(kind.label), counts["kind"].get(kind.value, 0), kind.value in asked.kinds)
        for kind in map(StatementKind, LESSONS)
        if counts["kind"].get(kind.value) or kind.value in asked.kinds
    ]
    topics = [
        FacetOption(one.code, one.label, counts["topic"].get(one.code, 0), one.code in asked.topics)
        for one in terms
        if counts["topic"].get(one.code) or one.code in asked.topics
    ]
    facets = [Facet("kind", _("Kind"), kinds, True), Facet("topic", _("Topic"), topics, True)]
    return FacetPanel(path, facets, path)


def lesson_chips(asked: LessonFilter, terms: Sequence[Term], path: str) -> list[Link]:
    """One link for each filter in use."""
    labels = {one.code: one.label for one in terms}
    chosen = [("kind", one, str(StatementKind(one).label)) for one in asked.kinds]
    chosen += [("topic", one, labels[one]) for one in asked.topics]
    pairs = [(facet, value) for facet, value, _label in chosen]
    return [
        Link(label, _with(path, [pair for pair in pairs if pair != (facet, value)]))
        for facet, value, label in chosen
    ]


def results_table(
    visit: Visit, found: Sequence[ReachedResult], citations: Citations, *, with_project: bool
) -> Table:
    """Printed results with the line of each."""
    heads = [
        *([TableColumn(_("Project"))] if with_project else []),
        TableColumn(_("Who or what")),
        TableColumn(_("How many"), True),
        TableColumn(_("Where")),
        TableColumn(_("Reached or meant")),
        TableColumn(_("Share")),
    ]
    rows = []
    for one in found:
        counted = " · ".join(part for part in (one.whom, one.unit) if part) or one.quote
        first = [Cell(counted, marks=citations.marks([one.source]))]
        if with_project and one.project:
            first.insert(0, Cell(str(one.project), visit.href("knowledge-project", slug=one.project.slug)))
        elif with_project and one.programme:
            reference = one.programme.reference
            first.insert(0, Cell(reference, visit.href("programme", ref=reference)))
        rows.append(
            [
                *first,
                Cell(number_words(one) or _("no number printed")),
                Cell(one.place or (one.country.short_name if one.country else "")),
                Cell(str(one.get_measure_display())),
                Cell(share_words(one)),
            ]
        )
    return Table(_("Printed results"), heads, rows, caption_is_hidden=True, stacks_on_phone=True)


def _some(names: Sequence[str], most: int) -> str:
    """`Togo, Benin, Mali and 4 more`."""
    shown, more = ", ".join(names[:most]), len(names) - most
    return shown if more < 1 else _("%(names)s and %(more)s more") % {"names": shown, "more": more}


def _address(path: str, asked: ProjectFilter) -> str:
    query = asked.query_string()
    return f"{path}?{query}" if query else path


def _with(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
