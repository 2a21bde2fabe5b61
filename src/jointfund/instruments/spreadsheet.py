"""A questionnaire as a workbook and back: one sheet for each kind of row. Refused row by row with the reason.

Sheets: Questionnaire (names and values), Grades, Sections, Questions, Answers. A condition is written
`first is b or c`, `size at_least 3`, `first answered`; several are separated by a semicolon.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from jointfund.instruments.as_json import number
from jointfund.instruments.fields import Json
from jointfund.instruments.questionnaire import Condition, Questionnaire
from jointfund.instruments.reading_in import BrokenQuestionnaire, read_questionnaire
from jointfund.kernel.errors import UnreadableInput
from jointfund.rendering.tables import Column, Row, Sheet, workbook_bytes

LARGEST_FILE, LARGEST_UNPACKED = 2 * 2**20, 40 * 2**20
MOST_ROWS = 2000

SINGLE = ("code", "title", "purpose", "valid_from", "source", "confidence", "rule", "note", "subject_label")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Questionnaire": ("name", "value"),
    "Grades": ("code", "label", "at_least", "meaning", "needs"),
    "Sections": ("code", "title", "intro", "weight"),
    "Questions": (
        "section", "code", "kind", "text", "help", "is_required", "asks_justification", "weight", "shown_if",
    ),
    "Answers": ("question", "code", "label", "points", "suggestion", "at_least"),
}  # fmt: skip
CONDITION = re.compile(r"^(\w+) (is|is_not|at_least|at_most|answered)(?: (.+))?$")
PLACE = re.compile(r"^section (\d+)(?:, question (\d+)(?:, (?:answer|level) (\d+))?)?")
NAMED = re.compile(r"^(question|section|grade) ([^\s:,]+)")
YES = frozenset({"yes", "true", "1", "x"})


@dataclass(frozen=True)
class _Found:
    """A row of a sheet with its number as the spreadsheet counts."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    @property
    def place(self) -> str:
        return f"Sheet “{self.sheet}”, row {self.number}"


def write_workbook(found: Questionnaire) -> bytes:
    """The questionnaire as XLSX bytes."""
    rows: Mapping[str, Sequence[Row]] = {
        "Questionnaire": _single(found),
        "Grades": [
            {
                "code": one.code,
                "label": one.label,
                "at_least": number(one.at_least),
                "meaning": one.meaning,
                "needs": "; ".join(one.needs),
            }
            for one in found.bands
        ],
        "Sections": [
            {"code": one.code, "title": one.title, "intro": one.intro, "weight": number(one.weight)}
            for one in found.sections
        ],
        "Questions": _questions(found),
        "Answers": _answers(found),
    }
    sheets = [
        Sheet(name, [Column(key, key) for key in columns], rows[name]) for name, columns in COLUMNS.items()
    ]
    return workbook_bytes(sheets, title=found.title, notes=[("Source", found.source), ("Note", found.note)])


def read_workbook(content: bytes) -> Questionnaire:
    """The questionnaire a workbook holds.

    Raises UnreadableInput for what is no such workbook, BrokenQuestionnaire with each fault at its row.
    """
    rows = _read_rows(content)
    faults: list[str] = []
    document = _document(rows, faults)
    if faults:
        raise BrokenQuestionnaire(faults)
    try:
        return read_questionnaire(document)
    except BrokenQuestionnaire as fault:
        raise BrokenQuestionnaire([_at_its_row(one, rows) for one in fault.faults]) from None


def condition_words(one: Condition) -> str:
    """`first is b or c`."""
    return " ".join(part for part in (one.question, one.kind.value, " or ".join(one.values)) if part)


def read_conditions(text: str) -> list[Json] | None:
    """The conditions a cell says; None for what cannot be read."""
    found: list[Json] = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        said = CONDITION.match(part)
        if said is None:
            return None
        values: list[Json] = [one.strip() for one in (said[3] or "").split(" or ") if one.strip()]
        found.append({"question": said[1], "kind": said[2], "values": values})
    return found


def _single(found: Questionnaire) -> list[Row]:
    rows: list[Row] = [{"name": name, "value": str(getattr(found, name))} for name in SINGLE]
    rows.append({"name": "is_public", "value": _yes(found.is_public)})
    if found.target:
        rows.append({"name": "target_grades", "value": "; ".join(found.target.grades)})
        rows.append({"name": "target_share", "value": number(found.target.share)})
        rows.append({"name": "target_source", "value": found.target.source})
    return rows


def _questions(found: Questionnaire) -> list[Row]:
    return [
        {
            "section": section.code,
            "code": one.code,
            "kind": one.kind.value,
            "text": one.text,
            "help": one.help,
            "is_required": _yes(one.is_required),
            "asks_justification": _yes(one.asks_justification),
            "weight": number(one.weight),
            "shown_if": "; ".join(condition_words(condition) for condition in one.shown_if),
        }
        for section in found.sections
        for one in section.questions
    ]


def _answers(found: Questionnaire) -> list[Row]:
    rows: list[Row] = []
    for one in found.questions():
        rows += [
            {
                "question": one.code,
                "code": option.code,
                "label": option.label,
                "points": number(option.points) if option.points is not None else "",
                "suggestion": option.suggestion,
            }
            for option in one.options
        ]
        rows += [
            {
                "question": one.code,
                "at_least": number(level.at_least),
                "points": number(level.points),
                "suggestion": level.suggestion,
            }
            for level in one.levels
        ]
    return rows


def _read_rows(content: bytes) -> dict[str, list[_Found]]:
    import openpyxl  # nine megabytes, needed where a workbook comes in
    from openpyxl.utils.exceptions import InvalidFileException

    if len(content) > LARGEST_FILE:
        raise UnreadableInput("This workbook is larger than 2 MB; a questionnaire is much smaller.")
    try:
        if sum(one.file_size for one in ZipFile(BytesIO(content)).infolist()) > LARGEST_UNPACKED:
            raise UnreadableInput("This workbook unpacks to far more than a questionnaire holds.")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as fault:
        raise UnreadableInput("This is not a workbook (XLSX) that can be read.") from fault
    missing = [name for name in COLUMNS if name not in book.sheetnames]
    if missing:
        raise UnreadableInput(f"The sheets {', '.join(missing)} are missing. Download one to see the layout.")
    return {name: _rows_of(name, book[name].iter_rows(values_only=True)) for name in COLUMNS}


def _rows_of(sheet: str, lines: Iterable[Sequence[object]]) -> list[_Found]:
    found: list[_Found] = []
    heads: list[str] = []
    for row_number, line in enumerate(lines, start=1):
        cells = [_cell(one) for one in line]
        if row_number == 1:
            heads = cells
        elif any(cells) and len(found) < MOST_ROWS:
            found.append(_Found(sheet, row_number, _beside(heads, cells)))
    if absent := [name for name in COLUMNS[sheet] if name not in heads]:
        raise UnreadableInput(f"Sheet “{sheet}”: the columns {', '.join(absent)} are missing.")
    return found


def _beside(heads: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells by their column; a short row has empty ones at its end."""
    return {head: cells[n] if n < len(cells) else "" for n, head in enumerate(heads)}


def _document(rows: Mapping[str, Sequence[_Found]], faults: list[str]) -> Json:
    said = {one.cells["name"]: one.cells["value"] for one in rows["Questionnaire"]}
    sections: dict[str, dict[str, Json]] = {}
    questions: dict[str, dict[str, Json]] = {}
    for one in rows["Sections"]:
        sections[one.cells["code"]] = {**one.cells, "questions": []}
    for one in rows["Questions"]:
        question = _question(one, faults)
        questions[one.cells["code"]] = question
        _place(sections.get(one.cells["section"]), "questions", question, one, "section", faults)
    for one in rows["Answers"]:
        target = questions.get(one.cells["question"])
        key = "levels" if one.cells["at_least"] else "options"
        names = ("at_least", "points", "suggestion") if key == "levels" else (
            "code", "label", "points", "suggestion",
        )  # fmt: skip
        answer: dict[str, Json] = {name: one.cells[name] or None for name in names}
        _place(target, key, answer, one, "question", faults)
    document: dict[str, Json] = {name: said.get(name, "") for name in SINGLE}
    document["is_public"] = said.get("is_public", "").casefold() in YES
    document["bands"] = [{**one.cells, "needs": _split(one.cells["needs"])} for one in rows["Grades"]]
    document["sections"] = list(sections.values())
    if said.get("target_grades"):
        document["target"] = {
            "grades": _split(said["target_grades"]),
            "share": said.get("target_share", ""),
            "source": said.get("target_source", ""),
        }
    return document


def _question(one: _Found, faults: list[str]) -> dict[str, Json]:
    conditions = read_conditions(one.cells["shown_if"])
    if conditions is None:
        faults.append(f"{one.place}: shown_if is written like “first is b or c”")
    kept: dict[str, Json] = {key: one.cells[key] for key in ("code", "kind", "text", "help", "weight")}
    return kept | {
        "is_required": one.cells["is_required"].casefold() in YES,
        "asks_justification": one.cells["asks_justification"].casefold() in YES,
        "shown_if": conditions or [],
        "options": [],
        "levels": [],
    }


def _place(
    owner: dict[str, Json] | None, key: str, row: Json, one: _Found, word: str, faults: list[str]
) -> None:
    if owner is None:
        faults.append(f"{one.place}: there is no {word} “{one.cells[word]}”")
        return
    into = owner[key]
    assert isinstance(into, list)  # noqa: S101
    into.append(row)


def _at_its_row(fault: str, rows: Mapping[str, Sequence[_Found]]) -> str:
    """The fault with the row of the sheet it stands in, as far as its place tells."""
    if place := PLACE.match(fault):
        section = rows["Sections"][int(place[1]) - 1]
        here = [one for one in rows["Questions"] if one.cells["section"] == section.cells["code"]]
        found = here[int(place[2]) - 1] if place[2] else section
        if place[3]:
            own = [one for one in rows["Answers"] if one.cells["question"] == found.cells["code"]]
            found = own[int(place[3]) - 1]
        return f"{found.place}{fault[place.end() :]}"
    if named := NAMED.match(fault):
        sheet = {"question": "Questions", "section": "Sections", "grade": "Grades"}[named[1]]
        for one in reversed(rows[sheet]):
            if one.cells["code"] == named[2]:
                return f"{one.place}: {fault}"
    return f"Sheet “Questionnaire”: {fault}"


def _split(text: str) -> list[Json]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _yes(value)
    text = value.date().isoformat() if hasattr(value, "date") else str(value)
    return text.strip().removesuffix(".0") if isinstance(value, float) else text.strip()


def _yes(value: bool) -> str:
    return "yes" if value else "no"
