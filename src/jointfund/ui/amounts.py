"""Amounts as pages show them: by the rule of `kernel.money`, the currency never parted from its number.

Files and the API take `kernel.money` or the bare number: a space that does not break is for the eye alone.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.kernel import money

NO_BREAK = "\u00a0"
_CURRENCY = re.compile(r"\b([A-Z]{3}) (?=\d)")


def tied(text: str) -> str:
    """A text whose amounts are not cut at the end of a line: `USD 2.8M` as one word."""
    return _CURRENCY.sub(rf"\1{NO_BREAK}", text)


def exact(amount: Decimal | None, currency: str) -> str:
    """`USD 2,786,280`, with cents only where there are any; empty when unknown."""
    return tied(money.exact(amount, currency))


def in_prose(amount: Decimal | None, currency: str) -> str:
    """`USD 2.8M` as the reader's language writes it, below a million exact; empty when unknown."""
    if amount is None or (millions := money.in_millions(amount)) is None:
        return exact(amount, currency)
    return tied(_("%(currency)s %(number)sM") % {"currency": currency, "number": millions})


def rounding_note() -> str:
    """What a page says that shows rounded and exact amounts together."""
    return _("Amounts in sentences are rounded to a tenth of a million (2.8M); tables are exact.")
