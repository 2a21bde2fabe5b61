"""The bytes of files that were read, as they were when they were read."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.records import Reading


def read_originals(files: Iterable[Path], reading: Reading) -> Mapping[str, bytes]:
    """The content of each file of a reading, by its name.

    Raises UnreadableInput when a file is gone or changed since it was read: what is kept must be what the
    records came from.
    """
    wanted = {record.file: record.sha256 for record in reading.documents}
    contents: dict[str, bytes] = {}
    for path in files:
        if path.name in wanted:
            contents[path.name] = _unchanged(path, wanted[path.name])
    return contents


def _unchanged(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UnreadableInput(f"“{path.name}” is gone since it was read: nothing was imported.") from fault
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UnreadableInput(f"“{path.name}” changed while it was read: nothing was imported.")
    return content
