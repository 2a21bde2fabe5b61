"""Rows of a data file a person writes: what has no place there is a fault at its place, not an exception."""

from collections.abc import Iterator, Mapping

type Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


def named_rows(rows: Json, name: str, faults: list[str]) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Each row with its place, such as `seat 2`; a missing list and a row that is none join the faults."""
    if not isinstance(rows, list) or not rows:
        faults.append(f"{name}: a list with at least one entry is missing")
        return
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict):
            yield f"{name} {number}", row
        else:
            faults.append(f"{name} {number}: fields are missing")


def text_of(row: Mapping[str, Json], key: str) -> str:
    """The text of a row under a key, without space around it; empty where there is no text."""
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""
