"""`jointfund compare OLD NEW [--json]`; either may be `record` or `record:2023-07-31`."""

import json as plain_json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jointfund.intake.drafts_in import edition_of, fund_on_record, read_draft
from jointfund.intake.management.commands._files import REFUSED, words_of
from jointfund.intake.record_facts import record_edition
from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.editions import Edition, EditionDiff, Entry, Pair, compare_editions
from jointfund.reading.editions_as_json import described, diff_as_data, place_of, summary

RECORD = "record"


class Command(BaseCommand):
    help = (
        "Tell what entered, left, moved and changed between two editions of the booklet. Nothing is stored."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", metavar="OLD", help="a file, or record, or record:2023-07-31")
        parser.add_argument("new", metavar="NEW", help="a file, or record, or record:2023-07-31")
        parser.add_argument("--json", action="store_true", help="as JSON instead of sentences")
        parser.add_argument("--fund", help="code of the fund; the installation's first when left out")

    def handle(self, *, old: str, new: str, json: bool, fund: str | None, **options: object) -> None:
        try:
            diff = compare_editions(self._edition(old, fund), self._edition(new, fund))
        except UnreadableInput as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        if json:
            self.stdout.write(plain_json.dumps(diff_as_data(diff), ensure_ascii=False, indent=2))
        else:
            self._tell(diff)

    def _edition(self, asked: str, code: str | None) -> Edition:
        fund = fund_on_record(code)
        name, _, day = asked.partition(":")
        if name != RECORD:
            path = Path(asked)
            return edition_of(read_draft(path, path.name), words_of(code), fund)
        if fund is None:
            raise UnreadableInput("There is no record to compare with yet: load or import one.")
        return record_edition(fund, _day(day))

    def _tell(self, diff: EditionDiff) -> None:
        self.stdout.write(f"{diff.old.name} → {diff.new.name}: {summary(diff)}")
        currency = diff.new.currency
        self._entries("Entered", diff.entered, currency)
        self._entries("Left", diff.left, currency)
        self._pairs("Moved or changed", [pair for pair in diff.pairs if pair.changes])

    def _entries(self, head: str, entries: tuple[Entry, ...], currency: str) -> None:
        for number, entry in enumerate(entries):
            if not number:
                self.stdout.write(f"\n{head}")
            self.stdout.write(f"  {described(entry, currency)}  [{place_of(entry)}]")

    def _pairs(self, head: str, pairs: list[Pair]) -> None:
        for number, pair in enumerate(pairs):
            if not number:
                self.stdout.write(f"\n{head}")
            for change in pair.changes:
                self.stdout.write(f"  {change.sentence}")
            self.stdout.write(f"    [{place_of(pair.old)} → {place_of(pair.new)}]")


def _day(text: str) -> date:
    if not text:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableInput(f"“{text}” is not a day: write it like record:2023-07-31.") from None
