"""`jointfund import FILE...`: to the desk, or with `--accept-all` into the record."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.urls import reverse

from jointfund.funds.models import Fund
from jointfund.intake.acceptance import Report, accept_all
from jointfund.intake.management.commands._files import (
    REFUSED,
    add_file_arguments,
    exit_refused,
    read_all,
    words_of,
)
from jointfund.intake.models import Intake, Origin
from jointfund.intake.opening import fund_for
from jointfund.intake.originals import read_originals
from jointfund.intake.services import Upload, hand_in, read_intake
from jointfund.kernel.database_words import missing_tables_in_words
from jointfund.kernel.errors import DomainError
from jointfund.kernel.files import disk_fault_in_words

ACTOR = "system:import"


class Command(BaseCommand):
    help = (
        "Read documents into candidates that a person decides on at the desk, or with --accept-all into the "
        "record. The same file twice changes nothing in the record."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_arguments(parser)
        parser.add_argument(
            "--accept-all", action="store_true", help="accept every record as read, without a person looking"
        )

    def handle(self, *, files: list[Path], fund: str | None, accept_all: bool, **options: object) -> None:
        into = self._import if accept_all else self._to_the_desk
        try:
            into(files, fund)
        except (
            OperationalError,
            OSError,
        ) as fault:  # a full disk, a database that went away: what was begun is undone
            known = disk_fault_in_words(fault) or missing_tables_in_words(fault)
            said = known or f"The import was broken off: {fault}."
            raise CommandError(said, returncode=REFUSED) from fault

    def _to_the_desk(self, files: list[Path], fund_code: str | None) -> None:
        try:
            fund = fund_for(fund_code, actor=ACTOR)
            uploads, unopened = self._uploads(files)
            intake = hand_in(fund, uploads, actor=ACTOR, origin=Origin.COMMAND)
        except DomainError as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        # Read here and now: who types a command may have no worker. One that runs finds it done.
        read_intake(intake.pk)
        intake.refresh_from_db()
        refused = list(intake.files.exclude(refusal="").values_list("refusal", flat=True))
        for line in refused:
            self.stderr.write(line)
        kinds = Counter(intake.candidates.values_list("kind", flat=True))
        # Programmes and contributions always, the knowledge base where there is something for it.
        counts = [f"{kinds[kind]} {kind}s" for kind in ("programme", "contribution")]
        counts += [f"{kinds[kind]} {kind}s" for kind in ("project", "session", "resource") if kinds[kind]]
        said = f"{', '.join(counts[:-1])} and {counts[-1]}"
        self.stdout.write(f"{said} wait for a decision: {_address(intake)}")
        if refused or unopened:
            exit_refused()

    def _uploads(self, files: list[Path]) -> tuple[list[Upload], bool]:
        """The files that can be opened; each other one is a line on stderr."""
        uploads = []
        for path in files:
            try:
                content = path.read_bytes()
            except OSError as fault:
                self.stderr.write(f"“{path.name}” cannot be opened: {fault.strerror}.")
            else:
                uploads.append(Upload(path.name, len(content), content))
        return uploads, len(uploads) < len(files)

    def _import(self, files: list[Path], fund_code: str | None) -> None:
        lexicon = words_of(fund_code)
        reading, refused = read_all(self, files, lexicon)
        try:
            if reading.documents:
                fund = fund_for(fund_code, actor=ACTOR)
                self._tell(accept_all(fund, reading, read_originals(files, reading), lexicon, actor=ACTOR))
        except DomainError as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        if refused:
            exit_refused()

    def _tell(self, report: Report) -> None:
        if report.changed_nothing:
            self.stdout.write("Already on record: nothing changed.")
            return
        self.stdout.write(
            f"{len(report.kept)} documents kept, {len(report.added)} programmes added, "
            f"{len(report.completed)} completed, {report.contributions} contributions entered, "
            f"{report.discrepancies} discrepancies found."
        )
        brought = report.knowledge
        if brought.projects or brought.sessions:
            self.stdout.write(
                f"{brought.projects} projects and {brought.sessions} sessions added to the knowledge base, "
                f"with {brought.statements} statements and {brought.results} printed results."
            )
        if brought.resources:
            self.stdout.write(f"{brought.resources} resources added to the knowledge base.")
        for note in report.notes:
            self.stdout.write(f"  {note}")


def _address(intake: Intake) -> str:
    """Where on the site the intake waits; the first fund stands at the root."""
    is_first = Fund.objects.first() == intake.fund
    kwargs = {} if is_first else {"fund_code": intake.fund.code}
    return reverse("desk-intake", kwargs={**kwargs, "number": intake.number})
