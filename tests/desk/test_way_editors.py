"""What the editors of tables and forms do not show is there after a save: told on what ships. No database."""

import json
import tomllib
from pathlib import Path

import pytest
from django.http import QueryDict

import jointfund
from jointfund.desk.form_editor import choice_lines, percent_of, put_field, typed_field
from jointfund.desk.way_form import rows_of, typed_move, with_rows
from jointfund.proposals.forms import as_json as form_json
from jointfund.proposals.forms import read_form
from jointfund.proposals.moves import as_json, read_table
from jointfund.proposals.workflow import known

FUNDS = sorted((Path(jointfund.__file__).parent / "intake" / "funds").glob("*.toml"))
TICKED = ("needs_note",)


def fund_file(path):
    """The file of a fund; its money takes the fund's currency, as when the fund is opened."""
    file = json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str))
    for form in file["forms"]:
        for section in form["sections"]:
            for field in section["fields"]:
                for part in ("budget", "subgrants"):
                    if part in field:
                        field[part].setdefault("currency", "EUR")
    return file


FILES = [fund_file(path) for path in FUNDS]


def sent_move(move):
    """A move as the page of the editor sends it when nothing was changed."""
    sent = QueryDict(mutable=True)
    for name in ("label", "target", "permission"):
        sent[name] = move[name]
    for name in ("sources", "checks", "effects"):
        sent.setlist(name, move.get(name, []))
    if move.get("needs_note"):
        sent["needs_note"] = "on"
    return sent


def sent_field(field):
    """A field as the page of the editor sends it when nothing was changed."""
    condition = field.get("condition") or {}
    sent = QueryDict(mutable=True)
    sent.update({
        "label": field["label"], "kind": field["kind"], "help": field.get("help", ""),
        "word_limit": str(field.get("word_limit") or ""), "choices": choice_lines(field),
        "condition": f"{condition['section']}.{condition['field']}" if condition else "",
        "values": "\n".join(condition.get("values", [])),
    })  # fmt: skip
    sent.setlist("required_at", field.get("required_at", []))
    for at, column in enumerate(rows_of(field, "columns")):
        sent[f"c{at}-label"], sent[f"c{at}-kind"] = column["label"], column.get("kind", "text")
        sent[f"c{at}-choices"] = choice_lines(column)
        if column.get("is_required"):
            sent[f"c{at}-is_required"] = "on"
    if field.get("budget"):
        sent["indirect_cap"] = percent_of(field)
    return sent


@pytest.mark.parametrize("file", FILES, ids=[path.stem for path in FUNDS])
def test_every_move_that_ships_is_the_same_after_a_save_of_the_editor(file):
    way = as_json(read_table(file["way"], known()))
    saved = [typed_move(move, sent_move(move), set()) for move in rows_of(way, "moves")]
    assert as_json(read_table(with_rows(way, "moves", saved), known())) == way


@pytest.mark.parametrize("file", FILES, ids=[path.stem for path in FUNDS])
def test_every_field_that_ships_is_the_same_after_a_save_of_the_editor(file):
    for form in file["forms"]:
        whole = form_json(read_form(form))
        again = whole
        for at, section in enumerate(rows_of(whole, "sections"), start=1):
            for number, field in enumerate(rows_of(section, "fields"), start=1):
                again = put_field(again, at, number, typed_field(field, sent_field(field), set()))
        assert form_json(read_form(again)) == whole


def test_what_ships_holds_the_parts_this_is_about():
    moves = [move for file in FILES for move in rows_of(file["way"], "moves")]
    fields = [
        field
        for file in FILES
        for form in file["forms"]
        for section in rows_of(form, "sections")
        for field in rows_of(section, "fields")
    ]
    assert any(move.get("conditions") for move in moves)
    assert any(field.get("subgrants") for field in fields)
    assert any(field.get("budget") for field in fields)
