"""`jointfund check FILE... [--json]`; without a file it still runs Django's own system checks."""

import json as plain_json
from pathlib import Path

from django.apps import apps
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as SystemChecks
from django.utils import timezone

from jointfund.intake.checked_words import explained
from jointfund.intake.drafts_in import fund_on_record, read_draft
from jointfund.intake.management.commands._files import REFUSED, exit_refused, words_of
from jointfund.intake.record_facts import record_facts
from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.checking import CheckedDraft, Mark, check_draft
from jointfund.reading.checking.report import as_data, summary

SIGNS = {Mark.AGREES: "=", Mark.DIFFERS: "≠", Mark.CHANGED: "~", Mark.UNKNOWN: "?"}


class Command(SystemChecks):
    help = (
        "Mark every countable claim of a draft (text, PDF, Word) with what the record says; nothing is "
        "stored. Without a file, or with names of apps, run the system checks of the installation."
    )
    missing_args_message = ""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="as JSON instead of sentences")
        parser.add_argument("--fund", help="code of the fund; the installation's first when left out")

    def handle(self, *labels: str, **options: object) -> None:  # type: ignore[override]  # stubs say list
        if all(_is_app(one) for one in labels):
            super().handle(*labels, **options)  # type: ignore[arg-type]  # the same
            return
        code = options["fund"] if isinstance(options["fund"], str) else None
        self._check_drafts([Path(one) for one in labels], code, as_json=bool(options["json"]))

    def _check_drafts(self, files: list[Path], code: str | None, *, as_json: bool) -> None:
        fund = fund_on_record(code)
        if fund is None:
            raise CommandError(
                "There is no record to check against yet: load or import one.", returncode=REFUSED
            )
        facts, lexicon = record_facts(fund, timezone.localdate()), words_of(code)
        checked, refused = [], False
        for file in files:
            try:
                checked.append(check_draft(read_draft(file, file.name), facts, lexicon))
            except UnreadableInput as refusal:
                refused = True
                self.stderr.write(str(refusal))
        if as_json:
            data = {"as_of": facts.day.isoformat(), "drafts": [as_data(one, explained) for one in checked]}
            self.stdout.write(plain_json.dumps(data, ensure_ascii=False, indent=2))
        else:
            for one in checked:
                self._tell(one)
        if refused:
            exit_refused()

    def _tell(self, checked: CheckedDraft) -> None:
        self.stdout.write(f"{checked.file}: {summary(checked)}")
        for warning in checked.warnings:
            self.stderr.write(warning)
        for finding in checked.findings:
            mark = finding.mark
            self.stdout.write(f"{SIGNS[mark]} line {finding.start_line}, {mark.words}: “{finding.quote}”")
            self.stdout.write(f"    {explained(finding.verdict)}")
            if finding.corrected:
                self.stdout.write(f"    Write: {finding.corrected}")


def _is_app(label: str) -> bool:
    return any(config.label == label for config in apps.get_app_configs())
