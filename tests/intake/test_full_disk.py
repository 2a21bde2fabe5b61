"""A disk that fills up while documents are imported: one sentence, no traceback, the record as it was."""

import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.intake.papers import BOOKLET

# Of the record's tables: none of them may differ after an import that was broken off.
TABLES = (
    "programmes_programme",
    "programmes_fieldsource",
    "documents_document",
    "documents_source",
    "audit_event",
)
# Bytes a file may grow to: the first write of all, and the middle of a transaction.
LIMITS = (8_192, 100_000)


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Path:
    """A data folder with a fund and no programme."""
    folder = tmp_path_factory.mktemp("full")
    done = run(folder, ["migrate"])
    assert done.returncode == 0, done.stderr
    return folder


def run(folder: Path, command: list[str], limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """One command of the product in a process of its own, no file of which may grow beyond the limit."""

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    environment = os.environ | {"JOINTFUND_DATA": str(folder), "DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "jointfund", *command],
        env=environment,
        preexec_fn=narrow,  # no thread is running here
        capture_output=True,
        text=True,
        check=False,
    )


def record(folder: Path) -> list[int]:
    """How many rows each table of the record holds."""
    with sqlite3.connect(folder / "jointfund.sqlite3") as database:
        return [database.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES]  # noqa: S608


def long_booklet(folder: Path) -> Path:
    """A booklet large enough that its import cannot fit into the smallest room."""
    file = folder / "booklet.txt"
    file.write_text(BOOKLET + "\n".join(f"Line {number} of an annex." for number in range(4_000)))
    return file


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("way", [[], ["--accept-all"]], ids=["to the desk", "into the record"])
def test_an_import_on_a_full_disk_ends_in_one_sentence(installation, tmp_path, limit, way):
    before = record(installation)
    done = run(installation, ["import", *way, str(long_booklet(tmp_path))], limit)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "The disk is full" in done.stderr or "cannot be kept" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    if way:
        assert record(installation) == before


def test_with_room_again_the_same_import_goes_through(installation, tmp_path):
    done = run(installation, ["import", "--accept-all", str(long_booklet(tmp_path))])
    assert done.returncode == 0, done.stderr
    assert record(installation)[1] > 0
