"""Numbers in sentences against the lists they speak of: counts, sums, and what changed between two dates."""

import re
from collections.abc import Iterator
from decimal import Decimal

from jointfund.reading.claims import CountedStatement, counted_statements
from jointfund.reading.discrepancies.texts import document_of, subject_of
from jointfund.reading.enumerations import OPEN_LIST
from jointfund.reading.records import Discrepancy, DiscrepancyKind, Quote, Reading, Severity
from jointfund.reading.recounts import Recount
from jointfund.reading.statements import Statement

_AT_LEAST = re.compile(r"more than|over|at least", re.IGNORECASE)
_VAGUE = re.compile(r"about|around|approximately|nearly|close to|almost|estimated|some|up to", re.IGNORECASE)


def against_lists(reading: Reading) -> Iterator[Discrepancy]:
    """Statements whose recount differs by more than their rounding and hedging allow."""
    for document in reading.documents:
        for counted in counted_statements(document, reading.programmes, reading.contributions):
            if counted.recount is not None and not _agrees(counted.statement, counted.recount):
                found = _discrepancy(reading, counted, counted.recount)
                if found is not None:
                    yield found


def _agrees(statement: Statement, recount: Recount) -> bool:
    printed = statement.value
    if recount.is_open or statement.value_to is not None or recount.value == printed:
        return True
    if _AT_LEAST.search(statement.about) and recount.value > printed:
        return True
    if recount.rule in {"total", "target", "share", "repeated"}:
        return abs(recount.value - printed) * 2 <= _last_digit(statement)
    return bool(_VAGUE.search(statement.about)) and abs(recount.value - printed) * 10 <= printed


def _last_digit(statement: Statement) -> Decimal:
    """The unit of the last digit printed: 57.5M goes by hundred thousands, 38% by ones."""
    match = re.search(r"\d[\d,]*(?:\.(\d+))?", statement.quote)
    decimals = len(match[1]) if match and match[1] else 0
    words = re.sub(r"[^\d.]", "", match.group()) if match else "1"
    scale = statement.value / Decimal(words) if Decimal(words) else Decimal(1)
    return scale * Decimal(10) ** -decimals


def _discrepancy(reading: Reading, counted: CountedStatement, recount: Recount) -> Discrepancy | None:
    kind, severity = _judged(reading, counted, recount)
    if kind is None:
        return None
    statement = counted.statement
    name = subject_of(counted.programme) if counted.programme else None
    printed, given = _plain(statement.value), _plain(recount.value)
    said = statement.quote if statement.is_money else f"{printed} {statement.unit}"
    return Discrepancy(
        kind,
        f"{f'{name}: ' if name else ''}{said} printed, {given} by the {recount.basis}",
        severity,
        (_said(statement), *recount.quotes),
        f"Printed: {printed}. By the {recount.basis}: {given}.",
    )


def _said(statement: Statement) -> Quote:
    """The statement with the few words behind it, so that the quote can be read alone."""
    text = statement.sentence.text
    start = text.rfind(" ", 0, max(0, statement.start - 40)) + 1
    stop = text.find(" ", min(len(text), statement.end + 60))
    end = len(text) if stop < 0 else stop
    return Quote(statement.sentence.span(start, end), text[start:end])


def _judged(
    reading: Reading, counted: CountedStatement, recount: Recount
) -> tuple[DiscrepancyKind | None, Severity]:
    """Kind and severity by the rule of the package; no kind where the list proves nothing."""
    rule, statement = recount.rule, counted.statement
    if rule == "programmes":
        return ("change", "low") if _dates_differ(reading, statement, recount) else ("count", "medium")
    if rule in {"total", "target"}:
        return "sum", "medium"
    if rule in {"share", "repeated"}:
        far = abs(recount.value - statement.value) * 10 > statement.value
        return "figure", "medium" if far and rule == "repeated" else "low"
    if rule == "countries" and _heading_is_doubtful(counted):
        return "count", "low"
    if rule == "partners":
        return _judged_by_partners(counted)
    if rule == "spoken":  # parts told apart by "First, …" or semicolons are a guess at a list
        return "count", "low"
    return "count", "medium"


def _judged_by_partners(counted: CountedStatement) -> tuple[DiscrepancyKind | None, Severity]:
    """Grave only where the text counts the partners themselves; a list that is open proves nothing."""
    programme = counted.programme
    if programme is None or OPEN_LIST.search(programme.key_partners_text or ""):
        return None, "low"
    says_partners = re.search(r"\bpartner", counted.statement.sentence.text, re.IGNORECASE)
    return "count", "medium" if says_partners else "low"


def _heading_is_doubtful(counted: CountedStatement) -> bool:
    programme = counted.programme
    return programme is not None and (
        programme.document_kind == "brief" or any(d.field == "countries" for d in programme.doubts)
    )


def _dates_differ(reading: Reading, statement: Statement, recount: Recount) -> bool:
    here = document_of(reading, statement.place.file)
    there = document_of(reading, recount.quotes[0].source.file)
    return here is None or there is None or (here is not there and (here.date != there.date or not here.date))


def _plain(value: Decimal) -> str:
    return f"{value:,f}"
