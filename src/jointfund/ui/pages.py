"""What every page of a fund begins with, public or at the desk: its fund and its head."""

from django.http import Http404
from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.ui.pieces import Link, PageHead
from jointfund.ui.visit import Visit

AT_THE_DESK = "desk"


def load_fund(code: str | None) -> Fund:
    """The fund with that code; without a code the installation's first. 404 where there is none."""
    funds = Fund.objects.filter(code=code) if code else Fund.objects.all()
    if fund := funds.first():
        return fund
    raise Http404(_("There is no fund at this address."))


def page_head(
    visit: Visit, title: str, answer: str = "", *, as_of: str = "", trail: tuple[Link, ...] = ()
) -> PageHead:
    """The head of a page, its breadcrumb starting at the fund's home, or at the desk for a page of it."""
    words = _("Desk") if visit.start == AT_THE_DESK else visit.fund.short_name
    return PageHead(title, answer, as_of, (Link(words, visit.href(visit.start)), *trail))
