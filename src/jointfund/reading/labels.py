"""The labels of a booklet's entries: what opens a field, in any order, inline or on a line of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Label = Literal["title", "organisations", "partners", "budget", "duration", "sdgs", "status", "summary"]

# What may stand for each label. A value may follow on the same line after a colon, a tab or wide space;
# after a plain space only where `_RUN_ON` says that it cannot be a sentence.
_FORMS: dict[Label, str] = {
    "title": r"joint program(?:me)?(?: title)?|title|programme title",
    "organisations": r"(?:(?:participating )?(?:un|united nations) (?:organi[sz]ations?|agencies|entities)"
    r"|participating organi[sz]ations?)(?: \(punos?\))?|punos?",
    "partners": r"(?:key|main|implementing) partners?|partners",
    "budget": r"(?:total |estimated )?budget(?: ?[(\[]?(?:in )?(?:usd|us\$|us dollars?)[)\]]?)?",
    "duration": r"(?:project |programme )?duration(?: ?[(\[]?(?:in )?months?[)\]]?)?",
    "sdgs": r"(?:most )?relevant (?:sdgs?|sustainable development)(?: goals?)?|sdg goals?|sdgs?",
    "status": r"(?:current )?status",
    "summary": r"(?:executive |programme )?summary|description",
}
_WHOLE = {label: re.compile(rf"\W*(?:{form})\s*:?\s*", re.I) for label, form in _FORMS.items()}
_WITH_VALUE = {
    label: re.compile(rf"(?:{form})(?:\s*:\s*|\s+[–—-]\s+)(?P<value>\S.*)", re.I | re.S)
    for label, form in _FORMS.items()
}
_RUN_ON: dict[Label, re.Pattern[str]] = {
    "budget": re.compile(rf"(?:{_FORMS['budget']})\s+(?P<value>(?:USD|US\$|\$)?\s*\d.*)", re.I),
    "duration": re.compile(rf"(?:{_FORMS['duration']})\s+(?P<value>\d+\b.*)", re.I),
    "organisations": re.compile(r"PARTICIPATING UN ORGANI[SZ]ATIONS?\s+(?P<value>\S.*)"),
    "partners": re.compile(r"KEY PARTNERS\s+(?P<value>[A-Z][^\n]*[a-z].*)"),
    "sdgs": re.compile(r"MOST RELEVANT SDG(?:S|s)?(?: GOALS)?\s+(?P<value>\S.*)"),
    "status": re.compile(r"STATUS\s+(?P<value>[A-Z][a-z].*)"),
    "summary": re.compile(r"SUMMARY\s+(?P<value>[A-Z0-9].*[a-z].*)", re.S),
}
# These words alone on a line are common in prose and tables: they count only in capitals or with a colon.
_NEEDS_CAPITALS = frozenset({"title", "partners", "sdgs", "sdg", "description", "punos", "puno"})
# A quick look before the slow one: how any of the forms above may begin.
_MAY_BEGIN_A_LABEL = re.compile(
    r"\W*(?:joint prog|title|prog|proj|part|un\b|united nat|puno|key p|main p|impl|total|estim|budg|dura|most"
    r"|relev|sdg|curr|stat|exec|summ|desc)",
    re.I,
)
_CELL = re.compile(r"\t+| {4,}|\s*\|\s*")
_RULE = re.compile(r"[\s\-–—_=|+:.*•·]*")


# What a paper prints where a value is unknown: it says that nothing is printed, so it is no text of its own.
_UNKNOWN = re.compile(
    r"(?:(?:organisations )?not published|title lost in the source"
    r"|non publié|organisations non publiées|titre perdu dans la source"
    r"|no publicado|organizaciones no publicadas|título perdido en la fuente)\.?",
    re.IGNORECASE,
)
_UNKNOWN_AMOUNT = re.compile(
    r"(?:\s+[A-Z]{3})?\s+(?:not published|non publié|no publicado)\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """A label or a stretch of text, with its line; `opens` marks the first piece of a paragraph."""

    line: int
    label: Label | None
    text: str


def is_label(text: str) -> bool:
    """Whether the drawn line is, or begins with, a label in capitals: it never goes on with a sentence.

    In small letters the same words may be the middle of one ("the Joint Programme"); alone on its line and
    with a capital, a label other than the title's is none.
    """
    found = _cell_pieces(0, text)
    if found[0].label is None:
        return False
    if len(found) == 1 and not found[0].text and found[0].label != "title" and text.lstrip()[:1].isupper():
        return True
    label_words = text[: text.rfind(found[1].text)] if len(found) > 1 else text
    return label_words == label_words.upper()


def says_unknown(text: str) -> bool:
    """Whether the words stand where a value is unknown and say nothing else."""
    return _UNKNOWN.fullmatch(text.strip()) is not None


def without_unknown_amount(text: str) -> str:
    """The text before `not published` or `USD not published`; the whole where it does not end so."""
    return _UNKNOWN_AMOUNT.sub("", text)


def pieces(lines: tuple[str, ...]) -> Iterator[Piece]:
    """The lines as labels and texts; blank lines, drawn rules and words for an unknown value are left out."""
    return (piece for piece in _all_pieces(lines) if piece.label or not says_unknown(piece.text))


def _all_pieces(lines: tuple[str, ...]) -> Iterator[Piece]:
    """The lines as labels and texts, those for an unknown value among them.

    Two labels in one row whose values stand in the row below are paired with them.
    """
    waiting: list[Label] = []
    for number, line in enumerate(lines, start=1):
        if _RULE.fullmatch(line):
            continue
        cells = [cell for cell in _CELL.split(line.strip()) if cell.strip()]
        found = [piece for cell in cells for piece in _cell_pieces(number, cell)]
        labels = [piece.label for piece in found if piece.label]
        if len(waiting) > 1 and not labels and len(found) == len(waiting):
            for label, piece in zip(waiting, found, strict=True):
                yield Piece(number, label, "")
                yield piece
            waiting = []
            continue
        yield from (Piece(number, label, "") for label in waiting)
        waiting = []
        if len(labels) > 1 and len(labels) == len(found):
            waiting = labels
        elif labels:
            yield from found
        else:
            yield Piece(number, None, line.strip().strip("|").strip().replace("\t", " "))
    yield from (Piece(len(lines), label, "") for label in waiting)


def _cell_pieces(number: int, cell: str) -> tuple[Piece, ...]:
    """A cell as a label, a label and its value, or plain text."""
    text = cell.strip()
    if not _MAY_BEGIN_A_LABEL.match(text):
        return (Piece(number, None, text),)
    for label, pattern in _WHOLE.items():
        if pattern.fullmatch(text) and _may_stand_alone(text):
            return (Piece(number, label, ""),)
    for label, pattern in (*_WITH_VALUE.items(), *_RUN_ON.items()):
        match = pattern.fullmatch(text)
        if match and _may_stand_alone(text[: match.start("value")]):
            return (Piece(number, label, ""), Piece(number, None, match["value"].strip()))
    return (Piece(number, None, text),)


def _may_stand_alone(text: str) -> bool:
    words = text.strip().rstrip(":").strip().lower()
    return words not in _NEEDS_CAPITALS or (text == text.upper())
