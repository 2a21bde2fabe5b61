"""`jointfund statement check FILE`: each line of a statement as printed, computed, and the difference."""

import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from jointfund.kernel.errors import DomainError
from jointfund.ledger.models import Entry
from jointfund.ledger.printed import PrintedStatement, read_statements
from jointfund.ledger.services.statement_check import CheckedLine, check_statement


class Command(BaseCommand):
    help = "Post published funding statements in a throw-away fund and compare every line with the books."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["check"])
        parser.add_argument("file", type=Path, help="JSON with one or more statements")
        parser.add_argument("--json", dest="as_json", action="store_true", help="write the lines as JSON")

    def handle(self, *, file: Path, as_json: bool, **options: object) -> None:
        try:
            statements = read_statements(file.read_text(encoding="utf-8"))
            _be_ready()
            checked = [(statement, check_statement(statement)) for statement in statements]
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{file}: {fault}") from fault
        except DomainError as fault:
            raise CommandError(f"{file}: {fault}") from fault
        for statement, lines in checked:
            self._write_json(statement, lines) if as_json else self._write(statement, lines)
        if not all(line.holds for _statement, lines in checked for line in lines):
            sys.exit(1)

    def _write(self, statement: PrintedStatement, lines: tuple[CheckedLine, ...]) -> None:
        self.stdout.write(f"\n{statement.name}\n")
        self.stdout.write(f"{'line':58} {'period':14} {'printed':>16} {'computed':>16} {'difference':>11}")
        for line in lines:
            figure, mark = line.figure, "" if line.holds else "  DIFFERS"
            self.stdout.write(
                f"{figure.label[:58]:58} {figure.period.name[:14]:14} {figure.printed:>16,} "
                f"{_shown(line.computed):>16} {_shown(line.difference):>11}{mark}"
            )
        wrong = sum(not line.holds for line in lines)
        self.stdout.write(f"{len(lines)} figures, {wrong} differ by more than the unit")
        for label in statement.unknown:
            self.stderr.write(f"not compared, no line of a statement is known by this name: {label}")

    def _write_json(self, statement: PrintedStatement, lines: tuple[CheckedLine, ...]) -> None:
        rows = [
            {
                "line": line.figure.line,
                "label": line.figure.label,
                "period": line.figure.period.name,
                "printed": str(line.figure.printed),
                "computed": None if line.computed is None else str(line.computed),
                "difference": None if line.difference is None else str(line.difference),
                "holds": line.holds,
            }
            for line in lines
        ]
        self.stdout.write(json.dumps({"statement": statement.name, "lines": rows}, ensure_ascii=False))


def _be_ready() -> None:
    """Books to post in: those of the installation, or, where it has none yet, some in memory."""
    if connection.vendor == "sqlite" and Entry._meta.db_table not in connection.introspection.table_names():
        connection.close()
        connection.settings_dict["NAME"] = ":memory:"
        for room in ("ledger", "funds", "audit"):  # what an entry is written with, as it is today
            call_command("migrate", room, verbosity=0)


def _shown(number: Decimal | None) -> str:
    return "nothing" if number is None else f"{number:,}"
