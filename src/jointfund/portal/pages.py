"""What every page of a fund begins with: its fund, loaded once, and the day it is shown for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jointfund.ui.pages import load_fund as load_fund
from jointfund.ui.pages import page_head as page_head
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit, begin_visit

type FundView[**P] = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]


def fund_page[**P](view: FundView[P]) -> Callable[..., HttpResponseBase]:
    """The view called with the visit: the fund its address names, or the installation's first at the root.

    It only shows: whoever posts to it is told so with 405.
    """
    return require_safe(fund_form(view))


def fund_form[**P](view: FundView[P]) -> Callable[..., HttpResponseBase]:
    """A page of a fund that also takes what is posted to it."""

    @wraps(view)
    def load(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        code = kwargs.pop("fund_code", None)
        fund_code = code if isinstance(code, str) else None
        return view(request, begin_visit(request, load_fund(fund_code), fund_code), *args, **kwargs)

    return load


def fund_paths(patterns: list[URLPattern]) -> list[URLPattern | URLResolver]:
    """The addresses of a fund's pages, twice: at the root, and for each fund under `/funds/CODE/`."""
    return [*patterns, path("funds/<str:fund_code>/", include(patterns))]


def list_href(visit: Visit, **facets: str | int) -> str:
    """The address of the list of programmes, narrowed to some facets."""
    address = visit.href("programmes")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(facets)}" if facets else address


# A page shows so many rows of one kind; the list has the others, page by page.
MOST_ROWS = 100


def others(count: int, href: str) -> Link | None:
    """The way to the rows a page does not show; None when it shows all of them."""
    if count <= MOST_ROWS:
        return None
    words = ngettext("%(more)s more in the list", "%(more)s more in the list", count - MOST_ROWS)
    return Link(words % {"more": f"{count - MOST_ROWS:,}"}, href)
