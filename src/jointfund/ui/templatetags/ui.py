"""Tags and filters every template has: amounts, dates, links that keep the fund, and one tag for each piece.

`{% piece thing %}` draws any value of `ui.pieces` with its own template.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jointfund.documents.titles import web_title
from jointfund.kernel.dates import PartialDate
from jointfund.ui import amounts, papers, pieces
from jointfund.ui.amounts import exact, in_prose
from jointfund.ui.visit import Visit
from jointfund.ui.waiting import Waiting

register = template.Library()
register.filter(web_title)

TEMPLATES: dict[type[object], str] = {
    pieces.PageHead: "page_head",
    pieces.FigureCard: "figure_card",
    pieces.AreaMark: "area_mark",
    pieces.StatusWord: "status_word",
    pieces.FacetPanel: "facet_panel",
    pieces.ListHead: "list_head",
    pieces.Table: "table",
    pieces.Picture: "picture",
    pieces.SdgTile: "sdg_tile",
    pieces.EmptyState: "empty_state",
    pieces.TaskProgress: "task_progress",
    pieces.Confirmation: "confirmation",
    pieces.FormSteps: "form_steps",
    pieces.Pages: "pagination",
    papers.ShownPaper: "paper",
    Waiting: "waiting",
}

type CellOfColumn = tuple[pieces.Cell, pieces.TableColumn]

DAY = "j F Y"
MONTH = "F Y"


@register.simple_tag
def piece(thing: object) -> str:
    """Draw a piece; nothing for None."""
    if thing is None:
        return ""
    if isinstance(thing, pieces.AreaMark | pieces.StatusWord):
        return _drawn_before(thing, get_language())
    return _draw(TEMPLATES[type(thing)], piece=thing)


@register.simple_tag
def programme_card(programme: pieces.ProgrammeBrief) -> str:
    """A programme as a card, for a few side by side."""
    return _draw("programme_card", piece=programme)


@register.simple_tag
def programme_row(programme: pieces.ProgrammeBrief) -> str:
    """A programme as a row, for a long list."""
    return _draw("programme_row", piece=programme)


@register.simple_tag
def key_facts(facts: Sequence[pieces.Fact]) -> str:
    """Labels and values; what no source gives reads *not published*, with what would fill it."""
    return _draw("key_facts", facts=facts)


@register.simple_tag
def status_track(steps: Sequence[pieces.StatusStep]) -> str:
    """The way of a programme with the step it has reached: a row, on a phone a column."""
    return _draw("status_track", steps=steps)


@register.simple_tag
def timeline(events: Sequence[pieces.TimelineEvent]) -> str:
    """Dated events with what each rests on."""
    return _draw("timeline", events=events)


@register.simple_tag
def source_marks(marks: Sequence[pieces.SourceMark]) -> str:
    """The small numbers behind a fact; nothing where there are none."""
    return _draw("source_marks", marks=marks) if marks else ""


@register.simple_tag
def error_summary(faults: Sequence[pieces.FieldFault]) -> str:
    """What is wrong in a form, each fault linked to its field; nothing where nothing is."""
    return _draw("error_summary", faults=faults) if faults else ""


@register.simple_tag
def form_field(field: object) -> str:
    """One field of a Django form with its label, help and faults."""
    return _draw("form_field", field=field)


@register.simple_tag
def unknown(would_fill: str = "") -> str:
    """*not published*, in grey, with what would fill it."""
    return _draw("unknown", would_fill=would_fill)


@register.filter
def money(amount: Decimal | int | None, currency: str) -> str:
    """`USD 2,786,280`; empty when unknown."""
    return exact(Decimal(amount) if amount is not None else None, currency)


@register.filter
def money_in_prose(amount: Decimal | int | None, currency: str) -> str:
    """`USD 2.8M`; empty when unknown."""
    return in_prose(Decimal(amount) if amount is not None else None, currency)


@register.filter
def tied(text: object) -> str:
    """Recorded words whose amounts are not cut at the end of a line."""
    return amounts.tied(str(text))


@register.filter
def dated(when: PartialDate | date | None) -> str:
    """`31 July 2023`, `July 2023` or `2023`, as exactly as it is known, in the reader's language."""
    match when:
        case None:
            return ""
        case PartialDate(on=on, precision="year"):
            return str(on.year)
        case PartialDate(on=on, precision="month"):
            return date_format(on, MONTH)
        case PartialDate(on=on):
            return date_format(on, DAY)
        case day:
            return date_format(day, DAY)


@register.filter
def in_months(count: int) -> str:
    """`24 months`."""
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


@register.filter
def beside(cells: Sequence[pieces.Cell], columns: Sequence[pieces.TableColumn]) -> list[CellOfColumn]:
    """Each cell of a row with its column."""
    return list(zip(cells, columns, strict=True))


@register.filter
def listed(words: list[str]) -> str:
    """`Chile, Mexico and Peru`."""
    return get_text_list(words, _("and"))


@register.simple_tag
def rounding_note() -> str:
    """Where rounded and exact amounts stand together: which are which."""
    return amounts.rounding_note()


@register.simple_tag(takes_context=True)
def fund_url(context: Context, name: str, **parts: str | int) -> str:
    """The address of a page of the fund being looked at, for the same day."""
    visit = context.get("visit")
    return visit.href(name, **parts) if isinstance(visit, Visit) else "/"


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: str | int | None) -> str:
    """The address of this page with some parameters changed and all others kept; None or "" removes one."""
    request: HttpRequest = context["request"]
    parameters = request.GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            parameters.pop(key, None)
        else:
            parameters[key] = str(value)
    encoded = parameters.urlencode()
    return f"{request.path}?{encoded}" if encoded else request.path


@register.filter
def drawing(svg: str) -> SafeString:
    """A finished drawing of `jointfund.rendering`, whose texts are escaped already."""
    return mark_safe(svg)  # noqa: S308 - only rendering's SVG comes here


@lru_cache(maxsize=512)
def _drawn_before(thing: pieces.AreaMark | pieces.StatusWord, language: str | None) -> SafeString:
    """Areas and statuses are few and stand in every row of a list: each is drawn once for a language."""
    return _draw(TEMPLATES[type(thing)], piece=thing)


def _draw(name: str, **values: object) -> SafeString:
    return SafeString(render_to_string(f"ui/components/{name}.html", values))
