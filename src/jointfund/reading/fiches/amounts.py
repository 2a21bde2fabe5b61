"""Amounts of money as fiches print them: "EUR 13,5 mio", "30 M€", "721.247,46€", "9.000.000 €"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "chf": "CHF",
    "sek": "SEK",
    "fcfa": "XOF",
    "xof": "XOF",
}
_SCALES = {"m": 10**6, "b": 10**9, "k": 10**3, "t": 10**3}
_CURRENCY = r"(?:US\$|€|\$|£|\b(?:EUROS?|EUR|USD|GBP|CHF|SEK|FCFA|XOF)(?![A-Za-z]))"
_NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SCALE = r"(?:millions?|mio|mn|billions?|bn|thousands?|M|k)(?![A-Za-z])"
_MONEY = re.compile(
    rf"(?P<before>{_CURRENCY})\s*(?P<number>{_NUMBER})(?:\s*(?P<scale>{_SCALE}))?"
    rf"|(?<![\w.,])(?P<number2>{_NUMBER})\s*(?P<scale2>{_SCALE})?\s*(?P<after>{_CURRENCY})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Money:
    """A printed amount: exact value, ISO 4217 code, offsets in the text."""

    amount: Decimal
    currency: str
    start: int
    end: int


def money_in(text: str) -> Iterator[Money]:
    """The amounts of a text that have a currency beside them, in order."""
    for match in _MONEY.finditer(text):
        currency = match["before"] or match["after"]
        scale = match["scale"] or match["scale2"]
        value = decimal(match["number"] or match["number2"])
        value *= _SCALES[scale[0].lower()] if scale else 1
        yield Money(_plain(value), _CURRENCIES[currency.lower()], match.start(), match.end())


def decimal(printed: str) -> Decimal:
    """The value of digits with either habit of points and commas.

    The last separator is a decimal mark when one or two digits follow it, or any number after a lone one that
    cannot be a thousands mark.

    >>> decimal("721.247,46"), decimal("9.000.000"), decimal("14.3")
    (Decimal('721247.46'), Decimal('9000000'), Decimal('14.3'))
    """
    groups = re.split(r"[.,\u00a0\u202f ]", printed)
    if len(groups) > 1 and len(groups[-1]) != 3:
        return Decimal(f"{''.join(groups[:-1])}.{groups[-1]}")
    return Decimal("".join(groups))


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
