"""Numbers as a text prints them: "1,700,000", "600 000", "3.57 million", "57.5M", "twenty-one", "seventh".

Only the reading of a number lives here; what it counts is the business of `claims`.
"""

import re
from decimal import Decimal

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "k": Decimal(1_000),
    "million": Decimal(1_000_000),
    "mio": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "m": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
}
_LONGEST = 20  # characters; what is longer is no quantity but a code, and no amount holds it
_SMALL = {word: number for number, word in enumerate(_UNITS)}
_SMALL |= {word: number * 10 for number, word in enumerate(_TENS) if word}
_SMALL |= {
    f"{ten}-{unit}": tens * 10 + units
    for tens, ten in enumerate(_TENS)
    for units, unit in enumerate(_UNITS[:10])
    if ten and units
}

WORDS = "|".join(sorted(_SMALL, key=len, reverse=True))
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\.\d+)?"
SCALE = r"(?:\s?(?:million|billion|thousand|hundred|mio|bn|mn)\b|(?:M|K|k|m)\b)"
ORDINALS = "|".join(_ORDINALS[2:])


def number(words: str) -> Decimal | None:
    """The value of a printed number with its scale; None if the words are no number.

    >>> number("3.57 million"), number("twenty-one"), number("600 000")
    (Decimal('3570000'), Decimal('21'), Decimal('600000'))
    """
    match = re.fullmatch(rf"({DIGITS}|{WORDS})\s*([A-Za-z]+)?", words.strip(), re.IGNORECASE)
    if match is None:
        return None
    amount, scale = match.group(1).lower(), (match.group(2) or "").lower()
    if (scale and scale not in _SCALES) or len(amount) > _LONGEST:
        return None
    value = Decimal(_SMALL[amount]) if amount in _SMALL else Decimal(re.sub(r"[, ]", "", amount))
    return plain(value * _SCALES.get(scale, Decimal(1)))


def ordinal(word: str) -> Decimal | None:
    """The place a word such as "seventh" names; None for other words."""
    return Decimal(_ORDINALS.index(word.lower())) if word.lower() in _ORDINALS else None


def plain(value: Decimal) -> Decimal:
    """The same number without exponent and without trailing zeros."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
