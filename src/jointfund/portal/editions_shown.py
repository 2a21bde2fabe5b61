"""The difference of two editions as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jointfund.reading.editions import MOVES, EditionDiff, Entry, Pair
from jointfund.reading.editions_as_json import described, place_of
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class ShownEntry:
    """A programme of one edition and where it stands there."""

    words: str
    place: str
    href: str


@dataclass(frozen=True)
class ShownPair:
    """What differs of one programme, each change in a sentence, with its places in both editions."""

    name: str
    moves: Sequence[str]
    changes: Sequence[str]
    old: Link
    new: Link


@dataclass(frozen=True)
class ShownDiff:
    """Everything the page shows of the difference."""

    old: str
    new: str
    in_words: str
    entered: Sequence[ShownEntry]
    left: Sequence[ShownEntry]
    differing: Sequence[ShownPair]
    unchanged: int


def shown_editions(visit: Visit, diff: EditionDiff) -> ShownDiff:
    """The difference ready for its page."""
    in_words = _(
        "%(entered)s entered, %(left)s left, %(moved)s moved, %(changed)s changed, %(unchanged)s unchanged."
    ) % {
        "entered": len(diff.entered),
        "left": len(diff.left),
        "moved": len(diff.moved),
        "changed": len(diff.changed),
        "unchanged": diff.unchanged,
    }
    return ShownDiff(
        diff.old.name,
        diff.new.name,
        in_words,
        [_entry(visit, one, diff.new.currency) for one in diff.entered],
        [_entry(visit, one, diff.old.currency) for one in diff.left],
        [_pair(visit, one) for one in diff.pairs if one.changes],
        diff.unchanged,
    )


def _entry(visit: Visit, one: Entry, currency: str) -> ShownEntry:
    return ShownEntry(described(one, currency), place_of(one), _link(visit, one).href)


def _pair(visit: Visit, one: Pair) -> ShownPair:
    name = one.new.title or one.old.title or one.new.name
    return ShownPair(
        name,
        [_under(name, change.sentence) for change in one.changes if change.kind in MOVES],
        [_under(name, change.sentence) for change in one.changes if change.kind not in MOVES],
        _link(visit, one.old),
        _link(visit, one.new),
    )


def _under(name: str, sentence: str) -> str:
    """A sentence under the programme's own heading, which needs not say its name again."""
    rest = sentence.removeprefix(f"“{name}”").lstrip(":, ")
    return rest[:1].upper() + rest[1:]


def _link(visit: Visit, one: Entry) -> Link:
    """Its page, for an entry of the record; a file that is not kept has none."""
    href = visit.href("programme", ref=one.key) if one.place is None else ""
    return Link(place_of(one), href)
