"""Files people send with something: what is taken is told by the bytes, never by a name or a declared type.

Nothing here opens a file for reading: it is looked at from outside, scanned, kept under its hash, and given
back as a download under a name of ours.
"""

import hashlib
import io
import subprocess
import zipfile
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jointfund.documents.originals import store_original
from jointfund.kernel.errors import DomainError

MOST_BYTES = 10 * 2**20
MOST_PACKED = 2_000  # parts of a packed file
MOST_UNPACKED = 200 * 2**20  # bytes its parts say they unpack to
SCAN_SECONDS = 60
OFFICE_TYPES = {
    "word/document.xml": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
SIGNS = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
}
ACCEPTED = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"


class UploadRefused(DomainError):
    """The file is not taken; the message says why."""


@dataclass(frozen=True)
class Kind:
    """What the bytes are: the ending we give the name and the media type."""

    ending: str
    media_type: str


@dataclass(frozen=True)
class KeptUpload:
    """A file that was taken: where it lies, its hash, what it is, its size in bytes."""

    original: str
    sha256: str
    kind: Kind
    size: int


def keep_upload(content: bytes) -> KeptUpload:
    """The file looked at, scanned and kept. Raises UploadRefused, OriginalNotKept."""
    kind = kind_of(content)
    scan(content)
    digest = hashlib.sha256(content).hexdigest()
    return KeptUpload(store_original(content), digest, kind, len(content))


def check_size(size: int) -> None:
    """Refuse a file by its size alone, before it is read. Raises UploadRefused."""
    if not size:
        raise UploadRefused(_("The file is empty."))
    if size > MOST_BYTES:
        words = _("The file has %(size)s MB: send at most %(most)s MB.")
        raise UploadRefused(words % {"size": f"{size / 2**20:.1f}", "most": MOST_BYTES // 2**20})


def kind_of(content: bytes) -> Kind:
    """What the bytes are: PDF, Word, Excel, PNG or JPEG. Raises UploadRefused."""
    check_size(len(content))
    for sign, (ending, media_type) in SIGNS.items():
        if content.startswith(sign):
            return Kind(ending, media_type)
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    raise UploadRefused(_("This is no PDF, Word, Excel, PNG or JPEG file, whatever its name says."))


def neutral_name(*parts: str, ending: str) -> str:
    """A name for the download that no program takes for anything else: letters, digits and dashes."""
    words = "-".join(part for part in (slugify(one) for one in parts) if part)
    return f"{words[:80].strip('-') or 'file'}.{ending}"


def scan(content: bytes) -> None:
    """Hand the file to the scanner of the installation, where it has one. Raises UploadRefused.

    The scanner is a command that reads the file from its standard input and ends with 0 for a clean one.
    """
    command: list[str] = settings.UPLOAD_SCANNER
    if not command:
        return
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SCAN_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise UploadRefused(_("The file could not be scanned: try again later.")) from fault
    if done.returncode == 1:
        raise UploadRefused(_("The scanner found something harmful in the file."))
    if done.returncode:
        raise UploadRefused(_("The file could not be scanned: try again later."))


def _office_kind(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise UploadRefused(_("The file is damaged or cut off.")) from fault
    if len(parts) > MOST_PACKED or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UploadRefused(_("The file unpacks to too much."))
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UploadRefused(_("The file holds macros: save it without them."))
    for part, (ending, media_type) in OFFICE_TYPES.items():
        if part in names and "[Content_Types].xml" in names:
            return Kind(ending, media_type)
    raise UploadRefused(_("A packed file is taken only if it is a Word or Excel file."))
