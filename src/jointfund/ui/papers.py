"""A paper of the fund as a web page shows it: the blocks the PDF is set from, each as a piece of ours."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from jointfund.publications.layout.pieces import AREA_COLOURS
from jointfund.rendering.faces import script_of
from jointfund.rendering.paper import (
    Block,
    Drawing,
    Entry,
    Facts,
    Figure,
    Figures,
    Heading,
    Paper,
    Prose,
    Table,
)
from jointfund.ui import pieces
from jointfund.ui.amounts import tied
from jointfund.ui.pieces import Link

CONTENTS_FROM = 4  # headings of the first level that deserve a list on top
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """One block: `kind` says how it is drawn, `anchor` is its place in the page where it is a heading."""

    kind: str
    block: object
    anchor: str = ""
    area: int = 0
    href: str = ""
    paragraphs: Sequence[str] = ()


@dataclass(frozen=True)
class ShownPaper:
    """A paper ready to be drawn. `language` is that of its words, which may not be the page's."""

    language: str
    parts: Sequence[Part]
    contents: Sequence[Link]
    direction: str = "ltr"


def shown_paper(paper: Paper, programme_href: Callable[[str], str], *, cover_href: str = "") -> ShownPaper:
    """The paper's blocks; programmes link to their pages, the cover's picture comes from its address."""
    parts: list[Part] = []
    if paper.cover and cover_href:
        parts.append(Part("cover", paper.cover, href=cover_href))
    caption = paper.title
    for number, block in enumerate(paper.blocks, 1):
        if isinstance(block, Heading):
            caption = block.text
        if part := _part(block, number, caption, programme_href):
            parts.append(part)
    headings = [part for part in parts if isinstance(part.block, Heading) and part.block.level == 1]
    contents = [Link(str(getattr(part.block, "text", "")), f"#{part.anchor}") for part in headings]
    shown = contents if len(contents) >= CONTENTS_FROM else ()
    return ShownPaper(paper.language, parts, shown, script_of(paper.language).direction)


def _part(block: Block, number: int, caption: str, programme_href: Callable[[str], str]) -> Part | None:
    match block:
        case Heading():
            return Part(
                "heading", replace(block, text=tied(block.text)), f"part-{number}", _area(block.colour)
            )
        case Prose():
            found = _paragraphs(block.text)
            return Part("prose", block, href=block.href, paragraphs=found) if found else None
        case Figures():
            return Part("figures", Figures(tuple(map(_tied, block.figures))))
        case Entry():
            href = programme_href(block.reference) if block.reference else ""
            entry, area = replace(block, amount=tied(block.amount)), _area(block.colour)
            return Part("entry", entry, area=area, href=href, paragraphs=_paragraphs(block.text))
        case Facts():
            facts = [
                pieces.Fact(one.label, (pieces.FactValue(tied(one.value)),) if one.value else ())
                for one in block.facts
            ]
            return Part("facts", facts)
        case Table():
            return Part("table", _table(block, caption))
        case Drawing():
            # Colours come from the page's style sheet; the drawing's own are for paper.
            return Part("drawing", Drawing(_STYLE.sub("", block.svg), block.alt)) if block.svg else None


def _tied(one: Figure) -> Figure:
    return replace(one, number=tied(one.number), words=tied(one.words))


def _table(block: Table, caption: str) -> pieces.Table:
    return pieces.Table(
        caption,
        [pieces.TableColumn(head.label, head.is_number) for head in block.heads],
        [[pieces.Cell(tied(text)) for text in row] for row in block.rows],
        [pieces.Cell(tied(text)) for text in block.total],
        caption_is_hidden=True,
        stacks_on_phone=True,
    )


def _area(colour: str) -> int:
    """The number of the area a colour stands for; 0 for none."""
    return AREA_COLOURS.index(colour) + 1 if colour in AREA_COLOURS else 0


def _paragraphs(text: str) -> list[str]:
    return [tied(" ".join(part.split())) for part in re.split(r"\n\s*\n", text) if part.strip()]
