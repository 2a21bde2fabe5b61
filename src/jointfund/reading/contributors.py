"""The table of contributors: a heading with its date, then a name and an amount a row."""

import re
from dataclasses import dataclass

from jointfund.kernel.words import fold
from jointfund.reading.lexicon import CountryName
from jointfund.reading.records import Contribution, DocumentRecord
from jointfund.reading.words import Words, amount_in, is_capitals, month_in

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
_AMOUNT_ONLY = re.compile(rf"^(?:USD|US\$|\$)?\s*(?P<amount>{_GROUPED})\s*(?:USD|US\$)?$", re.I)
_TOTAL = re.compile(r"^\W*(?:grand )?total\b", re.I)
_STYLE = re.compile(r"^(?:the )?(?:government|kingdom|republic) of ")
_EDGE = " \t*•·–—-|:.…_"


@dataclass(frozen=True)
class _Row:
    name: str
    amount_usd: int
    as_of: str | None
    start_line: int
    end_line: int


def read_contributors(document: DocumentRecord, words: Words) -> tuple[Contribution, ...]:
    """The rows under each heading of contributors, in their order. A printed total is no contributor."""
    table = _Table(words)
    for number, line in enumerate(document.lines, start=1):
        table.take(number, line.strip())
    return tuple(
        Contribution(
            contributor=row.name,
            iso3=country.iso3 if (country := table.country(row.name)) else None,
            member_state=country is not None,
            amount_usd=row.amount_usd,
            as_of=row.as_of,
            source=document.span(row.start_line, row.end_line),
        )
        for row in table.rows
    )


class _Table:
    """Takes line after line; a name broken over lines is put together around its amount."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.rows: list[_Row] = []
        self.is_open = False
        self.as_of: str | None = None
        self.loose: list[tuple[int, str]] = []  # names without an amount since the last row
        self.misses = 0

    def take(self, number: int, line: str) -> None:
        if is_table_heading(line):
            self.is_open, self.as_of, self.misses, self.loose = True, month_in(line), 0, []
        elif self.is_open and line and not _TOTAL.match(line):
            self._take_row(number, line)

    def _take_row(self, number: int, line: str) -> None:
        found = _rows(line, self.words, self.as_of, number)
        if found:
            self._finish_last()
            self.rows += found
            self.misses = 0
        elif (only := _AMOUNT_ONLY.match(line)) and self.loose:
            self._complete(only["amount"], number)
        else:
            self._miss(number, line)

    def _complete(self, amount_text: str, number: int) -> None:
        """The amount of the names met since the last row."""
        amount = amount_in(amount_text, with_currency=False)
        if amount:
            name = _name(" ".join(text for _, text in self.loose), self.words)
            self.rows.append(_Row(name, amount.usd, self.as_of, self.loose[0][0], number))
        self.loose, self.misses = [], 0

    def _finish_last(self) -> None:
        """Words left between two whole rows are the end of the name above, unless that is a country."""
        if self.loose and self.rows and self.country(self.rows[-1].name) is None:
            last = self.rows[-1]
            name = " ".join([last.name, *(text for _, text in self.loose)])
            self.rows[-1] = _Row(name, last.amount_usd, last.as_of, last.start_line, self.loose[-1][0])
        self.loose = []

    def _miss(self, number: int, line: str) -> None:
        self.as_of = self.as_of or month_in(line)
        self.misses += 1
        if self.misses > 3 or len(line.split()) > 14:
            self.is_open = False
        elif is_capitals(name := _name(line, self.words)) and len(name) > 2:
            self.loose.append((number, line if line[0].isalpha() and is_capitals(line) else name))

    def country(self, name: str) -> CountryName | None:
        """The country a contributor is, written with or without its style."""
        return self.words.country(name) or self.words.country(_STYLE.sub("", fold(name)))


def is_table_heading(line: str) -> bool:
    """Whether the line opens a table of contributors."""
    return len(line) < 120 and _HEADING.match(line) is not None


def _rows(line: str, words: Words, as_of: str | None, number: int) -> list[_Row]:
    rows: list[_Row] = []
    for match in _ROW.finditer(line):
        name = _name(match["name"], words)
        amount = amount_in(match["a"] or match["b"] or match["c"], with_currency=False)
        if name and amount:
            rows.append(_Row(name, amount.usd, as_of, number, number))
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
