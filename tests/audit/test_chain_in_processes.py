"""The chain with real processes on a database of their own: two that write and seal, and the command."""

# ruff: noqa: S608 - the statements are ours
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from tests.migrated import copy_as

pytestmark = pytest.mark.django_db  # so that there is a database to copy

WRITES = 40
WRITE_AND_SEAL = f"""
import django
django.setup()
from jointfund.audit import services as audit
from jointfund.audit.sealing import seal_events
sealed = 0
for number in range({WRITES}):
    audit.record(audit.Verb.PROGRAMME_CHANGED, f"TST-{{number:04}}", actor="user:x", after={{"n": number}})
    sealed += seal_events()
print(sealed)
"""


@dataclass(frozen=True)
class Installation:
    """A migrated, empty database that only these processes use."""

    environment: dict[str, str]
    root: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jointfund", *arguments],
            env=self.environment, cwd=self.root, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def begin(self, program: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program],
            env=self.environment, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def sql(self, *statements: str) -> list[tuple[object, ...]]:
        """Past every service and promise; the rows of the last statement."""
        url = self.environment["DATABASE_URL"]
        if url:
            with psycopg.connect(url, autocommit=True) as there:
                found = [there.execute(one) for one in statements][-1]
                return list(found.fetchall()) if found.description else []
        with sqlite3.connect(Path(self.environment["JOINTFUND_DATA"]) / "jointfund.sqlite3") as here:
            return [here.execute(one) for one in statements][-1].fetchall()

    def drop_promises(self) -> None:
        if self.environment["DATABASE_URL"]:
            self.sql("DROP TRIGGER audit_event_append_only ON audit_event")
        else:
            self.sql("DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete")


@pytest.fixture(scope="session")
def own_database(migrated_file: Path | None, django_db_blocker) -> str:
    """The name of a PostgreSQL database to copy from; empty on SQLite."""
    if migrated_file:
        return ""
    with django_db_blocker.unblock():
        copy_as("chain_to_copy")
    return "chain_to_copy"


@pytest.fixture
def installation(
    root: Path, tmp_path: Path, migrated_file: Path | None, own_database: str
) -> Iterator[Installation]:
    given = os.environ.get("DATABASE_URL", "")
    own = urlunsplit(urlsplit(given)._replace(path="/chain_of_processes")) if given else ""
    environment = os.environ | {
        "JOINTFUND_DATA": str(tmp_path),
        "DATABASE_URL": own,
        "DJANGO_SETTINGS_MODULE": "jointfund.config.settings",
        "PYTHONPATH": str(root / "src"),
    }
    if migrated_file:
        shutil.copy(migrated_file, tmp_path)
        yield Installation(environment, root)
        return
    with psycopg.connect(given, autocommit=True) as there:
        there.execute("DROP DATABASE IF EXISTS chain_of_processes")
        there.execute(f"CREATE DATABASE chain_of_processes TEMPLATE {own_database}")
        yield Installation(environment, root)
        there.execute("DROP DATABASE chain_of_processes WITH (FORCE)")


def verified(installation: Installation) -> tuple[int, dict[str, object], str]:
    answer = installation.run("audit", "verify", "--json")
    return answer.returncode, json.loads(answer.stdout), answer.stderr


def test_two_processes_that_write_and_seal_at_once_make_one_chain(installation: Installation) -> None:
    before = installation.sql("SELECT count(*) FROM audit_event")[0][0]
    both = [installation.begin(WRITE_AND_SEAL) for _ in range(2)]
    said = [one.communicate(timeout=240) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert all(int(out) > 0 for out, _faults in said), "both of them sealed"
    assert installation.run("audit", "seal").returncode == 0
    count, highest, different = installation.sql(
        "SELECT count(*), max(position), count(DISTINCT event_key) FROM audit_seal"
    )[0]
    assert count == highest == different == before + 2 * WRITES
    code, report, faults = verified(installation)
    assert (code, report["sealed"], report["unsealed"]) == (0, count, 0), faults


def test_the_command_exits_with_1_for_a_row_changed_removed_or_inserted(installation: Installation) -> None:
    assert installation.begin(WRITE_AND_SEAL).wait(240) == 0
    installation.drop_promises()
    installation.sql("CREATE TABLE kept AS SELECT * FROM audit_event")
    assert verified(installation)[0] == 0
    key = installation.sql("SELECT max(id) - 20 FROM audit_event")[0][0]
    faults = {
        "changed": f"UPDATE audit_event SET note = 'forged' WHERE id = {key}",
        "removed": f"DELETE FROM audit_event WHERE id = {key}",
        "inserted": f"INSERT INTO audit_event (id, at, actor, verb, subject, note) "
        f"SELECT -{key}, at, actor, verb, subject, note FROM kept WHERE id = {key}",
    }
    for kind, statement in faults.items():
        installation.sql(statement)
        code, report, said = verified(installation)
        assert (code, report["first"]["kind"]) == (1, kind)
        assert "The chain does not hold" in said
        assert "Traceback" not in said
        installation.sql(f"DELETE FROM audit_event WHERE id IN ({key}, -{key})")
        installation.sql(f"INSERT INTO audit_event SELECT * FROM kept WHERE id = {key}")
    assert verified(installation)[0] == 0, "put back as it was, the chain holds again"
