"""Commands in a data folder in which nothing has been made yet."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STATUS = {"src": "a fund that does not exist", "contrib": 1000, "transferred": 700, "total_uses": 700}


@pytest.fixture
def run(root: Path, tmp_path: Path):
    """One command of the product on an empty data folder."""
    environment = os.environ | {"JOINTFUND_DATA": str(tmp_path / "data"), "DATABASE_URL": ""}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "jointfund", *command]
        return subprocess.run(line, env=environment, cwd=root, capture_output=True, text=True, check=False)

    return run


def test_a_statement_is_checked_in_books_of_its_own(run, tmp_path):
    file = tmp_path / "statement.json"
    file.write_text(json.dumps(STATUS))
    done = run("statement", "check", str(file))
    assert done.returncode == 0, done.stderr
    assert "3 figures, 0 differ" in done.stdout


def test_a_command_that_needs_the_record_says_how_to_make_it(run):
    done = run("audit", "verify")
    assert done.returncode == 1
    assert "jointfund migrate" in done.stderr
    assert "Traceback" not in done.stderr
