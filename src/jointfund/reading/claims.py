"""Claims: every countable statement of a document with what the documents' own lists give for it.

A booklet is read entry by entry (title and summary); a brief or any other document from its first line to
its last, without headings and table rows. A list without a printed number is a claim too: its last mark
is the value, its items are the recount.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jointfund.reading.enumerations import marked_items
from jointfund.reading.fiches.figures import find_figures
from jointfund.reading.fiches.records import ProjectFiche
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.passages import Passage, passages, sentences
from jointfund.reading.records import Claim, Contribution, DocumentRecord, Programme
from jointfund.reading.recounts import Recount, Surroundings, recount
from jointfund.reading.statements import Statement, statements

_NUMBERED_OBJECTIVE = re.compile(r"\bobjectives?\s(\d{1,2})\s\(", re.IGNORECASE)


@dataclass(frozen=True)
class CountedStatement:
    """A statement, the entry it belongs to if any, and its recount if a list allows one."""

    statement: Statement
    programme: Programme | None
    recount: Recount | None


def find_claims(
    document: DocumentRecord,
    programmes: tuple[Programme, ...],
    contributions: tuple[Contribution, ...],
    lexicon: Lexicon,
    projects: tuple[ProjectFiche, ...] = (),
) -> tuple[Claim, ...]:
    """Claims of one document in the order of its lines.

    `programmes` and `contributions` are those of all documents read in the same call: a brief that counts
    the pipeline is recounted against a booklet's list. A fiche's figures come from `fiches.figures`.
    """
    mine = [fiche for fiche in projects if fiche.source.file == document.file]
    figures = [figure for fiche in mine for figure in find_figures(document, fiche)]
    if not mine:
        return tuple(_claim(each) for each in counted_statements(document, programmes, contributions))
    front = replace(document, lines=_without_fiches(document.lines, mine))
    return (*(_claim(each) for each in counted_statements(front, programmes, contributions)), *figures)


def _without_fiches(lines: tuple[str, ...], fiches: list[ProjectFiche]) -> tuple[str, ...]:
    """The lines with those of fiches left empty, so that each keeps its number."""
    taken = {n for each in fiches for n in range(each.source.start_line, each.source.end_line + 1)}
    return tuple("" if number in taken else line for number, line in enumerate(lines, 1))


def counted_statements(
    document: DocumentRecord, programmes: tuple[Programme, ...], contributions: tuple[Contribution, ...]
) -> tuple[CountedStatement, ...]:
    """The statements of a document with entry and recount, for claims and for contradictions."""
    rows = tuple(row for row in contributions if row.source.file == document.file)
    earlier: list[Statement] = []
    found: list[CountedStatement] = []
    for programme, texts in _texts(document, programmes, rows):
        for index, passage in enumerate(texts):
            around = Surroundings(document, programme, texts, index, programmes, rows)
            for statement in (*statements(passage), *_lists(passage), *_objectives(passage)):
                result = recount(statement, replace(around, earlier=tuple(earlier)))
                found.append(CountedStatement(statement, programme, result))
                earlier.append(statement)
    return tuple(found)


def _texts(
    document: DocumentRecord, programmes: tuple[Programme, ...], rows: tuple[Contribution, ...]
) -> Iterator[tuple[Programme | None, tuple[Passage, ...]]]:
    """The running text of a document in order, with the entry it belongs to."""
    mine = sorted(
        (p for p in programmes if p.source.file == document.file), key=lambda p: p.source.start_line
    )
    if document.kind != "booklet":
        yield from _whole_text(document, mine, rows)
        return
    for programme in mine:
        for field in ("title", "summary_text"):
            place = programme.places.get(field)
            if place:
                yield programme, passages(document.lines, document.file, place.start_line, place.end_line)


def _whole_text(
    document: DocumentRecord, mine: list[Programme], rows: tuple[Contribution, ...]
) -> Iterator[tuple[Programme | None, tuple[Passage, ...]]]:
    tables = {line for row in rows for line in range(row.source.start_line, row.source.end_line + 1)}
    lines = [line if n not in tables else "" for n, line in enumerate(document.lines, 1)]
    for passage in passages(lines, document.file, 1, len(lines)):
        if not re.search(r"[a-zà-ÿ]{2}", re.sub(r"USD|\d[\d.,]*M\b", "", passage.text)):
            continue  # headings
        start = passage.span().start_line
        owner = next((p for p in mine if p.source.start_line <= start <= p.source.end_line), None)
        yield owner, (passage,)


def _lists(passage: Passage) -> Iterator[Statement]:
    """A marked list whose number the text does not print: the last mark is what it counts up to."""
    for sentence in sentences(passage):
        items = marked_items(sentence.text)
        lead = sentence.text[: items[0].start] if items else ""
        announced = passage.text[: sentence.start] + lead
        if len(items) < 2 or any(_counts_items(s) for s in statements(replace(passage, text=announced))):
            continue
        start = max(0, items[0].start - 3)
        value = Decimal(max(item.ordinal for item in items))
        end = min(items[0].end, items[0].start + 60)
        unit = "listed items"
        yield Statement(sentence, start, end, value, None, unit, is_listed=True)


def _counts_items(statement: Statement) -> bool:
    return statement.value < 20 and not statement.is_percent and not statement.is_money


def _objectives(passage: Passage) -> Iterator[Statement]:
    """ "objective 8 (…) and objective 21 (…)": how many objectives the text names by number."""
    for sentence in sentences(passage):
        marks = list(_NUMBERED_OBJECTIVE.finditer(sentence.text))
        if len(marks) > 1:
            first = marks[0]
            yield Statement(
                sentence,
                first.start(),
                first.end() - 2,
                Decimal(len(marks)),
                None,
                "objectives named",
                is_listed=True,
            )


def _claim(counted: CountedStatement) -> Claim:
    statement, found = counted.statement, counted.recount
    return Claim(
        quote=statement.quote,
        value=statement.value,
        value_to=statement.value_to,
        unit=statement.unit,
        source=statement.place,
        recomputed=found.value if found else None,
        recompute_basis=found.basis if found else None,
    )
