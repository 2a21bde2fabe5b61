"""The same figure given differently in two documents, and what moved between two dates."""

from collections.abc import Iterator
from itertools import combinations

from jointfund.reading.discrepancies.matching import budgets_agree
from jointfund.reading.discrepancies.texts import quoted, subject_of
from jointfund.reading.discrepancies.titles import Groups
from jointfund.reading.records import Discrepancy, Programme, Quote, Reading


def budgets(reading: Reading, groups: Groups) -> Iterator[Discrepancy]:
    """Budgets of one programme that are not the same dollar: low if rounding explains it, else medium."""
    for first, second in _pairs(groups):
        if first.budget_usd == second.budget_usd or budgets_agree(first, second) is None:
            continue
        rounded = budgets_agree(first, second)
        how = "rounded" if rounded else "different"
        moved = not rounded and first.section != second.section
        yield Discrepancy(
            "change" if moved else "figure",
            f"{subject_of(first)}: budget {how}, {first.budget_usd:,} and {second.budget_usd:,}",
            "low" if rounded or moved else "medium",
            tuple(_budget(reading, programme) for programme in (first, second)),
            "Rounding explains the difference." if rounded else "Rounding does not explain the difference.",
        )


def sections(reading: Reading, groups: Groups) -> Iterator[Discrepancy]:
    """A programme in the pipeline of one document and funded in another: a change if their dates differ."""
    dates = {document.file: document.date for document in reading.documents}
    for first, second in _pairs(groups):
        if first.section == second.section:
            continue
        same_date = dates[first.source.file] == dates[second.source.file] is not None
        yield Discrepancy(
            "label" if same_date else "change",
            f"{subject_of(first)}: {first.section} in one document, {second.section} in the other",
            "medium" if same_date else "low",
            tuple(_status(reading, programme) for programme in (first, second)),
            "Programmes move from the pipeline to the funded list with time.",
        )


def _pairs(groups: Groups) -> Iterator[tuple[Programme, Programme]]:
    for group in groups:
        yield from combinations(group, 2)


def _budget(reading: Reading, programme: Programme) -> Quote:
    return quoted(reading, programme.places.get("budget_usd", programme.source), 120)


def _status(reading: Reading, programme: Programme) -> Quote:
    place = programme.places.get("status") or programme.places.get("title") or programme.source
    return quoted(reading, place, 160)
