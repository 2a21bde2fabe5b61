"""People release at the same moment on an SQLite file, each in a process: a number each, none twice."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

BEGIN = """
import json, pathlib, sys, time
from datetime import date
import django
django.setup()
from django.db import connection
from jointfund.funds.models import Fund
from jointfund.publications import services
from jointfund.publications.models import Publication, PublicationKind, PublicationState, Release
from jointfund.publications.orders import Parameters
from jointfund.publications.services.drafting import Draft
today = date(2026, 1, 15)
"""
PREPARE = """
fund, draft = Fund.objects.get(is_demo=True), Draft(Parameters(subject="children"))
for _ in range(2):
    one = services.draft_publication(fund, PublicationKind.BRIEF, draft, actor="a", today=today)
    services.send_to_review(one, actor="a")
print(json.dumps(Release.objects.count()))
"""
RELEASE = """
which, person, folder = int(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
mine = Publication.objects.filter(state=PublicationState.REVIEW).order_by("-pk")[which]
(folder / f"ready-{person}").touch()
while not (folder / "go").exists():
    time.sleep(0.002)
try:
    found = services.release(mine, actor=person, today=today).number
except (services.IllegalMove, services.ReleasedMeanwhile) as refusal:
    found = type(refusal).__name__
print(json.dumps([connection.vendor, found]))
"""
pytestmark = pytest.mark.django_db
WANTS = (0, 0, 1)  # which of the two publications each person releases


@pytest.fixture
def folder(demo_database, tmp_path: Path) -> Path:
    """The data folder of an installation of its own, with the demonstration in a file."""
    if connection.vendor != "sqlite":
        pytest.skip("A FILE IS SQLITE'S: releases at once on PostgreSQL are tried beside")
    with closing(sqlite3.connect(tmp_path / "jointfund.sqlite3")) as file:
        demo_database._copy.backup(file)
    return tmp_path


def started(script: str, folder: Path, *arguments: object) -> subprocess.Popen[str]:
    """A process with a connection of its own to the installation in the folder."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = {
        "DJANGO_SETTINGS_MODULE": "jointfund.config.settings",
        "JOINTFUND_DATA": str(folder),
        "JOINTFUND_SECOND_FACTOR": "optional",  # as in the demonstration
    }
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + script, *map(str, arguments)],
        env={**kept, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answer(process: subprocess.Popen[str]):
    told, fault = process.communicate(timeout=120)
    assert process.returncode == 0, fault
    return json.loads(told.splitlines()[-1])


def test_writers_of_one_file_get_one_number_each_and_one_publication_one_release(folder: Path) -> None:
    before = answer(started(PREPARE, folder))
    everybody = [started(RELEASE, folder, which, n, folder) for n, which in enumerate(WANTS)]
    while len(list(folder.glob("ready-*"))) < len(WANTS) and all(one.poll() is None for one in everybody):
        time.sleep(0.01)
    (folder / "go").touch()
    answers = [answer(one) for one in everybody]
    assert {vendor for vendor, _found in answers} == {"sqlite"}
    found = [one for _vendor, one in answers]
    assert sorted(one for one in found if isinstance(one, int)) == [before + 1, before + 2]
    assert [one for one in found if isinstance(one, str)] == ["IllegalMove"]
    assert isinstance(found[2], int)  # nobody else wanted the second publication
