"""Names in a box: lines broken in a narrow column are joined, several names in one cell told apart."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jointfund.reading.fiches.amounts import money_in
from jointfund.reading.fiches.stanzas import Line, Stanza, is_item, without_bullet

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.]{1,9}(?:/[A-Z][A-Z0-9&.]{1,9})*")
_ONLY_JOINT = re.compile(r"\W*(?:&|and|\+)?\W*", re.IGNORECASE)
_BELONGS_ABOVE = re.compile(
    r"(?:[\w'’-]+\s+){0,6}(?:window|facility|component|programme|program)\b(?:\s*\([^()]*\))?(?:\s+in\s+\w+)?",
    re.IGNORECASE,
)
_AMOUNT_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_JOINING = ("-", "–", "/", "&", ",", "and", "of", "for", "the", "to", "in", "de", "on")

type Expansions = Mapping[str, str]
type EndsInCountry = Callable[[str], bool]


@dataclass(frozen=True)
class PrintedName:
    """A name on one line, and the lines it was printed on."""

    name: str
    first: int
    last: int
    group: str | None = None


def read_names(
    cell: list[Stanza], expansions: Expansions, ends_in_country: EndsInCountry
) -> tuple[PrintedName, ...]:
    """The names of a cell. A line ending in a colon is the head of those below it."""
    found: list[PrintedName] = []
    group: str | None = None
    for stanza in cell:
        for name in _of_stanza(stanza, expansions, ends_in_country):
            is_bullet = is_item(_line(stanza, name.first).text)
            if name.name.endswith(":"):
                group = name.name.rstrip(": *").strip("* ")
                if _heads_bullets(cell, stanza):
                    found.append(PrintedName(group, name.first, name.last))
            elif found and not is_bullet and _goes_on(found[-1], name):
                above = found.pop()
                found.append(PrintedName(f"{above.name} {name.name}", above.first, name.last, above.group))
            else:
                group = group if is_bullet or not _was_bullet(cell, found) else None
                found.append(PrintedName(name.name, name.first, name.last, group))
    return tuple(found)


def _goes_on(above: PrintedName, name: PrintedName) -> bool:
    """Whether a name is only more of the one above: a bracket, or a programme that is no body by itself."""
    is_open = above.name.count("(") > above.name.count(")")
    return is_open or name.name.startswith("(") or bool(_BELONGS_ABOVE.fullmatch(name.name))


def _line(stanza: Stanza, number: int) -> Line:
    return next(line for line in stanza.lines if line.number == number)


def _heads_bullets(cell: list[Stanza], stanza: Stanza) -> bool:
    following = cell[cell.index(stanza) + 1 : cell.index(stanza) + 2]
    return bool(following and is_item(following[0].lines[0].text)) or any(
        is_item(line.text) for line in stanza.lines
    )


def _was_bullet(cell: list[Stanza], found: list[PrintedName]) -> bool:
    if not found:
        return False
    last = found[-1].first
    return any(line.number == last and is_item(line.text) for stanza in cell for line in stanza.lines)


def _of_stanza(
    stanza: Stanza, expansions: Expansions, ends_in_country: EndsInCountry
) -> Iterator[PrintedName]:
    lines = [line for line in stanza.lines if not _ONLY_JOINT.fullmatch(line.text)]
    is_list = len(lines) > 1 and all(ends_in_country(line.text) for line in lines)
    pending: list[Line] = []
    for line in lines:
        if pending and (is_list or _begins_name(pending, line, expansions)):
            yield _joined(pending)
            pending = []
        pending.append(line)
    if pending:
        yield _joined(pending)


def _joined(lines: list[Line]) -> PrintedName:
    text = " ".join(" ".join(without_bullet(line.text).split()) for line in lines).replace("**", "")
    return PrintedName(text, lines[0].number, lines[-1].number)


def _begins_name(pending: list[Line], line: Line, expansions: Expansions) -> bool:
    """Whether a line of a cell begins another name rather than goes on with the one above."""
    text, above = line.text.strip(), pending[-1].text.strip()
    if is_item(text) or above.rstrip("*").endswith(":"):
        return True
    if text.startswith(("(", "/")) or above.lower().endswith(_JOINING) or _is_open(pending):
        return False
    if _ACRONYM.fullmatch(text):
        return True
    if above.endswith(")") and len(pending) > 1 and _ACRONYM.fullmatch(pending[0].text.strip()):
        return True
    if any(money_in(above)) and above.endswith(")"):
        return True
    return bool(len(pending) == 1 and _ACRONYM.fullmatch(above) and not _stands_for(above, text, expansions))


def _is_open(pending: list[Line]) -> bool:
    text = " ".join(line.text for line in pending)
    return text.count("(") > text.count(")")


def _stands_for(acronym: str, words: str, expansions: Expansions) -> bool:
    """Whether the words may be what the acronym stands for: its letters begin them, or it is listed so."""
    known = expansions.get(acronym.casefold(), "")
    if known and known.casefold().startswith(words.split()[0].casefold()):
        return True
    initials = [word[0].upper() for word in re.findall(r"[^\W\d_]+", words)]
    letters = [letter for letter in acronym if letter.isalpha()]
    return len(initials) > 1 and initials[0] == letters[0] and initials[1] in letters[1:]


def without_amount(name: str) -> str:
    """The name without amounts of money and the brackets they stand in."""
    bare = _AMOUNT_IN_BRACKETS.sub(lambda match: "" if any(money_in(match[0])) else match[0], name)
    for money in reversed(tuple(money_in(bare))):
        bare = f"{bare[: money.start]} {bare[money.end :]}"
    return " ".join(bare.split())
