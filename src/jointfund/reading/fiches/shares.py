"""Shares of a counted population by sex or group: "(40% women)", "including 58 women", "of which 50 …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jointfund.reading.numbers_in_words import number
from jointfund.reading.records import Share
from jointfund.reading.statements import Statement

_NUMBER = r"\d{1,3}(?:[,.]\d{3})+|\d+(?:[.,]\d+)?"
_ABOUT = r"(?:(?:at least|about|around|over|nearly|almost|up to|more than)\s+)?"
_ENDS_GROUP = r"(?:and|or|of|including|with|are|is|were|was|have|has|who)\b"
_GROUP = rf"\b(?!and\b|or\b)[^\W\d_][\w'’-]*(?:\s(?!{_ENDS_GROUP})[^\W\d_][\w'’-]*){{0,3}}"
_BRACKETS = re.compile(r"^[^.;:()]{0,60}?\s?\((?P<inside>[^()]*\d[^()]*)\)")
_LEAD = re.compile(
    r"^[^.;()]{0,70}?,?\s\(?(?:including|of (?:whom|which|them)|among (?:whom|them))\s"
    r"(?P<inside>[^.;)]{2,120})"
)
_LABEL_FIRST = re.compile(
    rf"(?P<group>{_GROUP})\s*:\s*(?P<first>{_NUMBER})\s*%(?:\s*(?:to|-|–)\s*(?P<second>{_NUMBER})\s*%)?"
)
_PERCENT_FIRST = re.compile(
    rf"{_ABOUT}(?P<first>{_NUMBER})\s*%(?:\s*(?:to|-|–)\s*(?P<second>{_NUMBER})\s*%)?"
    rf"\s*(?:of them\s)?(?:are|were|is)?\s*(?P<group>{_GROUP})"
)
_HEADS_FIRST = re.compile(
    rf"{_ABOUT}(?<![\w.,/-])(?P<first>{_NUMBER})(?!\s*%|[\d/-])\s(?:(?:are|were)\s)?(?P<group>{_GROUP})"
)
_IS_GROUP = re.compile(
    r"\b(?:wom[ae]n|men|girls?|boys?|females?|males?|youths?|young|children|returnees?|refugees?|migrants?"
    r"|idps?|displaced|host communit(?:y|ies)|disabilit(?:y|ies)|minors|elderly"
    r"|engaged|jobs)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundShare:
    """A share and the offset in the sentence where its words end."""

    share: Share
    end: int


def shares_after(statement: Statement) -> tuple[FoundShare, ...]:
    """The shares printed right behind a statement, of which it is the whole.

    A part cannot be larger than its whole, nor a percentage than a hundred: such a number is none.
    """
    if statement.is_money or statement.is_percent:
        return ()
    found: list[FoundShare] = []
    for pattern in (_BRACKETS, _LEAD):
        match = pattern.match(statement.after)
        if match and not found:
            offset = statement.end + match.start("inside")
            parts = [
                one
                for one in _inside(match["inside"], offset, statement.value)
                if _is_part(one.share, statement)
            ]
            bracket = statement.end + match.end() if pattern is _BRACKETS else 0
            found += [replace(one, end=max(one.end, bracket)) for one in parts]
    return tuple(found)


def _is_part(share: Share, statement: Statement) -> bool:
    return share.value <= (100 if share.unit == "percent" else statement.value)


def _inside(text: str, offset: int, whole: Decimal) -> Iterator[FoundShare]:
    """The shares of a text: of groups that are known, or of any two that add up to the whole."""
    for pattern, unit in ((_LABEL_FIRST, "percent"), (_PERCENT_FIRST, "percent"), (_HEADS_FIRST, "heads")):
        matches = [(match, _value(match["first"], unit)) for match in pattern.finditer(text)]
        total = sum((value for _, value in matches if value is not None), Decimal(0))
        adds_up = unit == "heads" and len(matches) > 1 and total == whole
        found = [(match, value) for match, value in matches if adds_up or _IS_GROUP.search(match["group"])]
        for match, value in found:
            second = match.groupdict().get("second")
            if value is not None:
                share = Share(match["group"].strip(), value, number(second) if second else None, unit)
                yield FoundShare(share, offset + match.end())
        if found:
            return


def _value(printed: str, unit: str) -> Decimal | None:
    return number(printed.replace(".", ",") if unit == "heads" else printed)
