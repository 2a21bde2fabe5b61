"""Where each fiche begins and ends: a title block before "Main objectives", up to the next title block.

A side box may stand between the title and the first heading; a title may stand without an acronym before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jointfund.kernel.words import fold
from jointfund.reading.fiches.amounts import money_in
from jointfund.reading.fiches.context import opens_list_of_fiches
from jointfund.reading.fiches.headings import HeadingName, heading
from jointfund.reading.fiches.stanzas import (
    Line,
    Stanza,
    filled_lines,
    is_item,
    reads_as_text,
    stanzas,
)
from jointfund.reading.fiches.starts import is_start

_ACRONYM_WORDS = 4
_ACRONYM_LETTERS = 40
_TITLE_LINES = 6
_LONGEST_TITLE = 300  # letters
_LABELS_BEFORE = 3  # stanzas; more of them before the first title are a list of contents


@dataclass(frozen=True)
class FicheLines:
    """The lines of one fiche: its title block and what follows."""

    title: tuple[Stanza, ...]
    body: tuple[Line, ...]

    @property
    def first(self) -> int:
        """Number of its first line."""
        return self.title[0].first if self.title else self.body[0].number

    @property
    def last(self) -> int:
        """Number of its last line."""
        return self.body[-1].number


def cut_fiches(lines: Sequence[str]) -> tuple[FicheLines, ...]:
    """Every fiche of the text, in its order."""
    printed = filled_lines(lines)
    openings = _openings(printed)
    found: list[FicheLines] = []
    for position, (start, title) in enumerate(openings):
        end = openings[position + 1][0] if position + 1 < len(openings) else len(printed)
        length = sum(len(stanza.lines) for stanza in title)
        found.append(FicheLines(title, printed[start + length : end]))
    return tuple(found)


def _openings(printed: tuple[Line, ...]) -> list[tuple[int, tuple[Stanza, ...]]]:
    """For each fiche the index of its first line and its title block, which may be empty."""
    found: list[tuple[int, tuple[Stanza, ...]]] = []
    seen: set[HeadingName] = set()
    before = -1  # index of the heading before
    before_name: HeadingName | None = None
    for index, line in enumerate(printed):
        opened = heading(line.text)
        if opened is None:
            continue
        opens = opened.name == "main_objectives" or opened.name in seen
        if opens and not opened.is_continued:
            between = printed[before + 1 : index]
            title = _title(stanzas(between), before_name, is_first=before < 0)
            if title or not found or opened.name == "main_objectives":
                start = _index_of(printed, title, before, index)
                found.append((start, title))
                seen = set()
        seen.add(opened.name)
        before, before_name = index, opened.name
    return found


def _index_of(printed: tuple[Line, ...], title: tuple[Stanza, ...], before: int, index: int) -> int:
    if not title:
        return index
    return next(i for i in range(before + 1, index) if printed[i].number == title[0].first)


def _title(between: tuple[Stanza, ...], before: HeadingName | None, *, is_first: bool) -> tuple[Stanza, ...]:
    """The title block among the stanzas between two headings: acronym and title, or a title alone."""
    rest = list(between)
    while texts := [n for n, stanza in enumerate(rest) if _is_text(stanza)]:
        rest = rest[texts[-1] + 1 :]
    starts_section = before is not None and before != "project_site" and len(rest) == len(between)
    if starts_section and rest and not rest[0].is_set_apart and len(rest) > 2:
        rest = rest[1:]  # what follows a heading at once is its text, however short
    apart = _set_apart(_below_list(rest) if is_first else rest)
    groups = [group for group in apart if _is_title_like(group)]
    if not groups:
        return ()
    dated = next((n for n, group in enumerate(groups) if _is_dated(group)), None)
    if dated is not None:
        # The box stands between title and heading; where it ends the fiche above, the title follows it.
        chosen = groups[0] if dated >= 2 or _begins_with_acronym(groups[0]) else groups[-1]
        return _block(groups[0] if dated == 0 and len(groups) == 1 else chosen)
    while len(groups) > 1 and _is_cell(groups[-1], groups[-2]):
        groups.pop()
    return _last_block(groups[-1], is_first=is_first)


def _below_list(rest: list[Stanza]) -> list[Stanza]:
    """What is set apart below the list of fiches; everything where there is no such list."""
    heads = [n for n, stanza in enumerate(rest) if opens_list_of_fiches(stanza.lines[0].text)]
    below = rest[heads[-1] + 1 :] if heads else rest
    apart = [n for n, stanza in enumerate(below) if n and stanza.is_set_apart]
    return below[apart[0] :] if heads and apart else below


def _is_text(stanza: Stanza) -> bool:
    return (
        reads_as_text(stanza, longest=_LONGEST_TITLE)
        or is_item(stanza.lines[0].text)
        or heading(stanza.text) is not None
    )


def _set_apart(rest: list[Stanza]) -> list[list[Stanza]]:
    """The stanzas in groups between wide gaps."""
    groups: list[list[Stanza]] = []
    for stanza in rest:
        if stanza.is_set_apart or not groups:
            groups.append([])
        groups[-1].append(stanza)
    return groups


def _is_title_like(group: list[Stanza]) -> bool:
    return all(len(stanza.lines) <= _TITLE_LINES for stanza in group)


def _is_dated(group: list[Stanza]) -> bool:
    return any(is_start(line.text) for stanza in group for line in stanza.lines)


def _is_cell(group: list[Stanza], before: list[Stanza]) -> bool:
    """Whether the group is an amount or a donor in a box behind the title."""
    text = " ".join(stanza.text for stanza in group)
    if len(text.split()) <= 4 and any(True for _ in money_in(text)):
        return True
    return len(group) == 1 and len(text.split()) <= 4 < len(before[-1].text.split())


def _begins_with_acronym(group: list[Stanza]) -> bool:
    return len(group) > 1 and is_acronym_like(group[0].text)


def is_acronym_like(text: str) -> bool:
    """Whether the words may be a project's short name."""
    return len(text) <= _ACRONYM_LETTERS and len(text.split()) <= _ACRONYM_WORDS and not text.endswith(".")


def _block(group: list[Stanza]) -> tuple[Stanza, ...]:
    """The title block at the beginning of a group."""
    return tuple(group[:2]) if _begins_with_acronym(group) else tuple(group[:1])


def _last_block(group: list[Stanza], *, is_first: bool) -> tuple[Stanza, ...]:
    """The title block at the end of a group: before the first fiche a list of contents may end."""
    if len(group) < 2 or not is_acronym_like(group[-2].text):
        return tuple(group[-1:])
    if is_first and len(group) > _LABELS_BEFORE:
        listed = {fold(stanza.text) for stanza in group[:-2]}
        if fold(group[-2].text) not in listed:
            return tuple(group[-1:])
    return tuple(group[-2:])
