"""Answers out of a posted form, and the names its fields bear."""

from collections.abc import Mapping

from jointfund.kernel.data_rows import Json
from jointfund.proposals.forms import Kind, Section

MOST_ROWS, SPARE_ROWS = 100, 3


def cell_name(field: str, row: int, column: str) -> str:
    """The name of one cell of a table; rows count from 1."""
    return f"{field}-{row}-{column}"


def typed_answers(section: Section, posted: Mapping[str, str]) -> dict[str, Json]:
    """What was typed in a section's page, as it was typed."""
    answers: dict[str, Json] = {}
    for field in section.fields:
        if field.kind is not Kind.TABLE:
            answers[field.code] = posted.get(field.code, "")
            continue
        answers[field.code] = [
            {column.code: posted.get(cell_name(field.code, row, column.code), "") for column in field.columns}
            for row in range(1, _rows_posted(posted, field.code) + 1)
        ]
    return answers


def whole_number(text: str, default: int = 0) -> int:
    """A number typed or sent along, from 0 to a billion; the default for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _rows_posted(posted: Mapping[str, str], field: str) -> int:
    return min(MOST_ROWS, whole_number(posted.get(f"{field}-rows", "")))
