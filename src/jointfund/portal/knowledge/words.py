"""The knowledge base in a reader's words: amounts, places in pages, short lists."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.knowledge.models import BudgetPart, ReachedResult, Reader, Statement
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import Link, Pages
from jointfund.ui.visit import Visit


def reader_of(visit: Visit) -> Reader:
    """Who looks, as the knowledge base knows her."""
    return Reader.of(visit.reader, visit.fund)


def budget_words(part: BudgetPart) -> str:
    """`EUR 1,500,000 · Morocco`, as printed."""
    return " · ".join(one for one in (exact(part.amount, part.currency), part.label) if one)


def number_words(result: ReachedResult) -> str:
    """`412`, `about 400`, `400 to 500`; empty where the words give no number."""
    if result.value is None:
        return ""
    low = " ".join(part for part in (str(result.get_bound_display()), plain_number(result.value)) if part)
    return f"{low} {_('to')} {plain_number(result.value_to)}" if result.value_to is not None else low


def plain_number(value: Decimal) -> str:
    """A number with its thousands apart and no idle zeros."""
    return f"{value:,.2f}".removesuffix(".00")


def share_words(result: ReachedResult) -> str:
    """`40% women`; empty where no share is printed."""
    if result.share is None:
        return ""
    return f"{(result.share * 100).normalize():f}% {result.share_of}".strip()


def owner_link(visit: Visit, statement: Statement) -> Link:
    """Whose statement it is, leading to where it stands on that page."""
    if statement.project:
        href = visit.href("knowledge-project", slug=statement.project.slug)
        return Link(str(statement.project), f"{href}#{statement.anchor}")
    if statement.session:
        href = visit.href("knowledge-session", slug=statement.session.slug)
        return Link(statement.session.title, f"{href}#{statement.anchor}")
    assert statement.programme is not None  # noqa: S101 - the database lets no statement be of nothing
    reference = statement.programme.reference
    return Link(reference, visit.href("programme", ref=reference))


def lessons_words(count: int) -> str:
    """`12 lessons`."""
    return ngettext("%(count)s lesson", "%(count)s lessons", count) % {"count": count}


def page_number(request: HttpRequest, total: int, size: int) -> int:
    """The page asked for, at least the first and at most the last."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
    return min(max(number, 1), max(1, -(-total // size)))


def pages_of(request: HttpRequest, number: int, shown: int, total: int, size: int) -> Pages | None:
    """Where in a list of several pages; None for a short one."""
    if total <= size:
        return None
    first = (number - 1) * size + 1
    has_next = first + shown - 1 < total
    return Pages(
        first,
        first + shown - 1,
        total,
        _page_href(request, number - 1) if number > 1 else "",
        _page_href(request, number + 1) if has_next else "",
    )


def part_of[M: Model](rows: QuerySet[M, Any], number: int, size: int) -> Sequence[M]:
    """One page of rows."""
    return list(rows[(number - 1) * size : number * size])


def _page_href(request: HttpRequest, number: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(number)
    return f"{request.path}?{parameters.urlencode()}"
