"""Objectives printed with the number of one and the title of another."""

from collections.abc import Iterator

from jointfund.reading.discrepancies.texts import is_within, subject_of
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.passages import passages
from jointfund.reading.records import Discrepancy, Quote, Reading
from jointfund.reading.suggestions.objectives import numbered_objectives


def misnumbered(reading: Reading, lexicon: Lexicon) -> Iterator[Discrepancy]:
    """Numbers whose printed title belongs to another objective."""
    for document in reading.documents:
        for passage in passages(document.lines, document.file, 1, len(document.lines)):
            for named in numbered_objectives(passage.text, lexicon):
                if named.titled is None or named.titled.number == named.number:
                    continue
                place = passage.span(named.start, named.end)
                owner = next((p for p in reading.programmes if is_within(place, p)), None)
                name = f"{subject_of(owner)}: " if owner else ""
                yield Discrepancy(
                    "objective",
                    f"{name}objective {named.number} with the title of objective {named.titled.number}",
                    "medium",
                    (Quote(place, passage.text[named.start : named.end]),),
                    f"The title is that of objective {named.titled.number}: {named.titled.title}.",
                )
