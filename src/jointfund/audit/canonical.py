"""What is hashed: one text for an event and one for a seal, the same on every database. Pure.

Moments are UTC to the microsecond. JSON has its keys sorted; a whole number is written without point or
exponent, because one database keeps `100000.0` as written and the other does not.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

FORM = "jointfund-audit-1"
COLUMNS = ("id", "at", "fund_id", "actor", "verb", "subject", "before", "after", "note")
START = "0" * 64  # what the first seal stands on


@dataclass(frozen=True)
class SealedWords:
    """What the digest of a seal covers."""

    position: int
    event_key: int
    event_digest: str
    previous: str
    sealed_at: datetime
    closed_until: datetime | None


def event_digest(row: Sequence[object]) -> str:
    """The digest over every column of an event, in the order of COLUMNS; "" for what no event can hold."""
    try:
        text = json.dumps(
            [FORM, *map(_plain, row)], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    except (TypeError, ValueError):
        return ""
    return _digest(text)


def seal_digest(words: SealedWords) -> str:
    """The digest of a seal, which the next one stands on."""
    parts = (
        FORM,
        str(words.position),
        words.previous,
        str(words.event_key),
        words.event_digest,
        _moment(words.sealed_at),
        _moment(words.closed_until) if words.closed_until else "",
    )
    return _digest("\n".join(parts))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: object) -> object:
    match value:
        case datetime():
            return _moment(value)
        case float():
            return int(Decimal(repr(value))) if value.is_integer() else value
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
    return value
