"""`jointfund fund check FILE`, `fund open FILE`, `fund show CODE`."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.intake.fund_file.checking import check_text
from jointfund.intake.fund_file.opening import FundFileRefused, open_fund_file
from jointfund.intake.fund_file.showing import text_of
from jointfund.kernel.errors import DomainError

ACTOR = "system:fund"


class Command(BaseCommand):
    help = "Check the file of a fund, open the fund it describes, or write a fund back as a file."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        for word, words in (
            ("check", "every fault of a file with its line; nothing is stored"),
            ("open", "open the fund of a file, or bring it up to date: all of it or nothing"),
        ):
            one = what.add_parser(word, help=words)
            one.add_argument("file", type=Path)
        what.add_parser("show", help="the file that would open the fund as it is now").add_argument("code")

    def handle(self, *, what: str, **options: object) -> None:
        if what == "show":
            self._show(str(options["code"]))
        elif what == "check":
            self._check(Path(str(options["file"])))
        else:
            self._open(Path(str(options["file"])))

    def _check(self, file: Path) -> None:
        checked, faults = check_text(_text_of(file))
        if faults:
            self._refuse(file, FundFileRefused(faults))
        parts = ", ".join(name for name in checked.document if name != "format")
        self.stdout.write(f"{file}: nothing amiss. It says: {parts}.")

    def _open(self, file: Path) -> None:
        try:
            fund, changed = open_fund_file(_text_of(file), actor=ACTOR, now=timezone.now())
        except FundFileRefused as fault:
            self._refuse(file, fault)
            return
        except DomainError as fault:
            raise CommandError(f"{file}: {fault}") from None
        said = ", ".join(changed) if changed else "nothing changed"
        self.stdout.write(f"{fund.code} {fund.name}: {said}.")

    def _show(self, code: str) -> None:
        fund = Fund.objects.filter(code=code.upper()).first()
        if fund is None:
            raise CommandError(f"No fund {code} is open here.")
        self.stdout.write(text_of(fund), ending="")

    def _refuse(self, file: Path, fault: FundFileRefused) -> None:
        for one in fault.faults:
            self.stderr.write(f"{file}:{one.line}: {one.reason}")
        sys.exit(1)


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as fault:
        raise CommandError(f"{file}: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file}: this is no text in UTF-8.") from None
