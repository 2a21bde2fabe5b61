"""`jointfund publications verify`: whether every kept file of a release still is what it was."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jointfund.funds.models import Fund
from jointfund.publications.queries.verifying import checked_files


class Command(BaseCommand):
    help = "Compare the kept files of all releases with their hashes; exits 1 and names each that differs."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify"])
        parser.add_argument("--fund", default="", help="code of the fund; all when left out")

    def handle(self, *, fund: str, **options: Any) -> None:
        chosen = Fund.objects.filter(code=fund.upper()).first() if fund else None
        if fund and chosen is None:
            raise CommandError(f"No fund {fund} is open here.", returncode=2)
        checked = list(checked_files(chosen))
        wrong = [one for one in checked if one.fault]
        for one in wrong:
            self.stderr.write(f"{one.release} {one.form} ({one.stored_as}) {one.fault}")
        if wrong:
            raise CommandError(
                f"{len(wrong)} of {len(checked)} kept files are not what they were.", returncode=1
            )
        self.stdout.write(f"{len(checked)} kept files agree with their hashes.")
