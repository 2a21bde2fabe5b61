"""Amounts: Decimal only, quantised once, never a float."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MILLION = Decimal(1_000_000)


def quantise(amount: Decimal) -> Decimal:
    """The amount to the cent, rounded half up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Part of the whole as a fraction to four places; None when the whole is zero."""
    if not whole:
        return None
    return (part / whole).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def exact(amount: Decimal | None, currency: str) -> str:
    """As tables show it: `USD 2,786,280`, with cents only where there are any. Empty when unknown."""
    if amount is None:
        return ""
    digits = f"{amount:,.2f}".removesuffix(".00")
    return f"{currency} {digits}"


def in_millions(amount: Decimal) -> str | None:
    """The number sentences show before the M: `2.8`, half up; None below a million, which stays exact.

    The one rule of rounding: pages and documents put the words of their language around it.
    """
    if abs(amount) < MILLION:
        return None
    millions = (amount / MILLION).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{millions:,}".removesuffix(".0")


def in_prose(amount: Decimal | None, currency: str) -> str:
    """As sentences show it: `USD 2.8M`, below a million exact. Empty when unknown."""
    if amount is None or (millions := in_millions(amount)) is None:
        return exact(amount, currency)
    return f"{currency} {millions}M"
