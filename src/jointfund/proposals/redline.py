"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|[^\s]+")


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of words with the spaces around them, and what became of it."""

    change: Change
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order: kept and added give the new text, kept and removed the old one."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.KEPT, "".join(after[j1:j2])))
            continue
        if i1 < i2:
            pieces.append(Piece(Change.REMOVED, "".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece(Change.ADDED, "".join(after[j1:j2])))
    return tuple(pieces)


def applied(pieces: Sequence[Piece]) -> str:
    """The new text."""
    return "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED)
