"""The table of contributors: a heading with its date, then a name and an amount a row."""

import re
from dataclasses import dataclass

from jointfund.reading.records import Contribution, DocumentRecord
from jointfund.reading.words import Words, amount_in, fold, month_in

_HEADING = re.compile(
    r"^\W*(?:list of )?(?:donors?|contributors?|contributions?)\b.{0,60}?\bas (?:of|at)\b.*$"
    r"|^\W*(?:our )?(?:donors|contributors)(?: and contributions)?\W*$",
    re.I,
)
_GROUPED = r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d\d)?"
_ROW = re.compile(
    rf"(?P<name>.*?[^\W\d_].*?)\s*(?:(?:USD|US\$|\$)\s*(?P<a>{_GROUPED}|\d{{4,}})|(?P<b>{_GROUPED}|\d{{4,}})\s*(?:USD|US\$)"
    rf"|[\t ](?P<c>{_GROUPED}))(?=$|\s)",
    re.I,
)
_TOTAL = re.compile(r"^\W*(?:grand )?total\b", re.I)
_STYLE = re.compile(r"^(?:the )?(?:government|kingdom|republic) of ")
_EDGE = " \t*•·–—-|:.…_"


@dataclass(frozen=True)
class _Row:
    name: str
    amount_usd: int


def read_contributors(document: DocumentRecord, words: Words) -> tuple[Contribution, ...]:
    """The rows under each heading of contributors, in their order. A printed total is no contributor."""
    found: list[Contribution] = []
    heading_line: int | None = None
    as_of: str | None = None
    misses = 0
    for number, line in enumerate(document.lines, start=1):
        if is_table_heading(line):
            heading_line, as_of, misses = number, month_in(line), 0
            continue
        if heading_line is None or not line.strip():
            continue
        rows = _rows(line, words)
        if rows:
            found += [_contribution(row, as_of, document, number, words) for row in rows]
            misses = 0
        elif line.strip(_EDGE):
            as_of = as_of or month_in(line)
            misses += 1
            if misses > 2 or len(line.split()) > 14:
                heading_line = None
    return tuple(found)


def is_table_heading(line: str) -> bool:
    """Whether the line opens a table of contributors."""
    return len(line) < 120 and _HEADING.match(line) is not None


def _rows(line: str, words: Words) -> list[_Row]:
    if _TOTAL.match(line):
        return []
    rows: list[_Row] = []
    for match in _ROW.finditer(line):
        name = _name(match["name"], words)
        amount = amount_in(match["a"] or match["b"] or match["c"], with_currency=False)
        if name and amount:
            rows.append(_Row(name, amount.usd))
    return rows


def _name(printed: str, words: Words) -> str:
    """The name without what is left of a flag or logo before it."""
    cells = [cell.strip(_EDGE) for cell in printed.split("\t")]
    name = max(cells, key=lambda cell: sum(letter.isalpha() for letter in cell))
    parts = name.split()
    for start in range(len(parts)):
        if words.country(" ".join(parts[start:])):
            return " ".join(parts[start:])
    while len(parts) > 1 and not _may_begin_a_name(parts[0]):
        del parts[0]
    return " ".join(parts)


def _may_begin_a_name(word: str) -> bool:
    """Whether a name may begin with the word: one or two stray characters of a flag may not."""
    return len(word) > 2 and any(letter.isalpha() for letter in word)


def _contribution(
    row: _Row, as_of: str | None, document: DocumentRecord, line: int, words: Words
) -> Contribution:
    country = words.country(row.name) or words.country(_STYLE.sub("", fold(row.name)))
    return Contribution(
        contributor=row.name,
        iso3=country.iso3 if country else None,
        member_state=country is not None,
        amount_usd=row.amount_usd,
        as_of=as_of,
        source=document.span(line, line),
    )
