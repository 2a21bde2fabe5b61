"""The editor of a form of proposals: a section or a field as typed, back into the document.

Nothing typed is judged here. Sections and fields are counted from 1. Codes are made once and stay, so that
texts written before are carried on; what the editor does not show (where a text is carried from, columns of
a budget) stays as it is.
"""

import re
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from jointfund.desk.way_form import Row, code_for, listed, rows_of, said, with_rows
from jointfund.kernel.data_rows import Json
from jointfund.ui.pieces import FieldFault

SPARE_COLUMNS = 2
BY_NUMBER = re.compile(r"^form, sections (\d+)(?:, fields (\d+))?")
BY_CODE = re.compile(r"^section (\w*)(?:, field (\w*))?")


def section_at(document: Json, number: int) -> Row:
    """A section, empty where a new one begins."""
    sections = rows_of(document, "sections")
    return sections[number - 1] if number <= len(sections) else {}


def field_at(document: Json, section: int, number: int) -> Row:
    """A field of a section, empty where a new one begins."""
    fields = rows_of(section_at(document, section), "fields")
    return fields[number - 1] if number <= len(fields) else {}


def put_section(document: Json, number: int, section: Row) -> Json:
    """The document with that section, the last where its number is free."""
    sections = rows_of(document, "sections")
    return with_rows(document, "sections", [*sections[: number - 1], section, *sections[number:]])


def put_field(document: Json, section: int, number: int, field: Row) -> Json:
    """The document with that field in its section."""
    there = section_at(document, section)
    fields = rows_of(there, "fields")
    changed = with_rows(there, "fields", [*fields[: number - 1], field, *fields[number:]])
    return put_section(document, section, changed if isinstance(changed, dict) else there)


def typed_section(before: Row, posted: QueryDict, taken: set[str]) -> Row:
    """A section as it was typed; its fields stay."""
    title = said(posted, "label")
    code = before.get("code") or code_for(title, taken, "section")
    fields = before.get("fields", [])
    return {**before, "code": code, "title": title, "owner": said(posted, "owner"),
            "help": said(posted, "help"), "fields": fields}  # fmt: skip


def typed_field(before: Row, posted: QueryDict, taken: set[str]) -> Row:
    """A field as it was typed."""
    label, kind = said(posted, "label"), said(posted, "kind")
    field: Row = {
        **before,
        "code": before.get("code") or code_for(label, taken, "field"),
        "label": label,
        "kind": kind,
        "help": said(posted, "help"),
        "required_at": listed(posted, "required_at"),
        "choices": typed_choices(rows_of(before, "choices"), said(posted, "choices")),
        "columns": _typed_columns(rows_of(before, "columns"), posted) if kind == "table" else [],
    }
    field.pop("word_limit", None)
    field.pop("condition", None)
    if limit := said(posted, "word_limit"):
        field["word_limit"] = int(limit) if limit.isascii() and limit.isdigit() else limit
    if asked := said(posted, "condition"):
        section, _dot, question = asked.partition(".")
        values: list[Json] = [*said(posted, "values").replace(",", "\n").split("\n")]
        values = [str(one).strip() for one in values if str(one).strip()]
        field["condition"] = {"section": section, "field": question, "values": values}
    return _with_cap(field, posted)


def typed_choices(before: list[Row], typed: str) -> list[Json]:
    """Choices, one in a line. One that is there keeps its code, also when only its words change."""
    lines = list(dict.fromkeys(one.strip() for one in typed.split("\n") if one.strip()))
    codes = {str(one.get("label")): str(one.get("code")) for one in before}
    found: list[Json] = []
    taken = set(codes.values())
    for at, line in enumerate(lines):
        renamed = at < len(before) and len(lines) == len(before) and str(before[at].get("label")) not in lines
        code = codes.get(line) or (
            str(before[at].get("code")) if renamed else code_for(line, taken, "choice")
        )
        taken.add(code)
        found.append({"code": code, "label": line})
    return found


def choice_lines(field: Row) -> str:
    """The choices as they are typed."""
    return "\n".join(str(one.get("label", "")) for one in rows_of(field, "choices"))


def columns_to_write(field: Row) -> list[Row]:
    """The columns of a table as rows of the page, with some to spare."""
    rows = [{**one, "lines": choice_lines(one)} for one in rows_of(field, "columns")]
    spare: list[Row] = [{"label": "", "kind": "text", "lines": ""} for _one in range(SPARE_COLUMNS)]
    return [*rows, *spare]


def percent_of(field: Row) -> str:
    """The cap of indirect cost in per cent; empty where the table is no budget."""
    budget = field.get("budget")
    if not isinstance(budget, dict):
        return ""
    try:
        return f"{(Decimal(str(budget.get('indirect_cap'))) * 100).normalize():f}"
    except InvalidOperation:
        return str(budget.get("indirect_cap", ""))


def place_of_fault(fault: str, document: Json) -> tuple[int, int]:
    """The section and the field a fault is in, 0 where it is of the whole."""
    if found := BY_NUMBER.match(fault):
        return int(found[1]), int(found[2] or 0)
    if (found := BY_CODE.match(fault)) is None:
        return 0, 0
    sections = [str(one.get("code")) for one in rows_of(document, "sections")]
    if found[1] not in sections:
        return 0, 0
    section = sections.index(found[1]) + 1
    fields = [str(one.get("code")) for one in rows_of(section_at(document, section), "fields")]
    return section, fields.index(found[2]) + 1 if found[2] in fields else 0


def faults_of_place(faults: tuple[str, ...], document: Json, place: tuple[int, int]) -> list[FieldFault]:
    """The faults of one section or field, each leading to where it is put right."""
    return [
        FieldFault(_anchor(one), one.rpartition(": ")[2])
        for one in faults
        if place_of_fault(one, document) == place
    ]


def _anchor(fault: str) -> str:
    for word, name in (
        ("condition", "condition"), ("values", "condition"), ("choice", "choices"), ("column", "columns"),
        ("word", "word_limit"), ("stage", "required_at"), ("indirect_cap", "indirect_cap"),
        ("kind", "kind"), ("owner", "owner"),
    ):  # fmt: skip
        if word in fault:
            return f"id_{name}"
    return "id_label"


def _typed_columns(before: list[Row], posted: QueryDict) -> list[Json]:
    found: list[Json] = []
    taken = {str(one.get("code")) for one in before}
    for at in range(len(before) + SPARE_COLUMNS):
        if not (label := said(posted, f"c{at}-label")):
            continue
        was = before[at] if at < len(before) else {}
        code = str(was.get("code") or code_for(label, taken, "column"))
        taken.add(code)
        found.append({
            **was, "code": code, "label": label, "kind": said(posted, f"c{at}-kind"),
            "choices": typed_choices(rows_of(was, "choices"), said(posted, f"c{at}-choices")),
            "is_required": f"c{at}-is_required" in posted,
        })  # fmt: skip
    return found


def _with_cap(field: Row, posted: QueryDict) -> Row:
    budget, typed = field.get("budget"), said(posted, "indirect_cap").replace(",", ".")
    if not isinstance(budget, dict) or "indirect_cap" not in posted:
        return field
    try:
        cap = str((Decimal(typed) / 100).normalize())
    except InvalidOperation:
        cap = typed
    return {**field, "budget": {**budget, "indirect_cap": cap}}
