"""Short words many pages say: shares, dates a figure stands for, amounts."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.kernel.dates import PartialDate
from jointfund.ui.amounts import exact
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit


def percent(share: Decimal | None) -> str:
    """`34.1%`, below one in a thousand `0.02%`; empty when unknown."""
    if share is None:
        return ""
    return f"{share:.2%}" if 0 < abs(share) < Decimal("0.001") else f"{share:.1%}"


def as_of(when: PartialDate | date) -> str:
    """`As of January 2024`, as exactly as the date is known."""
    return _("As of %(date)s") % {"date": dated(when)}


def as_of_day(visit: Visit) -> str:
    """The day the page's figures stand for."""
    return as_of(visit.day)


def amount(value: Decimal | None, visit: Visit) -> str:
    """An exact amount in the fund's currency; empty when unknown."""
    return exact(value, visit.fund.currency)


def plain(value: Decimal | None) -> str:
    """An amount for a column whose head names the currency; cents only where there are any."""
    return "" if value is None else f"{value:,.2f}".removesuffix(".00")
