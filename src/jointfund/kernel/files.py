"""Writing files so that a reader never meets half of one; faults of the disk in words."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """The file holds all of the content, or stays as it was: written beside it, then renamed.

    Raises OSError when the folder cannot be written.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


# What a database says where it cannot write; SQLite's words, and PostgreSQL's.
DISK_WORDS = (
    "disk is full",
    "disk i/o error",
    "no space left",
    "readonly database",
    "unable to open database",
)
DISK_ERRORS = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS})
DISK_SENTENCE = (
    "The disk is full, or closed to us: what was begun is undone and the record is as it was. "
    "Make room, then do it again."
)


def disk_fault_in_words(fault: Exception) -> str:
    """The sentence for a fault that comes from a full or closed disk; empty for any other fault.

    A database says it in words only, with no number of its own.
    """
    if isinstance(fault, OSError):
        return DISK_SENTENCE if fault.errno in DISK_ERRORS else ""
    said = str(fault).lower()
    return DISK_SENTENCE if any(words in said for words in DISK_WORDS) else ""


def _umask() -> int:
    """The process's mask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
