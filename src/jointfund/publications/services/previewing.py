"""A draft as PDF to look at before it is released: made by the worker, kept beside no release.

A preview is a file under a name that says which version of which draft it shows on which day. Nothing of it
stands in the database; asked for again it is made again, and each new one takes the place of the last.
"""

import time
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jointfund.kernel.errors import DomainError
from jointfund.kernel.files import write_atomically
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.publications.documents import document_of
from jointfund.publications.models import Publication
from jointfund.publications.orders import Parameters
from jointfund.publications.services.drafting import built_now
from jointfund.publications.services.moving import require
from jointfund.publications.tasks import make_preview_task

# After this long without the file its making is taken for dead, and it may be asked for again.
SILENCE_SECONDS = 120.0


class PreviewState(StrEnum):
    """How far the file has come."""

    NONE = "none"
    ASKED = "asked"
    SILENT = "silent"
    REFUSED = "refused"
    MADE = "made"


@dataclass(frozen=True)
class Preview:
    """The file of a draft as it is saved; `why` says what hindered it."""

    state: PreviewState
    path: Path
    why: str = ""


def preview_of(publication: Publication, today: date) -> Preview:
    """How far the preview of this version of a draft is, as of today."""
    path = _path(publication, today)
    asked, refused = path.with_suffix(".asked"), path.with_suffix(".refused")
    if path.exists():
        return Preview(PreviewState.MADE, path)
    if refused.exists():
        return Preview(PreviewState.REFUSED, path, refused.read_text(encoding="utf-8"))
    if asked.exists():
        is_silent = time.time() - asked.stat().st_mtime > SILENCE_SECONDS
        return Preview(PreviewState.SILENT if is_silent else PreviewState.ASKED, path)
    return Preview(PreviewState.NONE, path)


def ask_for_preview(publication: Publication, today: date, *, by: User) -> None:
    """Ask the worker for the file; one that is there is made anew. Raises NotAllowed."""
    require(by, Permission.PUBLICATION_EDIT, publication)
    path = _path(publication, today)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{_stem(publication)}-*"):
        old.unlink(missing_ok=True)
    path.with_suffix(".asked").touch()
    transaction.on_commit(
        partial(make_preview_task.enqueue, publication.pk, publication.version, today.isoformat())
    )


def make_preview(publication_key: int, version: int, day: str) -> None:
    """Make the file, unless the draft was saved again meanwhile; a draft that cannot be made says why."""
    publication = Publication.objects.select_related("fund").get(pk=publication_key)
    if publication.version != version:
        return
    today = date.fromisoformat(day)
    path = _path(publication, today)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        built = built_now(publication.fund, publication.kind, Parameters.from_json(publication.order), today)
        content = document_of(built.content).kept_file(".pdf", built.content)
    except DomainError as fault:
        write_atomically(path.with_suffix(".refused"), str(fault).encode())
    else:
        write_atomically(path, content)


def _path(publication: Publication, today: date) -> Path:
    name = f"{_stem(publication)}-v{publication.version}-{today.isoformat()}.pdf"
    return Path(settings.MEDIA_ROOT) / "previews" / name


def _stem(publication: Publication) -> str:
    return f"{publication.fund.code}-draft-{publication.draft}"
