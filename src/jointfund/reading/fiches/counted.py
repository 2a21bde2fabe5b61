"""Countable statements of a fiche: those of any text, and what only lists of results print.

"78 of them", "23 “units”", "1,500 decent and sustainable jobs", "5 M&E staff": the noun stands further on.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jointfund.reading.passages import Passage, sentences
from jointfund.reading.statements import Statement, statements

_OF_THEM = re.compile(r"(?<![\w.,/:-])(?P<number>\d{1,3}(?:,\d{3})+|\d+) of (?:them|these|those)\b")
_IN_QUOTES = re.compile(
    r"(?<![\w.,/:-])(?P<number>\d{1,3}(?:,\d{3})+|\d+) [“\"«](?P<unit>[^”\"»]{3,60})[”\"»]"
)
_AMPERSAND = re.compile(r"&[\w-]+(?:\s(?!and\b|or\b|for\b|in\b|of\b)[a-z][\w-]*){0,2}")
_PLURAL = r"(?:[\w/-]*[^\W\d_]s|people|youth|children|women|men|staff)\b"
_JOINED = re.compile(
    rf"(?:,\s[\w-]+)?(?:\s(?:and|or)|/)\s?[\w/-]+(?:\s(?!and\b|or\b|in\b|of\b|for\b|to\b|by\b)[\w-]+){{0,3}}?"
    rf"(?<=\s|/)?(?:\s{_PLURAL})"
)
_OWNED = re.compile(r"\s(?:and|or)\s[\w-]+[\s-](?:owned|led|run|headed)\s[\w-]+")
_IS_PLURAL = re.compile(rf"{_PLURAL}$", re.IGNORECASE)


def counted(passage: Passage) -> Iterator[Statement]:
    """The statements of a passage in their order, with their whole noun."""
    found = [_whole(statement) for statement in statements(passage)]
    found += _of_them(passage, found)
    yield from sorted(found, key=lambda one: one.sentence.start + one.start)


def _whole(statement: Statement) -> Statement:
    """The statement with the noun that "and", "&" or "owned" parts from its number."""
    if statement.is_money or statement.is_percent or not statement.unit:
        return statement
    after = statement.after
    match = _AMPERSAND.match(after) or _OWNED.match(after)
    if match is None and not _IS_PLURAL.search(statement.unit):
        match = _JOINED.match(after)
    if match is None:
        return statement
    return replace(statement, end=statement.end + match.end(), unit=f"{statement.unit}{match[0]}")


def _of_them(passage: Passage, before: list[Statement]) -> Iterator[Statement]:
    """Numbers whose noun was said before or stands in quotation marks."""
    for sentence in sentences(passage):
        for match in _OF_THEM.finditer(sentence.text):
            unit = before[-1].unit if before and before[-1].start < match.start() else "of them"
            yield _statement(Statement(sentence, *match.span(), Decimal(0), None, unit), match["number"])
        for match in _IN_QUOTES.finditer(sentence.text):
            yield _statement(
                Statement(sentence, *match.span(), Decimal(0), None, match["unit"]), match["number"]
            )


def _statement(statement: Statement, digits: str) -> Statement:
    return replace(statement, value=Decimal(digits.replace(",", "")))
