"""Items of a list, whole: what a mark opens goes on until the next mark of the same kind.

Sub-items, numbered or further in, and paragraphs between two items belong to the item above. A list whose
bullets were lost has one paragraph an item.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jointfund.reading.fiches.stanzas import (
    Line,
    indent,
    is_item,
    is_numbered,
    without_bullet,
    without_mark,
)

# A paragraph that only says that it is too early is no item.
_TOO_EARLY = re.compile(r"\b(?:inception|start-up|preparatory) (?:phase|stage)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"^\s*(?:(?:expected |specific )?(?:outcome|output|result)s?\s*|R\s?)\d{1,2}(?:\.\d{1,2})?"
    r"\s*(?:[.:–-]|\s-)",
    re.IGNORECASE,
)
_RESULTS = r"(?:results?|outcomes?|outputs?|effects)"
_ACHIEVED = re.compile(
    r"\bachieved\b|\bas a result\b|\breport the following\b|\btargets? for\b", re.IGNORECASE
)
_RESULTS_LEAD = re.compile(
    rf"(?:\b(?:expected|intended|anticipated|overarching|planned|main) {_RESULTS}\b[^.]*"
    rf"|\bfollowing {_RESULTS}|^\W*(?:(?:main|key) )?{_RESULTS})\s*:\W*$",
    re.IGNORECASE,
)
_MOST_LEADS = 2


@dataclass(frozen=True)
class FoundPoint:
    """The lines of one item and the line it stands under."""

    lines: tuple[Line, ...]
    group: str | None

    @property
    def text(self) -> str:
        """The words, one printed line a line, without the mark before the first."""
        first, *others = self.lines
        return "\n".join([_bare(first.text), *(" ".join(line.text.split()) for line in others)])


def _bare(text: str) -> str:
    words = without_mark(text) if is_numbered(text) else without_bullet(text)
    return " ".join(words.split())


def is_marked(text: str) -> bool:
    """Whether the line opens an item: a bullet, a number or a label such as "Output 2."."""
    return is_item(text) or is_numbered(text) or bool(_LABELLED.match(text))


def read_points(lines: Sequence[Line]) -> tuple[FoundPoint, ...]:
    """The items of a section."""
    if not any(is_marked(line.text) for line in lines):
        return _paragraphs(lines)
    return _marked(lines)


def _paragraphs(lines: Sequence[Line]) -> tuple[FoundPoint, ...]:
    """One item a printed line, without those that only say that it is too early to tell."""
    told = [line for line in lines if not _TOO_EARLY.search(line.text)]
    leads = [line for line in told if line.text.rstrip().endswith(":")]
    kept = [line for line in told if line not in leads] if len(told) > len(leads) else told
    return tuple(FoundPoint((line,), None) for line in kept)


def _marked(lines: Sequence[Line]) -> tuple[FoundPoint, ...]:
    found: list[FoundPoint] = []
    group: str | None = None
    level: tuple[int, str] | None = None
    for position, line in enumerate(lines):
        mark = _mark(line.text)
        if mark and (level is None or _is_top(mark, line.text, level)):
            level = level or (indent(line.text), mark)
            found.append(FoundPoint((line,), group))
        elif _leads_group(lines, position, level):
            group, level = line.text.strip().rstrip(": "), None
        elif found:
            above = found.pop()
            found.append(FoundPoint((*above.lines, line), above.group))
    return tuple(found)


def _mark(text: str) -> str:
    """The kind of mark before a line; empty where none stands."""
    if is_item(text):
        return "bullet"
    if is_numbered(text):
        return "number"
    return "label" if _LABELLED.match(text) else ""


def _is_top(mark: str, text: str, level: tuple[int, str]) -> bool:
    """Whether a mark is of the list's own level, not of a list inside an item."""
    return mark == level[1] and indent(text) <= level[0]


def _leads_group(lines: Sequence[Line], position: int, level: tuple[int, str] | None) -> bool:
    """Whether an unmarked line introduces the items below it: "For the second project:"."""
    line = lines[position]
    if _mark(line.text) or not line.gap or not line.text.rstrip().endswith(":"):
        return False
    return position + 1 < len(lines) and bool(_mark(lines[position + 1].text))


def find_expected_results(runs: Sequence[Sequence[Line]]) -> tuple[FoundPoint, ...]:
    """The expected results in the text under objectives and features, whichever words introduce them."""
    found: list[FoundPoint] = []
    for run in runs:
        found += _results_of_run(run)
    return tuple(found)


def _results_of_run(run: Sequence[Line]) -> list[FoundPoint]:
    found: list[FoundPoint] = []
    position = 0
    while position < len(run):
        text = run[position].text
        if _LABELLED.match(without_bullet(text)):
            end = _end_of_labelled(run, position)
            found += _labelled(run[position:end])
            position = end
        elif _introduces_results(text):
            start, end = _list_after(run, position + 1)
            found += read_points(run[start:end])
            position = max(end, position + 1)
        else:
            position += 1
    return found


def _introduces_results(text: str) -> bool:
    return bool(_RESULTS_LEAD.search(text)) and not _ACHIEVED.search(text) and not is_item(text)


def _labelled(lines: Sequence[Line]) -> list[FoundPoint]:
    """One item for each label; lines between two labels go on with the first."""
    found: list[FoundPoint] = []
    for line in lines:
        if _LABELLED.match(without_bullet(line.text)):
            found.append(FoundPoint((line,), None))
        else:
            found[-1] = FoundPoint((*found[-1].lines, line), None)
    return found


def _end_of_labelled(run: Sequence[Line], start: int) -> int:
    last = start
    for position in range(start + 1, len(run)):
        text = run[position].text
        if _LABELLED.match(without_bullet(text)):
            last = position
        elif run[position].gap or (is_marked(text) and not indent(text)):
            break
    return last + 1


def _list_after(run: Sequence[Line], start: int) -> tuple[int, int]:
    """Where the list behind an introduction begins and ends; a second introduction may stand between."""
    for _ in range(_MOST_LEADS):
        if start < len(run) and not is_marked(run[start].text) and _leads_group(run, start, None):
            start += 1
    if start >= len(run):
        return start, start
    is_list = is_marked(run[start].text)
    end = start
    while end < len(run):
        text = run[end].text
        if end > start and is_list and run[end].gap and not is_marked(text):
            break
        if not is_list and (is_marked(text) or text.rstrip().endswith(":")):
            break
        end += 1
    return start, end
