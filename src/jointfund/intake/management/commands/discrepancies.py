"""`jointfund discrepancies FILE...`."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from jointfund.intake.management.commands._files import add_file_arguments, exit_refused, read_all, words_of
from jointfund.reading.discrepancies import discrepancies_as_json, find_discrepancies


class Command(BaseCommand):
    help = "List where documents disagree with each other or with themselves. Nothing is stored."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file_arguments(parser)
        parser.add_argument(
            "--json", dest="as_json", action="store_true", help="as JSON instead of sentences"
        )

    def handle(self, *, files: list[Path], fund: str | None, as_json: bool, **options: object) -> None:
        lexicon = words_of(fund)
        reading, refused = read_all(self, files, lexicon)
        found = find_discrepancies(reading, lexicon)
        if as_json:
            self.stdout.write(json.dumps(discrepancies_as_json(found), ensure_ascii=False, indent=1))
        else:
            for discrepancy in found:
                self.stdout.write(f"{discrepancy.severity}, {discrepancy.kind}: {discrepancy.subject}")
                for place in discrepancy.places:
                    span = place.source
                    self.stdout.write(f"    {span.file}:{span.start_line}-{span.end_line}  “{place.quote}”")
        if refused:
            exit_refused()
