"""`jointfund search_index [--rebuild] [--fund CODE]`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from jointfund.funds.models import Fund
from jointfund.search.services import follow_events, rebuild_index

REFUSED = 2


class Command(BaseCommand):
    help = "Bring the search index of every fund, or of one, to what the record says now."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="read the whole record again")
        parser.add_argument("--fund", help="code of the fund; all of them when left out")

    def handle(self, *, rebuild: bool, fund: str | None, **options: object) -> None:
        funds = Fund.objects.filter(code=fund.upper()) if fund else Fund.objects.all()
        if fund and not funds.exists():
            raise CommandError(f"There is no fund {fund.upper()}.", returncode=REFUSED)
        for one in funds:
            changed = rebuild_index(one) if rebuild else follow_events(one)
            self.stdout.write(f"{one.code}: {changed} entries changed.")
