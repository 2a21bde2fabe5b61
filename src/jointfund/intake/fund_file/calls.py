"""The calls of a fund's file: typed words of a call, its numbers as numbers. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from jointfund.intake.fund_file.toml import Path, parts_of, rows_of
from jointfund.kernel.data_rows import Json
from jointfund.people.models import OrganisationKind
from jointfund.proposals.calls.reading import Known, read_terms
from jointfund.proposals.calls.words import LISTS, ROWS, CallWords, as_json, from_json
from jointfund.vocabularies.services import read_data

LINES = ("instruments", "files")  # typed one a line, in the file a list


def words_of_call(row: Mapping[str, Json]) -> CallWords:
    """The call as its editors would type it."""
    typed = {key: _typed(key, value) for key, value in row.items() if key != "number"}
    return from_json(typed)


def row_of_call(number: int, words: CallWords) -> dict[str, Json]:
    """The row of the file `words_of_call` takes; what was left empty is left out."""
    row: dict[str, Json] = {"number": number}
    for key, value in as_json(words).items():
        kept = _lines(value) if key in LINES else _filled(value)
        if kept:
            row[key] = kept
    return row


def faults_of_call(
    row: Mapping[str, Json], number: int, areas: set[str], stages: tuple[str, ...]
) -> Iterator[tuple[Path, str]]:
    """What keeps a call from being drafted. Its moments may be past: whoever publishes is told then."""
    if row.get("number") != number:
        yield ("number",), f"Calls are numbered in their order from 1: this is number {number}."
    for key in row:
        if key != "number" and key not in {one.name for one in fields(CallWords)}:
            yield (key,), f"“{key}” is not known in a call."
    for name, of in ROWS.items():
        known = {one.name for one in fields(of)}
        for place, one in enumerate(rows_of(row.get(name))):
            for key in parts_of(one):
                if key not in known:
                    yield (
                        (name, place, key),
                        f"“{key}” is not known here; known are {', '.join(sorted(known))}.",
                    )
    words = words_of_call(row)
    countries = read_data("countries")["terms"]
    here = Known(
        areas=areas,
        kinds=set(OrganisationKind.values),
        organisations=set(words.organisations),
        countries={str(one["code"]) for one in countries},
        regions={str(one["subregion"]) for one in countries},
        stages=stages,
        files=set(words.files.splitlines()),
    )
    for fault in read_terms(words, here)[1]:
        yield _path(fault.place), str(fault.reason)


def _path(place: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in place.split("-"))


def _typed(key: str, value: Json) -> Json:
    if key in ROWS:
        return [{name: _plain(one) for name, one in parts_of(row).items()} for row in rows_of(value)]
    if key in LISTS:
        return [_plain(one) for one in rows_of(value)]
    return _plain(value)


def _plain(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(_plain(one) for one in value)
    return "" if value is None else str(value)


def _lines(value: Json) -> Json:
    return list(value.splitlines()) if isinstance(value, str) else value


def _filled(value: Json) -> Json:
    if not isinstance(value, list):
        return value
    return [
        {name: _of_lines(one) for name, one in row.items() if one} if isinstance(row, dict) else row
        for row in value
    ]


def _of_lines(value: Json) -> Json:
    """A text of several lines as a list of them: a row of the file stays one line."""
    return list(value.splitlines()) if isinstance(value, str) and "\n" in value else value
