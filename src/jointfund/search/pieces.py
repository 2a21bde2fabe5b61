"""The text of a document in pieces of some paragraphs, each paragraph with its lines. No database."""

from collections.abc import Collection, Iterator, Sequence

from jointfund.reading.passages import passages
from jointfund.search.records import Passage, Place

WORDS_OF_A_PIECE = 250


def pieces_of(
    lines: Sequence[str], file: str, *, but: Collection[int] = frozenset()
) -> Iterator[tuple[Passage, ...]]:
    """The pieces in their order, without paragraphs that begin on a line of `but` (1-based)."""
    held: list[Passage] = []
    words = 0
    for paragraph in passages(lines, file, 1, len(lines)):
        span = paragraph.span()
        if span.start_line in but:
            continue
        held.append(Passage("text", paragraph.text, Place(file, span.start_line, span.end_line)))
        words += len(paragraph.text.split())
        if words >= WORDS_OF_A_PIECE:
            yield tuple(held)
            held, words = [], 0
    if held:
        yield tuple(held)
