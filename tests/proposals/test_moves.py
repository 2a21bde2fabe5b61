"""The table of moves: what holds together is read, every fault of what does not is named."""

import contextlib
import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.proposals.moves import BrokenTable, Known, StateKind, as_json, read_table
from jointfund.proposals.workflow import known
from jointfund.vocabularies.services import DATA

KNOWN = Known({"complete"}, {"number"}, {"write", "decide"})
TABLE = {
    "states": [
        {"code": "draft", "label": "Draft", "kind": "start", "is_editable": True},
        {"code": "submitted", "label": "Submitted", "public_label": "Submitted"},
        {"code": "closed", "label": "Closed", "kind": "closed"},
    ],
    "moves": [
        {
            "name": "submit",
            "label": "Submit",
            "sources": ["draft"],
            "target": "submitted",
            "permission": "write",
            "checks": ["complete"],
            "effects": ["number"],
        },
        {
            "name": "return",
            "label": "Return",
            "sources": ["submitted"],
            "target": "draft",
            "permission": "decide",
            "needs_note": True,
        },
        {
            "name": "close",
            "label": "Close",
            "sources": ["submitted"],
            "target": "closed",
            "permission": "decide",
        },
    ],
}


def changed(*path, value):
    table = copy.deepcopy(TABLE)
    place = table
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return table


def test_a_table_is_read_and_written_back_the_same():
    table = read_table(TABLE, KNOWN)
    assert table.start.code == "draft"
    assert [move.name for move in table.moves_from("submitted")] == ["return", "close"]
    assert read_table(json.loads(json.dumps(as_json(table))), KNOWN) == table


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (None, "states: a list"),
        ({"states": [], "moves": []}, "moves: a list"),
        (changed("states", 0, "kind", value="open"), "one is the start, here 0 are"),
        (changed("states", 1, "kind", value="start"), "one is the start, here 2 are"),
        (changed("states", 1, "kind", value="middle"), "states 2: kind is start, open or closed"),
        (changed("states", 1, "code", value="draft"), "state draft: named twice"),
        (changed("states", 1, "label", value=" "), "states 2: a state has a code and a label"),
        (changed("moves", 0, "target", value="nowhere"), "move submit: no state nowhere"),
        (changed("moves", 0, "sources", value=[]), "move submit: no state it leaves"),
        (changed("moves", 0, "sources", value="draft"), "moves 1: sources is a list of names"),
        (changed("moves", 0, "permission", value="fly"), "move submit: no permission fly"),
        (changed("moves", 0, "checks", value=["guess"]), "move submit: no check guess"),
        (changed("moves", 0, "effects", value=["explode"]), "move submit: no effect explode"),
        (changed("moves", 1, "name", value="close"), "state submitted: two moves of the name close"),
        (changed("moves", 2, "target", value="draft"), "state closed: no move leads there"),
        (
            changed("moves", 1, "sources", value=["closed"]),
            "state closed: it is closed, and a move leaves it",
        ),
        (changed("states", 2, "kind", value="open"), "state draft: no way leads from it to a closed one"),
        (changed("moves", 1, value="a word"), "moves 2: fields are missing"),
    ],
)
def test_a_fault_is_named_with_its_place(table, fault):
    with pytest.raises(BrokenTable) as refusal:
        read_table(table, KNOWN)
    assert any(fault in one for one in refusal.value.faults), refusal.value.faults


def test_all_faults_are_named_at_once():
    table = changed("moves", 0, "permission", value="fly")
    table["moves"][2]["target"] = "nowhere"
    with pytest.raises(BrokenTable) as refusal:
        read_table(table, KNOWN)
    assert len(refusal.value.faults) >= 3


@pytest.mark.parametrize("path", sorted((DATA / "funds").glob("*/moves.json")), ids=lambda p: p.parent.name)
def test_every_table_that_ships_holds_together(path):
    table = read_table(json.loads(path.read_text()), known())
    assert {state.kind for state in table.states} == set(StateKind)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(_JSON, st.sampled_from(["states", "moves"]), st.integers(0, 2))
def test_whatever_stands_in_a_table_it_is_read_or_refused_in_words(value, part, row):
    for table in (value, changed(part, value=value), changed(part, row, value=value)):
        with contextlib.suppress(BrokenTable):  # any other fault fails the test
            read_table(table, KNOWN)
