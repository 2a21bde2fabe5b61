"""The one rule of rounding, and how a number is written the way the text writes it.

A number agrees when the record's exact value, rounded half up to the last digit the text prints, is that
number. "More than" and "at least" agree when the record is not smaller, "less than" and "up to" when it is
not larger, "nearly" also when the record is less than one such digit below. "About" changes nothing.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jointfund.reading.numbers_in_words import DIGITS, SCALE, WORDS, number, plain

_TOKEN = re.compile(
    rf"(?<![\w.,])(?P<digits>{DIGITS})(?P<scale>{SCALE})?|\b(?P<word>{WORDS})\b(?P<word_scale>{SCALE})?",
    re.IGNORECASE,
)
_FLOOR = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
_CEILING = re.compile(r"\b(?:less than|fewer than|under|up to|at most)\b", re.IGNORECASE)
_NEARLY = re.compile(r"\b(?:nearly|almost|close to)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """A number as printed: its words, its value, and what its last digit is worth."""

    words: str
    value: Decimal
    step: Decimal
    about: str = ""


def read_token(quote: str, about: str = "") -> Token | None:
    """The first number of some words; None where they print none."""
    match = _TOKEN.search(quote)
    value = number(match[0]) if match else None
    if match is None or value is None:
        return None
    bare = match["digits"] or "1"
    decimals = len(bare.partition(".")[2])
    scale = number("1 " + (match["scale"] or match["word_scale"] or "").strip()) or Decimal(1)
    return Token(match[0], value, scale.scaleb(-decimals), about or quote[: match.start()])


def agrees(token: Token, exact: Decimal) -> bool:
    """Whether a printed number agrees with an exact one, by the rule above."""
    rounded = rounded_like(token, exact) == token.value
    if _FLOOR.search(token.about):
        return rounded or exact >= token.value
    if _CEILING.search(token.about):
        return rounded or exact <= token.value
    if _NEARLY.search(token.about):
        return rounded or 0 < token.value - exact < token.step
    return rounded


def rounded_like(token: Token, exact: Decimal) -> Decimal:
    """The exact value rounded half up to the last digit the token prints."""
    return (exact / token.step).quantize(Decimal(1), ROUND_HALF_UP) * token.step


def written_like(token: Token, exact: Decimal) -> str:
    """The exact value with the words, scale, digits and separators of the token."""
    if _word_of(token.words):
        return _in_words(token, exact)
    match = _TOKEN.fullmatch(token.words)
    scale_words = (match["scale"] if match else None) or ""
    scale = number("1 " + scale_words.strip()) or Decimal(1)
    shown = rounded_like(token, exact) / scale
    if not shown and exact:
        return exact_words(exact)
    comma = "," if _groups(token.words) else ""
    return f"{shown:{comma}.{_decimals(token, scale)}f}{scale_words}"


def exact_words(value: Decimal) -> str:
    """`57,425,741`, with decimals only where there are any."""
    return f"{plain(value):,f}"


def _decimals(token: Token, scale: Decimal) -> int:
    return max(0, -int((token.step / scale).normalize().adjusted()))


def _groups(words: str) -> bool:
    return "," in words or not re.search(r"\d{4}", words)


def _word_of(words: str) -> bool:
    return bool(re.match(rf"(?:{WORDS})\b", words, re.IGNORECASE))


def _in_words(token: Token, exact: Decimal) -> str:
    rounded = rounded_like(token, exact)
    tail = re.sub(rf"^(?:{WORDS})\b", "", token.words, flags=re.IGNORECASE)
    wanted = rounded / (number("1 " + tail.strip()) or Decimal(1))
    word = next((one for one in WORDS.split("|") if number(one) == wanted), None)
    if word is None:
        return exact_words(rounded)
    return (word.capitalize() if token.words[:1].isupper() else word) + tail
