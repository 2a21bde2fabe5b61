"""`jointfund reset_demo`: start over. What was there is moved aside, never deleted."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from jointfund.config import data_lock, preparation
from jointfund.kernel.errors import DomainError


class Command(BaseCommand):
    """Puts a fresh demonstration fund in place of the installation's data."""

    help = "Move the database and the kept files aside and load the demonstration fund anew."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        """Moves, then prepares; refuses while a server runs, and on PostgreSQL."""
        if connection.vendor != "sqlite":
            raise CommandError(
                "reset_demo replaces a SQLite database only. "
                "On PostgreSQL make a new database and name it in DATABASE_URL."
            )
        folder = Path(settings.DATA_FOLDER)
        try:
            with data_lock.held(folder):
                connection.close()
                if kept := move_aside(folder):
                    self.stdout.write(f"What was there is now in {kept}")
                preparation.prepare(self.stdout.write)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demonstration fund is as it was on the first day.")


def move_aside(folder: Path) -> Path | None:
    """Moves database and kept files into a dated folder and returns it; None when there were none."""
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    journal = [database.with_name(database.name + ending) for ending in ("-wal", "-shm", "-journal")]
    present = [path for path in (database, *journal, Path(settings.MEDIA_ROOT)) if path.exists()]
    if not present:
        return None
    kept = folder / datetime.now(UTC).strftime("before-reset-%Y%m%dT%H%M%S")
    kept.mkdir()
    for path in present:
        path.rename(kept / path.name)
    return kept
