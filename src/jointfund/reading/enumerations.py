"""Lists inside running text: numbered, lettered, behind bullets, after a colon or in brackets.

A list that calls itself open ("including", "such as") is told apart, because what it leaves out proves
nothing.
"""

import re
from dataclasses import dataclass

_MARKER = re.compile(r"(?<![\w(])\(?(\d{1,2}|[ivx]{1,4}|[a-h])\)\s*(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LETTERS = "abcdefgh"
_STREAMS = re.compile(
    r"\b(first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|last(?:ly)?|finally|"
    r"on (?:the )?one hand|on the other(?: hand)?)\s*,",
    re.IGNORECASE,
)
_LAST_JOINT = re.compile(r"\s+(?:and|y|e|et|&)\s+")
_TRIM = " .;:,\"“”‘’'"
OPEN_LIST = re.compile(
    r"\b(including|include[sd]?|such as|e\.g\.|for example|for instance|among others|inter alia|"
    r"non-exhaustive|some examples|not limited to|etc)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """One item of a marked list: the number its mark means and where its words begin and end."""

    ordinal: int
    start: int
    end: int


def marked_items(text: str) -> tuple[Item, ...]:
    """Items behind "1)", "(i)" or "a)" in order, if the first mark found begins a list; else nothing."""
    marks = [(match, _styles(match.group(1))) for match in _MARKER.finditer(text)]
    while marks and 1 not in marks[0][1].values():
        marks.pop(0)
    if not marks:
        return ()
    style = next(name for name, value in marks[0][1].items() if value == 1)
    kept: list[tuple[re.Match[str], int]] = []
    for match, styles in marks:
        if style in styles and (not kept or styles[style] > kept[-1][1]):
            kept.append((match, styles[style]))
        elif styles.get(style) == 1:
            break  # another list begins
    starts = [*(match.start() for match, _ in kept[1:]), len(text)]
    return tuple(Item(value, m.end(), stop) for (m, value), stop in zip(kept, starts, strict=True))


def _styles(mark: str) -> dict[str, int]:
    """What a mark can mean: "i" is a letter list's ninth or a Roman list's first."""
    if mark.isdigit():
        return {"digit": int(mark)}
    styles = {}
    if mark in _ROMAN:
        styles["roman"] = _ROMAN.index(mark) + 1
    if mark in _LETTERS:
        styles["letter"] = _LETTERS.index(mark) + 1
    return styles


def spoken_items(text: str) -> int:
    """How many parts a text announces with "First, … Second, … Lastly," or "On one hand, … on the other"."""
    return len(_STREAMS.findall(text))


def named_items(text: str) -> tuple[str, ...]:
    """Names joined by commas, semicolons, "and" or "y"; nothing unless every one begins with a capital.

    Between commas only the last piece is split at "and", because a name may contain the word.
    """
    bare = re.sub(r"\([^()]*\)", "", text).strip(_TRIM)
    if ";" in bare:
        pieces = [name for piece in bare.split(";") for name in _comma_items(piece)]
    else:
        pieces = _comma_items(bare)
    names = tuple(name.strip(_TRIM) for name in pieces if name.strip(_TRIM))
    return names if len(names) > 1 and all(name[:1].isupper() for name in names) else ()


def _comma_items(text: str) -> list[str]:
    *first, last = text.split(",")
    return [*first, *_LAST_JOINT.split(re.sub(r"^\s*(?:and|or|y|e|et|&)\s+", "", last))]
