"""What every page of a fund begins with: its fund, loaded once, and the day it is shown for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.funds.models import Fund
from jointfund.ui.pieces import Link, PageHead
from jointfund.ui.visit import Visit, begin_visit

type FundView[**P] = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]


def fund_page[**P](view: FundView[P]) -> Callable[..., HttpResponseBase]:
    """The view called with the visit: the fund its address names, or the installation's first at the root."""

    @wraps(view)
    def load(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        code = kwargs.pop("fund_code", None)
        fund_code = code if isinstance(code, str) else None
        return view(request, begin_visit(request, load_fund(fund_code), fund_code), *args, **kwargs)

    return load


def load_fund(code: str | None) -> Fund:
    """The fund with that code; without a code the installation's first. 404 where there is none."""
    funds = Fund.objects.filter(code=code) if code else Fund.objects.all()
    if fund := funds.first():
        return fund
    raise Http404(_("There is no fund at this address."))


def fund_paths(patterns: list[URLPattern]) -> list[URLPattern | URLResolver]:
    """The addresses of a fund's pages, twice: at the root, and for each fund under `/funds/CODE/`."""
    return [*patterns, path("funds/<str:fund_code>/", include(patterns))]


def page_head(
    visit: Visit, title: str, answer: str = "", *, as_of: str = "", trail: tuple[Link, ...] = ()
) -> PageHead:
    """The head of a page, its breadcrumb starting at the fund's home."""
    home = Link(visit.fund.short_name, visit.href("home"))
    return PageHead(title, answer, as_of, (home, *trail))


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
