"""The bytes of files that were read, as they were when they were read, and the documents they become."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from jointfund.documents import services as documents
from jointfund.documents.models import Document
from jointfund.documents.services import DocumentValues
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import UnreadableInput
from jointfund.kernel.words import fold
from jointfund.reading.records import DocumentRecord, Reading


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


def keep_document(fund: Fund, record: DocumentRecord, content: bytes, *, actor: str) -> Document:
    """The document of the fund that a file is, its original and lines kept; the same bytes are kept once."""
    issued = PartialDate.parse(record.date) if record.date else None
    values = DocumentValues(
        key=f"{record.kind}-{issued.iso() if issued else record.sha256[:8]}",
        kind=record.kind if record.kind in ("booklet", "brief") else "other",
        title=record.title or record.file,
        issued=issued,
        original_name=record.file,
        media_type=record.media_type,
    )
    named = Document.objects.filter(fund=fund, key=values.key, sha256="").first()
    if named and not _same_title(named.title, values.title):
        values = replace(values, key=f"{values.key}-{record.sha256[:8]}")
    return documents.keep_original(fund, values, content, record.lines, actor=actor)


def _same_title(first: str, second: str) -> bool:
    """True when one title begins with the other: a date or a subtitle may follow."""
    shorter, longer = sorted((fold(first), fold(second)), key=len)
    return longer.startswith(shorter)
