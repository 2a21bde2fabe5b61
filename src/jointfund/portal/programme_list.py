"""The list of programmes as the pieces of a page: rows, facets, chips, orders, pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.portal.briefs import Shapes
from jointfund.portal.words import plain
from jointfund.programmes.filters import DEFAULT_SORT, FACET_LABELS, Names, ProgrammeFilter, Tags, in_words
from jointfund.programmes.passages import Passage
from jointfund.programmes.queries.facets import FacetCounts, FacetValue
from jointfund.programmes.queries.listing import Page, ProgrammeRow, TagMention
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import (
    AreaMark,
    EmptyState,
    Facet,
    FacetOption,
    FacetPanel,
    Link,
    Pages,
    ProgrammeBrief,
    StatusWord,
)
from jointfund.ui.visit import Visit

OPEN_FACETS = frozenset({"stage", "area"})
LONGEST_FACET = 60

SORT_LABELS = {
    "reference": gettext_lazy("Reference"),
    "country": gettext_lazy("Country"),
    "title": gettext_lazy("Title"),
    "area": gettext_lazy("Area"),
    "status": gettext_lazy("Status"),
    "budget": gettext_lazy("Budget"),
    "duration": gettext_lazy("Duration"),
}


@dataclass(frozen=True)
class ListedProgramme:
    """A row of the page: the programme, and the tags by which the filter found it."""

    brief: ProgrammeBrief
    amount: str
    organisations: str
    reasons: tuple[TagMention, ...]


@dataclass(frozen=True)
class Choice:
    """A link of which one is in use; `direction` says how an order runs."""

    label: str
    href: str
    is_current: bool
    direction: str = ""


class Addresses:
    """Addresses of the list: every state has one, and nothing that was set gets lost on the way."""

    def __init__(self, visit: Visit, view: str) -> None:
        self._path = visit.href("programmes").partition("?")[0]
        self._view = view

    @property
    def path(self) -> str:
        """The list's own address without parameters."""
        return self._path

    def of(self, asked: ProgrammeFilter, *, page: int = 1, view: str | None = None) -> str:
        """The address of one state."""
        shown = self._view if view is None else view
        extra = [*(["view=" + shown] if shown else []), *([f"page={page}"] if page > 1 else [])]
        query = "&".join([*filter(None, [asked.query_string()]), *extra])
        return f"{self._path}?{query}" if query else self._path


def listed_programmes(visit: Visit, rows: Sequence[ProgrammeRow], shapes: Shapes) -> list[ListedProgramme]:
    """The rows as the page shows them."""
    return [
        ListedProgramme(
            _brief(visit, row, shapes),
            plain(row.budget),
            ", ".join(party.short for party in row.parties),
            row.reasons,
        )
        for row in rows
    ]


def facet_panel(
    asked: ProgrammeFilter, facets: Sequence[FacetCounts], addresses: Addresses, view: str
) -> FacetPanel:
    """The panel with its counts; what the form does not ask is passed on unseen."""
    kept = [pair for pair in asked.pairs() if pair[0] in {"tags", "sort", "as_of"}]
    return FacetPanel(
        action=addresses.path,
        facets=[_facet(counts) for counts in facets if counts.values],
        clear_href=addresses.of(ProgrammeFilter(sort=asked.sort, as_of=asked.as_of)),
        query=asked.q,
        query_label=_("Search the programmes"),
        kept=[*kept, ("view", view)] if view else kept,
    )


def chips(asked: ProgrammeFilter, names: Names, addresses: Addresses) -> list[Link]:
    """One link for each filter in use; following it removes that filter."""
    links = [Link(f"“{asked.q}”", addresses.of(asked.but(q="")))] if asked.q else []
    for facet in asked.set_facets:
        label = FACET_LABELS[facet]
        links += [
            Link(f"{label}: {names.of(facet, value)}", addresses.of(asked.without(facet, value)))
            for value in asked.values(facet)
        ]
    if asked.tags is not Tags.ALL:
        links.append(Link(str(TAG_CHOICES[asked.tags]), addresses.of(asked.but(tags=Tags.ALL))))
    return links


def sort_choices(asked: ProgrammeFilter, addresses: Addresses) -> list[Choice]:
    """The orders of the list; the one in use leads to its reverse."""
    choices = []
    for key, label in SORT_LABELS.items():
        is_current = asked.sort.removeprefix("-") == key
        is_reversed = is_current and asked.sort.startswith("-")
        target = f"-{key}" if is_current and not is_reversed else key
        direction = ("↓" if is_reversed else "↑") if is_current else ""
        choices.append(Choice(str(label), addresses.of(asked.but(sort=target)), is_current, direction))
    return choices


TAG_CHOICES = {
    Tags.ALL: gettext_lazy("Confirmed and suggested"),
    Tags.CONFIRMED: gettext_lazy("Confirmed only"),
    Tags.SUGGESTED: gettext_lazy("Suggested only"),
}


def tag_choices(asked: ProgrammeFilter, addresses: Addresses) -> list[Choice]:
    """Which tags count."""
    return [
        Choice(str(label), addresses.of(asked.but(tags=tags)), tags is asked.tags)
        for tags, label in TAG_CHOICES.items()
    ]


def view_choices(asked: ProgrammeFilter, addresses: Addresses, view: str) -> list[Choice]:
    """The list as rows or as a table."""
    labels = {"": _("List"), "table": _("Table")}
    return [Choice(label, addresses.of(asked, view=key), key == view) for key, label in labels.items()]


def pages_of(page: Page, total: int, size: int, asked: ProgrammeFilter, addresses: Addresses) -> Pages | None:
    """Where in a list of several pages; None for a short one."""
    if total <= size:
        return None
    first = (page.number - 1) * size + 1
    return Pages(
        first,
        first + len(page.rows) - 1,
        total,
        addresses.of(asked, page=page.number - 1) if page.number > 1 else "",
        addresses.of(asked, page=page.number + 1) if page.has_next else "",
    )


def empty_state(asked: ProgrammeFilter, names: Names, addresses: Addresses) -> EmptyState:
    """Why the list is empty and what to do: drop the filter set last, or all."""
    if asked.is_open:
        return EmptyState(_("No programme is on record for that day"), _("Choose a later day."))
    everything = ProgrammeFilter(sort=asked.sort, as_of=asked.as_of)
    return EmptyState(
        _("No programme answers all of this"),
        _("You asked for %(words)s. Remove one of the filters above, or look for fewer words.")
        % {"words": in_words(asked.but(sort=DEFAULT_SORT), 0, names).removeprefix("0 ")},
        Link(_("Show all programmes"), addresses.of(everything)),
    )


def _facet(counts: FacetCounts) -> Facet:
    options = [_option(value) for value in counts.values[:LONGEST_FACET]]
    options += [_option(value) for value in counts.values[LONGEST_FACET:] if value.is_set]
    return Facet(counts.key, counts.label, options, counts.key in OPEN_FACETS)


def _option(value: FacetValue) -> FacetOption:
    label = value.label
    if value.suggested:
        label = _("%(label)s (%(count)s suggested)") % {"label": label, "count": value.suggested}
    return FacetOption(value.code, label, value.count, value.is_set)


def _brief(visit: Visit, row: ProgrammeRow, shapes: Shapes) -> ProgrammeBrief:
    return ProgrammeBrief(
        reference=row.reference,
        href=visit.href("programme", ref=row.reference),
        title=row.name,
        title_is_lost=row.title is None,
        place=row.place_name,
        area=AreaMark(row.area_number, row.area_short) if row.area_number else None,
        status=StatusWord(row.status.label, shapes.get(row.status.code, "outline")) if row.status else None,
        budget=exact(row.budget, visit.fund.currency),
        months=row.duration_months,
        passages=[_marked(passage) for passage in row.passages if passage.field != "title"],
    )


def _marked(passage: Passage) -> SafeString:
    """A passage with its words marked; every segment is escaped."""
    pieces = (
        format_html("<mark>{}</mark>", segment.text) if segment.is_hit else format_html("{}", segment.text)
        for segment in passage.segments
    )
    body = format_html_join("", "{}", ((piece,) for piece in pieces))
    return format_html('<span class="quiet">{}:</span> {}', _(passage.field.capitalize()), body)
