"""One server per data folder: a lock the operating system drops when its holder ends, however it ends."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from jointfund.kernel.errors import DomainError


class DataFolderInUse(DomainError):
    """Another process serves from the folder, or is just replacing what is in it."""


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder while the block runs. Raises DataFolderInUse when another process does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "server.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            process = file.read().strip() or "unknown"
            raise DataFolderInUse(
                f"A JointFund server (process {process}) is running on {folder}. Stop it first, "
                f"or name another folder in JOINTFUND_DATA."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
