"""The editor of the table of moves: one state or one move as fields and back. Nothing typed is judged here.

States and moves are counted from 1. A code is made from the first words of a new one and then stays.
"""

import re
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.text import slugify

from jointfund.kernel.data_rows import Json
from jointfund.ui.pieces import FieldFault

type Row = dict[str, Json]

PLACE = re.compile(r"^(states|moves) (\d+)(?::|,)")
NAMED = re.compile(r"^(state|move) (\S+):")
FIELDS = (
    ("no state it leaves", "sources"),
    ("no state ", "target"),
    ("no permission", "permission"),
    ("no check", "checks"),
    ("no effect", "effects"),
    ("it is closed", "kind"),
)


@dataclass(frozen=True)
class Placed:
    """A fault with where it is: `part` is states or moves, `number` from 1; empty and 0 for the whole."""

    part: str
    number: int
    field: str
    said: str


def rows_of(document: Json, part: str) -> list[Row]:
    """The states or moves of a document."""
    rows = document.get(part) if isinstance(document, dict) else None
    return [dict(one) for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def with_rows(document: Json, part: str, rows: list[Row]) -> Json:
    """The document with other states or moves."""
    whole: Row = dict(document) if isinstance(document, dict) else {}
    listed: list[Json] = [*rows]
    return {**whole, part: listed}


def typed_state(before: Row, posted: QueryDict, taken: set[str]) -> Row:
    """A state as it was typed; what the editor does not show stays."""
    label = said(posted, "label")
    return {
        **before,
        "code": before.get("code") or code_for(label, taken, "state"),
        "label": label,
        "kind": said(posted, "kind"),
        "public_label": said(posted, "public_label"),
        "status": said(posted, "status"),
        "stage": said(posted, "stage"),
        "is_editable": "is_editable" in posted,
    }


def typed_move(before: Row, posted: QueryDict, taken: set[str]) -> Row:
    """A move as it was typed; what the editor does not show stays."""
    label = said(posted, "label")
    return {
        **before,
        "name": before.get("name") or code_for(label, taken, "move"),
        "label": label,
        "sources": listed(posted, "sources"),
        "target": said(posted, "target"),
        "permission": said(posted, "permission"),
        "checks": listed(posted, "checks"),
        "effects": listed(posted, "effects"),
        "needs_note": "needs_note" in posted,
    }


def stepped(rows: list[Row], step: str, number: int) -> list[Row]:
    """The rows with one removed, or moved one place up or down."""
    at, to = number - 1, {"up": number - 2, "down": number}.get(step, -1)
    if not 0 <= at < len(rows):
        return rows
    if step == "remove":
        return rows[:at] + rows[at + 1 :]
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    return rows


def placed(fault: str, document: Json) -> Placed:
    """Where a fault of the table is, and what it says without the place."""
    said_there = fault.partition(": ")[2] or fault
    if found := PLACE.match(fault):
        return Placed(found[1], int(found[2]), "label", said_there)
    if (found := NAMED.match(fault)) is None:
        return Placed("", 0, "", fault)
    part, key = ("states", "code") if found[1] == "state" else ("moves", "name")
    codes = [str(one.get(key, "")) for one in rows_of(document, part)]
    field = next((name for words, name in FIELDS if said_there.startswith(words)), "label")
    if found[2] not in codes:
        return Placed("", 0, "", fault)
    return Placed(part, codes.index(found[2]) + 1, field, said_there)


def faults_of_row(faults: tuple[str, ...], document: Json, part: str, number: int) -> list[FieldFault]:
    """The faults of one state or move, each leading to its field."""
    found = [placed(one, document) for one in faults]
    return [
        FieldFault(f"id_{one.field}", one.said) for one in found if (one.part, one.number) == (part, number)
    ]


def code_for(label: str, taken: set[str], word: str) -> str:
    """A code of small letters made from words, which no other has."""
    base = slugify(label).replace("-", "_").strip("_")[:34] or word
    base = base if base[0].isalpha() else f"{word}_{base}"
    return base if base not in taken else next(c for n in range(2, 999) if (c := f"{base}_{n}") not in taken)


def said(posted: QueryDict, name: str) -> str:
    """A text as it was typed."""
    return str(posted.get(name, "")).replace("\r\n", "\n").replace("\0", "").strip()


def listed(posted: QueryDict, name: str) -> list[Json]:
    """The boxes that were ticked."""
    return [str(one) for one in dict.fromkeys(posted.getlist(name))]
