"""The editor of questionnaires: one part of the document as fields and back, its rows added and removed.

Part 0 is what holds for the whole, with the grades; part n is section n. Nothing typed is judged here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from jointfund.instruments.fields import Json
from jointfund.instruments.questionnaire import Condition, ConditionKind, Confidence, QuestionKind, Rule
from jointfund.instruments.spreadsheet import condition_words, read_conditions
from jointfund.ui.pieces import FieldFault

type Part = dict[str, Json]

WHOLE = ("title", "purpose", "subject_label", "valid_from", "source", "confidence", "note", "rule")
BAND = ("code", "label", "at_least", "meaning", "needs")
SECTION = ("code", "title", "intro", "weight")
QUESTION = ("code", "kind", "text", "help", "weight", "shown_if")
OPTION = ("code", "label", "points", "suggestion")
LEVEL = ("at_least", "points", "suggestion")
MOST = 200
KINDS = (
    (QuestionKind.YES_NO, gettext_lazy("Yes or no")),
    (QuestionKind.SCALE, gettext_lazy("A scale")),
    (QuestionKind.CHOICE, gettext_lazy("A choice")),
    (QuestionKind.NUMBER, gettext_lazy("A number")),
    (QuestionKind.TEXT, gettext_lazy("A text")),
    (QuestionKind.EVIDENCE, gettext_lazy("Evidence")),
)
RULES = (
    (Rule.SUM_OF_POINTS, gettext_lazy("Points are added up")),
    (Rule.SHARE_OF_POINTS, gettext_lazy("Share of all points, in per cent")),
    (Rule.MEAN_OF_SECTIONS, gettext_lazy("Mean of the sections, in per cent")),
    (Rule.LOWEST_SECTION, gettext_lazy("The weakest section decides, in per cent")),
)
CONFIDENCES = (
    (Confidence.TEMPLATE, gettext_lazy("A template, unconfirmed")),
    (Confidence.DOCUMENTED, gettext_lazy("As a published source gives it")),
)
STEP = re.compile(r"^(add|remove|up)-(band|question|answer)(?:-(\d+))?(?:-(\d+))?$")
IN_SECTION = re.compile(r"^section (\d+)(?:, question (\d+))?")


@dataclass(frozen=True)
class EditedQuestion:
    """A question as fields: its own, and the rows of its answers or levels."""

    number: int
    fields: Part
    options: list[Part]
    levels: list[Part]

    @property
    def number_text(self) -> str:
        return str(self.number)


def shown_whole(document: Part) -> Part:
    """Part 0 as its fields: the grades with their needs as words."""
    bands = [{**band, "needs": "; ".join(_texts(band.get("needs")))} for band in _rows(document, "bands")]
    return {**{name: document.get(name, "") for name in (*WHOLE, "is_public")}, "bands": list(bands)}


def shown_questions(section: Part) -> list[EditedQuestion]:
    """The questions of a section as fields."""
    return [
        EditedQuestion(
            n,
            {**one, "shown_if": _conditions_as_text(one)},
            _numbered(_rows(one, "options")),
            _numbered(_rows(one, "levels")),
        )
        for n, one in enumerate(_rows(section, "questions"))
    ]


def typed_whole(document: Part, posted: QueryDict) -> Part:
    """The document with part 0 as it was typed."""
    bands: list[Json] = []
    for n in _numbers(posted, "b"):
        band: Part = {name: _said(posted, f"b{n}-{name}") for name in BAND}
        bands.append({**band, "needs": [one.strip() for one in str(band["needs"]).split(";") if one.strip()]})
    typed: Part = {name: _said(posted, name) for name in WHOLE}
    return {**document, **typed, "is_public": "is_public" in posted, "bands": bands}


def typed_section(posted: QueryDict) -> Part:
    """A section as it was typed."""
    section: Part = {name: _said(posted, f"s-{name}") for name in SECTION}
    return {**section, "questions": [_typed_question(posted, f"q{n}") for n in _numbers(posted, "q")]}


def sections_of(document: Part) -> list[Part]:
    """The sections of a document, in order."""
    return _rows(document, "sections")


def section_of(document: Part, number: int) -> Part:
    """The section of that number, from 1."""
    return sections_of(document)[number - 1]


def with_section(document: Part, number: int, section: Part) -> Part:
    """The document with its section of that number replaced."""
    sections: list[Json] = list(_rows(document, "sections"))
    sections[number - 1] = section
    return {**document, "sections": sections}


def changed_rows(part: Part, step: str) -> Part | None:
    """The part with a row added, removed or moved up; None where the step is none of those."""
    said = STEP.match(step)
    if said is None:
        return None
    verb, what, first, second = said.groups()
    if what == "answer":
        questions = _rows(part, "questions")
        at = int(first or 0)
        if at < len(questions):
            key = "levels" if questions[at].get("kind") == QuestionKind.NUMBER else "options"
            questions[at] = {**questions[at], key: _moved(_rows(questions[at], key), verb, second, NEW[key])}
        return {**part, "questions": list[Json](questions)}
    key = f"{what}s"
    new = NEW.get(key) or partial(_new_question, str(part.get("code", ""))[:30])
    return {**part, key: _moved(_rows(part, key), verb, first, new)}


def new_section(document: Part) -> Part:
    """A section to begin with: one question, so that it holds together."""
    rows = _rows(document, "sections")
    taken = {str(one.get("code")) for one in rows}
    code = _free(taken, "section")
    question: Part = {**_new_question(code, []), "text": "New question"}
    return {"code": code, "title": "New section", "intro": "", "weight": "1", "questions": [question]}


def faults_of(faults: tuple[str, ...], document: Part, number: int) -> list[FieldFault]:
    """Faults with the place they lead to, where it is in the part shown."""
    return [FieldFault(_anchor(one, document, number), one) for one in faults]


def _anchor(fault: str, document: Part, number: int) -> str:
    place = IN_SECTION.match(fault)
    if place and int(place[1]) == number:
        return f"q{int(place[2]) - 1}" if place[2] else "s-title"
    if number:
        for n, one in enumerate(_rows(_rows(document, "sections")[number - 1], "questions")):
            if fault.startswith((f"question {one.get('code')}:", f"question {one.get('code')},")):
                return f"q{n}"
    return "" if number else "bands" if fault.startswith("grade") else "title"


def _typed_question(posted: QueryDict, prefix: str) -> Part:
    fields: Part = {name: _said(posted, f"{prefix}-{name}") for name in QUESTION}
    typed = str(fields["shown_if"])
    conditions = read_conditions(typed)
    # What cannot be read becomes a condition that is refused, with the words in it.
    fields["shown_if"] = conditions if conditions is not None else [{"question": typed}]
    return {
        **fields,
        "is_required": f"{prefix}-is_required" in posted,
        "asks_justification": f"{prefix}-asks_justification" in posted,
        "options": [_row_of(posted, f"{prefix}-o{n}", OPTION) for n in _numbers(posted, f"{prefix}-o")],
        "levels": [_row_of(posted, f"{prefix}-l{n}", LEVEL) for n in _numbers(posted, f"{prefix}-l")],
    }


def _row_of(posted: QueryDict, prefix: str, names: tuple[str, ...]) -> Part:
    row: Part = {name: _said(posted, f"{prefix}-{name}") for name in names}
    return {**row, "points": row["points"] or None}


def _numbers(posted: QueryDict, prefix: str) -> list[int]:
    form = re.compile(rf"^{re.escape(prefix)}(\d{{1,3}})-")
    found = {int(said[1]) for name in posted if (said := form.match(name))}
    return sorted(found)[:MOST]


def _moved(rows: list[Part], verb: str, at: str | None, new: Callable[[list[Part]], Part]) -> list[Json]:
    place = int(at) if at is not None else -1
    if verb == "add":
        rows = [*rows, new(rows)]
    elif verb == "remove" and 0 <= place < len(rows):
        rows = [one for n, one in enumerate(rows) if n != place]
    elif verb == "up" and 0 < place < len(rows):
        rows = [*rows[: place - 1], rows[place], rows[place - 1], *rows[place + 1 :]]
    return list(rows)


def _new_question(section: str, rows: list[Part]) -> Part:
    """Its code begins with that of its section, so that no other section has it."""
    code = _free({str(one.get("code")) for one in rows}, section)
    return {"code": code, "kind": "yes_no", "text": "", "help": "", "weight": "1", "is_required": True}


def _new_option(rows: list[Part]) -> Part:
    return {"code": _free({str(one.get("code")) for one in rows}, "answer"), "label": "", "points": "0"}


NEW: dict[str, Callable[[list[Part]], Part]] = {
    "bands": lambda rows: {"code": "", "label": "", "at_least": "0", "meaning": "", "needs": ""},
    "options": _new_option,
    "levels": lambda rows: {"at_least": "0", "points": "0"},
}


def _free(taken: set[str], word: str) -> str:
    return next(code for n in range(1, MOST * 10) if (code := f"{word}_{n}") not in taken)


def _conditions_as_text(question: Part) -> str:
    said = []
    for one in _rows(question, "shown_if"):
        kind = str(one.get("kind", ""))
        if kind not in set(ConditionKind):
            said.append(str(one.get("question", "")))
            continue
        values = tuple(_texts(one.get("values")))
        said.append(condition_words(Condition(str(one.get("question", "")), ConditionKind(kind), values)))
    return "; ".join(said)


def _numbered(rows: list[Part]) -> list[Part]:
    return [{**one, "at": str(n)} for n, one in enumerate(rows)]


def _rows(part: Part, key: str) -> list[Part]:
    value = part.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _texts(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _said(posted: QueryDict, name: str) -> str:
    return str(posted.get(name, "")).replace("\r\n", "\n").replace("\0", "").strip()
