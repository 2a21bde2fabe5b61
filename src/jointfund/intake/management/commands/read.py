"""`jointfund read FILE... --out records.json`."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from jointfund.intake.management.commands._files import add_file_arguments, exit_refused, read_all, words_of
from jointfund.kernel.files import write_atomically
from jointfund.reading import as_json


class Command(BaseCommand):
    help = "Read booklets and briefs (text, PDF, Word) and write their records as JSON. Nothing is stored."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_arguments(parser)
        parser.add_argument("--out", type=Path, help="file to write; standard output when left out")

    def handle(self, *, files: list[Path], out: Path | None, fund: str | None, **options: object) -> None:
        reading, refused = read_all(self, files, words_of(fund))
        if reading.documents:
            text = as_json.dumps(reading)
            if out:
                write_atomically(out, text.encode())
                self.stderr.write(
                    f"{len(reading.programmes)} programmes, {len(reading.contributions)} contributions, "
                    f"{len(reading.claims)} claims: {out}"
                )
            else:
                self.stdout.write(text)
        if refused:
            exit_refused()
