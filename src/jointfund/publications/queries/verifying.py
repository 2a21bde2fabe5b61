"""Whether kept files of releases still are what they were: each against its size and hash."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from jointfund.funds.models import Fund
from jointfund.publications.models import ReleaseFile


@dataclass(frozen=True)
class CheckedFile:
    """One kept file. `fault` says in words what is wrong with it; empty where nothing is."""

    release: str
    form: str
    stored_as: str
    fault: str


def checked_files(fund: Fund | None = None) -> Iterator[CheckedFile]:
    """Every kept file, of one fund or of all, read and compared; withdrawn ones too."""
    found = ReleaseFile.objects.select_related("release__fund").order_by("release__fund", "release__number")
    if fund is not None:
        found = found.filter(release__fund=fund)
    for file in found.iterator():
        yield CheckedFile(file.release.reference, file.form, str(file.content.name), _fault(file))


def _fault(file: ReleaseFile) -> str:
    digest, size = hashlib.sha256(), 0
    try:
        with file.content.open("rb") as content:
            for chunk in iter(lambda: content.read(1 << 20), b""):
                digest.update(chunk)
                size += len(chunk)
    except OSError as problem:
        return f"cannot be read: {problem.strerror or 'not found'}"
    if size != file.size:
        return f"has {size:,} bytes instead of {file.size:,}"
    if digest.hexdigest() != file.sha256:
        return f"has the hash {digest.hexdigest()} instead of {file.sha256}"
    return ""
