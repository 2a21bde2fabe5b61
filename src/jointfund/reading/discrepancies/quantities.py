"""The same quantity told in two documents with two numbers.

Two statements tell the same quantity when they count the same noun, in the same programme or both outside
any, in sentences that share half of their words. A number that both documents tell is another quantity
("21 funded", "33 in the pipeline"), not another telling.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jointfund.reading.claims import CountedStatement, counted_statements
from jointfund.reading.discrepancies.texts import subject_of
from jointfund.reading.discrepancies.titles import Groups
from jointfund.reading.records import Discrepancy, Quote, Reading
from jointfund.reading.similarity import content_words, likeness, overlap

_ALIKE = 0.5


def told_differently(reading: Reading, groups: Groups) -> Iterator[Discrepancy]:
    """Quantities that differ between documents: a change between two dates, else a figure."""
    dates = {document.file: document.date for document in reading.documents}
    told = [
        (document.file, _group_of(counted, groups), counted)
        for document in reading.documents
        for counted in counted_statements(document, reading.programmes, reading.contributions)
        if not counted.statement.is_listed
    ]
    known = {(file, group, *_quantity(counted)) for file, group, counted in told}
    for (file, group, first), (other, same, second) in combinations(told, 2):
        if file == other or group != same or not _differ(first, second):
            continue
        if (other, group, *_quantity(first)) in known or (file, group, *_quantity(second)) in known:
            continue
        changed = group is None and dates[file] != dates[other]
        sure = not first.statement.about and not second.statement.about and _alike(first, second)
        yield Discrepancy(
            "change" if changed else "figure",
            f"{_subject(first)}{first.statement.quote} / {second.statement.quote}",
            "medium" if sure and not changed else "low",
            tuple(
                Quote(each.statement.sentence.span(), each.statement.sentence.text)
                for each in (first, second)
            ),
            "Two texts give the same quantity with different numbers.",
        )


def _group_of(counted: CountedStatement, groups: Groups) -> int | None:
    if counted.programme is None:
        return None
    return next((n for n, group in enumerate(groups) if counted.programme in group), -1)


def _differ(first: CountedStatement, second: CountedStatement) -> bool:
    here, there = first.statement, second.statement
    if _noun(here.unit) != _noun(there.unit) or (here.value, here.value_to) == (there.value, there.value_to):
        return False
    words, others = content_words(here.sentence.text), content_words(there.sentence.text)
    return min(len(words), len(others)) >= 5 and overlap(words, others) >= _ALIKE


def _alike(first: CountedStatement, second: CountedStatement) -> bool:
    """Whether the sentences are the same but for a few words."""
    return likeness(*(content_words(each.statement.sentence.text) for each in (first, second))) >= _ALIKE


def _quantity(counted: CountedStatement) -> tuple[str, Decimal, Decimal | None]:
    return _noun(counted.statement.unit), counted.statement.value, counted.statement.value_to


def _noun(unit: str) -> str:
    return re.sub(r"\W+", " ", unit.casefold()).strip()


def _subject(counted: CountedStatement) -> str:
    return f"{subject_of(counted.programme)}: " if counted.programme else ""
