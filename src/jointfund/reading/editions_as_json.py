"""The difference of two editions as JSON: the format of `jointfund compare --json`."""

from collections.abc import Mapping
from decimal import Decimal

from jointfund.reading.editions import EditionDiff, Entry, Pair

type Json = str | int | float | bool | list[Json] | Mapping[str, Json] | None


def diff_as_data(diff: EditionDiff) -> dict[str, Json]:
    """What entered, left, moved and changed, each with its lines where a file prints it."""
    return {
        "old": diff.old.name,
        "new": diff.new.name,
        "entered": [_entry(one) for one in diff.entered],
        "left": [_entry(one) for one in diff.left],
        "moved": [_pair(one) for one in diff.moved],
        "changed": [_pair(one) for one in diff.changed],
        "unchanged": diff.unchanged,
    }


def summary(diff: EditionDiff) -> str:
    """`2 entered, 1 left, 3 moved, 4 changed, 27 unchanged.`"""
    return (
        f"{len(diff.entered)} entered, {len(diff.left)} left, {len(diff.moved)} moved, "
        f"{len(diff.changed)} changed, {diff.unchanged} unchanged."
    )


def described(entry: Entry, currency: str) -> str:
    """An entry in one line: `“Title” (Togo), pipeline, USD 1,234,567, 24 months`."""
    parts = [entry.section] if entry.section else []
    parts += [f"area {entry.area}"] if entry.area else []
    parts += [f"{currency} {entry.budget:,.0f}"] if entry.budget is not None else []
    parts += [f"{entry.months} months"] if entry.months else []
    names = ", ".join(name for _code, name in entry.countries)
    place = f" ({names})" if names and names != entry.name else ""
    return ", ".join([f"“{entry.name}”{place}", *parts])


def place_of(entry: Entry) -> str:
    """`booklet.txt, lines 12–40`, or the reference of an entry of the record."""
    if entry.place is None:
        return entry.key
    page = f", page {entry.place.page}" if entry.place.page else ""
    return f"{entry.place.file}, lines {entry.place.start_line}–{entry.place.end_line}{page}"


def _entry(entry: Entry) -> dict[str, Json]:
    return {
        "name": entry.name,
        "title": entry.title,
        "countries": [code for code, _name in entry.countries],
        "area": entry.area,
        "budget": _number(entry.budget),
        "months": entry.months,
        "status": entry.status,
        "section": entry.section,
        "source": _place(entry),
    }


def _pair(pair: Pair) -> dict[str, Json]:
    return {
        "name": pair.new.name,
        "matched_by": pair.rule,
        "changes": [
            {"field": change.kind, "sentence": change.sentence, "old": change.old, "new": change.new}
            for change in pair.changes
        ],
        "old_source": _place(pair.old),
        "new_source": _place(pair.new),
    }


def _place(entry: Entry) -> dict[str, Json]:
    if entry.place is None:
        return {"reference": entry.key}
    span = entry.place
    return {"file": span.file, "start_line": span.start_line, "end_line": span.end_line, "page": span.page}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
