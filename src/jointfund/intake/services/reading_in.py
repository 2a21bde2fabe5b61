"""The worker reads what came in: file by file with progress, all candidates at once in the end.

A task that is killed halfway leaves no candidate behind; run again, it starts over. Run twice at the same
time, the second to end finds the intake read and changes nothing.
"""

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.intake.candidates.freezing import ProgrammeRecord
from jointfund.intake.candidates.knowledge import knowledge_candidate, knowledge_fields
from jointfund.intake.candidates.making import (
    contribution_candidate,
    contribution_fields,
    programme_candidate,
    programme_fields,
)
from jointfund.intake.candidates.session_pieces import FoundResource
from jointfund.intake.models import (
    Candidate,
    CandidateField,
    FileState,
    Intake,
    IntakeFile,
    IntakeState,
)
from jointfund.intake.paper_in import projects_of_papers, resources_of_papers
from jointfund.intake.services.matching_up import match_open_candidates
from jointfund.intake.sheets.portfolio import KIND as PORTFOLIO
from jointfund.intake.sheets.portfolio import Portfolio, read_portfolio
from jointfund.kernel.errors import DomainError, UnreadableInput
from jointfund.reading.claims import find_claims
from jointfund.reading.discrepancies import discrepancies_as_json, find_discrepancies
from jointfund.reading.fiches.splitting import SingleProject, sessions_by_project, single_projects
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.progress import Tell
from jointfund.reading.read import read_files
from jointfund.reading.records import Contribution, DocumentRecord, Reading
from jointfund.reading.sessions.records import Session
from jointfund.vocabularies.lexicon import load_lexicon
from jointfund.vocabularies.models import Term

# After this long without a sign of life a reading is taken for dead and may be asked for again.
SILENCE = timedelta(minutes=2)
PARTS = 100
SECONDS_BETWEEN = 0.5


class StillReading(DomainError):
    """The worker is at it."""


@dataclass
class FileReading:
    """What one file gave."""

    file: IntakeFile
    document: DocumentRecord | None = None
    programmes: list[ProgrammeRecord] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)
    kind: str = ""


def read_intake(intake_key: int) -> None:
    """Read every file of an intake into candidates; one that is read already stays as it is."""
    intake = Intake.objects.select_related("fund").get(pk=intake_key)
    if intake.state != IntakeState.READING:
        return
    lexicon = load_lexicon(intake.fund.code)
    files = list(intake.files.exclude(state=FileState.REFUSED))
    results = []
    for step, file in enumerate(files):
        progress = _Progress(intake, step, len(files) + 2)
        progress.begin(file.name)
        results.append(_read_file(file, lexicon, intake.fund.currency, progress.tell))
    _Progress(intake, len(files), len(files) + 2).begin("the documents against each other")
    discrepancies = find_discrepancies(_together(results, lexicon), lexicon)
    _Progress(intake, len(files) + 1, len(files) + 2).begin("the record")
    _store(intake, results, discrepancies_as_json(discrepancies), lexicon)


def is_silent(intake: Intake) -> bool:
    """True when an intake should be read and nothing was heard of its reading for a while."""
    return intake.state == IntakeState.READING and timezone.now() - intake.moved_at > SILENCE


@transaction.atomic
def read_again(intake: Intake) -> Intake:
    """Ask the worker once more for an intake whose reading died.

    Raises StillReading while there is a sign of life, and when it is read already.
    """
    from jointfund.intake.services.handing_in import ask_for_reading

    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if not is_silent(locked):
        raise StillReading("It is being read, or has been: there is nothing to start again.")
    _touch(locked)
    transaction.on_commit(lambda: ask_for_reading(locked.pk))
    return locked


class _Progress:
    """Tells how far the reading has come, at most twice a second, outside any transaction: pages see it.

    A step of the whole is counted in `PARTS`, so that a long file moves the bar while it is read.
    """

    def __init__(self, intake: Intake, step: int, steps: int) -> None:
        self._intake, self._step, self._steps = intake, step, steps
        self._what, self._next = "", 0.0

    def begin(self, what: str) -> None:
        """The next step begins; `what` is read in it."""
        self._what = what
        self._say(0, what)

    def tell(self, done: int, of: int) -> None:
        """So many pages or rows of the step are read."""
        if of > 1 and time.monotonic() >= self._next:
            self._say(PARTS * done // of, f"{self._what}: {done:,} / {of:,}")

    def _say(self, parts: int, what: str) -> None:
        self._next = time.monotonic() + SECONDS_BETWEEN
        self._intake.step, self._intake.steps = self._step * PARTS + parts, self._steps * PARTS
        self._intake.at_work_on = what[:300]
        _touch(self._intake)


def _touch(intake: Intake) -> None:
    intake.moved_at = timezone.now()
    intake.save(update_fields=["step", "steps", "at_work_on", "moved_at"])


def _read_file(file: IntakeFile, lexicon: Lexicon, currency: str, tell: Tell) -> FileReading:
    """What the file says; a file that cannot be read says why."""
    try:
        with file.content.open("rb") as kept:
            content = kept.read()
    except OSError:
        return _refused(file, f"The kept original of “{file.name}” is gone: hand it in again.")
    try:
        portfolio = read_portfolio(content, file.name, lexicon, _labels(), tell, currency=currency)
    except UnreadableInput as refusal:
        return _refused(file, str(refusal))
    if portfolio is None:
        return _read_document(file, content, lexicon, tell)
    return _read_table(file, portfolio)


def _read_table(file: IntakeFile, portfolio: Portfolio) -> FileReading:
    """The programmes of a table; its preview is kept also where the table as a whole is refused."""
    file.sheet = portfolio.preview()
    if portfolio.fault:
        return _refused(file, portfolio.fault)
    file.state, file.refusal = FileState.READ, ""
    document = DocumentRecord(
        file=file.name,
        kind="unknown",
        media_type="text/csv" if file.name.lower().endswith((".csv", ".tsv")) else "application/octet-stream",
        sha256=file.sha256,
        title=file.name,
        date=None,
        lines=portfolio.lines,
    )
    return FileReading(file, document, list(portfolio.records), kind=PORTFOLIO)


def _read_document(file: IntakeFile, content: bytes, lexicon: Lexicon, tell: Tell) -> FileReading:
    with tempfile.TemporaryDirectory(prefix="jointfund-") as folder:
        path = Path(folder) / file.name
        path.write_bytes(content)
        reading, refusals = read_files([path], lexicon, tell)
    if refusals:
        return _refused(file, refusals[0])
    file.state, file.refusal, file.warnings = FileState.READ, "", list(reading.warnings)
    return FileReading(
        file,
        reading.documents[0],
        [ProgrammeRecord(programme) for programme in reading.programmes],
        list(reading.contributions),
        reading,
    )


def _refused(file: IntakeFile, reason: str) -> FileReading:
    file.state, file.refusal = FileState.REFUSED, reason
    return FileReading(file)


def _together(results: Iterable[FileReading], lexicon: Lexicon) -> Reading:
    """All files as one reading; claims are found anew, because the files check each other."""
    readings = [result.reading for result in results]
    documents = tuple(document for reading in readings for document in reading.documents)
    programmes = tuple(programme for reading in readings for programme in reading.programmes)
    contributions = tuple(row for reading in readings for row in reading.contributions)
    claims = tuple(
        claim for document in documents for claim in find_claims(document, programmes, contributions, lexicon)
    )
    return Reading(documents, programmes, contributions, claims)


@transaction.atomic
def _store(intake: Intake, results: list[FileReading], discrepancies: object, lexicon: Lexicon) -> None:
    """Everything that was read, at once; nothing where another run was first."""
    locked = Intake.objects.select_for_update().select_related("fund").get(pk=intake.pk)
    if locked.state != IntakeState.READING:
        return
    for result in results:
        _store_file(result)
    candidates = list(_candidates(results, lexicon))
    Candidate.objects.bulk_create(candidate for candidate, _ in candidates)
    CandidateField.objects.bulk_create(field for _, fields in candidates for field in fields)
    _close_reading(locked, results, bool(candidates))
    locked.discrepancies = discrepancies
    locked.save()
    match_open_candidates(locked)
    audit.record(
        Verb.INTAKE_READ,
        f"{locked.fund.code}/intake/{locked.number}",
        actor=locked.actor,
        fund=locked.fund,
        after={
            "candidates": len(candidates),
            "refused": [result.file.name for result in results if result.document is None],
        },
    )


def _close_reading(intake: Intake, results: list[FileReading], has_candidates: bool) -> None:
    anything_read = any(result.document for result in results)
    after = IntakeState.READY if has_candidates else IntakeState.DONE
    intake.state = after if anything_read else IntakeState.REFUSED
    intake.step = intake.steps
    intake.at_work_on = ""
    intake.moved_at = timezone.now()


def _store_file(result: FileReading) -> None:
    file, document = result.file, result.document
    if document:
        file.kind, file.media_type = result.kind or document.kind, document.media_type
        file.title = (document.title or "")[:300]
        file.issued = document.date or ""
        file.text = "\n".join(document.lines)
    file.save()


def _candidates(
    results: list[FileReading], lexicon: Lexicon
) -> Iterator[tuple[Candidate, list[CandidateField]]]:
    """Each record as a candidate with its fields, numbered as the files stand."""
    labels = _labels()
    number = 0
    for result in results:
        for record in result.programmes:
            number += 1
            candidate = programme_candidate(record, result.file, number)
            yield candidate, list(programme_fields(candidate, record, lexicon, labels))
        for contribution in result.contributions:
            number += 1
            candidate = contribution_candidate(contribution, result.file, number)
            yield candidate, list(contribution_fields(candidate, contribution))
        for found in _of_knowledge(result.reading):
            number += 1
            candidate = knowledge_candidate(found, result.file, number)
            yield candidate, list(knowledge_fields(candidate, found))


def _of_knowledge(reading: Reading) -> Iterator[SingleProject | Session | FoundResource]:
    """Projects before the sessions that speak of them, then what stands by itself."""
    yield from single_projects(reading)
    yield from projects_of_papers(reading)
    yield from sessions_by_project(reading)
    yield from resources_of_papers(reading)


def _labels() -> dict[str, str]:
    """The words of the tag vocabularies by `SCHEME:CODE`."""
    return {f"{term.scheme}:{term.code}": term.label for term in Term.objects.filter(fund__isnull=True)}
