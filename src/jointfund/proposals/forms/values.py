"""Answers as they were typed, and reading words, numbers and dates out of them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from jointfund.kernel.data_rows import Json
from jointfund.proposals.forms.shape import Field, Kind, Section

type Row = Mapping[str, str]
type Value = str | Sequence[Row]
type Answers = Mapping[str, Value]  # of one section, by field
type AnswersOf = Mapping[tuple[str, str], Answers]  # by section and the slug of its organisation, or ""

# The same letters stand in the browser's script, whose \s would differ from Python's.
_GAPS = re.compile("[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,2})?")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,8})?")
LONGEST_TEXT, LONGEST_CELL, MOST_ROWS = 60_000, 4_000, 400


def count_words(text: str) -> int:
    """Words as a person counts them: runs between spaces with a letter or a digit in them.

    A dash or a bullet by itself is no word; `well-being` is one.
    """
    return sum(any(unicodedata.category(letter)[0] in "LN" for letter in run) for run in _GAPS.split(text))


def read_number(text: str) -> Decimal | None:
    """A number as people type it, `1,200.50` or `1 200.50`; None for what is none."""
    return _decimal(text, _NUMBER)


def read_amount(text: str) -> Decimal | None:
    """An amount of money to the cent; None for what is none, or has a third decimal."""
    return _decimal(text, _AMOUNT)


def read_date(text: str) -> date | None:
    """An ISO date; None for what is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def text_of(answers: Answers, code: str) -> str:
    """The text of a field; empty for a table or nothing."""
    value = answers.get(code, "")
    return value if isinstance(value, str) else ""


def rows_of(answers: Answers, code: str) -> Sequence[Row]:
    """The rows of a table with anything in them."""
    value = answers.get(code, ())
    return (
        () if isinstance(value, str) else [row for row in value if any(cell.strip() for cell in row.values())]
    )


def read_answers(section: Section, typed: Json) -> dict[str, Value]:
    """What can be kept of typed answers: the section's own fields, cut where they are beyond all measure.

    Nothing is judged here: a draft is saved whatever is in it.
    """
    parts = typed if isinstance(typed, dict) else {}
    return {field.code: _kept(field, parts.get(field.code)) for field in section.fields}


def _kept(field: Field, value: Json) -> Value:
    if field.kind is not Kind.TABLE:
        return tidy(value)[:LONGEST_TEXT] if isinstance(value, str) else ""
    codes = [column.code for column in field.columns]
    rows = value if isinstance(value, list) else []
    kept = [
        {code: tidy(cell)[:LONGEST_CELL] for code in codes if isinstance(cell := row.get(code, ""), str)}
        for row in rows[:MOST_ROWS]
        if isinstance(row, dict)
    ]
    return [row for row in kept if any(row.values())]


def tidy(text: str) -> str:
    """The text with plain line ends and no NUL, which PostgreSQL does not take; space around it goes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return plain.encode("utf-8", "replace").decode("utf-8").strip()


def _decimal(text: str, form: re.Pattern[str]) -> Decimal | None:
    plain = re.sub(r"(?<=\d)[,\s\u202f](?=\d{3}(\D|$))", "", text.strip())
    if not form.fullmatch(plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
