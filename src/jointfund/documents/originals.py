"""Where the bytes of originals lie: under their hash, so that two files of one name never meet.

A file may outlive an import that was broken off; the next import of the same bytes finds and uses it.
"""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jointfund.kernel.errors import DomainError


class OriginalNotKept(DomainError):
    """The original could not be written; nothing of it is left."""


def store_original(content: bytes) -> str:
    """The name the content lies under, written now unless it is there whole.

    Raises OriginalNotKept when the disk is full or closed to us.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = f"originals/{digest}"
    try:
        if _is_whole(name, digest):
            return name
        default_storage.delete(name)
        return default_storage.save(name, ContentFile(content))
    except OSError as fault:
        default_storage.delete(name)
        reason = fault.strerror or str(fault)
        raise OriginalNotKept(f"The original cannot be kept: {reason}. Nothing was imported.") from fault


def _is_whole(name: str, digest: str) -> bool:
    """Whether the file is there with all its bytes: one broken off while it was written is not."""
    if not default_storage.exists(name):
        return False
    with default_storage.open(name) as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest() == digest
