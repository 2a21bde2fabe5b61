"""A checked draft as rows and as JSON: the format of `jointfund check --json` and of the page's CSV.

The words of an explanation are handed in: here are only codes and values.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.findings import CheckedDraft, Finding, Mark, MarkedPlace, Verdict
from jointfund.reading.checking.sayings import Listed, Said, Value

type Json = str | int | float | bool | list[Json] | Mapping[str, Json] | None
type Explain = Callable[[Verdict], str]


def summary(checked: CheckedDraft) -> str:
    """`21 claims: 15 agree, 3 differ, 2 changed since, 1 not in the record.`"""
    counts = checked.counts
    total = sum(counts.values())
    if not total:
        return "No countable claim was found in this text."
    return (
        f"{total} claim{'s' if total != 1 else ''}: {counts[Mark.AGREES]} agree, "
        f"{counts[Mark.DIFFERS]} differ, {counts[Mark.CHANGED]} changed since, "
        f"{counts[Mark.UNKNOWN]} not in the record."
    )


def rows(checked: CheckedDraft, explain: Explain) -> Iterator[dict[str, str | int | Decimal | None]]:
    """One row a finding, in the order of the text; what does not apply is None."""
    for place in checked.places:
        for finding in place.findings:
            verdict = finding.verdict
            yield {
                "number": place.number,
                "line": finding.start_line,
                "page": finding.page,
                "words": finding.quote,
                "kind": finding.kind,
                "mark": finding.mark.value,
                "explanation": explain(verdict),
                "recorded": verdict.recorded or None,
                "as_of": verdict.as_of.iso() if verdict.as_of else None,
                "corrected": finding.corrected or None,
            }


def as_data(checked: CheckedDraft, explain: Explain) -> dict[str, Json]:
    """The checked draft as plain lists and objects."""
    return {
        "file": checked.file,
        "summary": {mark.value: count for mark, count in checked.counts.items()},
        "findings": [_finding(place, one, explain) for place in checked.places for one in place.findings],
        "warnings": list(checked.warnings),
    }


def _finding(place: MarkedPlace, one: Finding, explain: Explain) -> dict[str, Json]:
    verdict = one.verdict
    where: Json = {"page": verdict.where.page, "key": verdict.where.key or None} if verdict.where else None
    return {
        "number": place.number,
        "start_line": one.start_line,
        "end_line": one.end_line,
        "page": one.page,
        "quote": one.quote,
        "kind": one.kind,
        "mark": one.mark.value,
        "explanation": explain(verdict),
        "said": [_value(one) for one in verdict.said],
        "recorded": verdict.recorded or None,
        "value": _number(verdict.value),
        "as_of": verdict.as_of.iso() if verdict.as_of else None,
        "where": where,
        "corrected": one.corrected or None,
    }


def _value(value: Value) -> Json:
    """A value of a saying, and the saying itself, as plain data."""
    match value:
        case Said(saying, values):
            return {"code": saying.value, **{name: _value(one) for name, one in values}}
        case Listed(values):
            return [_value(one) for one in values]
        case Decimal():
            return _number(value)
        case PartialDate():
            return value.iso()
    return value


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
