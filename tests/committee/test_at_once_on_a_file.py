"""The same races on SQLite: two connections to one file, each in its own thread."""

import shutil
import sqlite3

import pytest
from django.db import connection
from tests.committee.conftest import NOW, proposed
from tests.committee.test_at_once import at_once

from jointfund.committee.services import deciding

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="A FILE IS OF SQLITE: test_at_once tries the same on PostgreSQL"
    ),
]
INDEX = ("search_", "sqlite_")  # not needed here, and kept by SQLite itself


@pytest.fixture
def in_file(migrated_file, tmp_path, monkeypatch):
    """Call it: from then on new connections, those of other threads, open a file with all that stands.

    It gives a question to that file.
    """

    def turn():
        file = tmp_path / "jointfund.sqlite3"
        shutil.copy(migrated_file, file)
        with sqlite3.connect(file) as there:
            copy_rows(there)
        monkeypatch.setitem(connection.settings_dict, "NAME", str(file))

        def ask(sql):
            with sqlite3.connect(file) as there:
                return there.execute(sql).fetchone()[0]

        return ask

    return turn


def copy_rows(there):
    """The rows this test's transaction has written, which nobody else sees."""
    here = connection.connection
    names = here.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        if name.startswith(INDEX):
            continue
        rows = [tuple(row) for row in here.execute(f"SELECT * FROM {name}")]  # noqa: S608 - of our schema
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            there.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", rows)  # noqa: S608


def test_two_who_decide_one_item_at_the_same_instant_give_one_decision(session, item_of, cast, in_file):
    item = item_of()
    ask = in_file()
    faults = at_once(
        lambda: deciding.decide(item, proposed(), actor=cast["sofia"], now=NOW),
        lambda: deciding.decide(item, proposed("decline"), actor=cast["sofia"], now=NOW),
    )
    assert sorted(type(fault).__name__ for fault in faults) == ["AlreadyDecided", "NoneType"]
    assert ask("SELECT count(*) FROM committee_decision") == 1
    assert ask("SELECT count(*) FROM proposals_proposalmove") == 1


def test_two_decisions_racing_for_the_last_money_give_one(session, item_of, cast, money, in_file):
    first, second = item_of("document_in_review"), item_of("document_in_review")
    what = proposed("approve_funding", {"alpha": 700})
    ask = in_file()
    faults = at_once(
        lambda: deciding.decide(first, what, actor=cast["sofia"], now=NOW),
        lambda: deciding.decide(second, what, actor=cast["sofia"], now=NOW),
    )
    assert sorted(type(fault).__name__ for fault in faults) == ["InsufficientBalance", "NoneType"]
    assert ask("SELECT count(*) FROM committee_decision") == 1
    assert ask("SELECT sum(amount) FROM ledger_movement WHERE debit = 'allocated'") == 700
