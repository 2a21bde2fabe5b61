"""What must stand before the first request: static files, tables, the demonstration fund; each when due."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from jointfund import __version__
from jointfund.funds.models import Fund

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Brings data folder and database to the state this version needs, and says what takes a while."""
    collect_static_files(say)
    migrate_database(say)
    load_demonstration(say)
    connections.close_all()


def collect_static_files(say: Say) -> None:
    """Copies and compresses the static files, unless none has changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    say("Collecting static files ...")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    root.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="ascii")


def static_fingerprint() -> str:
    """A digest over version, name, size and time of every static file the applications bring."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def migrate_database(say: Say) -> None:
    """Applies the migrations that are not yet applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database ...")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def load_demonstration(say: Say) -> None:
    """Loads the demonstration fund into an installation that has no fund yet."""
    if not Fund.objects.exists():
        say("Loading the demonstration fund ...")
        with transaction.atomic():  # all of it or, when interrupted, nothing
            call_command("load_demo", beside=True, stdout=io.StringIO())
