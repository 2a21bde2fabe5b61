"""`jointfund publish booklet --out booklet.pdf`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.kernel.files import write_atomically
from jointfund.programmes.filters import FACET_LABELS, read_day
from jointfund.programmes.queries.names import checked_filter
from jointfund.publications.labels import labels_in
from jointfund.publications.layout.booklet import booklet_typesetting
from jointfund.publications.queries.booklet import build_booklet
from jointfund.rendering.typeset import typeset


class Command(BaseCommand):
    help = "Write one of the fund's documents from its record: booklet."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", choices=["booklet"])
        parser.add_argument("--out", type=Path, required=True, help="file to write (.pdf)")
        parser.add_argument("--fund", help="code of the fund; the installation's first when left out")
        parser.add_argument("--language", default="en", help="language of the labels: en, es, fr")
        parser.add_argument("--as-of", help="day, month or year the document stands for")
        for facet, label in FACET_LABELS.items():
            parser.add_argument(
                f"--{facet.replace('_', '-')}", action="append", help=f"only: {label.lower()}"
            )

    def handle(
        self, *, out: Path, fund: str | None, language: str, as_of: str | None, **options: Any
    ) -> None:
        try:
            reading, _ = checked_filter(found := _fund(fund), _parameters(options))
            if reading.messages:
                raise CommandError(" ".join(reading.messages), returncode=2)
            content = build_booklet(
                found,
                reading.filter,
                today=timezone.now().date(),
                as_of=_day(as_of),
                language=language,
            )
            pdf = typeset(booklet_typesetting(content, labels_in(language)))
            write_atomically(out, pdf)
        except DomainError as fault:
            raise CommandError(str(fault), returncode=2) from None
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror}.", returncode=2) from None
        self.stdout.write(f"{len(content.programmes)} programmes as of {PartialDate(content.as_of)}: {out}")


def _fund(code: str | None) -> Fund:
    found = Fund.objects.filter(code=code.upper()).first() if code else Fund.objects.first()
    if found is None:
        raise CommandError(f"No fund {code or ''} is open here: load one first.", returncode=2)
    return found


def _parameters(options: dict[str, Any]) -> dict[str, list[str]]:
    return {facet: options[facet] for facet in FACET_LABELS if options.get(facet)}


def _day(text: str | None) -> date | None:
    messages: list[str] = []
    day = read_day(text or "", messages)
    if messages:
        raise CommandError(f"“{text}” is not a date: write 2023, 2023-07 or 2023-07-31.", returncode=2)
    return day
