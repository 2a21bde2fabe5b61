"""What a file offers for a section, put together with what was written since it was taken out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.proposals.forms import Answers, Section, Value, read_answers


@dataclass(frozen=True)
class Sheet:
    """One section as it stands when a file is made or read. `number` and `version` are those of its text."""

    number: int
    version: int
    section: Section
    party: str
    whose: str
    answers: Answers
    is_mine: bool

    @property
    def title(self) -> str:
        return " · ".join(part for part in (self.section.title, self.whose) if part)


@dataclass(frozen=True)
class Offer:
    """Answers of a file for the text of that number, taken out at that version; only the fields it has."""

    number: int
    version: int
    answers: Answers


@dataclass(frozen=True)
class Fault:
    """What cannot be taken in: where in the file, and why."""

    place: str
    reason: str


class FileRefused(DomainError):
    """A file with faults; nothing of it was taken in."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(f"{one.place}: {one.reason}" for one in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class FieldChange:
    """One field that becomes another. In a conflict `before` was written since, and stays."""

    field: str
    before: Value
    after: Value
    is_conflict: bool


@dataclass(frozen=True)
class Merge:
    """A section with the file's changes in it; fields in conflict stay as they stand."""

    answers: Mapping[str, Value]
    changes: Sequence[FieldChange]

    @property
    def has_conflict(self) -> bool:
        return any(one.is_conflict for one in self.changes)

    @property
    def takes_anything(self) -> bool:
        return any(not one.is_conflict for one in self.changes)


def merged(section: Section, base: Answers, current: Answers, offered: Answers) -> Merge:
    """The current answers with what the file changed from `base`, the text it was taken out with.

    A field both changed, each in its own way, is a conflict.
    """
    before, now = plain(section, base), plain(section, current)
    wanted = {**before, **{code: value for code, value in plain(section, offered).items() if code in offered}}
    answers, changes = dict(now), []
    for code, value in wanted.items():
        if value in (before[code], now[code]):
            continue
        is_conflict = now[code] != before[code]
        changes.append(FieldChange(code, now[code], value, is_conflict))
        if not is_conflict:
            answers[code] = value
    return Merge(answers, changes)


def plain(section: Section, answers: Answers) -> dict[str, Value]:
    """Every field of the section as it would be kept."""
    typed: dict[str, Json] = {
        code: value if isinstance(value, str) else [dict(row) for row in value]
        for code, value in answers.items()
    }
    return read_answers(section, typed)
