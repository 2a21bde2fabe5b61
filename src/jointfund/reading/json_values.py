"""What every JSON of a reading is made of: the type of its values, and a place."""

from collections.abc import Mapping

from jointfund.reading.records import Country, Doubt, Span

type Json = str | int | float | bool | list[Json] | Mapping[str, Json] | None


def place(span: Span) -> dict[str, Json]:
    """Lines of a file, with the page where the format has pages."""
    data: dict[str, Json] = {"file": span.file, "start_line": span.start_line, "end_line": span.end_line}
    return data if span.page is None else {**data, "page": span.page}


def doubts(found: tuple[Doubt, ...]) -> list[Json]:
    """Why values are uncertain, field by field."""
    return [{"field": doubt.field, "reason": doubt.reason} for doubt in found]


def places(found: Mapping[str, Span]) -> dict[str, Json]:
    """The lines of each field."""
    return {field: place(span) for field, span in found.items()}


def countries(found: tuple[Country, ...]) -> list[Json]:
    """Countries with their codes and names."""
    return [{"iso3": country.iso3, "name": country.name} for country in found]
