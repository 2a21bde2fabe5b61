"""Files come in: the bytes are kept at once, and the worker is asked to read them.

They are kept before anybody looks, so that what is decided later can always be held against what came in;
but as files of the intake, which only the desk reads: a document of the fund has a public page, and is made
with the first record that a person accepts (see `accepting`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.intake.models import FileState, Intake, IntakeFile, Origin
from jointfund.intake.tasks import read_intake_task
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User

MAX_FILES = 20
MAX_BYTES = 50 * 2**20


class NothingToRead(DomainError):
    """No file was handed in, or too many."""


@dataclass(frozen=True)
class Upload:
    """One file as it came in. `content` is None where the file was too large to take."""

    name: str
    size: int
    content: bytes | None


@transaction.atomic
def hand_in(
    fund: Fund, uploads: Sequence[Upload], *, actor: str, origin: Origin, by: User | None = None
) -> Intake:
    """An intake of these files, kept, with the worker asked to read them once this is committed.

    A file that is empty or too large is refused by itself. Raises NothingToRead.
    """
    if not uploads:
        raise NothingToRead("Choose at least one file: text, PDF, Word, CSV or Excel.")
    if len(uploads) > MAX_FILES:
        raise NothingToRead(f"At most {MAX_FILES} files at once; you chose {len(uploads)}.")
    Fund.objects.select_for_update().get(pk=fund.pk)  # two intakes never take the same number
    highest: int = fund.intakes.aggregate(Max("number"))["number__max"] or 0
    intake = Intake.objects.create(fund=fund, number=highest + 1, origin=origin, actor=actor, by=by)
    names: set[str] = set()
    for position, upload in enumerate(uploads, 1):
        name = _free_name(upload.name, names)
        names.add(name)
        _keep(intake, position, name, upload)
    audit.record(
        Verb.INTAKE_OPENED,
        f"{fund.code}/intake/{intake.number}",
        actor=actor,
        fund=fund,
        after={"files": sorted(names)},
    )
    transaction.on_commit(partial(ask_for_reading, intake.pk))
    return intake


def ask_for_reading(intake_key: int) -> None:
    """Queue the reading of an intake for the worker."""
    read_intake_task.enqueue(intake_key)


def _free_name(given: str, taken: set[str]) -> str:
    """The file's own name without folders, told apart where two files bear the same."""
    path = PurePath(given.replace("\\", "/"))
    name = "".join(letter for letter in path.name if letter.isprintable())[-200:] or "file"
    found, running = name, 2
    while found in taken:
        found, running = f"{PurePath(name).stem} ({running}){PurePath(name).suffix}", running + 1
    return found


def _keep(intake: Intake, position: int, name: str, upload: Upload) -> None:
    refusal = _refusal(name, upload)
    content = upload.content or b""
    digest = hashlib.sha256(content).hexdigest()
    file = IntakeFile(
        intake=intake,
        position=position,
        name=name,
        sha256=digest,
        size=upload.size,
        state=FileState.REFUSED if refusal else FileState.WAITING,
        refusal=refusal,
    )
    if not refusal:
        # Stored under its hash: no name from outside reaches the disk.
        file.content.save(digest, ContentFile(content), save=False)
    file.save()


def _refusal(name: str, upload: Upload) -> str:
    if upload.content is None or upload.size > MAX_BYTES:
        return (
            f"“{name}” is larger than {MAX_BYTES // 2**20} MB and was not taken: split it, or hand it in "
            "with `jointfund import`."
        )
    if not upload.content.strip():
        return f"“{name}” is empty: there is nothing to read."
    return ""
