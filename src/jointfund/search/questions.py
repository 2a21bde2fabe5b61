"""Many questions from a file: `[{"id", "query"}]`."""

import json
from dataclasses import dataclass
from pathlib import Path

from jointfund.kernel.errors import UnreadableInput


@dataclass(frozen=True)
class AskedQuestion:
    """A question under the name its answers are given back by."""

    id: str
    text: str


def read_questions(path: Path) -> tuple[AskedQuestion, ...]:
    """The questions of a file.

    Raises UnreadableInput, naming the place, where it is no list of objects with "id" and "query" or two
    have one id.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableInput(f"“{path.name}” cannot be read as JSON: {error}") from error
    if not isinstance(rows, list):
        raise UnreadableInput(f'“{path.name}” must be a list of questions: [{{"id": …, "query": …}}]')
    asked = tuple(_question(row, number, path.name) for number, row in enumerate(rows, start=1))
    seen: dict[str, int] = {}
    for number, one in enumerate(asked, start=1):
        if (first := seen.setdefault(one.id, number)) != number:
            raise UnreadableInput(
                f'Questions {first} and {number} of “{path.name}” have the same "id", “{one.id}”: '
                "answers are given back by it."
            )
    return asked


def _question(row: object, number: int, name: str) -> AskedQuestion:
    if isinstance(row, dict) and isinstance(row.get("query"), str) and isinstance(row.get("id"), str | int):
        return AskedQuestion(str(row["id"]), row["query"])
    raise UnreadableInput(f'Question {number} of “{name}” needs an "id" and a "query", both as text.')
