"""What every test may ask for: the project's folder, the fund's documents, an installation of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.demo_database import DemoDatabase
from tests.migrated import copy_into_file

ROOT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path:
    """Where the fund's real documents are: JOINTFUND_SHARED, else `shared` beside the project."""
    return Path(os.environ.get("JOINTFUND_SHARED") or ROOT.parent / "shared").resolve()


def pytest_report_header() -> str:
    """Says at once when the tests on real documents cannot run."""
    folder = shared_folder()
    return f"documents: {folder}" if folder.is_dir() else f"documents: ABSENT, nothing at {folder}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the fund's documents; the test is skipped, loudly, where there is none."""
    folder = shared_folder()
    if not folder.is_dir():
        pytest.skip(
            f"THE FUND'S DOCUMENTS ARE ABSENT: nothing at {folder}; name their folder in JOINTFUND_SHARED"
        )
    return folder


@pytest.fixture(scope="session", autouse=True)
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of the test run's own, so that no test touches a developer's; quick passwords."""
    folder = tmp_path_factory.mktemp("data")
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(
        DATA_FOLDER=folder,
        MEDIA_ROOT=folder / "files",
        STATIC_ROOT=folder / "static",
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": plain},
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SECOND_FACTOR_REQUIRED=False,  # as in the demonstration; tests of the second step turn it on
    ):
        yield folder


@pytest.fixture(scope="session")
def migrated_file(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Path | None:
    """A SQLite file with the migrated, empty database, to be copied; None on PostgreSQL.

    Only a module marked `django_db` may ask for it: the database is not made for others.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        return None
    file = tmp_path_factory.mktemp("migrated") / "jointfund.sqlite3"
    with django_db_blocker.unblock():
        copy_into_file(file)
    return file


@pytest.fixture(scope="session")
def demo_database(django_db_setup: None, django_db_blocker) -> DemoDatabase:
    """The demonstration fund in a database of its own, loaded once."""
    with django_db_blocker.unblock():
        return DemoDatabase()


@pytest.fixture(scope="module")
def demo_records(demo_database: DemoDatabase, django_db_blocker) -> Iterator[None]:
    """The demonstration fund for a module; what its tests write is gone after it.

    Every test that follows in the module sees it, and none may use `transactional_db`.
    """
    with django_db_blocker.unblock(), demo_database.shown(), django_db_blocker.block():
        yield


@pytest.fixture
def demo_fund(demo_records: None, db: None):
    """The demonstration fund; what a test changes in it is undone after the test."""
    from jointfund.funds.models import Fund

    return Fund.objects.get(is_demo=True)


@pytest.fixture
def open_fund(db: None):
    """A fund with its vocabularies and no programme yet."""
    from jointfund.intake.opening import open_shipped_fund

    return open_shipped_fund("MIG00", is_demo=False, actor="system:test")
