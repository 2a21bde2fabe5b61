"""`jointfund load_vocabularies`."""

from django.core.management.base import BaseCommand

from jointfund.intake.vocabularies import load_vocabularies


class Command(BaseCommand):
    help = (
        "Load countries, areas, statuses and tag vocabularies from their data files. Twice changes nothing."
    )
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        loaded = load_vocabularies(actor="system:vocabularies")
        self.stdout.write(f"{loaded.found} entries, {loaded.new} of them new.")
