"""The sections of a fiche: the lines under each heading, without the box, and what stands apart in them.

A testimony stands at the end of a section without a heading of its own: it begins with a quotation mark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jointfund.reading.fiches.headings import HeadingName, heading
from jointfund.reading.fiches.stanzas import (
    Line,
    Stanza,
    address,
    closing_agency,
    is_item,
    is_quotation_mark,
    opens_quotation,
    stanzas,
)

# Sections in which a quotation that stands by itself is the voice of somebody, not part of the argument.
_MAY_END_IN_TESTIMONY: frozenset[HeadingName] = frozenset({"challenges", "good_practices", "covid"})


@dataclass(frozen=True)
class Run:
    """Lines of one section that nothing interrupts; `heading_line` opens it, where a heading does."""

    lines: tuple[Line, ...]
    heading_line: Line | None

    @property
    def with_heading(self) -> tuple[Line, ...]:
        """All lines of the run."""
        return (self.heading_line, *self.lines) if self.heading_line else self.lines


@dataclass
class Sections:
    """The runs of each section in their order, and what belongs to none."""

    runs: dict[HeadingName, list[Run]] = field(default_factory=dict)
    links: list[Line] = field(default_factory=list)  # addresses that stand alone outside "Project site"
    closing: list[Line] = field(default_factory=list)  # "NAME – a project by AGENCY"
    loose: list[Line] = field(default_factory=list)  # text before the first heading

    def lines(self, name: HeadingName) -> tuple[Line, ...]:
        """The lines of a section without headings."""
        return tuple(line for run in self.runs.get(name, ()) for line in run.lines)


def read_sections(body: Sequence[Line], boxed: frozenset[int]) -> Sections:
    """The sections of a fiche; `boxed` are the numbers of the lines of its box."""
    found = Sections()
    for name, head, lines in _stretches(body, boxed, found):
        kept = _without_closing(name, lines, found)
        text, testimony = _split_testimony(name, kept)
        if testimony:
            text = _without_links(text, found)
            found.runs.setdefault("testimony", []).append(Run(testimony, None))
        elif name in _MAY_END_IN_TESTIMONY:
            text = _without_links(text, found)
        if text or head:
            found.runs.setdefault(name, []).append(Run(text, head))
    return found


def _stretches(
    body: Sequence[Line], boxed: frozenset[int], found: Sections
) -> Iterable[tuple[HeadingName, Line | None, tuple[Line, ...]]]:
    """Section, heading and lines of each stretch between headings and box."""
    name: HeadingName | None = None
    head: Line | None = None
    pending: list[Line] = []
    was_boxed = False
    for line in body:
        opened = None if line.number in boxed else heading(line.text)
        cuts = line.number in boxed and not was_boxed
        was_boxed = line.number in boxed
        if (opened or cuts) and name and (pending or head):
            yield name, head, tuple(pending)
            pending, head = [], None
        if opened:
            name, head = opened.name, line
        elif line.number not in boxed:
            (pending if name else found.loose).append(line)
    if name and (pending or head):
        yield name, head, tuple(pending)


def _without_closing(name: HeadingName, lines: tuple[Line, ...], found: Sections) -> tuple[Line, ...]:
    closing = [line for line in lines if closing_agency(line.text)]
    found.closing += closing
    return tuple(line for line in lines if line not in closing)


def _without_links(lines: tuple[Line, ...], found: Sections) -> tuple[Line, ...]:
    links = [line for line in lines if address(line.text)]
    found.links += links
    return tuple(line for line in lines if line not in links)


def _split_testimony(name: HeadingName, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The text of the section, and the quotation at its end with the sentence that introduces it."""
    if name not in _MAY_END_IN_TESTIMONY:
        return lines, ()
    found = stanzas(lines)
    for position, stanza in enumerate(found):
        opening = stanza.lines[0].text
        if not (opens_quotation(opening) or is_quotation_mark(opening)):
            continue
        is_introduced = position > 1 and _introduces(found[position - 1])
        first = found[position - 1].first if is_introduced else stanza.first
        start = next(n for n, line in enumerate(lines) if line.number == first)
        return lines[:start], lines[start:]
    return lines, ()


def _introduces(stanza: Stanza) -> bool:
    return not is_item(stanza.lines[0].text) and stanza.text.endswith(":")
