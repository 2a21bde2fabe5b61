"""A database to throw away: a file of SQLite, or on PostgreSQL (DATABASE_URL) one beside the given one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit


@contextmanager
def throw_away() -> Iterator[None]:
    """Django set up on an empty, migrated database that is gone afterwards; children inherit it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jointfund.config.settings"
    with tempfile.TemporaryDirectory(prefix="jointfund-bench-") as folder:
        os.environ["JOINTFUND_DATA"] = folder
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        if connection.vendor == "sqlite":
            call_command("migrate", verbosity=0)
            try:
                yield
            finally:
                connection.close()
            return
        given = connection.settings_dict["NAME"]
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        parts = urlsplit(os.environ["DATABASE_URL"])
        os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        try:
            yield
        finally:
            connection.creation.destroy_test_db(given, verbosity=0)


def shared_folder() -> Path:
    """Where the fund's documents and what is known of them are, if they are here."""
    root = Path(__file__).resolve().parent.parent.parent / "shared"
    return Path(os.environ.get("JOINTFUND_SHARED") or root)


def shared_documents() -> list[Path]:
    """The fund's booklet and brief, where they are beside the project; else none."""
    folder = shared_folder() / "seeds"
    return sorted([*folder.glob("000_*"), *folder.glob("001_*")])
