"""`jointfund import FILE... --accept-all`."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from jointfund.intake.acceptance import Report, accept_all
from jointfund.intake.management.commands._files import (
    REFUSED,
    add_file_arguments,
    exit_refused,
    read_all,
    words_of,
)
from jointfund.intake.opening import fund_for
from jointfund.intake.originals import read_originals
from jointfund.kernel.errors import DomainError

ACTOR = "system:import"


class Command(BaseCommand):
    help = "Read documents and write their records. The same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_arguments(parser)
        parser.add_argument(
            "--accept-all", action="store_true", help="accept every record as read, without a person looking"
        )

    def handle(self, *, files: list[Path], fund: str | None, accept_all: bool, **options: object) -> None:
        if not accept_all:
            raise CommandError(
                "Accepting field by field happens on screen. To accept everything as read, add --accept-all.",
                returncode=REFUSED,
            )
        self._import(files, fund)

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
        for note in report.notes:
            self.stdout.write(f"  {note}")
